"""The end of a meeting: its record is F02, frozen and signed on the spot, and `appraisal.closed` says what it found.

Everything was typed on the meeting's pages; the form takes it from there. The draft of F02 waits from the first photo
on and belongs to the meeting, which it names where other forms name a person.
"""

from collections.abc import Mapping
from pathlib import Path

from forms import FormSession
from printing.texts import wording
from villagevisit.domain import appraisal_meeting as fold
from villagevisit.domain.appraisal import COMPETITIVE, EQUAL, HANDS, Count, Member, Rules
from villagevisit.domain.appraisal_meeting import Line, Meeting
from villagevisit.domain.changes import Done, Topic, changes
from villagevisit.domain.errors import Refused
from villagevisit.domain.event import Value
from villagevisit.domain.share import percent
from villagevisit.services import (
    appraisal,
    attachments,
    certified,
    events,
    people,
    signoff,
    visit,
    visit_freeze,
    visit_lookup,
)
from villagevisit.services.events import New
from villagevisit.services.form_list import shelf_form
from villagevisit.services.paper_types import Signing
from villagevisit.services.visit_types import AttachmentKind, OpenForm
from villagevisit.services.workspace import Actor, Workspace

FORM = "democratic_appraisal"
"""F02."""
PLACES: Mapping[str, str] = {
    "sign_in": "/data/attendee[1]/a_sign",
    "meeting": "/data/g_sign/photo_meeting",
    "ballots": "/data/g_sign/photo_ballots",
    "chair": "/data/g_sign/sign_chair",
    "recorder": "/data/g_sign/sign_recorder",
}
"""What is photographed or signed. The signed list of those present stands for each of them."""
_OPTIONAL = frozenset({"ballots"})


def attached(ws: Workspace, actor: Actor, meeting_id: str) -> dict[str, str]:
    """Place → name of the picture that is there, or empty. Raises like `appraisal.opened`."""
    appraisal.opened(ws, actor, meeting_id)
    session = _form(ws, actor, meeting_id).session
    return {place: session.value(ref) for place, ref in PLACES.items()}


def picture(ws: Workspace, actor: Actor, meeting_id: str, name: str) -> bytes:
    """The bytes of a picture of the record that is being made. Raises Refused `attachment.missing`."""
    return attachments.attachment_bytes(ws, _form(ws, actor, meeting_id).draft_id, name)


def attach(
    ws: Workspace, actor: Actor, meeting_id: str, place: str, source: Path | bytes, kind: AttachmentKind
) -> Done[str]:
    """Puts a photo or a drawn signature into the record. Raises like `appraisal.opened` and `attachments.attach`."""
    appraisal.opened(ws, actor, meeting_id)
    form = _form(ws, actor, meeting_id)
    name = attachments.attach(ws, form.draft_id, source, kind).value
    form.session.answer(PLACES[place], name)
    visit.save_draft(ws, form.draft_id, form.session.draft())
    return Done(name, changes(Topic.EVENTS))


def missing(ws: Workspace, actor: Actor, meeting_id: str) -> tuple[str, ...]:
    """What keeps the meeting from being closed, as keys of sentences; empty when nothing does."""
    now = appraisal.opened(ws, actor, meeting_id)
    pictures = attached(ws, actor, meeting_id)
    parts = {
        "quorum": appraisal.quorum(ws, now).ok,
        "policy": now.policy_read,
        "names": all((now.chair, now.recorder, now.teller)),
        "counts": not now.waiting(),
        "results": all(line.judged for line in now.lines),
        "heard": all(line.heard.statement and line.heard.report for line in now.lines),
    }
    parts |= {f"photo_{place}": bool(name) for place, name in pictures.items() if place not in _OPTIONAL}
    return tuple(key for key, there in parts.items() if not there)


def close(ws: Workspace, actor: Actor, meeting_id: str, signing: Signing, *, announced: bool) -> Done[str]:
    """Freezes F02, signs it and says what the meeting found; returns the record's id. Broken off half-way by a power
    cut, it goes on from there when it is called again.

    Raises:
        Refused: `appraisal.unknown`, `appraisal.over`, `actor.role`, `actor.area`, `appraisal.unfinished` (count),
            `pin.…`, `officer.unknown`, and what `visit_freeze.freeze` and `signoff.sign` raise.
    """
    now = appraisal.opened(ws, actor, meeting_id)
    found = _frozen(ws, meeting_id)
    record = found
    form = None
    if not found:
        lacking = missing(ws, actor, meeting_id)
        if lacking:
            raise Refused("appraisal.unfinished", count=len(lacking))
        form = _form(ws, actor, meeting_id)
        fill(ws, now, form.session, announced=announced)
        record = form.session.instance_id
    _may_sign(ws, signing.officer_id)
    homes = tuple(line.id for line in now.lines)
    said = New(fold.CLOSED, now.village, now.id, homes, now.day, record, results(ws, now))
    one = events.made(ws, actor, said, signing)
    if form is not None:
        visit_freeze.freeze(ws, actor, form.draft_id, form.session)
    if not visit_lookup.submission(ws, record).row.complete:
        signoff.sign(ws, record, signing.officer_id, signing.pin, 1)
    with ws.store.transaction() as db:
        events.enter(db, one)
    return Done(record, changes(Topic.EVENTS, Topic.VISITS, Topic.EXCHANGE))


def results(ws: Workspace, now: Meeting) -> dict[str, Value]:
    """What `appraisal.closed` carries: the meeting's figures, and a row for each household."""
    rules, quorum = appraisal.rules(ws, now.day), appraisal.quorum(ws, now)
    return {
        "number": now.number, "form": now.form, "panel": quorum.panel, "present": quorum.present,
        "representatives": quorum.representatives, "share": str(rules.passing), "denominator": rules.denominator,
        "chair": now.chair, "recorder": now.recorder, "rows": [_row(line, rules) for line in now.lines],
    }  # fmt: skip


def _row(line: Line, rules: Rules) -> Value:
    judged = line.judged or fold.Judged("")
    row: dict[str, Value] = {
        "household": line.id, "step": line.step, "visit": line.candidate.visit, "result": judged.result,
        "rank": line.rank, "item": judged.item, "reason": judged.reason, "formula": formula(line.count, rules),
    }  # fmt: skip
    count = line.count
    if count is not None:
        figures = fold.figures(count)
        row |= {key: figures[key] for key in ("eligible", "issued", "returned", "void", "yes", "no", "abstain")}
        row["earlier"] = [fold.figures(one) for one in line.counts if one is not count]
    return row


def formula(count: Count | None, rules: Rules) -> str:
    """`12/17 = 70.59 % ≥ 2/3`; empty where nobody voted."""
    if count is None:
        return ""
    base = count.base(rules.denominator)
    sign = "≥" if count.passes(rules) else "<"
    return f"{count.yes}/{base} = {percent(count.yes, base)} % {sign} {rules.passing}"


def fill(ws: Workspace, now: Meeting, session: FormSession, *, announced: bool) -> None:
    """Writes the meeting into F02."""
    put = session.answer
    here = [one for one in now.panel if one.name in now.ever]
    meet = {
        "meeting_no": now.number, "village_code": now.village, "meeting_place": now.place, "meeting_form": now.form,
        "chair": now.chair, "recorder": now.recorder, "diff_seats": str(now.seats) if now.seats else "",
        "members_total": str(sum(one.of_panel for one in now.panel)), "policy_read": "1" if now.policy_read else "0",
    }  # fmt: skip
    for name, value in meet.items():
        put(f"/data/g_meet/{name}", value)
    sheet = session.value(PLACES["sign_in"])
    for at, member in enumerate(here, start=1):
        _more(session, "/data/attendee", at)
        for name, value in _attendee(now, member, sheet).items():
            put(f"/data/attendee[{at}]/{name}", value)
    voting = sum(one.votes and one.of_panel for one in here)
    for at, line in enumerate(now.lines, start=1):
        _more(session, "/data/candidate", at)
        for name, value in _candidate(ws, now, line, voting).items():
            put(f"/data/candidate[{at}]/{name}", value)
    put("/data/g_sign/teller", now.teller)
    put("/data/g_sign/announced", "1" if announced else "0")


def _more(session: FormSession, repeat: str, at: int) -> None:
    if at > len(session.children(repeat)):
        session.add(repeat)


def _attendee(now: Meeting, one: Member, sheet: str) -> dict[str, str]:
    away = [line.candidate.number for line in now.lines if line.id in one.recused]
    return {
        "a_name": one.name, "a_role": one.role, "a_voter": "1" if one.votes and one.of_panel else "0",
        "a_recuse_households": " ".join(away), "a_sign": sheet,
    }  # fmt: skip


def _candidate(ws: Workspace, now: Meeting, line: Line, voting: int) -> dict[str, str]:
    judged = line.judged or fold.Judged("")
    words = wording("appraisal")
    reason = words.line("item", item=words.line(f"item.{judged.item}"), reason=judged.reason) if judged.item else ""
    cells = {
        "c_household_no": line.candidate.number, "c_head_name": line.candidate.head, "c_step": line.step,
        "c_statement": line.heard.statement, "c_report": line.heard.report,
        "c_questions": _with_votes(ws, now, line), "c_recused": "0", "c_result": judged.result,
        "c_reason": reason,
    }  # fmt: skip
    count = line.count
    if count is not None:
        cells["c_recused"] = str(voting - count.eligible)
        if line.step != HANDS:
            cells |= {"c_issued": str(count.issued), "c_returned": str(count.returned), "c_void": str(count.void)}
        cells |= {"c_yes": str(count.yes), "c_no": str(count.no)}
    if line.step == COMPETITIVE:
        cells["c_rank"] = str(line.rank)
    return {name: value for name, value in cells.items() if value}


def run_offs(line: Line, *before: str) -> tuple[str, ...]:
    """What the run-offs among the tied came to, after what is said before."""
    words = wording("appraisal")
    return (*before, *(words.line("run_off_votes", round=one.round, yes=one.yes, no=one.no) for one in line.run_offs))


def _with_votes(ws: Workspace, now: Meeting, line: Line) -> str:
    """The questions; for who was rejected in the equal vote, what that vote had come to, and every run-off."""
    first = next((one for one in line.counts if one.step == EQUAL), None)
    if first is None or line.step == EQUAL:
        return "\n".join(run_offs(line, *filter(None, [line.heard.questions])))
    rules = appraisal.rules(ws, now.day)
    base = first.base(rules.denominator)
    moved = wording("appraisal").line("moved", yes=first.yes, of=base, share=str(rules.passing))
    return "\n".join(run_offs(line, *filter(None, [line.heard.questions, moved])))


def _form(ws: Workspace, actor: Actor, meeting_id: str) -> OpenForm:
    return visit.open_form(ws, actor, FORM, person_id=meeting_id).value


def _frozen(ws: Workspace, meeting_id: str) -> str:
    """The record that a broken-off closing had frozen already."""
    found = [row for row in visit_lookup.history_of_person(ws, meeting_id) if row.form_id == FORM]
    return found[0].id if found else ""


def _may_sign(ws: Workspace, officer_id: str) -> None:
    """Asked before anything is frozen: the record must not be left without its signature."""
    officer = people.get(ws, officer_id)
    form = shelf_form(ws, FORM)
    if not officer.roles & form.roles:
        raise Refused("signoff.not-named", officer=officer.name)
    stands = certified.standing(ws, officer, form.roles, "")
    if stands.why and certified.required(ws):
        raise Refused(stands.why, officer=officer.name)

