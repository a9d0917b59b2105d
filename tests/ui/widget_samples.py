"""One example for each line of the widgets' registry: a question, an answer, and how hands give another one."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Protocol

from PIL import Image
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from forms import Node
from villagevisit.services import attachments
from villagevisit.ui.widgets.choice_fold import ChoiceFold
from villagevisit.ui.widgets.choice_list import ChoiceList
from villagevisit.ui.widgets.choice_rows import ChoiceRows
from villagevisit.ui.widgets.drawing_editor import DrawingEditor
from villagevisit.ui.widgets.editor import Attachment, Editor, Host, Pictures
from villagevisit.ui.widgets.number_editors import CounterEditor
from villagevisit.ui.widgets.picture_editors import SignatureEditor
from villagevisit.ui.widgets.question import Question
from villagevisit.ui.widgets.range_editors import RangeEditor, RatingEditor
from villagevisit.ui.widgets.values import Option

FEW = (Option("a", "Alpha"), Option("b", "Beta"), Option("c", "Gamma"))
MANY = tuple(Option(f"{n:02}", f"Place {n}") for n in range(1, 13))


def strike(*strokes: str | Qt.Key) -> None:
    """Text is typed, keys are pressed, on whatever has the keyboard."""
    for stroke in strokes:
        target = QApplication.focusWidget()
        assert target is not None
        if isinstance(stroke, str):
            QTest.keyClicks(target, stroke)
        else:
            QTest.keyClick(target, stroke)


class Keys(Protocol):
    """Whatever presses keys."""

    def keys(self, *strokes: str | Qt.Key) -> None: ...


@dataclass
class Desk:
    """One question whose answers are kept as a form keeps them, with what the page would give it."""

    folder: Path
    node: Node
    given: list[str] = field(default_factory=list)
    files: dict[str, bytes] = field(default_factory=dict)
    onward: int = 0

    def __post_init__(self) -> None:
        self.window = QWidget()
        self.photo = self.folder / "photo.jpg"
        self.sound = self.folder / "sound.mp3"
        if not self.photo.exists():
            Image.new("RGB", (640, 480), "#7a9").save(self.photo)
            self.sound.write_bytes(b"ID3")
        self.host = Host(
            today=lambda: date(2026, 11, 22),
            options=lambda _ref: MANY if "many" in self.node.name else FEW,
            attach=self._attach,
            stored=self.files.get,
            pictures=Pictures(lambda: self.photo, self.photo.read_bytes, lambda _title, _kinds: self.sound),
        )
        self.files |= {"old.jpg": self.photo.read_bytes(), "old.mp3": self.sound.read_bytes()}
        self.question = Question(self.host, self.node)
        self.question.edited.connect(self._take)
        self.question.onward.connect(self._count)

    @property
    def editor(self) -> Editor:
        return self.question.editor

    def change(self, **parts: object) -> None:
        self.node = replace(self.node, **parts)
        self.question.show_node(self.node)

    def _count(self) -> None:
        self.onward += 1

    def _take(self, _ref: str, value: str) -> None:
        self.given.append(value)
        self.change(value=value)

    def _attach(self, ref: str, source: Path | bytes, kind: Attachment) -> None:
        ending = {"signature": "svg", "file": "mp3"}.get(kind, "jpg")
        name = f"{kind}-{len(self.files)}.{ending}"
        data = source if isinstance(source, bytes) else source.read_bytes()
        self.files[name] = attachments.signature_svg(data) if kind == "signature" else data
        self._take(ref, name)

    # --- hands --------------------------------------------------------------------------------------------------

    def keys(self, *strokes: str | Qt.Key) -> None:
        strike(*strokes)

    def press(self, widget: QWidget, at: QPoint | None = None) -> None:
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton, pos=at or widget.rect().center())

    def press_option(self, value: str) -> None:
        rows = self.editor.rows if isinstance(self.editor, ChoiceFold) else self.editor
        assert isinstance(rows, ChoiceRows)
        self.press(rows, rows.box_of(value).center())

    def press_button(self, number: int) -> None:
        """The shown buttons in the order in which they were made."""
        shown = [one for one in self.editor.findChildren(QPushButton) if not one.isHidden()]
        self.press(shown[number])

    def stroke(self, pad: QWidget) -> None:
        QTest.mousePress(pad, Qt.MouseButton.LeftButton, pos=QPoint(40, 40))
        QTest.mouseMove(pad, QPoint(90, 70))
        QTest.mouseMove(pad, QPoint(180, 110))
        QTest.mouseRelease(pad, Qt.MouseButton.LeftButton, pos=QPoint(180, 110))


Hands = Callable[[Desk], None]


@dataclass(frozen=True)
class Sample:
    """`value` is a stored answer and `says` what is then read on screen; `keys` and `press` lead from no answer to
    `typed` and `pressed`. Without `keys` there is nothing to answer."""

    node: Node
    value: str = ""
    says: str = ""
    keys: Callable[[Keys], None] | None = None
    typed: str = ""
    press: Hands | None = None
    pressed: str = ""


def _node(control: str, kind: str = "string", appearance: str = "", **more: object) -> Node:
    name = str(more.pop("name", "one"))
    node = Node(f"/data/{name}", f"/data/{name}", name, "question", control, kind, appearance, label="Q")
    return replace(node, **more)


def _typing(node: Node, value: str, says: str, text: str, stored: str) -> Sample:
    """A field: the mouse puts the keyboard on it, fingers type."""

    def press(desk: Desk) -> None:
        field_ = desk.editor.focusProxy()
        assert field_ is not None
        desk.press(field_)
        desk.keys(text)

    return Sample(node, value, says, lambda desk: desk.keys(text), stored, press, stored)


def _rows(appearance: str, control: str = "select1", many: bool = False) -> Sample:
    node = _node(control, appearance=appearance)
    if many:
        return Sample(node, "a c", "Alpha、Gamma", lambda d: d.keys("3", "1"), "a c", _press_both, "a c")
    return Sample(node, "b", "Beta", lambda d: d.keys("2"), "b", lambda d: d.press_option("c"), "c")


def _press_both(desk: Desk) -> None:
    desk.press_option("c")
    desk.press_option("a")


def _press_hit(desk: Desk) -> None:
    assert isinstance(desk.editor, ChoiceList)
    desk.press(desk.editor.line)
    hits = desk.editor._hits
    assert hits is not None
    desk.press(hits.viewport(), hits.visualItemRect(hits.item(1)).center())


def _listed(appearance: str, name: str = "one") -> Sample:
    value, label, other = ("03", "Place 3", "02") if name == "many" else ("c", "Gamma", "b")
    find: tuple[str | Qt.Key, ...] = (label, Qt.Key.Key_Return)
    node = _node("select1", appearance=appearance, name=name)
    return Sample(node, value, label, lambda d: d.keys(*find), value, _press_hit, other)


def _open_and_press(desk: Desk) -> None:
    desk.press_button(0)
    _press_both(desk)


def _fold(appearance: str, keys: tuple[str | Qt.Key, ...], press: Hands) -> Sample:
    return Sample(
        _node("select", appearance=appearance), "a c", "Alpha、Gamma", lambda d: d.keys(*keys), "a c", press, "a c"
    )


def _count(desk: Desk) -> None:
    assert isinstance(desk.editor, CounterEditor)
    for button in (desk.editor.more, desk.editor.more, desk.editor.more, desk.editor.less):
        desk.press(button)


def _draw(desk: Desk) -> None:
    assert isinstance(desk.editor, DrawingEditor | SignatureEditor)
    desk.stroke(desk.editor.pad)
    desk.editor.flush()


def _shoot(desk: Keys) -> None:
    desk.keys(Qt.Key.Key_Space)


def _press_plus(desk: Desk) -> None:
    assert isinstance(desk.editor, RangeEditor)
    for _ in range(3):
        desk.press(desk.editor.more)


def _press_star(desk: Desk) -> None:
    assert isinstance(desk.editor, RatingEditor)
    desk.press(desk.editor, desk.editor.box_of(3).center())


_RANGE = {"start": "0", "end": "10", "step": "2.5"}
_SPACE, _TAB, _DOWN, _RIGHT = Qt.Key.Key_Space, Qt.Key.Key_Tab, Qt.Key.Key_Down, Qt.Key.Key_Right
_PLACE = "35.104 118.356 0.0 0.0"
_LINE = "35.1 118.3 0.0 0.0; 35.2 118.4 0.0 0.0"
_AREA = "35.1 118.3 0.0 0.0; 35.2 118.4 0.0 0.0; 35.3 118.3 0.0 0.0; 35.1 118.3 0.0 0.0"
_MOMENT = "2026-11-21T09:30:00.000+08:00"


def _upload(appearance: str, says: str, keys: Hands, press: Hands, typed: str, pressed: str) -> Sample:
    node = _node("upload", "binary", appearance, mediatype="image/*")
    return Sample(node, "old.jpg", says, keys, typed, press, pressed)


SAMPLES: dict[str, Sample] = {
    "note": Sample(_node("note")),
    "computed": Sample(_node("input", readonly=True)),
    "counter": Sample(_node("input", "int", "counter"), "7", "7", lambda d: d.keys("12"), "12", _count, "2"),
    "integer": _typing(_node("input", "int"), "10800", "10,800", "10,800", "10800"),
    "decimal": _typing(_node("input", "decimal", label="Q(yuan)"), "954.5", "954.50", "954.58", "954.58"),
    "month": _typing(_node("input", "date", "month-year"), "2026-11-01", "2026-11", "202512", "2025-12-01"),
    "year": _typing(_node("input", "date", "year"), "1948-01-01", "1948", "1950", "1950-01-01"),
    "date": _typing(_node("input", "date"), "1948-03-15", "1948-03-15", "20261121", "2026-11-21"),
    "time": _typing(_node("input", "time"), "09:30:00.000+08:00", "09:30", "1405", "14:05:00.000+08:00"),
    "moment": _typing(_node("input", "dateTime"), _MOMENT, "2026-11-21 09:30", "20261121 0930", _MOMENT),
    "place": _typing(_node("input", "geopoint"), "35.1 118.3 40 5", "35.1 118.3 5", "35.104,118.356", _PLACE),
    "line": _typing(_node("input", "geotrace"), _LINE, "35.1 118.3\n35.2 118.4", "35.1 118.3;35.2 118.4", _LINE),
    "area": _typing(
        _node("input", "geoshape"), _AREA, "35.2 118.4\n35.3 118.3", "35.1 118.3;35.2 118.4;35.3 118.3", _AREA
    ),
    "barcode": _typing(_node("input", "barcode"), "6901234", "6901234", "6909876", "6909876"),
    "address": _typing(_node("input", appearance="url"), "https://a.cn", "https://a.cn", "https://b.cn", "https://b.cn"),
    "masked": _typing(_node("input", appearance="masked"), "1234", "●●●●", "secret", "secret"),
    "digits": _typing(_node("input", appearance="numbers thousands-sep"), "12345", "12,345", "1234", "1234"),
    "multiline": _typing(_node("input", appearance="multiline"), "one\ntwo", "one\ntwo", "word", "word"),
    "rows of text": _typing(_node("input", parameters={"rows": "5"}), "one", "one", "word", "word"),
    "text": _typing(_node("input"), "old", "old", "new", "new"),
    "heading of a table": Sample(_node("select1", appearance="label")),
    "one from a list": _listed("minimal"),
    "one spread out": _rows("likert"),
    "one of many": _listed("", "many"),
    "one of few": _rows(""),
    "several, folded with search": _fold(
        "minimal autocomplete",
        (_SPACE, "Gam", _DOWN, _SPACE, Qt.Key.Key_Backtab, "\b\b\bAl", _DOWN, _SPACE),
        _open_and_press,
    ),
    "several, folded": _fold("minimal", (_SPACE, "3", "1"), _open_and_press),
    "several, with search": _fold(
        "search", ("Gam", _DOWN, _SPACE, Qt.Key.Key_Backtab, "\b\b\bAl", _DOWN, _SPACE), _press_both
    ),
    "several": _rows("", "select", many=True),
    "rank": Sample(
        _node("rank"), "c a b", "1  Gamma", lambda d: d.keys(_SPACE), "a b c", lambda d: d.press_button(1), "b a c"
    ),
    "picker": Sample(
        _node("range", "decimal", "picker", parameters=_RANGE),
        "7.5", "7.5", lambda d: d.keys("2.5", Qt.Key.Key_Return), "2.5", _press_hit, "2.5",
    ),
    "rating": Sample(
        _node("range", "int", "rating", parameters={"start": "1", "end": "5", "step": "1"}),
        "3", "3", lambda d: d.keys("2", _RIGHT), "3", _press_star, "4",
    ),
    "range": Sample(
        _node("range", "decimal", parameters=_RANGE),
        "7.5", "7.5", lambda d: d.keys(_RIGHT, _RIGHT), "5", _press_plus, "5",
    ),
    "trigger": Sample(
        _node("trigger"), "OK", "✓", lambda d: d.keys(_SPACE), "OK", lambda d: d.press_button(0), "OK"
    ),
    "signature": _upload("signature", "", lambda d: d.keys(_TAB, _TAB, _SPACE), _draw, "scan-2.jpg", "signature-2.svg"),
    "draw": _upload("draw", "", lambda d: d.keys(_TAB, _SPACE), _draw, "photo-2.jpg", "photo-2.jpg"),
    "annotate": _upload("annotate", "", _shoot, lambda d: d.press_button(1), "photo-2.jpg", "photo-2.jpg"),
    "photo": _upload("", "640 × 480", _shoot, lambda d: d.press_button(1), "photo-2.jpg", "photo-2.jpg"),
    "file": Sample(
        _node("upload", "binary", mediatype="audio/*"),
        "old.mp3", "old.mp3", lambda d: d.keys(_SPACE), "file-2.mp3", lambda d: d.press_button(0), "file-2.mp3",
    ),
}  # fmt: skip
