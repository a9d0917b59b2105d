"""Tables of the health programme that ship as data with days: names of diseases, lists of them, what may be waived."""

from datetime import date
from functools import cache

from villagevisit.domain.diseases import Name, Names, Scope, listed
from villagevisit.domain.waivers import Allowed, allowed
from villagevisit.services import policy, shipped_tables
from villagevisit.services.workspace import Workspace


@cache
def names(day: date) -> Names:
    """Spellings and codes in force on a day."""
    return Names.on(_names(), day)


def major_list(ws: Workspace, day: date) -> frozenset[str]:
    """Codes of the major diseases on the county's list (P:disease_list_scope) on a day."""
    return listed(scopes(), policy.on(ws, day).text("disease_list_scope"), day)


def covered(ws: Workspace, day: date) -> list[tuple[str, tuple[str, ...]]]:
    """The county's list of major diseases on a day by the day since which each is covered, the newest first (S-361)."""
    wanted, since = major_list(ws, day), dict[str, str]()
    dated = [*((one.major, one.valid_from) for one in _names()), *((one.major, one.valid_from) for one in scopes())]
    for code, first in dated:
        if code in wanted:
            since[code] = min(since.get(code, first), first)
    return [
        (first, tuple(major_name(code) for code in sorted(since) if since[code] == first))
        for first in sorted(set(since.values()), reverse=True)
    ]


def waivable(level: str, day: str) -> frozenset[str]:
    """Items that may be waived at `county` or `city` level on an ISO day."""
    return allowed(_waivers(), level, day)


@cache
def major_name(code: str) -> str:
    """What a code of `major_disease` is called; empty for none and for `99`."""
    return next((one.name for one in _names() if one.major == code), "") if code else ""


@cache
def chronic_name(code: str) -> str:
    """What one of the four chronic diseases is called."""
    return next(one.name for one in _names() if one.chronic == code)


@cache
def _names() -> tuple[Name, ...]:
    return tuple(
        Name(row["family"], row["under"], row["name"], tuple(code for code in row["icd"].split("|") if code),
             row["major"], row["chronic"], row["sex"], int(row["age_min"] or -1), int(row["age_max"] or -1),
             row["valid_from"], row["valid_to"])
        for row in shipped_tables.rows("disease_names.csv")
    )  # fmt: skip


@cache
def scopes() -> tuple[Scope, ...]:
    """Every line of the dated lists of major diseases (16, 21, 25, 30)."""
    rows = shipped_tables.rows("disease_scopes.csv")
    return tuple(Scope(row["scope"], row["major"], row["valid_from"], row["valid_to"]) for row in rows)


@cache
def _waivers() -> tuple[Allowed, ...]:
    rows = shipped_tables.rows("waiver_items.csv")
    return tuple(Allowed(row["item"], row["level"], row["valid_from"], row["valid_to"]) for row in rows)
