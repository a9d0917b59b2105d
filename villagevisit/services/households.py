"""Looking up households: one by id, a page of the long list, and as somebody types."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from villagevisit.domain.access import Within
from villagevisit.domain.errors import Refused
from villagevisit.domain.household import Household
from villagevisit.services.workspace import Workspace
from villagevisit.store import households as store
from villagevisit.store import search as index

_CANDIDATES = 400
"""Rows looked through when more than one word was typed."""


@dataclass(frozen=True, slots=True)
class Hit:
    """One person (or household) that fits what was typed."""

    household_id: str
    person_id: str
    head_name: str
    person_name: str
    village_name: str
    village_group: str
    household_no: str
    why: str
    """What fitted: `name`, `initials`, `id_no`, `household_no`."""


@dataclass(frozen=True, slots=True)
class HouseholdRow:
    id: str
    household_no: str
    head_name: str
    village_code: str
    village_name: str
    village_group: str
    members: int
    assist_category: str
    insured_persons: int
    amount_month: Decimal
    state: str


def search(ws: Workspace, text: str, limit: int = 50, within: Within = None) -> list[Hit]:
    """Name (start or inside), pinyin initials, last 4 or more of the ID number, household number.

    Further words narrow it down by village, group or another part of the name: ``张 红星``.
    """
    first, *others = unicodedata.normalize("NFKC", text).lower().split() or [""]
    if not first:
        return []
    wanted = _CANDIDATES if others else limit
    found: dict[str, Hit] = {}
    db = ws.store.reader()
    for kind, prefix, why in _lookups(first):
        rows = index.rows(db, kind, prefix, wanted - len(found), within)
        for hit in index.hits(db, rows, households=kind >= index.HOUSEHOLD_NO):
            if all(any(word in part.lower() for part in hit[3:]) for word in others):
                found.setdefault(hit[2] or hit[1], Hit(*hit[1:], why=why))
        if len(found) >= limit:
            break
    return list(found.values())[:limit]


def _lookups(word: str) -> list[tuple[int, str, str]]:
    """Which terms a word can start, best first."""
    if re.fullmatch(r"\d+x?", word):
        ids = [(index.ID_NO, word[::-1].upper(), "id_no")] if len(word) >= 4 else []
        numbers = [(index.HOUSEHOLD_NO, word, "household_no"), (index.HOUSEHOLD_END, word[::-1], "household_no")]
        return ids + numbers
    lookups = [(index.NAME, word, "name"), (index.INNER, word, "name")]
    if word.isascii():
        lookups = [(index.INITIALS, word, "initials"), *lookups, (index.HOUSEHOLD_NO, word, "household_no")]
    return lookups


def get(ws: Workspace, household_id: str, within: Within = None) -> Household:
    """The household with its persons, head first. Raises Refused `household.unknown`, `actor.area`."""
    found = store.by_id(ws.store.reader(), household_id)
    if found is None:
        raise Refused("household.unknown")
    if within is not None and found.village_code not in within:
        raise Refused("actor.area")
    return store.as_household(found)


def numbered(ws: Workspace, village_code: str, household_no: str) -> Household:
    """The household by its number in its village. Raises Refused `household.unknown`."""
    found = store.by_number(ws.store.reader(), village_code, household_no)
    if found is None:
        raise Refused("household.unknown")
    return store.as_household(found)


def page(
    ws: Workspace,
    *,
    offset: int,
    limit: int,
    village_code: str | None = None,
    within: Within = None,
    villages: Sequence[tuple[str, int]] | None = None,
) -> list[HouseholdRow]:
    """A slice of the list in the order village, group, household number; as fast at the end as at the start.

    `villages`: what `counts` gave for all pages of one list.
    """
    db = ws.store.reader()
    rows = store.page(db, store.counts(db, village_code, within) if villages is None else villages, offset, limit)
    return [HouseholdRow(*row[:9], Decimal(row[9]), row[10]) for row in rows]


def counts(ws: Workspace, village_code: str | None = None, within: Within = None) -> list[tuple[str, int]]:
    """(village code, households) in the order of the list."""
    return store.counts(ws.store.reader(), village_code, within)


def count(ws: Workspace, village_code: str | None = None, within: Within = None) -> int:
    return sum(n for _, n in counts(ws, village_code, within))
