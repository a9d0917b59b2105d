"""The slow way of a path: step by step over nodes of any kind, with predicates."""

from collections.abc import Callable
from typing import Any

from forms.definition import NodeDef
from forms.expression import convert
from forms.expression.runtime import Code, Frame, Run
from forms.expression.syntax import Step


def living(run: Run) -> Run:
    return lambda f: [node for node in run(f) if node.live]


def filtered(run: Run, tests: list[Run]) -> Run:
    def kept(f: Frame) -> list[Any]:
        return select(f, run(f), tests)

    return kept


def select(f: Frame, nodes: list[Any], tests: list[Run]) -> list[Any]:
    inner = Frame(f.env, f.node)
    inner.origin = f.origin
    for test in tests:
        kept = []
        inner.size = len(nodes)
        inner.position = 0
        for node in nodes:
            inner.node = node
            inner.position += 1
            if test(inner):
                kept.append(node)
        nodes = kept
    return nodes


def walk(
    base: Code, steps: tuple[Step, ...], tests: list[list[Run]], places: list[NodeDef | None] | None = None
) -> Code:
    """Step by step over nodes of any kind."""
    start = convert.nodes(base)
    assert start is not None
    movers = [mover(step, place) for step, place in zip(steps, places or [None] * len(steps), strict=True)]
    if not movers:
        return Code("many", start, base.place)

    def reached_by(f: Frame) -> list[Any]:
        nodes = start(f)
        for move, checks in zip(movers, tests, strict=True):
            found: list[Any] = []
            for node in nodes:
                reached = move(node)
                found.extend(select(f, reached, checks) if checks else reached)
            nodes = found
        return unique(nodes) if any(step.axis == "parent" for step in steps) else nodes

    return Code("many", reached_by)


def unique(nodes: list[Any]) -> list[Any]:
    """Each node once, in the order of their first places."""
    return list({id(node): node for node in nodes}.values())


def mover(step: Step, place: NodeDef | None = None) -> Callable[[Any], list[Any]]:
    name = f"@{step.test}" if step.axis == "attribute" else step.test
    if place is not None and place.many and step.axis == "child":
        slot = place.slot
        return lambda node: [one for one in node.slots[slot] if one.live]
    if step.axis == "parent":
        return lambda node: [node.parent] if node.parent is not None else []
    if step.axis == "self":
        return lambda node: [node]
    if name in ("*", "node()"):
        return lambda node: node.every()
    return lambda node: node.named(name)
