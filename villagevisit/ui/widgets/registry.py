"""Which editor a question gets: one table, read from above; the first line that fits is taken."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from forms import Node
from villagevisit.ui.widgets.barcode_editor import BarcodeEditor
from villagevisit.ui.widgets.choice_fold import ChoiceFold
from villagevisit.ui.widgets.choice_layout import style_of
from villagevisit.ui.widgets.choice_list import ChoiceList
from villagevisit.ui.widgets.choice_rows import ChoiceHeading, ChoiceRows
from villagevisit.ui.widgets.drawing_editor import DrawingEditor
from villagevisit.ui.widgets.editor import Editor, Host
from villagevisit.ui.widgets.file_editor import FileEditor
from villagevisit.ui.widgets.moment_editors import MomentEditor
from villagevisit.ui.widgets.number_editors import CounterEditor, NumberEditor
from villagevisit.ui.widgets.picture_editors import PhotoEditor, SignatureEditor
from villagevisit.ui.widgets.place_editors import PathEditor, PlaceEditor
from villagevisit.ui.widgets.range_editors import PickerEditor, RangeEditor, RatingEditor
from villagevisit.ui.widgets.rank_editor import RankEditor
from villagevisit.ui.widgets.small_editors import ReadOnlyText, TriggerEditor
from villagevisit.ui.widgets.text_editors import AddressEditor, DigitsEditor, LongTextEditor, MaskedEditor, TextEditor
from villagevisit.ui.widgets.values import unit_of, words_of

IN_VIEW = 7
"""select_one with at most this many choices shows them all."""
Make = Callable[[Host, Node], Editor]
_ANY: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Entry:
    """One kind of question. Empty sets fit everything; `words` fit when the appearance has any of them."""

    name: str
    controls: frozenset[str]
    make: Make
    types: frozenset[str] = _ANY
    words: frozenset[str] = _ANY
    media: str = ""
    """How the media type begins."""
    when: Callable[[Host, Node], bool] = lambda _host, _node: True

    def fits(self, host: Host, node: Node, words: frozenset[str]) -> bool:
        return (
            node.control in self.controls
            and (not self.types or node.type in self.types)
            and (not self.words or bool(self.words & words))
            and node.mediatype.startswith(self.media)
            and self.when(host, node)
        )


def _entry(name: str, controls: str, make: Make, types: str = "", words: str = "", media: str = "") -> Entry:
    return Entry(name, frozenset(controls.split(",")), make, _set(types), _set(words), media)


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


def _moment(kind: str) -> Make:
    return lambda host, node: MomentEditor(host, kind, "no-calendar" not in words_of(node.appearance))


def _rows(host: Host, node: Node) -> Editor:
    quick = bool({"quick", "quickcompact"} & words_of(node.appearance)) and node.control == "select1"
    return ChoiceRows(host, node.ref, node.control == "select", style_of(node.appearance), quick)


def _fold(search: bool, minimal: bool) -> Make:
    return lambda host, node: ChoiceFold(host, node.ref, style_of(node.appearance), search, minimal)


def _listed(host: Host, node: Node) -> Editor:
    return ChoiceList(host, node.ref, quick="quick" in words_of(node.appearance))


def _photo(host: Host, node: Node) -> Editor:
    fresh = bool({"new", "new-front", "selfie"} & words_of(node.appearance))
    return PhotoEditor(host, node.ref, fresh, _figure(node.parameters, "max-pixels"))


def _figure(parameters: Mapping[str, str], name: str, otherwise: int = 0) -> int:
    text = parameters.get(name, "")
    return int(text) if text.isdecimal() else otherwise


def _long_text(host: Host, node: Node) -> Editor:
    return LongTextEditor(host, _figure(node.parameters, "rows", 3))


_INPUT = frozenset({"input"})
_SEARCH = "search autocomplete"
_SPREAD = (
    "quick quickcompact likert columns columns-pack compact list list-nolabel no-buttons "
    + " ".join(f"columns-{count}" for count in range(1, 11))
)  # fmt: skip
REGISTRY: tuple[Entry, ...] = (
    _entry("note", ",note", lambda host, _node: ReadOnlyText(host)),
    Entry(
        "computed",
        _INPUT,
        lambda host, _node: ReadOnlyText(host),
        when=lambda _host, node: node.readonly and not node.value,
    ),
    _entry("counter", "input", lambda h, n: CounterEditor(h, unit_of(n.label)), "int integer", "counter"),
    _entry("integer", "input", lambda h, n: NumberEditor(h, unit_of(n.label), True), "int integer"),
    _entry("decimal", "input", lambda h, n: NumberEditor(h, unit_of(n.label), False), "decimal"),
    _entry("month", "input", _moment("month"), "date", "month-year"),
    _entry("year", "input", _moment("year"), "date", "year"),
    _entry("date", "input", _moment("date"), "date"),
    _entry("time", "input", _moment("time"), "time"),
    _entry("moment", "input", _moment("dateTime"), "dateTime"),
    _entry("place", "input", lambda host, _node: PlaceEditor(host), "geopoint"),
    _entry("line", "input", lambda host, _node: PathEditor(host, area=False), "geotrace"),
    _entry("area", "input", lambda host, _node: PathEditor(host, area=True), "geoshape"),
    _entry("barcode", "input", lambda host, _node: BarcodeEditor(host), "barcode"),
    _entry("address", "input", lambda host, _node: AddressEditor(host), words="url"),
    _entry("masked", "input", lambda host, _node: MaskedEditor(host), words="masked"),
    _entry(
        "digits",
        "input",
        lambda host, node: DigitsEditor(host, "thousands-sep" in words_of(node.appearance)),
        words="numbers thousands-sep",
    ),
    _entry("multiline", "input", _long_text, words="multiline"),
    Entry("rows of text", _INPUT, _long_text, when=lambda _host, node: "rows" in node.parameters),
    _entry("text", "input", lambda host, _node: TextEditor(host)),
    _entry("heading of a table", "select1,select", lambda h, n: ChoiceHeading(h, n.ref), words="label"),
    _entry("one from a list", "select1", _listed, words=f"minimal {_SEARCH} quick-autocomplete"),
    _entry("one spread out", "select1", _rows, words=_SPREAD),
    Entry(
        "one of many",
        frozenset({"select1"}),
        _listed,
        when=lambda host, node: len(host.options(node.ref)) > IN_VIEW,
    ),
    _entry("one of few", "select1", _rows),
    Entry(
        "several, folded with search",
        frozenset({"select"}),
        _fold(search=True, minimal=True),
        words=_set(_SEARCH),
        when=lambda _host, node: "minimal" in words_of(node.appearance),
    ),
    _entry("several, folded", "select", _fold(search=False, minimal=True), words="minimal"),
    _entry("several, with search", "select", _fold(search=True, minimal=False), words=_SEARCH),
    _entry("several", "select", _rows),
    _entry("rank", "rank", lambda host, node: RankEditor(host, node.ref)),
    _entry("picker", "range", PickerEditor, words="picker"),
    _entry("rating", "range", RatingEditor, words="rating"),
    _entry("range", "range", RangeEditor),
    _entry("trigger", "trigger", lambda host, _node: TriggerEditor(host)),
    _entry("signature", "upload", lambda h, n: SignatureEditor(h, n.ref), words="signature", media="image/"),
    _entry("draw", "upload", lambda h, n: DrawingEditor(h, n.ref, False), words="draw", media="image/"),
    _entry("annotate", "upload", lambda h, n: DrawingEditor(h, n.ref, True), words="annotate", media="image/"),
    _entry("photo", "upload", _photo, media="image/"),
    _entry("file", "upload", lambda host, node: FileEditor(host, node.ref, node.mediatype)),
)


def entry_for(host: Host, node: Node) -> Entry | None:
    """The line of the table that fits; None for a control that the forms standard does not have."""
    words = words_of(node.appearance)
    return next((entry for entry in REGISTRY if entry.fits(host, node, words)), None)


def make_editor(host: Host, node: Node) -> Editor:
    """The editor of a question."""
    entry = entry_for(host, node)
    return entry.make(host, node) if entry is not None else ReadOnlyText(host)
