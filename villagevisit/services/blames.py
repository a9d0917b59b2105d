"""The accountability register (S-115 … S-119, S-128), each step one event."""

from collections.abc import Mapping
from dataclasses import dataclass

from villagevisit.domain import blame as rules
from villagevisit.domain.access import Within
from villagevisit.domain.blame import (
    APPROVED,
    CLOSED,
    FOUND,
    HANDLED,
    HANDLINGS,
    KINDS,
    PUBLISHED,
    RECEIPT,
    SEVERITIES,
    TRANSFER,
    VIOLATIONS,
    Case,
)
from villagevisit.domain.changes import Done
from villagevisit.domain.errors import Refused
from villagevisit.domain.event import Event, Value
from villagevisit.services import duty
from villagevisit.services.events import New
from villagevisit.services.paper_types import Signing
from villagevisit.services.workspace import Actor, Workspace
from villagevisit.store import events as rows


@dataclass(frozen=True, slots=True)
class NewCase:
    """A named person for every row (S-124). `source`: the submission that showed it, such as a clue's F08."""

    person: str
    unit: str
    violation: str
    fact: str
    article: str
    post: str = ""
    area: str = ""
    day: str = ""
    household: str = ""
    source: str = ""


def cases(ws: Workspace, within: Within = None) -> tuple[Case, ...]:
    """What is open first, the oldest before the others."""
    return rules.cases(rows.of_kinds(ws.store.reader(), KINDS, within=within))


def get(ws: Workspace, case_id: str) -> Case:
    """Raises Refused `duty.unknown`."""
    return next(iter(rules.cases(rows.of_thing(ws.store.reader(), case_id))), None) or _unknown()


def found(ws: Workspace, actor: Actor, new: NewCase) -> Done[Event]:
    """Somebody did what he may not.

    Raises:
        Refused: `duty.missing`, `duty.unknown`, and what `duty.enter` raises.
    """
    if new.violation not in VIOLATIONS:
        raise Refused("duty.unknown")
    data: dict[str, Value] = {
        "person": duty.said(new.person), "unit": duty.said(new.unit), "post": new.post.strip(),
        "violation": new.violation, "fact": duty.said(new.fact), "article": duty.said(new.article),
    }  # fmt: skip
    homes = (new.household,) if new.household else ()
    area = new.area or duty.office(ws)
    return duty.enter(ws, actor, New(FOUND, area, "", homes, new.day, new.source, data))


def handled(
    ws: Workspace, actor: Actor, case: Case, *, handling: str, body: str = "", sheet: str = "", day: str = ""
) -> Done[Event]:
    """Talked to, inquired into together with `body`, or handed over to it with a sheet.

    Raises:
        Refused: `blame.order` (person), `blame.no-sheet`, `duty.unknown`, and what `duty.enter` raises.
    """
    if handling not in HANDLINGS:
        raise Refused("duty.unknown")
    if handling == TRANSFER and not (sheet.strip() and body.strip()):
        raise Refused("blame.no-sheet")
    return _step(ws, actor, case, HANDLED, day, {"handling": handling, "body": body.strip(), "sheet": sheet.strip()})


def receipt(ws: Workspace, actor: Actor, case: Case, *, number: str, day: str = "") -> Done[Event]:
    """The body that it was handed over to acknowledged it. Raises like `handled`."""
    return _step(ws, actor, case, RECEIPT, day, {"number": duty.said(number)})


def closed(ws: Workspace, actor: Actor, case: Case, *, severity: str, result: str, day: str = "") -> Done[Event]:
    """What came of it.

    Raises:
        Refused: `blame.no-receipt` (person), `blame.order` (person), `duty.…`.
    """
    if severity not in SEVERITIES:
        raise Refused("duty.unknown")
    return _step(ws, actor, case, CLOSED, day, {"severity": severity, "result": duty.said(result)})


def approved(
    ws: Workspace, actor: Actor, case: Case, *, by: str, day: str = "", signing: Signing | None = None
) -> Done[Event]:
    """A leader approved the closed case. Raises like `closed`, and what `events.made` raises."""
    return _step(ws, actor, case, APPROVED, day, {"by": duty.said(by)}, signing)


def published(ws: Workspace, actor: Actor, case: Case, *, place: str, day: str = "") -> Done[Event]:
    """It hangs or was printed. Raises Refused `blame.not-approved` (person), `duty.…`."""
    return _step(ws, actor, case, PUBLISHED, day, {"place": duty.said(place)})


def by_severity(ws: Workspace, since: str, until: str, within: Within = None) -> Mapping[str, int]:
    """For the bulletin (S-119): persons whose case was closed in the time, by severity."""
    return rules.by_severity(cases(ws, within), since, until)


def waiting(ws: Workspace, within: Within = None) -> int:
    """How many cases are not closed."""
    return sum(not one.closed_on for one in cases(ws, within))


def _step(
    ws: Workspace, actor: Actor, case: Case, kind: str, day: str, data: Mapping[str, Value],
    signing: Signing | None = None,
) -> Done[Event]:  # fmt: skip
    rules.check(get(ws, case.id), kind)
    return duty.enter(ws, actor, New(kind, case.area, case.id, day=day, data=data), signing)


def _unknown() -> Case:
    raise Refused("duty.unknown")
