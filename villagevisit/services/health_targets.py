"""The programme's targets in figures, and who is missing from each (S-320, S-359, S-371…S-373)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from villagevisit.domain import batches as batch_rules
from villagevisit.domain import health_targets as rules
from villagevisit.domain.access import Deed, Thing
from villagevisit.domain.changes import Done, Topic, changes
from villagevisit.domain.clock import today
from villagevisit.domain.errors import Refused
from villagevisit.domain.event import Event, Value
from villagevisit.domain.health import Service
from villagevisit.domain.health_targets import (
    CLINIC,
    CLINICS_A_YEAR,
    OWN,
    PERS,
    STATED,
    TARGETS,
    Figure,
    Rank,
    Target,
)
from villagevisit.services import (
    allowing,
    areas,
    batch_counts,
    contracts,
    events,
    health_costs,
    health_help,
    health_lines,
    health_office,
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
    before: Mapping[str, Sequence[tuple[int, Figure]]]
    """Code → (year, figure) of a stated figure in the two years before, the newest first."""


@dataclass(frozen=True, slots=True)
class Statement:
    """A figure as it is entered. `name` and `per` for an indicator of one's own (code empty); a rank has all three of
    its fields or none."""

    code: str
    numerator: str
    denominator: str
    source: str
    period: str = ""
    rank: str = ""
    of: str = ""
    among: str = ""
    name: str = ""
    per: int = 100


def targets(ws: Workspace, actor: Actor, year: int, progress: Progress = silent) -> Targets:
    """Every target with its numerator and denominator. Raises Refused `actor.role`, and Cancelled."""
    allowing.require(ws, actor, Deed.HEALTH)
    health_lines.settle(ws, progress)
    within, db = allowing.within(ws, actor), ws.store.reader()
    told = event_rows.of_kinds(db, [STATED], within=within, bare=True)
    said = {code: rules.of_event(one) for code, one in rules.stated(told, year).items()}
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
    if health_help.insured(ws, actor, year):
        insured = health_help.counted(ws, actor, year)
        known["insured"] = _sum(one.insured for one in insured), _sum(one.people for one in insured)
    clinics_there = health_office.reached(ws, actor)
    if clinics_there is not None:
        known["clinics"] = Decimal(clinics_there[0]), Decimal(clinics_there[1])
    figures = [_figure(target, known.get(code), said.get(code)) for code, target in TARGETS.items()]
    figures += [one for code, one in sorted(said.items()) if code not in TARGETS]
    return Targets(year, tuple(figures), bill.ratio_compliant, _before(told, year))


def _figure(target: Target, counted: tuple[Decimal, Decimal] | None, said: Figure | None) -> Figure:
    """What records here count goes before what somebody stated, which stands beside it."""
    if counted is not None:
        return Figure(target, *counted, otherwise=said)
    return said or Figure(target, Decimal(0), Decimal(0), known=False)


def _before(told: Sequence[Event], year: int) -> dict[str, list[tuple[int, Figure]]]:
    found: dict[str, list[tuple[int, Figure]]] = {}
    for past in (year - 1, year - 2):
        for code, one in rules.stated(told, past).items():
            found.setdefault(code, []).append((past, rules.of_event(one)))
    return found


def _sum(numbers: Iterable[int]) -> Decimal:
    return Decimal(sum(numbers))


def missing(ws: Workspace, actor: Actor, code: str, year: int) -> list[str]:
    """Who is missing from a target, in words: people without insurance or contract, sick people without treatment,
    women to be called, villages without their clinics; at most 200. Empty for stated figures.

    Raises:
        Refused: `actor.role`.
    """
    allowing.require(ws, actor, Deed.HEALTH)
    if code == "contract":
        found = contracts.unsigned(ws, actor, "helped", limit=_MOST)
    elif code == "insured":
        found = health_help.blind(ws, actor, year, others=False)[:_MOST]
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


def state(ws: Workspace, actor: Actor, year: int, one: Statement) -> Done[None]:
    """Enters a figure that no record here holds, with where it is from and its rank among others.

    Raises:
        Refused: `actor.role`, `target.unknown`, `target.figures` (no numbers, or more than there are), `target.source`,
            `target.rank`.
    """
    allowing.require(ws, actor, Deed.HEALTH)
    code = one.code or (f"{OWN}{one.name.strip()}" if one.name.strip() else "")
    listed = TARGETS.get(code)
    if not code or (listed is None and (one.code or one.per not in PERS)) or (listed is not None and not listed.stated):
        raise Refused("target.unknown")
    try:
        top, bottom = Decimal(one.numerator.replace(",", "")), Decimal(one.denominator.replace(",", ""))
    except InvalidOperation as error:
        raise Refused("target.figures") from error
    if not (top.is_finite() and bottom.is_finite()) or not 0 <= top <= bottom or not bottom:
        raise Refused("target.figures")
    if not one.source.strip():
        raise Refused("target.source")
    data: dict[str, Value] = {
        "code": code, "year": year, "numerator": str(top), "denominator": str(bottom), "source": one.source.strip(),
        "period": one.period.strip(), "per": one.per, **_rank(one),
    }  # fmt: skip
    events.record(ws, actor, New(STATED, identification.office(ws), data=data))
    return Done(None, changes(Topic.EVENTS))


def _rank(one: Statement) -> dict[str, Value]:
    """Raises Refused `target.rank` for a rank without of how many and where, or behind the last."""
    said = [text.strip() for text in (one.rank, one.of, one.among)]
    if not any(said):
        return {}
    numbers = [int(text) if text.isdecimal() else 0 for text in said[:2]]
    rank = Rank(numbers[0], numbers[1], said[2])
    if not rank.holds:
        raise Refused("target.rank")
    return {"rank": rank.place, "of": rank.of, "among": rank.among}


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
