"""Repeats whose number of instances an expression gives."""

import heapq
from collections.abc import Iterator

from forms.definition import Seed
from forms.engine.plan import Rule
from forms.engine.state import State
from forms.errors import FormError
from forms.expression.runtime import Frame
from forms.items import Item
from forms.lexical import wrap

_MOST_INSTANCES = 10_000


def uneven(state: State) -> Iterator[tuple[Item, Rule, int]]:
    """Counted repeats that do not fit their counts, those first whose next instance comes first in the document: the
    holder, the count, and how many instances are missing, less than 0 when some are to go. The caller changes it by
    one, and has everything computed, before it goes on.
    """
    waiting: list[tuple[list[tuple[int, int]], int, int, Item, Rule]] = []
    try:
        while state.counts or waiting:
            for parent, rule in state.counts:
                heapq.heappush(waiting, (_place(parent, rule), rule.rank, id(parent), parent, rule))
            state.counts.clear()
            *_, parent, rule = heapq.heappop(waiting)
            missing = _wanting(state, rule, parent) if parent.stands() else 0
            if missing:
                state.counts.append((parent, rule))
                yield parent, rule, missing
    finally:
        state.counts.extend((parent, rule) for *_, parent, rule in waiting)


def _place(parent: Item, rule: Rule) -> list[tuple[int, int]]:
    """Where the next instance would stand."""
    found = [(rule.defn.slot, len(parent.instances(rule.defn.slot)) + 1)]
    item: Item | None = parent
    while item is not None:
        found.append((item.defn.slot, item.position))
        item = item.parent
    return found[::-1]


def _wanting(state: State, rule: Rule, parent: Item) -> int:
    """No number asks for nothing. Only instances at the end go that nobody has begun: in the field they are made when
    somebody gets there, and none is lost. One stays in any case. A count that always asks for one more than there are
    gets it when the last one has been begun.

    Raises FormError `form.no-end` for more than anybody fills in.
    """
    defn = rule.defn
    number = wrap(rule.program.value(Frame(state, Item(defn, parent) if rule.inside else parent)), "int")
    siblings = parent.instances(defn.slot)
    missing = int(number) - len(siblings) if number else 0
    if missing == 0 or (missing < 0 and len(siblings) == 1):
        return 0
    if missing > _MOST_INSTANCES:
        raise FormError("form.no-end", where=defn.path)
    blank = bool(siblings) and defn.template is not None and _untouched(siblings[-1], defn.template)
    if missing > 0 and rule.endless and blank:
        state.hungry[parent, rule] = None
        return 0
    return missing if missing > 0 or blank else 0


def _untouched(item: Item, seed: Seed) -> bool:
    """Whether nobody has answered anything in an instance yet."""
    if item.defn.question is not None and not item.defn.bind.calculate and item.value != seed.text:
        return False
    written = {part.defn: part for part in seed.children}
    return all(
        _untouched(inner, written.get(inner.defn, Seed(inner.defn, "", ()))) for inner in item.inner()
    )

