"""Which predicates over a list a table can answer: comparisons of columns with what is the same for every row."""

from collections.abc import Callable, Iterator
from typing import Any

from forms.expression import convert
from forms.expression.runtime import Code, Run
from forms.expression.syntax import Binary, Call, Expr, Number, Path, Text, is_current

Shape = tuple[Any, ...]
"""("and" | "or", shapes…) or ("=" | "!=" | "starts-with", column); the values come in the same order."""


def list_filter(path: Path, compile_steady: Callable[[Expr], Code]) -> tuple[str, Shape, list[Run]] | None:
    """What `instance('list')/root/item[filter]…` asks of its list: its id, the filter, and what gives the values.

    None when it is not that simple; only the first predicate is looked at.
    """
    start, steps = path.start, path.steps
    if not isinstance(start, Call) or start.name != "instance" or path.predicates or len(steps) < 2:
        return None
    name = start.args[0]
    names = [(step.axis, step.test) for step in steps[:2]]
    if names != [("child", "root"), ("child", "item")] or not isinstance(name, Text):
        return None
    if steps[0].predicates or not steps[1].predicates:
        return None
    values: list[Run] = []
    shape = _shape(steps[1].predicates[0], compile_steady, values)
    return (name.value, shape, values) if shape is not None else None


def _shape(expr: Expr, compile_steady: Callable[[Expr], Code], values: list[Run]) -> Shape | None:
    if isinstance(expr, Binary) and expr.op in ("and", "or"):
        left = _shape(expr.left, compile_steady, values)
        right = _shape(expr.right, compile_steady, values) if left is not None else None
        return (expr.op, left, right) if right is not None else None
    for op, column, other in _comparisons(expr):
        if column and _steady(other):
            code = compile_steady(other)
            if code.kind == "many":
                return None
            values.append(convert.value(code))
            return op, column
    return None


def _comparisons(expr: Expr) -> Iterator[tuple[str, str, Expr]]:
    """Operator, column (empty if that side is none) and the other side, as it may be read."""
    if isinstance(expr, Binary) and expr.op in ("=", "!="):
        yield expr.op, _column(expr.left), expr.right
        yield expr.op, _column(expr.right), expr.left
    elif isinstance(expr, Call) and expr.name == "starts-with" and len(expr.args) == 2:
        yield expr.name, _column(expr.args[0]), expr.args[1]


def _column(expr: Expr) -> str:
    if not isinstance(expr, Path) or expr.start is not None or expr.predicates or len(expr.steps) != 1:
        return ""
    step = expr.steps[0]
    return step.test if step.axis == "child" and not step.predicates and step.test not in ("*", "node()") else ""


def _steady(expr: Expr) -> bool:
    """The same for every row."""
    if isinstance(expr, Path):
        outside = expr.start == "/" or is_current(expr.start)
        return outside and not expr.predicates and not any(step.predicates for step in expr.steps)
    if isinstance(expr, Call):
        return bool(expr.args) and all(map(_steady, expr.args))
    return isinstance(expr, Number | Text)
