"""Figures above the ledgers of health aid: insured, operations, measures, the frame of poor households."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from villagevisit.domain import health_help as rules
from villagevisit.domain import poor_frame as frame_rules
from villagevisit.services import areas, health_help, identification, poor_frame
from villagevisit.services.workspace import Actor, Workspace
from villagevisit.ui.kit.format import count
from villagevisit.ui.pages.health_panel import share
from villagevisit.wording import t


@dataclass(frozen=True, slots=True)
class Figures:
    """A small table, and sentences below it."""

    heads: Sequence[str]
    rows: Sequence[Sequence[str]]
    notes: Sequence[str] = ()


def of(ws: Workspace, actor: Actor, kind: str, year: int) -> Figures | None:
    """On the worker; None for a ledger that has none of these. Raises Refused `actor.role`."""
    made = _MAKERS.get(kind)
    return made(ws, actor, year) if made else None


def _insured(ws: Workspace, actor: Actor, year: int) -> Figures:
    found = health_help.counted(ws, actor, year)
    rows = [
        (areas.name(ws, one.village), share(one.insured, one.people), count(one.by_county)) for one in found
    ]
    rows.append((
        t("health.all"), share(sum(one.insured for one in found), sum(one.people for one in found)),
        count(sum(one.by_county for one in found)),
    ))  # fmt: skip
    return Figures(("", t("help.share"), t("help.by_county")), rows)


def _operation(ws: Workspace, actor: Actor, year: int) -> Figures:
    rows = [
        (health_help.name("operation", code) or t("health.all"), count(persons), count(times))
        for code, persons, times in health_help.operations(ws, actor, year)
    ]
    return Figures(("", t("help.persons"), t("help.person_times")), rows)


def _measure(ws: Workspace, actor: Actor, year: int) -> Figures:
    reached, poor = health_help.received(ws, actor, year), health_help.poor(ws, actor)
    codes = [one.code for one in health_help.codes("measure", year)]
    rows = [
        (health_help.name("measure", code), count(persons), count(times))
        for code, persons, times in rules.counts(reached.values(), codes)
    ]
    some = sum(one.person_id in reached for one in poor)
    said = t("help.reached", all=count(len(poor)), some=count(some), none=count(len(poor) - some))
    return Figures(("", t("help.persons"), t("help.person_times")), rows, (said, t("help.code_about")))


def _frame(ws: Workspace, actor: Actor, _year: int) -> Figures:
    found = frame_rules.sums(poor_frame.framed(ws, actor))
    heads = ("", *(t(f"frame.{key}") for key in ("homes", *_SUMS)))
    rows = [
        (areas.name(ws, one.village), count(one.all), *(count(getattr(one, key)) for key in _SUMS)) for one in found
    ]
    rows.append((
        t("health.all"), count(sum(one.all for one in found)),
        *(count(sum(getattr(one, key) for one in found)) for key in _SUMS),
    ))  # fmt: skip
    notes = []
    if not any(one.ledger for one in found):
        notes.append(t("frame.none"))
    unlisted = identification.unlisted(ws, actor)
    if unlisted:
        notes.append(t("frame.unlisted", count=count(len(unlisted))))
    return Figures(heads, rows, notes)


_SUMS: Final = ("roster", "ledger", "both", "poor", "missing", "double")
_MAKERS: Final[Mapping[str, Callable[[Workspace, Actor, int], Figures]]] = {
    "insured": _insured, "uninsured": _insured, "operation": _operation, "measure": _measure, "no_measure": _measure,
    "poor_frame": _frame,
}  # fmt: skip
