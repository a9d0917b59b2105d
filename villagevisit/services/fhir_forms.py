"""Our forms as FHIR questionnaires: what is asked, of which type, with which choices."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from typing import Final

from forms import Form, FormError, FormSession, Node
from villagevisit.domain.errors import Refused
from villagevisit.services import form_shelf
from villagevisit.services.fhir_items import Json, Types
from villagevisit.services.fhir_words import CHOICE, FORM
from villagevisit.services.workspace import Workspace

Forms = Mapping[tuple[str, str], Form]
"""By form id and version."""
_KINDS: Final = {"decimal": "decimal", "integer": "integer", "date": "date", "note": "display"}
_MANY: Final = ("select", "rank")
_ONE: Final = "select1"


def known(ws: Workspace, wanted: Iterable[tuple[str, str]]) -> Forms:
    """Those of these forms and versions that stand on this laptop's shelf."""
    found: dict[tuple[str, str], Form] = {}
    for form_id, version in sorted(wanted):
        try:
            found[form_id, version] = form_shelf.get_form(ws, form_id, version)
        except Refused:
            continue  # an event's kind, or a form of another county: its answers go as texts
    return found


def types(ws: Workspace, form: Form) -> Types:
    """Path without positions → `decimal`, `integer`, `date`, `select_one`, `select_multiple`; others are texts."""
    return {node.path: _type(node) for node, _ in _walk(_whole(ws, form), None) if node.kind == "question"}


def questionnaire(ws: Workspace, form: Form, form_id: str, version: str, release: str) -> Json:
    """What a record answers, in Chinese."""
    top: list[Json] = []
    inside: dict[str, list[Json]] = {}
    session = _whole(ws, form)
    for node, above in _walk(session, None):
        item = _item(session, node, "choice" if release == "R4" else "coding")
        inside.get(above, top).append(item)
        if item["type"] == "group":
            inside[node.path] = item["item"] = []
    _prune(top)
    return {
        "resourceType": "Questionnaire", "id": f"{form_id}-{version}".replace("_", "-"), "url": FORM + form_id,
        "version": version, "status": "active", "title": form.title, "item": top,
    }  # fmt: skip


def _whole(ws: Workspace, form: Form) -> FormSession:
    """An empty answer set with one of whatever may be repeated, so that all is there to be seen."""
    session = form.session(now=ws.clock.now, language=form_shelf.form_language(form, "zh_CN"))
    for node, _ in list(_walk(session, None)):
        if node.kind == "repeat" and node.count == 0:
            with suppress(FormError):
                session.add(node.ref)
    return session


def _walk(session: FormSession, ref: str | None, above: str = "") -> Iterator[tuple[Node, str]]:
    """Groups, repeats and questions, each with the path of what holds it; of a repeat the first stands for all."""
    for node in session.children(ref):
        if node.kind == "instance":
            yield from _walk(session, node.ref, above)
            return
        yield node, above
        if node.kind != "question":
            yield from _walk(session, node.ref, node.path)


def _item(session: FormSession, node: Node, chosen: str) -> Json:
    item: Json = {"linkId": node.path, "text": node.label or node.name}
    if node.kind != "question":
        return item | {"type": "group"} | ({"repeats": True} if node.kind == "repeat" else {})
    kind = _type(node)
    if not kind.startswith("select"):
        return item | {"type": _KINDS.get("note" if node.control == "note" else kind, "string")}
    system = CHOICE + node.name
    options = [
        {"valueCoding": {"system": system, "code": one.value, "display": one.label or one.value}}
        for one in session.choices(node.ref)
    ]
    made = item | {"type": chosen, "answerOption": options}
    return made | {"repeats": True} if kind == "select_multiple" else made


def _prune(items: list[Json]) -> None:
    """FHIR knows no empty lists."""
    for item in items:
        _prune(item.get("item", []))
        for name in ("item", "answerOption"):
            if item.get(name) == []:
                del item[name]


def _type(node: Node) -> str:
    if node.control == _ONE:
        return "select_one"
    return "select_multiple" if node.control in _MANY else node.type
