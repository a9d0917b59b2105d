"""A health record is closed when its person died or moved away for good; it stays readable, and may be opened again."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from villagevisit.domain.event import Event
from villagevisit.domain.form_ids import RECORD_FORM
from villagevisit.domain.health import CLOSED, ENDED, ENROLLED, HealthVisit, Service, Standing

REOPENED = ENROLLED
"""This and `CLOSED` with `data.service` = `record`; a closing also has `data.reason` and `data.note`."""
WHYS = ("died", "moved", "twice")
"""Died, moved away, the person has another record."""


@dataclass(frozen=True, slots=True)
class Closing:
    why: str
    day: str
    """ISO day of the death, of the move, or of the closing."""
    note: str = ""
    """Cause of the death, where he moved to, the other record's number."""


def closing(visits: Iterable[HealthVisit], told: Iterable[Event]) -> Closing | None:
    """How the record stands; None while it is open. A day of death in its own form closes it too.

    What was said last counts; of one day, what was said outside the form.
    """
    acts: list[tuple[str, str, Closing | None]] = [("", "", None)]
    for visit in visits:
        died = visit.answers.get("death_date", "") if visit.form_id == RECORD_FORM else ""
        if died:
            acts.append((visit.day, visit.source, Closing("died", died, visit.answers.get("death_cause", ""))))
    for one in told:
        if one.text("service") != Service.RECORD:
            continue
        if one.kind == CLOSED:
            acts.append((one.at, one.id, Closing(one.text("reason"), one.day, one.text("note"))))
        elif one.kind == REOPENED:
            acts.append((one.at, one.id, None))
    return max(acts, key=lambda act: act[:2])[2]


BY_AGE = (Service.ELDER, Service.CHILD, Service.TCM)
"""Due by the roster's birthdays, so that an end must be said even of who never came."""


def after_closing(found: Iterable[Standing], closed: Closing | None) -> list[Standing]:
    """The services of somebody whose record may be closed: then nothing is due of him any more, whatever it was."""
    lines = {one.service: one for one in found}
    if closed is None:
        return list(lines.values())
    for service in BY_AGE:
        lines.setdefault(service, Standing(service, closed.day))
    return [replace(one, next_day="", state=ENDED + closed.why) for one in lines.values()]
