"""What the code of a printed list proves here: against the recorded content, and by its printer's signature.

Either is enough. The record says which figure differs; the signature needs nothing but the county's key.
"""

import json
import uuid
from dataclasses import dataclass

from sync.canonical import Plain
from sync.errors import SyncError
from sync.signatures import genuine
from villagevisit.domain.errors import Refused
from villagevisit.domain.officer import Role
from villagevisit.services import (
    certificates,
    claims,
    enrolment,
    paper_facts,
    paper_proof,
    paper_stamp,
    paper_titles,
    printed_claims,
    printed_code,
    signoff,
)  # fmt: skip
from villagevisit.services.certificates import Certificate
from villagevisit.services.paper_content import digest_of
from villagevisit.services.paper_types import Checked, PaperKind, Verdict
from villagevisit.services.printed_claims import Claim
from villagevisit.services.printed_code import Printed
from villagevisit.services.workspace import Workspace
from villagevisit.store import certificates as keys
from villagevisit.store import documents
from villagevisit.wording import t

_PRINTERS = frozenset({Role.INVESTIGATOR, Role.CLERK, Role.COUNTY})


@dataclass(frozen=True, slots=True)
class Recorded:
    """What this home holds of the paper that a code names."""

    whole: bool
    """Whether the recorded content still has the digest that it was printed with."""
    digest: str
    claims: tuple[Plain, ...]
    facts: tuple[tuple[str, str], ...]
    rows: tuple[tuple[str, ...], ...] = ()
    """Of a board, as they are recorded."""
    page_agrees: bool = True
    """Whether the rows that the page says it holds are the recorded ones."""


def check(ws: Workspace, text: str) -> Checked:
    """Raises Refused `paper.not-a-code`."""
    one = printed_code.read(text)
    title, kept = paper_titles.title(one.kind), recorded(ws, one)
    by = signed_by(ws, one)
    forged = one.proof is not None and by is None and one.county == paper_stamp.county_of(ws)
    agrees = kept is not None and kept.whole and _agrees(one, kept)
    said = tuple((claim.label, claim.value) for claim in _claims(ws, one))
    who = ((t("paper.fact.signed_print"), _signer(one, by)),) if by and one.proof else ()
    if forged or (kept is not None and not agrees):
        facts, differing = _compared(ws, one, kept) if kept else (said, ())
        reason = ((t("paper.fact.signature"), t("paper.fact.forged")),) if forged else ()
        labels = (*differing, *(label for label, _ in reason))
        return Checked(Verdict.ALTERED, title, (*facts, *reason), labels)
    facts = (*_page(one), *(kept.facts if kept else said), *who)
    if by and keys.revoked_at(ws.store.reader(), by.key):
        label = t("paper.fact.revoked")
        return Checked(Verdict.REVOKED, title, (*facts, (label, by.name)), (label,))
    if kept is None and by is None:
        other = one.county != paper_stamp.county_of(ws)
        return Checked(Verdict.UNKNOWN, title, (*facts, *(((t("paper.fact.county"), one.county),) if other else ())))
    return Checked(Verdict.GENUINE, title, facts)


def signed_by(ws: Workspace, one: Printed) -> Certificate | None:
    """Who signed the code of a list; None when nobody did whom the county vouched for on that day and in that place."""
    file = enrolment.county_file(ws)
    if one.proof is None or file is None or file.county[:6] != one.county:
        return None
    try:
        found = certificates.read(file.county, file.trust, one.proof.certificate)
    except Refused:
        return None
    message = printed_code.message(one, one.proof.day, found.key)
    village = one.claims[0] if one.kind is PaperKind.PUBLICITY_BOARD and one.claims else None
    here = not isinstance(village, int) or any(f"{village:012d}".startswith(prefix) for prefix in found.scope)
    good = found.since <= one.proof.day <= found.until and here and bool(found.roles & _PRINTERS)
    return found if good and genuine(found.key, one.proof.signature, message) else None


def recorded(ws: Workspace, one: Printed) -> Recorded | None:
    """The record behind a code; None when this home has none."""
    db = ws.store.reader()
    known = str(uuid.UUID(bytes=one.id))
    printed = documents.get(db, known)
    if printed is not None and printed.kind == one.kind:
        content = json.loads(printed.content)
        rows = content.get("rows", []) if one.kind is PaperKind.PUBLICITY_BOARD else []
        agrees = True
        if one.page is not None:
            part = rows[one.page.before : one.page.before + one.page.rows]
            agrees = len(part) == one.page.rows and printed_claims.rows_digest(part) == one.page.digest
        return Recorded(
            digest_of(printed.content) == printed.digest,
            printed.digest,
            printed_claims.of(one.kind, content),
            paper_facts.of(ws, printed),
            tuple(tuple(map(str, row)) for row in rows),
            agrees,
        )
    for submission_id in (f"uuid:{known}", *documents.submission_by_short(db, one.digest)):
        record = documents.signed(db, submission_id)
        if record is not None:
            held = paper_stamp.record_claims(ws, record.id)
            whole = signoff.verify(ws, record.id)
            return Recorded(whole, record.digest, held, paper_facts.of_record(ws, record))
    return None


def _agrees(one: Printed, kept: Recorded) -> bool:
    return one.digest == kept.digest and one.claims == kept.claims and kept.page_agrees


def _compared(ws: Workspace, one: Printed, kept: Recorded) -> tuple[tuple[tuple[str, str], ...], tuple[str, ...]]:
    """Every claim as the sheet has it, with the record's beside it where they differ; and the labels of those."""
    ours = {claim.label: claim.value for claim in _claims(ws, one, kept.claims)}
    facts, differing = [], []
    for label, value in ((claim.label, claim.value) for claim in _claims(ws, one)):
        theirs = ours.get(label, "—")
        if theirs != value:
            differing.append(label)
            value = t("paper.fact.differs", printed=value, recorded=theirs)
        facts.append((label, value))
    for label, wrong in (
        (t("paper.fact.content"), one.digest != kept.digest or not kept.whole),
        (t("paper.fact.page"), not kept.page_agrees),
    ):
        if wrong:
            differing.append(label)
            facts.append((label, t("paper.fact.content_differs")))
    return tuple(facts), tuple(differing)


def _claims(ws: Workspace, one: Printed, cells: tuple[Plain, ...] | None = None) -> tuple[Claim, ...]:
    given = one.claims if cells is None else cells
    known = printed_claims.read(ws, one.kind, given)
    if known:
        return known
    try:
        return tuple(Claim(label, value) for label, value in paper_proof.labelled(ws, claims.read(list(given))))
    except SyncError:
        return ()


def _page(one: Printed) -> tuple[tuple[str, str], ...]:
    if one.page is None:
        return ()
    first, last = one.page.before + 1, one.page.before + one.page.rows
    rows = t("paper.page_rows", first=first, last=last) if one.page.rows else t("paper.page_empty")
    return ((t("paper.fact.page"), t("paper.page", number=one.page.number, of=one.page.of, rows=rows)),)


def _signer(one: Printed, by: Certificate) -> str:
    day = one.proof.day.isoformat() if one.proof else ""
    return t("paper.signer", name=by.name, number=by.staff_no, day=day)
