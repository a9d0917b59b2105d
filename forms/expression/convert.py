"""From one kind of result to another, chosen when an expression is compiled."""

from typing import Any

from forms.expression.runtime import Code, Frame, Run
from forms.items import Item
from forms.values import Value, number_of, text_of, truth_of


def value(code: Code) -> Run:
    """One value: of nodes, that of the first; empty when there is none."""
    run = code.run
    if code.order >= 0:
        order = code.order

        def fixed(f: Frame) -> Value:
            node = f.env.fixed[order]
            typed = node.typed
            return node.read(f.env.zone) if typed is None else typed

        return fixed
    if code.kind == "one" and code.item:

        def item(f: Frame) -> Value:
            node: Item = run(f)
            typed = node.typed
            return node.read(f.env.zone) if typed is None else typed

        return item
    if code.kind == "one":

        def one(f: Frame) -> Value:
            node = run(f)
            return "" if node is None else node.read(f.env.zone)

        return one
    if code.kind == "many":

        def first(f: Frame) -> Value:
            nodes = run(f)
            return nodes[0].read(f.env.zone) if nodes else ""

        return first
    return run


def values(code: Code) -> Run:
    """A list: the values of all nodes, or the one value."""
    if code.kind == "many":
        run = code.run
        if code.item:

            def typed(f: Frame) -> list[Value]:
                zone = f.env.zone
                return [node.read(zone) if node.typed is None else node.typed for node in run(f)]

            return typed
        return lambda f: [node.read(f.env.zone) for node in run(f)]
    single = value(code)
    return lambda f: [single(f)]


def number(code: Code) -> Run:
    if code.kind == "num":
        return code.run
    if code.order >= 0:
        order = code.order

        def fixed(f: Frame) -> float:
            node = f.env.fixed[order]
            typed = node.typed
            return typed if typed.__class__ is float else number_of(node.read(f.env.zone))

        return fixed
    if code.slot >= 0:
        slot = code.slot

        def child(f: Frame) -> float:
            here: Any = f.node
            node: Item = here.slots[slot]
            typed = node.typed
            return typed if typed.__class__ is float else number_of(node.read(f.env.zone))

        return child
    if code.kind == "one" and code.item:
        node_run = code.run

        def item(f: Frame) -> float:
            node = node_run(f)
            typed = node.typed
            return typed if typed.__class__ is float else number_of(node.read(f.env.zone))

        return item
    run = value(code)

    def number_from(f: Frame) -> float:
        found = run(f)
        return found if found.__class__ is float else number_of(found)

    return number_from


def text(code: Code) -> Run:
    if code.kind == "text":
        return code.run
    run = value(code)
    return lambda f: text_of(run(f))


def truth(code: Code) -> Run:
    if code.kind == "truth":
        return code.run
    run = value(code)
    return lambda f: truth_of(run(f))


def nodes(code: Code) -> Run | None:
    """A list of nodes; None when the expression can never yield nodes."""
    run = code.run
    if code.kind == "many":
        return run
    if code.kind == "one":

        def listed(f: Frame) -> list[object]:
            node = run(f)
            return [] if node is None else [node]

        return listed
    return None


def live_nodes(code: Code) -> Run | None:
    """As `nodes`, without those that do not apply."""
    run = nodes(code)
    if run is None:
        return None
    if code.place is None:
        return run
    return lambda f: [node for node in run(f) if node.live]
