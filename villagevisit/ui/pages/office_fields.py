"""The fields of a paper that is written, with sensible values already there; headings of the text stand out."""

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtGui import QFont, QSyntaxHighlighter, QTextCharFormat
from PySide6.QtWidgets import QPlainTextEdit, QVBoxLayout, QWidget

from villagevisit.domain.office import UPWARD, URGENT, Kind, Text
from villagevisit.domain.office_text import line
from villagevisit.ui.kit import parts, theme
from villagevisit.ui.kit.fields import Choice, Line
from villagevisit.wording import t

_LINES = {"title": 2, "body": 14, "attachments": 2, "note": 3}
"""Fields of several lines, and how many are seen."""
_ONE = ("to", "signer", "copies", "note", "checked", "edited", "phone")


class _Headings(QSyntaxHighlighter):
    """Bolder, as far as they will be set as headings."""

    def highlightBlock(self, text: str) -> None:
        stripped = text.strip()
        found = line(stripped)
        if not found.depth and not (stripped.startswith("【") and stripped.endswith("】")):
            return
        look = QTextCharFormat()
        look.setFontWeight(QFont.Weight.Bold)
        look.setForeground(theme.now().colour("accent"))
        until = len(text) - len(found.text) if found.depth and found.title else len(text) if not found.depth else 3
        self.setFormat(0, until, look)


class Editor(QPlainTextEdit):
    """A plain editor some lines high. Tab goes on to the next field."""

    def __init__(self, rows: int) -> None:
        super().__init__()
        self.setTabChangesFocus(True)
        self.setFixedHeight(round(rows * 2 * theme.now().u + 2 * theme.now().u))


class Fields(QWidget):
    """Emits `changed` at every key; `text(known)` is `known` with what stands here."""

    changed = Signal()

    def __init__(self, kind: Kind) -> None:
        super().__init__()
        self.kind = kind
        brief = kind is Kind.BRIEF
        self.title = Editor(_LINES["title"])
        self.body = Editor(_LINES["body"])
        self._headings = _Headings(self.body.document())
        self.attachments = Editor(_LINES["attachments"])
        self.lines = {name: Line() for name in _ONE if name != "note"}
        self.note: Line | Editor = Editor(_LINES["note"]) if brief else Line()
        self.urgency = Choice([(one, t(f"office.urgency.{one}")) for one in URGENT])
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(theme.now().u)
        for words, field in self._brief() if brief else self._usual():
            box.addWidget(parts.labelled(words, field))
        for editor in (self.title, self.body, self.attachments):
            editor.textChanged.connect(self.changed)
        for one in (*self.lines.values(), self.note):
            one.textChanged.connect(lambda *_: self.changed.emit())
        self.urgency.on_choice(lambda _value: self.changed.emit())

    def _usual(self) -> list[tuple[str, QWidget]]:
        found: list[tuple[str, QWidget]] = [
            (t("office.field.title"), self.title), (t("office.field.to"), self.lines["to"]),
            (t("office.field.body"), self.body), (t("office.field.attachments"), self.attachments),
            (t("office.field.note"), self.note), (t("office.field.copies"), self.lines["copies"]),
            (t("office.field.urgency"), self.urgency),
        ]  # fmt: skip
        if self.kind in UPWARD:
            found.insert(2, (t("office.field.signer"), self.lines["signer"]))
        return found

    def _brief(self) -> list[tuple[str, QWidget]]:
        return [
            (t("office.field.title"), self.title), (t("office.field.note.brief"), self.note),
            (t("office.field.body.brief"), self.body), (t("office.field.to.brief"), self.lines["to"]),
            (t("office.field.copies.brief"), self.lines["copies"]), (t("office.field.signer"), self.lines["signer"]),
            (t("office.field.checked"), self.lines["checked"]), (t("office.field.edited"), self.lines["edited"]),
            (t("office.field.phone"), self.lines["phone"]),
        ]  # fmt: skip

    def show_text(self, text: Text) -> None:
        self.blockSignals(True)
        self.title.setPlainText(text.title)
        self.body.setPlainText(text.body)
        self.attachments.setPlainText(text.attachments)
        for name, field in self.lines.items():
            field.setText(getattr(text, name))
        if isinstance(self.note, Editor):
            self.note.setPlainText(text.note)
        else:
            self.note.setText(text.note)
        self.urgency.choose(text.urgency)
        self.blockSignals(False)

    def text(self, known: Text) -> Text:
        note = self.note.toPlainText() if isinstance(self.note, Editor) else self.note.text()
        said = {name: field.text() for name, field in self.lines.items()}
        return replace(
            known, title=self.title.toPlainText(), body=self.body.toPlainText(), note=note,
            attachments=self.attachments.toPlainText(), urgency=self.urgency.value(), to=said["to"],
            signer=said["signer"], copies=said["copies"], checked=said["checked"], edited=said["edited"],
            phone=said["phone"],
        )  # fmt: skip
