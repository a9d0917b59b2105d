"""Which editor a question gets."""

from collections.abc import Callable

from forms import Node
from villagevisit.ui.widgets.choice_list import ChoiceList
from villagevisit.ui.widgets.choice_rows import MOST, ChoiceRows
from villagevisit.ui.widgets.editor import Editor, Host
from villagevisit.ui.widgets.picture_editors import PhotoEditor, SignatureEditor
from villagevisit.ui.widgets.small_editors import (
    PlaceEditor,
    RangeEditor,
    RankEditor,
    ReadOnlyText,
    TriggerEditor,
    Unsupported,
)
from villagevisit.ui.widgets.text_editors import LongTextEditor, MomentEditor, NumberEditor, TextEditor
from villagevisit.ui.widgets.values import unit_of

IN_VIEW = 7
"""select_one with at most this many choices shows them all."""
_LISTED = frozenset({"minimal", "autocomplete", "search", "quick-autocomplete"})
_TYPED = frozenset({"string", "barcode", "", "select1"})
_FOREIGN = ("ex:", "printer", "annotate", "draw")


def make_editor(host: Host, node: Node) -> Editor:
    """The editor of a question; a kind this program cannot show gets one that says so in place."""
    if any(node.appearance.startswith(word) for word in _FOREIGN):
        return Unsupported(host, node)
    make = _BY_CONTROL.get(node.control)
    return make(host, node) if make is not None else Unsupported(host, node)


def _input(host: Host, node: Node) -> Editor:
    if node.readonly and not node.value:
        return ReadOnlyText(host)
    if node.type in {"int", "integer", "decimal"}:
        return NumberEditor(host, unit_of(node.label), node.type != "decimal")
    if node.type in {"date", "time", "dateTime"}:
        return MomentEditor(host, node.type)
    if node.type == "geopoint":
        return PlaceEditor(host)
    if node.type not in _TYPED:
        return Unsupported(host, node)
    if "multiline" in node.appearance or "rows" in node.parameters:
        return LongTextEditor(host, int(node.parameters.get("rows", "3")))
    return TextEditor(host)


def _select_one(host: Host, node: Node) -> Editor:
    listed = bool(_LISTED & set(node.appearance.split()))
    if listed or len(host.options(node.ref)) > IN_VIEW:
        return ChoiceList(host, node.ref)
    return ChoiceRows(host, node.ref, many=False)


def _select_many(host: Host, node: Node) -> Editor:
    return ChoiceRows(host, node.ref, many=True, numbered=len(host.options(node.ref)) <= MOST)


def _upload(host: Host, node: Node) -> Editor:
    if not node.mediatype.startswith("image/"):
        return Unsupported(host, node)
    return SignatureEditor(host, node.ref) if "signature" in node.appearance else PhotoEditor(host, node.ref)


_BY_CONTROL: dict[str, Callable[[Host, Node], Editor]] = {
    "": lambda host, _node: ReadOnlyText(host),
    "note": lambda host, _node: ReadOnlyText(host),
    "input": _input,
    "select1": _select_one,
    "select": _select_many,
    "rank": lambda host, node: RankEditor(host, node.ref),
    "trigger": lambda host, _node: TriggerEditor(host),
    "range": RangeEditor,
    "upload": _upload,
}
