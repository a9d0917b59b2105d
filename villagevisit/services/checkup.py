"""Checks one installation and says what to do: the part of a good mechanic that needs no mechanic."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass

from villagevisit.domain.clock import SystemClock
from villagevisit.domain.errors import Param
from villagevisit.services import fonts
from villagevisit.services.workspace import Workspace
from villagevisit.store import audit, health

FREE_BYTES_MIN = 500_000_000
OLDEST_SENSIBLE_YEAR = 2026


@dataclass(frozen=True, slots=True)
class Finding:
    """One check: `code` names it (`doctor.disk`), `good` says how it went, `params` fill its sentence."""

    code: str
    good: bool
    params: dict[str, Param]


def examine(ws: Workspace) -> tuple[Finding, ...]:
    """Runs every check; none changes anything."""
    return (*(check(ws) for check in _CHECKS), _fonts())


def _integrity(ws: Workspace) -> Finding:
    faults = health.faults(ws.store.reader())
    return Finding("doctor.database", not faults, {"faults": len(faults)})


def _audit(ws: Workspace) -> Finding:
    broken = audit.first_broken(ws.store.reader())
    return Finding("doctor.audit", broken is None, {"row": broken or 0})


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


_CHECKS: tuple[Callable[[Workspace], Finding], ...] = (_integrity, _audit, _disk, _clock)
