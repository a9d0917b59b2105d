"""From one kind of result to another, chosen when an expression is compiled."""

from forms.expression.runtime import Code, Frame, Run
from forms.values import Value, number_of, text_of, truth_of


def value(code: Code) -> Run:
    """One value: of nodes, that of the first; empty when there is none."""
    run = code.run
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
        return lambda f: [node.read(f.env.zone) for node in run(f)]
    single = value(code)
    return lambda f: [single(f)]


def number(code: Code) -> Run:
    if code.kind == "num":
        return code.run
    run = value(code)
    return lambda f: number_of(run(f))


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
