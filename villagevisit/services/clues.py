"""Clues of data matching, from the list to their one ending (rules.md R-18, S-072, S-220 … S-224).

Nothing here touches a payment: what is to change is carried by the household's case, after the household was heard.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from villagevisit.domain import clue as rules
from villagevisit.domain.access import Deed, Thing, Within
from villagevisit.domain.changes import Done, Topic, changes
from villagevisit.domain.citizen_id import normalise
from villagevisit.domain.clock import today
from villagevisit.domain.clue import Clue, Ending, Funnel, Match
from villagevisit.domain.errors import Refused
from villagevisit.domain.event import Event, Value
from villagevisit.services import allowing, areas, check_results, events, paper_record, policy, rectifying, visit
from villagevisit.services.events import New
from villagevisit.services.folded import Folded
from villagevisit.services.workspace import Actor, Workspace
from villagevisit.store import checking
from villagevisit.store import events as rows

CLUE_FORM = "clue_verification"
_CHANGED = changes(Topic.EVENTS)
DELIVERED = "clue.delivered"
_KEPT = Folded(rules.KINDS, rules.fold)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a department's list."""

    line: int
    """Its place in the list; 0 for one typed in. A number that the batch has already becomes the next free one."""
    name: str
    id_no: str
    detail: str


@dataclass(frozen=True, slots=True)
class Batch:
    """What all lines of a list share; `source` and `kind` are codes of F08, `as_of` an ISO day."""

    batch: str
    source: str
    kind: str
    as_of: str


@dataclass(frozen=True, slots=True)
class Taken:
    """How the lines of a list were understood."""

    person: int
    quality: int
    nobody: int
    again: int
    """Lines that were listed before (same number, kind and day of data); left out."""


def every(ws: Workspace, within: Within = None) -> Sequence[Clue]:
    """Open ones first, by due day; then the others, by line."""
    return _KEPT.listed(ws, _sorted, within)


def _sorted(found: Iterable[Clue], within: Within) -> Sequence[Clue]:
    made = [one for one in found if rows.seen(one.area, within)]
    return sorted(made, key=lambda one: (not one.open, one.due or "9", one.batch, one.line, one.id))


def slow(ws: Workspace) -> bool:
    """Whether `every` takes long the first time, so that nobody should wait for it with the window."""
    return _KEPT.waiting(ws)


def get(ws: Workspace, clue_id: str) -> Clue:
    """Raises Refused `clue.unknown`."""
    found = rules.fold(rows.of_thing(ws.store.reader(), clue_id)).get(clue_id)
    if found is None:
        raise Refused("clue.unknown")
    return found


def register(ws: Workspace, actor: Actor, batch: Batch, lines: Iterable[Line]) -> Done[Taken]:
    """Takes a list in. Name and number have to fit both; a number under another name is a fault of the data (R-18).

    Raises:
        Refused: `actor.role`, `clue.no-batch`, `clue.no-day`, `clue.nothing`.
    """
    allowing.require(ws, actor, Deed.CASE)
    if not batch.batch.strip():
        raise Refused("clue.no-batch")
    _day(batch.as_of, ws)
    wanted = list(lines)
    if not wanted:
        raise Refused("clue.nothing")
    before = every(ws)
    here = {(one.id_no, one.kind, one.as_of, one.source) for one in before}
    numbers = {one.line for one in before if one.batch == batch.batch}
    owners = checking.owners(ws.store.reader(), (normalise(one.id_no) for one in wanted))
    counts = dict.fromkeys(Match, 0)
    again, made = 0, list[Event]()
    for one in wanted:
        number = normalise(one.id_no)
        key = (number, batch.kind, batch.as_of, batch.source)
        if number and key in here:
            again += 1
            continue
        here.add(key)
        line = one.line if one.line and one.line not in numbers else max(numbers, default=0) + 1
        numbers.add(line)
        found = _clue(ws, batch, replace(one, line=line), number, owners)
        counts[Match(found.match)] += 1
        made.append(_listing(ws, actor, found))
    with ws.store.transaction() as db:
        for event in made:
            events.enter(db, event)
    return Done(Taken(counts[Match.PERSON], counts[Match.QUALITY], counts[Match.NOBODY], again), _CHANGED)


def _day(text: str, ws: Workspace) -> None:
    try:
        day = date.fromisoformat(text)
    except ValueError as error:
        raise Refused("clue.no-day") from error
    if day > today(ws.clock):
        raise Refused("clue.no-day")


def _clue(ws: Workspace, batch: Batch, one: Line, number: str, owners: Mapping[str, checking.Owner]) -> Clue:
    owner = owners.get(number)
    fits = rules.match(one.name, number, {number: owner.name} if owner else {})
    wide = areas.township(ws) or areas.county(ws)
    return Clue(
        id="", area=owner.village if owner else wide.code if wide else "", household=owner.household if owner else "",
        batch=batch.batch, source=batch.source, as_of=batch.as_of, line=one.line, kind=batch.kind,
        name=one.name.strip(), id_no=number, detail=one.detail.strip(), match=fits.value,
        category=owner.category if owner else "", listed="",
    )  # fmt: skip


def _listing(ws: Workspace, actor: Actor, one: Clue) -> Event:
    data: dict[str, Value] = {"line": one.line, **{cell: str(getattr(one, cell)) for cell in rules.CELLS}}
    homes = (one.household,) if one.household else ()
    return events.made(ws, actor, New("clue.listed", one.area, households=homes, data=data))


def assign(
    ws: Workspace, actor: Actor, clue_ids: Iterable[str], verifiers: tuple[str, str], due: str = ""
) -> Done[int]:
    """Gives open clues to two people; without a day, it is due after the county's days (S-221).

    Raises:
        Refused: `actor.role`, `clue.same-person`, `clue.nothing`, `clue.unknown`.
    """
    allowing.require(ws, actor, Deed.CASE)
    if len(set(verifiers)) != 2 or not all(verifiers):
        raise Refused("clue.same-person")
    wanted = [one for one in (get(ws, clue_id) for clue_id in dict.fromkeys(clue_ids)) if one.open]
    if not wanted:
        raise Refused("clue.nothing")
    days = policy.on(ws, today(ws.clock)).integer("clue_verify_days")
    by = due or (today(ws.clock) + timedelta(days=days)).isoformat()
    data: dict[str, Value] = {"verifiers": list[Value](verifiers), "due": by}
    made = [
        events.made(
            ws, actor, New("clue.assigned", one.area, one.id, (one.household,) if one.household else (), data=data)
        )
        for one in wanted
    ]
    with ws.store.transaction() as db:
        for event in made:
            events.enter(db, event)
    return Done(len(made), _CHANGED)


def begin(ws: Workspace, actor: Actor, clue_id: str) -> Done[str]:
    """Opens F08 with what the list says; its draft's id.

    Raises:
        Refused: `actor.role`, `actor.area`, `clue.unknown`, `clue.closed`, `clue.no-household`, and what
            `visit.open_form` raises.
    """
    clue = get(ws, clue_id)
    allowing.require(ws, actor, Deed.CHECK, Thing(_village(clue.area)))
    if not clue.open:
        raise Refused("clue.closed")
    if not clue.household:
        raise Refused("clue.no-household")
    done = visit.open_form(ws, actor, CLUE_FORM, household_id=clue.household)
    opened = done.value
    if not opened.resumed:
        check_results.fill(opened.session, _presets(ws, actor, clue))
        visit.save_draft(ws, opened.draft_id, opened.session.draft())
    return Done(opened.draft_id, done.changes)


def number(clue: Clue) -> str:
    """As it stands on papers: batch and line, which no other clue has."""
    return f"{clue.batch}-{clue.line:04d}"


def _presets(ws: Workspace, actor: Actor, clue: Clue) -> dict[str, str]:
    names = [officer.name for officer in actor.officers]
    known = checking.labels(ws.store.reader(), [clue.household]).get(clue.household)
    return {
        "/data/clue_no": number(clue), "/data/batch_no": clue.batch, "/data/clue_src": clue.source,
        "/data/data_asof": clue.as_of, "/data/clue_type": clue.kind, "/data/person_name": clue.name,
        "/data/person_id": clue.id_no, "/data/household_no": known.number if known else "",
        "/data/assist": clue.category, "/data/clue_detail": clue.detail,
        "/data/g_verify/verifier1": names[0] if names else "",
        "/data/g_verify/verifier2": names[1] if len(names) > 1 else "",
    }  # fmt: skip


def ready(ws: Workspace, clue: Clue) -> str:
    """The signed F08 of this clue that was not entered yet; empty without one."""
    found = check_results.newest(ws, CLUE_FORM, clue.household) if clue.household else None
    if found is None or found.id == clue.form:
        return ""
    return found.id if paper_record.values(found.body).get("clue_no") == number(clue) else ""


def verify(ws: Workspace, actor: Actor, clue_id: str, submission_id: str) -> Done[Clue]:
    """Enters what two people found out: F08 with both signatures.

    Raises:
        Refused: `actor.role`, `actor.area`, `clue.unknown`, `clue.closed`, `clue.not-signed`, `clue.other-clue`.
    """
    clue = get(ws, clue_id)
    allowing.require(ws, actor, Deed.CHECK, Thing(_village(clue.area)))
    if not clue.open:
        raise Refused("clue.closed")
    stored, signers = check_results.signed(ws, submission_id, CLUE_FORM, "clue.not-signed")
    answers = paper_record.values(stored.body)
    if stored.household_id != clue.household or answers.get("clue_no") != number(clue):
        raise Refused("clue.other-clue")
    data: dict[str, Value] = {
        "finding": answers.get("finding", ""), "heard": answers.get("told_party") == "1",
        "violation": answers.get("violation", ""), "fix_due": answers.get("fix_due", ""),
        "verifiers": [officer.id for officer in signers],
    }  # fmt: skip
    events.record(ws, actor, New("clue.verified", clue.area, clue.id, (clue.household,), source=stored.id, data=data))
    return Done(get(ws, clue_id), _CHANGED)


@dataclass(frozen=True, slots=True)
class Conclusion:
    """How a clue ends. `reason` (one of `clue.REASONS`) where it is not true; `sold_on` with `sold_before`; `due`,
    `owner` and `words` where it is put right by a day."""

    ending: Ending
    reason: str = ""
    sold_on: str = ""
    due: str = ""
    owner: str = ""
    words: str = ""


def conclude(ws: Workspace, actor: Actor, clue_id: str, end: Conclusion) -> Done[Clue]:
    """The one ending of a clue. `rectify` makes a thing to put right; a payment is left to the household's case.

    Raises:
        Refused: `actor.role`, `actor.area`, `clue.unknown`, and what `domain.clue.check_ending` and
            `rectifying.found` raise.
    """
    clue = get(ws, clue_id)
    allowing.require(ws, actor, Deed.CASE, Thing(_village(clue.area)))
    rules.check_ending(clue, end.ending, end.reason, end.sold_on, end.due)
    homes = (clue.household,) if clue.household else ()
    data: dict[str, Value] = {
        "ending": end.ending.value, "reason": end.reason, "sold_on": end.sold_on, "words": end.words,
    }  # fmt: skip
    made = [events.made(ws, actor, New("clue.concluded", clue.area, clue.id, homes, source=clue.form, data=data))]
    if end.ending is Ending.RECTIFY:
        asked = rectifying.Demand(
            area=clue.area, finding=end.words, owner=end.owner, due=end.due, level="township", households=homes,
            origin="clue", origin_id=clue.id, source=clue.form,
        )  # fmt: skip
        made.append(events.made(ws, actor, rectifying.found(asked)))
    with ws.store.transaction() as db:
        for event in made:
            events.enter(db, event)
    return Done(get(ws, clue_id), _CHANGED)


def reopen(ws: Workspace, actor: Actor, clue_id: str, words: str) -> Done[Clue]:
    """Opens a clue again, with the reason; it is verified anew.

    Raises:
        Refused: `actor.role`, `actor.area`, `clue.unknown`, `clue.not-closed`, `clue.no-words`.
    """
    clue = get(ws, clue_id)
    allowing.require(ws, actor, Deed.CASE, Thing(_village(clue.area)))
    if clue.open:
        raise Refused("clue.not-closed")
    if not words.strip():
        raise Refused("clue.no-words")
    homes = (clue.household,) if clue.household else ()
    events.record(ws, actor, New("clue.reopened", clue.area, clue.id, homes, data={"words": words.strip()}))
    return Done(get(ws, clue_id), _CHANGED)


def funnel(ws: Workspace, within: Within = None, batch: str = "") -> Funnel:
    """From the lines handed in to the true ones, of all lists or of one."""
    handed = rows.of_kinds(ws.store.reader(), [DELIVERED], within=within)
    delivered = sum(one.number("lines") for one in handed if not batch or one.text("batch") == batch)
    return rules.funnel([one for one in every(ws, within) if not batch or one.batch == batch], delivered)


def _village(area: str) -> str:
    return "" if area.endswith("000") else area
