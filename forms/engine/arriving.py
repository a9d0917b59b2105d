"""Who hears of an instance that comes or goes, and in which order (JavaRosa, TriggerableDag).

First what reads the repeat itself, and what follows from that; then the rules of the new instance, and what follows
from them; then what reads a child of the repeat, but nothing that was computed already. All else is owed: what reads
only deeper places, and what was not computed again. `State.tell_hushed` pays it.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from forms.definition import NodeDef
from forms.engine.plan import PASSIVE, Plan, Rule, Watch

_AHEAD = ("calculate", "relevant", "required", "readonly")
"""Rules that JavaRosa computes ahead; the others are looked at when they are needed."""
_SPREADING = ("relevant", "readonly")
"""Those that also change all places below their own."""


@dataclass(frozen=True, slots=True)
class Hearing:
    """What is to be computed outside an instance, by the wave in which it hears of it."""

    waves: tuple[tuple[Watch, ...], ...]
    done: frozenset[Rule]
    """What the last wave does not compute again."""
    owed: tuple[Watch, ...]
    inside: tuple[tuple[Rule, tuple[int, ...]], ...] = ()
    """The rules of the instance itself, with the slots from the instance to their items."""


def of_coming(plan: Plan, repeat: NodeDef) -> Hearing:
    within = repeat.walk()
    own = [rule for rule in plan.rules if rule.host in within]
    by_repeat = after(plan, repeat)
    by_rules = _follow(plan, [rule for rule in own if rule.kind in _AHEAD])
    by_children = _follow(plan, _readers(plan, repeat.elements()))
    depth = len(repeat.above) + 1
    inside = tuple(
        (rule, tuple(place.slot for place in rule.host.chain()[depth:])) for rule in own if rule.kind not in PASSIVE
    )
    return _hearing(plan, repeat, [by_repeat, by_rules, by_children], by_repeat | by_rules, inside)


def of_going(plan: Plan, repeat: NodeDef) -> Hearing:
    by_repeat = after(plan, repeat)
    by_children = _follow(plan, _readers(plan, repeat.elements()))
    return _hearing(plan, repeat, [by_repeat, by_children], by_repeat, ())


def after(plan: Plan, place: NodeDef) -> set[Rule]:
    """All that is computed ahead and follows from a place."""
    return _follow(plan, _readers(plan, [place]))


def _hearing(
    plan: Plan,
    repeat: NodeDef,
    groups: list[set[Rule]],
    done: set[Rule],
    inside: tuple[tuple[Rule, tuple[int, ...]], ...],
) -> Hearing:
    """Sorts the readers of all places of a repeat into the first group that has them; what is not computed ahead hears
    with the first.
    """
    waves: list[dict[tuple[Rule, NodeDef], Watch]] = [{} for _ in (*groups, None)]
    for place in repeat.walk():
        for _, _, watch in plan.watchers[place.order]:
            if watch.anchor not in repeat.above:
                continue
            rule = watch.rule
            at = next((at for at, group in enumerate(groups) if rule in group), len(groups))
            waves[at if rule.kind in _AHEAD else 0][rule, watch.anchor] = watch
    found = [tuple(wave.values()) for wave in waves]
    return Hearing(tuple(found[:-1]), frozenset(done), found[-1], inside)


def _readers(plan: Plan, places: Iterable[NodeDef]) -> set[Rule]:
    readers = (watch.rule for place in places for _, _, watch in plan.watchers[place.order])
    return {rule for rule in readers if rule.kind in _AHEAD}


def _follow(plan: Plan, rules: Iterable[Rule]) -> set[Rule]:
    """These rules and all that depends on them."""
    found = set(rules)
    due = list(found)
    while due:
        rule = due.pop()
        places = rule.defn.walk() if rule.kind in _SPREADING else [rule.defn]
        more = _readers(plan, places) - found
        found |= more
        due.extend(more)
    return found
