"""Checks one installation and says what to do: the part of a good mechanic that needs no mechanic."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass

from villagevisit.domain.clock import SystemClock
from villagevisit.domain.errors import Param
from villagevisit.services import copies, erasures, fonts, lineage
from villagevisit.services.event_body import read_event
from villagevisit.services.workspace import Workspace
from villagevisit.store import audit, events, health, records, roots

FREE_BYTES_MIN = 500_000_000
OLDEST_SENSIBLE_YEAR = 2026


@dataclass(frozen=True, slots=True)
class Finding:
    """One check: `code` names it (`doctor.disk`), `good` says how it went, `params` fill its sentence."""

    code: str
    good: bool
    params: dict[str, Param]


def examine(ws: Workspace) -> tuple[Finding, ...]:
    """Runs every check; none changes anything. What a damaged data file says is not asked."""
    whole = _integrity(ws)
    said = tuple(check(ws) for check in _OF_CONTENT) if whole.good else ()
    return (whole, *said, _disk(ws), _fonts())


def _integrity(ws: Workspace) -> Finding:
    faults = health.faults(ws.store.reader())
    return Finding("doctor.database", not faults, {"faults": len(faults), "copy": copies.newest(ws.home) or "–"})


def _audit(ws: Workspace) -> Finding:
    broken = audit.first_broken(ws.store.reader())
    return Finding("doctor.audit", broken is None, {"row": broken or 0})


def _records(ws: Workspace) -> Finding:
    device, seq = records.first_broken(ws.store.reader()) or ("", 0)
    return Finding("doctor.records", not device, {"device": device, "place": seq})


def _events(ws: Workspace) -> Finding:
    """What pages and totals are folded from is what the records say, no row more and no row less."""
    db = ws.store.reader()
    unlike = sum(events.get(db, one.id) != one for one in map(read_event, events.recorded(db)))
    return Finding("doctor.events", not unlike and not events.without_record(db), {})


def _history(ws: Workspace) -> Finding:
    return Finding("doctor.history", lineage.notice(ws) != lineage.RESTORED, {})


def _roots(ws: Workspace) -> Finding:
    alarms = roots.alarms(ws.store.reader())
    newest = roots.newest(ws.store.reader())
    return Finding("doctor.roots", not alarms, {"n": len(alarms), "day": newest.day if newest else "–"})


def _erased(ws: Workspace) -> Finding:
    """What was erased, by whose order; content that is gone without an order somebody took out by himself."""
    done = erasures.done(ws)
    last = done[-1] if done else None
    count = sum(one.records for one in done)
    return Finding(
        "doctor.erased", not erasures.without_order(ws),
        {"count": count, "number": last.number if last else "–", "day": last.day if last else "–",
         "reason": last.reason if last else ""},
    )  # fmt: skip


def _disk(ws: Workspace) -> Finding:
    free = shutil.disk_usage(ws.home).free
    return Finding("doctor.disk", free >= FREE_BYTES_MIN, {"gigabytes": round(free / 1e9, 1)})


def _clock(ws: Workspace) -> Finding:
    now = SystemClock().now()
    newest = health.newest_moment(ws.store.reader())
    good = now.year >= OLDEST_SENSIBLE_YEAR and now.isoformat() >= newest
    return Finding("doctor.clock", good, {"now": now.strftime("%Y-%m-%d %H:%M")})


def _fonts() -> Finding:
    missing = [path.name for path in fonts.every() if not path.exists()]
    return Finding("doctor.fonts", not missing, {"missing": len(missing)})


_OF_CONTENT: tuple[Callable[[Workspace], Finding], ...] = (_audit, _records, _events, _erased, _history, _roots, _clock)
