"""The programme's targets in figures, and who is missing from each (S-320, S-359, S-371…S-373)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from villagevisit.domain import batches as batch_rules
from villagevisit.domain import health_targets as rules
from villagevisit.domain.access import Deed, Thing
from villagevisit.domain.changes import Done, Topic, changes
from villagevisit.domain.clock import today
from villagevisit.domain.errors import Refused
from villagevisit.domain.event import Value
from villagevisit.domain.health import Service
from villagevisit.domain.health_targets import CLINIC, CLINICS_A_YEAR, STATED, TARGETS, Figure
from villagevisit.services import (
    allowing,
    areas,
    batch_counts,
    contracts,
    events,
    health_costs,
    health_lines,
    health_tables,
    identification,
    screening,
)
from villagevisit.services.events import New
from villagevisit.services.workspace import Actor, Progress, Workspace, silent
from villagevisit.store import events as event_rows
from villagevisit.store import health_ledgers as store
from villagevisit.wording import t

_MOST = 200


@dataclass(frozen=True, slots=True)
class Targets:
    year: int
    figures: tuple[Figure, ...]
    compliant: Decimal | None
    """The reimbursement by compliant costs alone; `reimbursed` is by all costs."""


def targets(ws: Workspace, actor: Actor, year: int, progress: Progress = silent) -> Targets:
    """Every target with its numerator and denominator. Raises Refused `actor.role`, and Cancelled."""
    allowing.require(ws, actor, Deed.HEALTH)
    health_lines.settle(ws, progress)
    within, db = allowing.within(ws, actor), ws.store.reader()
    said = rules.stated(event_rows.of_kinds(db, [STATED], within=within, bare=True), year)
    bill = health_costs.ratio(health_costs.of_year(ws, actor, year))
    helped = store.covered(db, Service.CONTRACT, within, helped=True, since=today(ws.clock).isoformat())
    sick, women = batch_counts.batches(ws, actor).treatment, screening.standing(ws, actor).progress
    held = clinics(ws, actor, year)
    known: dict[str, tuple[Decimal, Decimal]] = {
        "contract": (_sum(signed for _, _, signed in helped), _sum(all_ for _, all_, _ in helped)),
        "reimbursed": (bill.paid, bill.total),
        "treated": (Decimal(sick.treated), Decimal(sick.found)),
        "screened": (Decimal(women.either), Decimal(women.eligible)),
        "free_clinic": (_sum(count >= CLINICS_A_YEAR for count in held.values()), Decimal(len(held))),
    }
    figures = []
    for code, target in TARGETS.items():
        if code in known:
            figures.append(Figure(target, *known[code]))
        elif code in said:
            one = said[code]
            numerator, denominator = Decimal(one.text("numerator")), Decimal(one.text("denominator"))
            figures.append(Figure(target, numerator, denominator, one.text("source")))
        else:
            figures.append(Figure(target, Decimal(0), Decimal(0), known=False))
    return Targets(year, tuple(figures), bill.ratio_compliant)


def _sum(numbers: Iterable[int]) -> Decimal:
    return Decimal(sum(numbers))


def missing(ws: Workspace, actor: Actor, code: str, year: int) -> list[str]:
    """Who is missing from a target, in words: people without a contract, sick people without treatment, women to be
    called, villages without their clinics; at most 200. Empty for stated figures, whose people are not here.

    Raises:
        Refused: `actor.role`.
    """
    allowing.require(ws, actor, Deed.HEALTH)
    if code == "contract":
        found = contracts.unsigned(ws, actor, "helped", limit=_MOST)
    elif code == "screened":
        found = screening.to_call(ws, actor, limit=_MOST)
    elif code == "treated":
        listed = health_tables.major_list(ws, today(ws.clock))
        lines = store.lines(ws.store.reader(), Service.BATCH, [], allowing.within(ws, actor), limit=100_000)
        sick = [(one, batch_rules.patient(one.state)) for one in lines]
        found = [
            one for one, patient in sick
            if batch_rules.MAJOR in patient.labels(listed) and patient.treatment not in batch_rules.TREATED
        ][:_MOST]  # fmt: skip
    elif code == "free_clinic":
        held = clinics(ws, actor, year)
        return [
            t("target.clinics", village=areas.name(ws, village), count=count)
            for village, count in held.items() if count < CLINICS_A_YEAR
        ]  # fmt: skip
    else:
        found = []
    return [f"{areas.name(ws, one.village_code)}{one.village_group}  {one.name}" for one in found]


def state(
    ws: Workspace, actor: Actor, code: str, year: int, numerator: str, denominator: str, source: str
) -> Done[None]:
    """Enters a figure that no record here holds, with where it is from.

    Raises:
        Refused: `actor.role`, `target.unknown`, `target.figures` (no numbers, or more than there are), `target.source`.
    """
    allowing.require(ws, actor, Deed.HEALTH)
    if code not in TARGETS or not TARGETS[code].stated:
        raise Refused("target.unknown")
    try:
        top, bottom = Decimal(numerator), Decimal(denominator)
    except InvalidOperation as error:
        raise Refused("target.figures") from error
    if not (top.is_finite() and bottom.is_finite()) or not 0 <= top <= bottom or not bottom:
        raise Refused("target.figures")
    if not source.strip():
        raise Refused("target.source")
    data: dict[str, Value] = {
        "code": code, "year": year, "numerator": str(top), "denominator": str(bottom), "source": source.strip()
    }
    events.record(ws, actor, New(STATED, identification.office(ws), data=data))
    return Done(None, changes(Topic.EVENTS))


def clinic(ws: Workspace, actor: Actor, village: str, day: str, who: str) -> Done[None]:
    """A free clinic was held in a village (S-372). Raises Refused `actor.role`, `actor.area`, `target.clinic`."""
    allowing.require(ws, actor, Deed.HEALTH, Thing(village))
    if not who.strip() or len(day) != 10 or day > today(ws.clock).isoformat():
        raise Refused("target.clinic")
    events.record(ws, actor, New(CLINIC, village, day=day, data={"who": who.strip()}))
    return Done(None, changes(Topic.EVENTS))


def clinics(ws: Workspace, actor: Actor, year: int) -> Mapping[str, int]:
    """Village → free clinics held there in a year. Raises Refused `actor.role`."""
    allowing.require(ws, actor, Deed.HEALTH)
    within = allowing.within(ws, actor)
    held = event_rows.of_kinds(
        ws.store.reader(), [CLINIC], since=f"{year}-01-01", until=f"{year}-12-31", within=within, bare=True
    )
    seen = [one.code for one in areas.villages(ws) if within is None or one.code in within]
    return {code: sum(one.area == code for one in held) for code in seen}
