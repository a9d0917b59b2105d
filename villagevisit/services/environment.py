"""How households live, by village: toilet, refuse, waste water, water, fuel … as F09 says (S-309, S-378).

Which answers count towards a rate stands in `data/environment_items.csv`, with days; a county changes it there.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from villagevisit.domain.access import Deed
from villagevisit.domain.clock import today
from villagevisit.services import allowing, areas, frozen_answers, shipped_tables
from villagevisit.services.workspace import Actor, Progress, Workspace, silent
from villagevisit.store import health_people as rows
from villagevisit.wording import language


@dataclass(frozen=True, slots=True)
class Item:
    """A question of F09. `good`: what its rate counts, in words."""

    key: str
    name: str
    good: str
    answers: Mapping[str, str]
    """Code → words, in the order of the form."""
    counts: frozenset[str]
    """Codes that count towards the rate."""


@dataclass(frozen=True, slots=True)
class Village:
    """Households of a village; of each the last record of anybody in it that says something counts."""

    code: str
    said: Mapping[str, Mapping[str, int]]
    """Item → code of the answer → households."""

    def known(self, item: Item) -> int:
        """Households that said it: the denominator."""
        return sum(self.said[item.key].values())

    def good(self, item: Item) -> int:
        return sum(count for code, count in self.said[item.key].items() if code in item.counts)


def items(ws: Workspace) -> list[Item]:
    """The questions as they stand today, in the order of the table."""
    return _items(today(ws.clock), language())


def villages(ws: Workspace, actor: Actor, progress: Progress = silent) -> list[Village]:
    """All that the reader may see. On the worker: each record is read. Raises Refused `actor.role`, and Cancelled."""
    allowing.require(ws, actor, Deed.HEALTH)
    within, keys = allowing.within(ws, actor), [one.key for one in items(ws)]
    places = [one.code for one in areas.villages(ws) if within is None or one.code in within]
    found = []
    for at, code in enumerate(places):
        progress(at, len(places))
        homes: dict[str, dict[str, str]] = {key: {} for key in keys}
        for home, body in rows.covers(ws.store.reader(), code):
            answers = frozen_answers.values(body)
            for key in keys:
                if answers.get(key):
                    homes[key][home] = answers[key]
        found.append(Village(code, {key: Counter(said.values()) for key, said in homes.items()}))
    return found


def table(ws: Workspace, item: Item, found: Sequence[Village]) -> tuple[list[str], list[list[str | int]]]:
    """(heads after the village, rows) of one item: households by answer, how many said it, how many count."""
    heads = [*item.answers.values(), item.good]
    return heads, [
        [areas.name(ws, one.code), *(one.said[item.key].get(code, 0) for code in item.answers), one.good(item),
         one.known(item)]
        for one in found
    ]  # fmt: skip


@cache
def _items(day: date, tongue: str) -> list[Item]:
    on, zh = day.isoformat(), tongue == "zh_CN"
    lines = [
        row for row in shipped_tables.rows("environment_items.csv")
        if shipped_tables.holds(row["valid_from"], row["valid_to"], on)
    ]  # fmt: skip
    found = []
    for key in dict.fromkeys(row["item"] for row in lines):
        mine = [row for row in lines if row["item"] == key]
        found.append(Item(
            key, mine[0]["item_zh" if zh else "item_en"], mine[0]["good_zh" if zh else "good_en"],
            {row["code"]: row["zh" if zh else "en"] for row in mine},
            frozenset(row["code"] for row in mine if row["good"] == "yes"),
        ))  # fmt: skip
    return found
