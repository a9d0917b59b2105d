"""A health form on paper: a frozen one with its answers, or empty, to fill in by hand when the laptop is dead.

Only for those whose form it is; that somebody opened a frozen one is written down.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from forms import FormSession, Node
from printing.document import Document, Signature
from printing.layouts import health_form as sheet
from printing.layouts.common import Imprint
from printing.texts import Wording, wording
from villagevisit.domain import masking
from villagevisit.domain.access import Deed, Thing, Within, may
from villagevisit.domain.errors import Refused
from villagevisit.services import areas, form_list, form_shelf, households, paper_marks, paper_record, reveal
from villagevisit.services.form_list import ShelfForm
from villagevisit.services.form_shelf import form_language
from villagevisit.services.paper_content import Content
from villagevisit.services.paper_types import PaperKind, PaperRequest, Subject
from villagevisit.services.visit_lookup import submission
from villagevisit.services.visit_presets import leaves
from villagevisit.services.workspace import Actor, Workspace
from villagevisit.store import documents
from villagevisit.wording import t

_EMPTY = "blank:"
"""Before the id of a form: an empty one."""
_ID_NUMBER = re.compile(r"\d{17}[\dX]")
_FEW = 42
"""Characters that the choices of a question may have to be shown with their boxes."""
_LEADING = 2
"""Questions that may stand with the list they lead to."""
_MANY = 40
"""Choices; longer lists are codes that nobody ticks by hand."""


def subjects(ws: Workspace, actor: Actor, text: str, limit: int, within: Within) -> list[Subject]:
    """The newest records first, then an empty one of each form."""
    known = _forms(ws, actor)
    found: list[tuple[str, Subject]] = []
    for form in known:
        for row in documents.complete(ws.store.reader(), form.form_id, form.signatures, "", limit):
            if within is None or row.village_code in within:
                title = f"{_name(ws, row.id, row.head_name)}　{form.title}"
                place = f"{areas.name(ws, row.village_code)} {row.household_no}".strip()
                found.append((row.frozen_at, Subject(row.id, title, f"{place}　{row.frozen_at[:10]}")))
    found.sort(key=lambda one: one[0], reverse=True)
    empty = [Subject(_EMPTY + one.form_id, one.title, t("paper.blank_form")) for one in known]
    return [one for one in (*(each for _, each in found), *empty) if text in one.title or text in one.note]


def allow(ws: Workspace, actor: Actor, subject_id: str) -> None:
    """Raises Refused `paper.no-subject`, `visit.form-not-for-role` (form). Notes whose record is read, and by whom."""
    form_id, record = _asked(ws, subject_id)
    form = form_list.shelf_form(ws, form_id)
    if not may(actor.officers, Deed.FORM, Thing(duties=form.roles)):
        raise Refused("visit.form-not-for-role", form=form.title)
    if record is not None:
        row = submission(ws, record.id).row
        reveal.note_health(ws, actor, row.person_id or row.household_id)


def content(ws: Workspace, request: PaperRequest) -> Content:
    """Raises Refused `paper.no-subject`, `paper.not-signed` (signed), `form.unknown`."""
    form_id, record = _asked(ws, request.subject_id)
    form, words = form_list.shelf_form(ws, form_id), wording("health_form")
    if record is None:
        return _empty(ws, form, words)
    row = submission(ws, record.id).row
    if not row.complete:
        raise Refused("paper.not-signed", signed=len(record.signatures))
    session = _session(ws, form_id, record.form_version, record.body)
    values = leaves(record.body, session.form.repeats)
    name = _name(ws, record.id, record.head_name)
    place = "　".join(filter(None, (areas.name(ws, record.village_code), record.household_no)))
    number = next((value for ref, value in values.items() if ref.endswith("/ehr_code") and value), record.household_no)
    walk = _Walk(session, values, words)
    parts = tuple(walk.parts())
    marks = [
        Signature(label, mark, note=words.line("sign.at-visit" if mark else "sign.none"))
        for label, mark in ((label, paper_record.mark(ws, record.id, file)) for label, file in walk.signed)
    ]
    for _, signer, at in record.signatures:
        when = words.line("sign.at", at=at[:16].replace("T", " "))
        marks.append(Signature(words.line("sign.key"), None, signer, when))

    def draw(imprint: Imprint) -> Document:
        return sheet.layout(
            sheet.HealthForm(
                imprint, f"{form.code} · {record.form_version}", form.title, number,
                words.line("who", name=name, place=place), parts, tuple(marks),
                watermark=paper_marks.watermark(imprint),
            )
        )  # fmt: skip

    return Content(
        kind=PaperKind.HEALTH_FORM,
        wording_version=words.version,
        facts={
            "submission": record.id,
            "submission_digest": record.digest,
            "signed": [[place, signer, at] for place, signer, at in record.signatures],
        },
        draw=draw,
        file_name=f"{words.line('file', title=form.title, day=record.frozen_at[:10])}.pdf",
        village_code=record.village_code,
        subject_id=record.id,
        of=(record.id, record.digest),
    )


def _empty(ws: Workspace, form: ShelfForm, words: Wording) -> Content:
    walk = _Walk(_session(ws, form.form_id, form.version, None), None, words)
    parts = tuple(walk.parts())
    marks = tuple(Signature(label, note=words.line("sign.day")) for label, _ in walk.signed)

    def draw(imprint: Imprint) -> Document:
        number = f"{form.code} · {form.version}"
        return sheet.layout(sheet.HealthForm(imprint, number, form.title, parts=parts, marks=marks, blank=True))

    return Content(
        kind=PaperKind.HEALTH_FORM,
        wording_version=words.version,
        facts={"form": form.form_id, "version": form.version},
        draw=draw,
        file_name=f"{words.line('file.blank', title=form.title)}.pdf",
        subject_id=_EMPTY + form.form_id,
    )


def _asked(ws: Workspace, subject_id: str) -> tuple[str, documents.Signed | None]:
    if subject_id.startswith(_EMPTY):
        form_id, record = subject_id.removeprefix(_EMPTY), None
    else:
        record = documents.signed(ws.store.reader(), subject_id)
        form_id = record.form_id if record is not None else ""
    if form_id not in {one.form_id for one in form_list.shelf(ws) if one.health}:
        raise Refused("paper.no-subject")
    return form_id, record


def _forms(ws: Workspace, actor: Actor) -> list[ShelfForm]:
    """Health forms of these people."""
    every = [one for one in form_list.shelf(ws) if one.health]
    return [one for one in every if may(actor.officers, Deed.FORM, Thing(duties=one.roles))]


def _name(ws: Workspace, submission_id: str, otherwise: str) -> str:
    row = submission(ws, submission_id).row
    if not row.person_id:
        return otherwise
    persons = households.get(ws, row.household_id).persons
    return next((one.name for one in persons if one.id == row.person_id), otherwise)


def _session(ws: Workspace, form_id: str, version: str, body: bytes | None) -> FormSession:
    """In Chinese: papers are."""
    form = form_shelf.get_form(ws, form_id, version)
    return form.session(now=ws.clock.now, language=form_language(form, "zh_CN"), edit=body)


class _Walk:
    """Writes down a form in its own order. `values` are frozen answers by reference; None is an empty form, of which
    every question is wanted, whatever others would have to say first. `signed` collects signatures: label, file.
    """

    def __init__(self, session: FormSession, values: Mapping[str, str] | None, words: Wording) -> None:
        self.signed: list[tuple[str, str]] = []
        self._session = session
        self._values = values
        self._words = words

    def parts(self) -> Iterator[sheet.Part]:
        """A part for each group, and for the questions that stand between groups; whether there is anything to list
        stands with the list.
        """
        title, more, loose = self._words.line("loose"), self._words.line("loose.more"), list[Node]()
        for node in self._session.children(None):
            if node.kind == "question":
                loose.append(node)
                continue
            listed = list(self._group(node))
            if loose and title == more and len(loose) <= _LEADING and node.kind == "repeat" and listed:
                listed = [replace(self._part(node.label, loose), lines=listed[0].lines)]
            elif loose:
                yield self._part(title, loose)
            title, loose = more, []
            yield from listed
        if loose:
            yield self._part(title, loose)

    def _group(self, node: Node) -> Iterator[sheet.Part]:
        if node.kind == "repeat":
            yield from self._lines(node)
            return
        children = self._session.children(node.ref)
        questions = [child for child in children if child.kind == "question"]
        yield self._part(node.label, questions)
        for child in children:
            if child.kind != "question":
                yield from self._group(child)

    def _part(self, title: str, nodes: Sequence[Node]) -> sheet.Part:
        items, notes = [], []
        for node in nodes:
            if not node.label:
                continue
            if node.control == "upload" and "signature" in node.appearance:
                self.signed.append((node.label, self._value(node)))
            elif node.control == "note":
                notes += [node.label] if self._values is not None and node.relevant else []
            elif self._values is None or node.relevant or self._value(node):
                items.append(self._item(node))
        return sheet.Part(title, tuple(items), notes=tuple(notes))

    def _lines(self, node: Node) -> Iterator[sheet.Part]:
        instances = self._session.children(node.ref)
        columns = [one for one in self._session.children(instances[0].ref) if one.label] if instances else []
        rows = []
        for instance in instances:
            cells = self._session.children(instance.ref)
            row = tuple(self._plain(cell) for cell in cells if cell.label)
            if any(row):
                rows.append(row)
        if columns and (rows or self._values is None):
            yield sheet.Part(node.label, lines=sheet.Lines(tuple(one.label for one in columns), tuple(rows)))

    def _item(self, node: Node) -> sheet.Item:
        if node.control not in ("select1", "select"):
            return sheet.Item(node.label, self._plain(node), figure=node.type in ("int", "decimal"))
        choices = self._session.choices(node.ref)
        few = len(choices) <= _MANY if self._values is None else sum(len(one.label) + 2 for one in choices) <= _FEW
        if not choices or not few:
            return sheet.Item(node.label, self._plain(node))
        ticked = self._value(node).split()
        return sheet.Item(node.label, options=tuple(sheet.Option(one.label, one.value in ticked) for one in choices))

    def _plain(self, node: Node) -> str:
        """An answer in words."""
        value = self._value(node)
        if not value:
            return ""
        if node.control == "upload":
            return self._words.line("attached")
        if node.control in ("select1", "select", "rank"):
            named = {one.value: one.label for one in self._session.choices(node.ref)}
            return "、".join(named.get(code, code) for code in value.split())
        if node.type in ("int", "decimal"):
            return f"{Decimal(value):f}"
        return masking.mask_id(value) if _ID_NUMBER.fullmatch(value) else value

    def _value(self, node: Node) -> str:
        return self._values.get(node.ref, "") if self._values is not None else ""
