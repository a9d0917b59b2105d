"""What a signer reads before he signs: the frozen bytes with the form's own labels, in the current language.

Values are taken from the stored instance, never recomputed; the form only names them.
"""

import hashlib
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from forms import FormError, FormSession, Node
from villagevisit.domain import masking
from villagevisit.domain.access import Deed, Thing, may
from villagevisit.domain.errors import Refused
from villagevisit.domain.officer import Officer
from villagevisit.services import allowing, areas, form_shelf, households, people, reveal
from villagevisit.services.exchange_bodies import SubmissionBody
from villagevisit.services.form_list import shelf_form
from villagevisit.services.form_shelf import form_language
from villagevisit.services.visit_lookup import submission
from villagevisit.services.visit_presets import leaves
from villagevisit.services.visit_previous import compared
from villagevisit.services.visit_rows import Submission
from villagevisit.services.workspace import Actor, Workspace
from villagevisit.store import visits as rows
from villagevisit.wording import t

_NUMBER = re.compile(r"-?\d+(\.\d+)?")
_ID_ENDINGS = ("id_no", "dis_no")
_ACCOUNT_ENDINGS = ("bank_account",)
_NAMES = ("m_name", "o_name", "n_code")


@dataclass(frozen=True, slots=True)
class SummaryRow:
    label: str
    value: str
    changed: bool = False
    """Differs from the last record of this household."""
    attachment: str = ""
    """Name of the picture to show instead of the value, see `attachments.attachment_bytes(ws, submission_id, name)`."""


@dataclass(frozen=True, slots=True)
class SummarySection:
    title: str
    rows: tuple[SummaryRow, ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """One large number of the summary, ready to read."""

    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Summary:
    """Everything that a signature vouches for."""

    submission_id: str
    form_id: str
    title: str
    household: str
    """Village, group, number and head in one line."""
    digest: str
    frozen_at: str
    figures: tuple[Figure, ...]
    sections: tuple[SummarySection, ...]
    named: tuple[Officer, ...]
    """The two investigators the form names."""
    signatures_needed: int
    signed: tuple[Officer, ...]
    complete: bool
    """Nobody's signature is waited for any more."""


def summary(ws: Workspace, submission_id: str, language: str = "", reader: Actor | None = None) -> Summary:
    """The record in the labels of `language` (`zh_CN`, `en`; empty: of this process).

    Health records are only for `reader`s who may see their form; without a reader the program itself asks.

    Raises Refused `visit.unknown`, `visit.form-not-for-role` (form), `actor.area`, and `signoff.altered` when the
    stored bytes no longer match their digest.
    """
    found = submission(ws, submission_id)
    if reader is not None and found.row.household_id:
        households.get(ws, found.row.household_id, allowing.within(ws, reader))
    form_here = shelf_form(ws, found.row.form_id)
    if reader is not None and form_here.health:
        if not may(reader.officers, Deed.FORM, Thing(duties=form_here.roles)):
            raise Refused("visit.form-not-for-role", form=form_here.title)
        reveal.note_health(ws, reader, found.row.person_id or found.row.household_id)
    if hashlib.sha256(found.body).hexdigest() != found.row.digest:
        raise Refused("signoff.altered")
    form = form_shelf.get_form(ws, found.row.form_id, found.row.form_version)
    session = form.session(now=ws.clock.now, language=form_language(form, language), edit=found.body)
    values = leaves(found.body, session.form.repeats)
    walk = _Reader(session, values, _earlier(ws, found, session))
    return Summary(
        submission_id=submission_id,
        form_id=found.row.form_id,
        title=found.row.title,
        household=_household(ws, found.row.household_id),
        digest=found.row.digest,
        frozen_at=found.row.frozen_at,
        figures=_figures(found.row.result),
        sections=tuple(walk.sections(found.row.title)),
        named=tuple(people.get(ws, one) for one in found.row.result.get("officers", "").split()),
        signatures_needed=found.row.signatures_needed,
        signed=tuple(people.get(ws, one.officer_id) for one in found.row.signed),
        complete=found.row.complete,
    )


def signed_since(ws: Workspace, shown: Summary) -> Summary:
    """The same record, which nothing changes any more, with the signatures that it has by now."""
    row = submission(ws, shown.submission_id).row
    signed = tuple(people.get(ws, one.officer_id) for one in row.signed)
    return replace(shown, signed=signed, complete=row.complete)


def part(
    ws: Workspace, submission_id: str, keep: Callable[[dict[str, str]], set[str]]
) -> tuple[tuple[SummarySection, ...], dict[str, str]]:
    """The sections and the answers (reference → text) of a record, as far as `keep` lets them through.

    Raises Refused `visit.unknown`, `signoff.altered`.
    """
    found = submission(ws, submission_id)
    if hashlib.sha256(found.body).hexdigest() != found.row.digest:
        raise Refused("signoff.altered")
    form = form_shelf.get_form(ws, found.row.form_id, found.row.form_version)
    session = form.session(now=ws.clock.now, language=form_language(form, ""), edit=found.body)
    values = leaves(found.body, session.form.repeats)
    kept = keep(values)
    own = {ref: value for ref, value in values.items() if ref in kept and value}
    return tuple(_Reader(session, own, None).sections(found.row.title)), own


def of_body(ws: Workspace, body: SubmissionBody, language: str = "") -> Summary:
    """A record that was carried here to be signed, as its bytes say it; nothing of it is in this home.

    Raises Refused `form.unknown` where the form is not here, `form.version-unknown`.
    """
    form = form_shelf.get_form(ws, body.form_id, body.form_version)
    session = form.session(now=ws.clock.now, language=form_language(form, language), edit=body.xml)
    walk = _Reader(session, leaves(body.xml, session.form.repeats), None)
    place, title, staff = body.place, shelf_form(ws, body.form_id).title, people.officers(ws)
    return Summary(
        submission_id=body.id,
        form_id=body.form_id,
        title=title,
        household=" · ".join(
            part for part in (place.village_name, place.village_group, place.household_no, place.head_name) if part
        ),
        digest=body.digest,
        frozen_at=body.frozen_at,
        figures=_figures(body.result or {}),
        sections=tuple(walk.sections(title)),
        named=tuple(one for one in staff if one.staff_no in body.officers),
        signatures_needed=body.signatures_needed,
        signed=tuple(one for one in staff if one.staff_no in {each.staff_no for each in body.signoffs}),
        complete=False,
    )


class _Reader:
    """Walks the form and writes down what was answered."""

    def __init__(self, session: FormSession, values: Mapping[str, str], earlier: Mapping[str, str] | None) -> None:
        self._session = session
        self._values = values
        self._earlier = earlier

    def sections(self, title: str) -> Iterator[SummarySection]:
        """One section per group and per instance of a repeat; loose questions begin the section that follows them."""
        loose: tuple[SummaryRow, ...] = ()
        for node in self._session.children(None):
            if node.kind == "question":
                loose += tuple(self._row(node))
                continue
            found = list(self._section(node))
            if loose and found and found[0].title == node.label:
                found[0] = SummarySection(node.label, loose + found[0].rows)
            elif loose:
                found.insert(0, SummarySection(node.label, loose))
            loose = ()
            yield from found
        if loose:
            yield SummarySection(title, loose)

    def _section(self, node: Node) -> Iterator[SummarySection]:
        own: list[SummaryRow] = []
        inner: list[SummarySection] = []
        for child in self._session.children(node.ref):
            if child.kind == "question":
                own += self._row(child)
            elif child.kind == "instance":
                inner += self._instance(node, child)
            else:
                inner += self._section(child)
        if own:
            yield SummarySection(node.label, tuple(own))
        yield from inner

    def _instance(self, repeat: Node, node: Node) -> Iterator[SummarySection]:
        name = next((value for leaf in _NAMES if (value := self._values.get(f"{node.ref}/{leaf}"))), "")
        number = node.ref.rpartition("[")[2].rstrip("]")
        title = t("signoff.section", title=repeat.label, number=number, name=name).strip()
        questions = (child for child in self._session.children(node.ref) if child.kind == "question")
        own = [row for child in questions for row in self._row(child)]
        if own:
            yield SummarySection(title, tuple(own))

    def _row(self, node: Node) -> Iterator[SummaryRow]:
        value = self._values.get(node.ref, "")
        if not value or not node.label or node.control in ("note", "trigger", ""):
            return
        changed = self._earlier is not None and self._earlier.get(node.ref, "") != value
        if node.control == "upload":
            yield SummaryRow(node.label, "", changed=False, attachment=value)
        else:
            yield SummaryRow(node.label, self._shown(node, value), changed)

    def _shown(self, node: Node, value: str) -> str:
        if node.control in ("select1", "select", "rank"):
            return "、".join(self._choice(node, code) for code in value.split())
        if node.type in ("int", "integer", "decimal") and _NUMBER.fullmatch(value):
            return f"{Decimal(value):,}"
        if node.name.endswith(_ID_ENDINGS):
            return masking.mask_id(value)
        return masking.mask_account(value) if node.name.endswith(_ACCOUNT_ENDINGS) else value

    def _choice(self, node: Node, code: str) -> str:
        try:
            return next((choice.label for choice in self._session.choices(node.ref) if choice.value == code), code)
        except FormError:
            return code


def _earlier(ws: Workspace, found: Submission, session: FormSession) -> Mapping[str, str] | None:
    """The record before this one; None when there is none to compare with."""
    row = found.row
    db = ws.store.reader()
    old = rows.submission(db, row.replaces) if row.replaces else rows.before(db, row.id)
    return compared(session, old) if old else None


def _figures(result: Mapping[str, str]) -> tuple[Figure, ...]:
    if "counted_members" not in result:
        return ()

    def money(key: str) -> str:
        return f"{Decimal(result[key]):,.2f}"

    return (
        Figure(t("signoff.figure.counted"), result["counted_members"]),
        Figure(t("signoff.figure.net_year"), money("net_year")),
        Figure(t("signoff.figure.per_capita_month"), money("per_capita_month")),
        Figure(t("signoff.figure.standard_month"), money("standard_month")),
        Figure(t("signoff.figure.printed_supplement"), money("printed_supplement")),
    )


def _household(ws: Workspace, household_id: str) -> str:
    if not household_id:
        return ""
    household = households.get(ws, household_id)
    parts = (
        areas.name(ws, household.village_code),
        household.village_group,
        household.household_no,
        household.head_name,
    )
    return " · ".join(part for part in parts if part)
