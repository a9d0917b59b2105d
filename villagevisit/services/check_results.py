"""What the checkers of a sample found: F16 opened with what the visit says, compared with it, and entered."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from forms import FormSession
from villagevisit.domain import spot_found
from villagevisit.domain.access import Deed, Thing, Within
from villagevisit.domain.changes import Done, Topic, changes
from villagevisit.domain.errors import Refused
from villagevisit.domain.event import Event, Value
from villagevisit.domain.officer import Officer
from villagevisit.domain.spot_check import Drawn
from villagevisit.domain.spot_found import Check, Found, Tally
from villagevisit.services import allowing, areas, checks, events, paper_record, people, rectifying, visit, visit_lookup
from villagevisit.services.events import New
from villagevisit.services.workspace import Actor, Workspace
from villagevisit.store import checking, visits
from villagevisit.store import events as rows
from villagevisit.store.visits import StoredSubmission

SPOT_FORM = "spot_check"
ITEMS: tuple[tuple[str, str], ...] = (
    ("1", "hh_counted"), ("2", "t_net"), ("3", "fin_total"), ("4", "live_safe"),
)  # fmt: skip
"""`chk_field` and the field of the visit that it looks at again: members, income, property, housing."""
_PER_HEAD = "pc_month"
SEALED = "封存"
"""Stands in F16 for a seed that is not announced: the form goes to the township, which could draw the list with it."""


def begin(ws: Workspace, actor: Actor, check_id: str, household_id: str) -> Done[str]:
    """Opens F16 on a household of the sample, with the sample's data and what the visit says; its draft's id.

    Raises:
        Refused: `actor.role`, `check.unknown`, `check.not-in-sample`, `check.own-work` (officer),
            `check.own-decision` (officer), and what `visit.open_form` raises.
    """
    check = checks.find(ws, check_id)
    one = checks.in_sample(check, household_id)
    allowing.require(ws, actor, Deed.CHECK, Thing(one.home.village))
    for officer in actor.officers:
        refuse_own(ws, officer, one)
    done = visit.open_form(ws, actor, SPOT_FORM, household_id=household_id)
    opened = done.value
    if not opened.resumed:
        fill(opened.session, _presets(ws, actor, check, one))
        visit.save_draft(ws, opened.draft_id, opened.session.draft())
    return Done(opened.draft_id, done.changes)


def refuse_own(ws: Workspace, officer: Officer, one: Drawn) -> None:
    """Nobody checks his own visit, nor what he decided (R-17, S-207). Raises Refused as `begin`."""
    if officer.id in one.home.team:
        raise Refused("check.own-work", officer=officer.name)
    decided = rows.of_household(ws.store.reader(), one.home.id, "case.confirmed")
    if any(officer.id in (*event.officers, event.text("decider")) for event in decided):
        raise Refused("check.own-decision", officer=officer.name)


def fill(session: FormSession, answers: Mapping[str, str]) -> None:
    """Puts answers into a form just opened; rows of repeats are added as they are needed."""
    for ref, value in answers.items():
        if "[" in ref:
            repeat, _, rest = ref.partition("[")
            while len(session.children(repeat)) < int(rest.partition("]")[0]):
                session.add(repeat)
        if value:
            session.answer(ref, value)


def _presets(ws: Workspace, actor: Actor, check: Check, one: Drawn) -> dict[str, str]:
    said = original(ws, one.home.original)
    names = [officer.name for officer in actor.officers]
    answers = {
        "/data/sample_batch": check.batch, "/data/sample_seed": SEALED if check.hidden else check.seed,
        "/data/sample_rank": str(one.rank),
        "/data/mode": "4" if one.home.must else check.mode, "/data/household_no": one.home.number,
        "/data/orig_form_id": one.home.original or "0", "/data/checker1": names[0] if names else "",
        "/data/checker2": names[1] if len(names) > 1 else "", "/data/pc_orig": said.get(_PER_HEAD, ""),
    }  # fmt: skip
    known = [(code, said[field]) for code, field in ITEMS if said.get(field)]
    for place, (code, value) in enumerate(known, start=1):
        answers |= {f"/data/item[{place}]/ci_field": code, f"/data/item[{place}]/ci_orig": value}
    return answers


def original(ws: Workspace, submission_id: str) -> Mapping[str, str]:
    """The answers of the visit that is checked; empty where there was none."""
    stored = visits.submission(ws.store.reader(), submission_id) if submission_id else None
    return paper_record.values(stored.body) if stored else {}


def newest(ws: Workspace, form_id: str, household_id: str) -> StoredSubmission | None:
    """The newest record of a form on a household that two people signed."""
    return visits.newest_finished(ws.store.reader(), form_id, household_id, 2)


def ready(ws: Workspace, check: Check) -> dict[str, str]:
    """Household → signed F16 of those that still wait for their result to be entered."""
    found: dict[str, str] = {}
    for one in check.waiting:
        stored = newest(ws, SPOT_FORM, one.home.id)
        if stored is not None and paper_record.values(stored.body).get("sample_batch") == check.batch:
            found[one.home.id] = stored.id
    return found


def enter(ws: Workspace, actor: Actor, check_id: str, submission_id: str) -> Done[Event]:
    """Enters what a signed F16 found; a demand in it becomes a thing to put right.

    Raises:
        Refused: `actor.role`, `check.unknown`, `check.not-in-sample`, `check.not-signed`, `check.other-batch`,
            `check.own-work` (officer), `check.own-decision` (officer).
    """
    check = checks.find(ws, check_id)
    stored, signers = signed(ws, submission_id, SPOT_FORM, "check.not-signed")
    one = checks.in_sample(check, stored.household_id)
    allowing.require(ws, actor, Deed.CHECK, Thing(one.home.village))
    for officer in signers:
        refuse_own(ws, officer, one)
    answers = paper_record.values(stored.body)
    if answers.get("sample_batch") != check.batch:
        raise Refused("check.other-batch")
    made = events.made(ws, actor, _result(one, check, stored, signers, answers))
    faults = _faults(ws, actor, one, made, answers)
    with ws.store.transaction() as db:
        for event in (made, *faults):
            events.enter(db, event)
    return Done(made, changes(Topic.EVENTS))


def signed(ws: Workspace, submission_id: str, form_id: str, code: str) -> tuple[StoredSubmission, list[Officer]]:
    """A record of a form with the two who signed it. Raises Refused `code`, `visit.unknown`."""
    found = visit_lookup.submission(ws, submission_id)
    stored = visits.submission(ws.store.reader(), submission_id)
    if stored is None or found.row.form_id != form_id or not found.row.complete or len(found.row.signed) < 2:
        raise Refused(code)
    return stored, [people.get(ws, one.officer_id) for one in found.row.signed]


def _result(
    one: Drawn, check: Check, stored: StoredSubmission, signers: list[Officer], answers: Mapping[str, str]
) -> New:
    items = [
        {"field": row.get("ci_field", ""), "before": row.get("ci_orig", ""), "now": row.get("ci_now", ""),
         "grade": row.get("ci_grade", ""), "note": row.get("ci_note", "")}
        for row in paper_record.repeats(stored.body, "item")
    ]  # fmt: skip
    grades = [item["grade"] for item in items]
    data: dict[str, Value] = {
        "batch": check.batch, "major": grades.count(spot_found.MAJOR), "minor": grades.count(spot_found.MINOR),
        "unknown": grades.count(spot_found.UNKNOWN), "items": [dict[str, Value](item) for item in items],
        "conclusion": answers.get("conclusion", ""), "aware": answers.get("aware") == "1",
        "mode": answers.get("mode", ""), "team": list(one.home.team),
        "checkers": [officer.id for officer in signers],
    }  # fmt: skip
    return New("check.done", one.home.village, check.id, (one.home.id,), source=stored.id, data=data)


def _faults(
    ws: Workspace, actor: Actor, one: Drawn, made: Event, answers: Mapping[str, str]
) -> tuple[Event, ...]:
    if not answers.get("order"):
        return ()
    township = areas.township(ws)
    demand = rectifying.Demand(
        area=one.home.village, households=(one.home.id,), finding=answers["order"], due=answers.get("order_due", ""),
        owner=township.name if township else "", level="township", origin="check", origin_id=made.thing,
        source=made.source,
    )  # fmt: skip
    return (events.made(ws, actor, rectifying.found(demand)),)


@dataclass(frozen=True, slots=True)
class Difference:
    """One item of F16 beside the visit itself."""

    field: str
    visit: str
    """What the signed visit says; empty where it says it in no single answer."""
    before: str
    """What the checkers wrote down as what was registered."""
    now: str
    grade: str
    note: str

    @property
    def miscopied(self) -> bool:
        """The checkers started from something else than the visit says."""
        return bool(self.visit) and not _same(self.visit, self.before)

    @property
    def unmarked(self) -> bool:
        """The figures differ, but the checkers called it consistent."""
        return self.grade == "0" and bool(self.visit) and not _same(self.visit, self.now)


def differences(ws: Workspace, check: Check, household_id: str) -> tuple[Difference, ...]:
    """F16 item by item beside the original visit (members, income, property, housing, and what else was looked at)."""
    found = check.found.get(household_id)
    if found is None:
        return ()
    home = next((one.home for one in check.sample if one.home.id == household_id), None)
    said, fields = original(ws, home.original if home else ""), dict(ITEMS)
    return tuple(
        Difference(item.field, said.get(fields.get(item.field, ""), ""), item.before, item.now, item.grade, item.note)
        for item in found.items
    )


def _same(one: str, other: str) -> bool:
    try:
        return Decimal(one.replace(",", "")) == Decimal(other.replace(",", ""))
    except InvalidOperation:
        return one.strip() == other.strip()


def team_name(ws: Workspace, team: tuple[str, ...]) -> str:
    known = {officer.id: officer.name for officer in people.officers(ws)}
    return "、".join(known.get(one, "?") for one in team)


def accuracy(ws: Workspace, day: str, within: Within = None) -> tuple[Tally, Tally]:
    """Results of all spot checks before a day, and from that day on, to be compared (S-209)."""
    return spot_found.before_and_after(_all(ws, within), day)


def totals(ws: Workspace, within: Within = None) -> tuple[Tally, dict[str, int]]:
    """Results of all spot checks, and how many households were checked in each mode (S-100, S-146)."""
    found = _all(ws, within)
    return spot_found.tally(found), dict(sorted(Counter(one.mode for one in found).items()))


def _all(ws: Workspace, within: Within) -> list[Found]:
    return [found for check in checks.every(ws, within) for found in check.found.values()]


def heads(ws: Workspace, check: Check) -> dict[str, str]:
    """Household → head, of the sample."""
    found = checking.labels(ws.store.reader(), [one.home.id for one in check.sample])
    return {home: one.head for home, one in found.items()}
