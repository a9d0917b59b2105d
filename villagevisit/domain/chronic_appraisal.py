"""慢性病鉴定 by the month (S-328…S-330): who applied, by when it is appraised, what came of it, the county's list.

Which chronic diseases are on the list is the county's (one county has 37); it is read from its own file, with the day
from which it holds. Nothing here decides: a disease that is not on the list is pointed out and may be applied for.
"""

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from villagevisit.domain.event import Event

APPLIED, JUDGED, LISTED = "health.chronic-applied", "health.chronic-judged", "health.chronic-list"
"""The thing of the first two is the person, `source` of the second the application; the third belongs to the office."""
PASSED, FAILED, WITHDRAWN = "passed", "failed", "withdrawn"
RESULTS: Final = (PASSED, FAILED, WITHDRAWN)
STATES: Final = ("late", "waits", *RESULTS)
"""Where an application stands, the most pressing first."""


@dataclass(frozen=True, slots=True)
class Application:
    id: str
    person_id: str
    area: str
    day: str
    """ISO day of the application; its month is the month it is appraised with."""
    disease: str
    free: bool
    """No fee for the appraisal and its examination."""
    papers: str
    due: str
    """ISO day by which it is to be appraised."""
    result: str = ""
    """One of `RESULTS`; empty while it waits."""
    judged: str = ""
    certificate: str = ""
    """Month of the certificate, `2026-03`; empty without one."""
    note: str = ""

    def days_late(self, today: str) -> int:
        """Days past `due`; 0 and below: there is time, or there is a result."""
        return 0 if self.result else (date.fromisoformat(today) - date.fromisoformat(self.due)).days

    def state(self, today: str) -> str:
        """One of `STATES`."""
        return self.result or ("late" if self.days_late(today) > 0 else "waits")


def due_day(applied: str, day_of_month: int) -> str:
    """What is applied for in a month is appraised by this day of the next month, at the latest on its last day."""
    here = date.fromisoformat(applied)
    year, month = (here.year + 1, 1) if here.month == 12 else (here.year, here.month + 1)
    return date(year, month, min(day_of_month, monthrange(year, month)[1])).isoformat()


def applications(events: Iterable[Event]) -> list[Application]:
    """The longest due first, then what is settled, newest first; whatever order the events come in."""
    told = sorted(events, key=lambda one: (one.at, one.id))
    last = {one.source: one for one in told if one.kind == JUDGED}
    found = [_application(one, last.get(one.id)) for one in told if one.kind == APPLIED]
    found.sort(key=lambda one: (one.day, one.id), reverse=True)
    return sorted(found, key=lambda one: (bool(one.result), "" if one.result else one.due))


def _application(one: Event, judged: Event | None) -> Application:
    return Application(
        one.id, one.thing, one.area, one.day, one.text("disease"), one.data.get("free") is True, one.text("papers"),
        one.text("due"), judged.text("result") if judged else "", judged.day if judged else "",
        judged.text("certificate") if judged else "", judged.text("note") if judged else "",
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class DiseaseList:
    """The county's list that holds on a day."""

    since: str
    names: tuple[str, ...]
    file: str = ""


def list_on(events: Iterable[Event], day: str) -> DiseaseList:
    """The list with the newest first day up to an ISO day; of two for the same day the one read last. Empty: none."""
    read = [one for one in events if one.kind == LISTED and one.text("since") <= day]
    last = max(read, key=lambda one: (one.text("since"), one.at, one.id), default=None)
    if last is None:
        return DiseaseList("", ())
    names = last.data.get("names")
    known = tuple(name for name in names if isinstance(name, str)) if isinstance(names, list) else ()
    return DiseaseList(last.text("since"), known, last.text("file"))
