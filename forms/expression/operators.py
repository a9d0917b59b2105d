"""Arithmetic, comparison, and, or."""

import math
import operator
from collections.abc import Callable

from forms.expression import convert
from forms.expression.runtime import Code, Frame, Run
from forms.values import NAN, equal, number_of

_COMPARE: dict[str, Callable[[float, float], bool]] = {
    "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge,
}  # fmt: skip


def divide(a: float, b: float) -> float:
    if b != 0:
        return a / b
    if a == 0 or a != a:
        return NAN
    return math.copysign(math.inf, a) * math.copysign(1, b)


def modulo(a: float, b: float) -> float:
    """The sign follows the dividend, as in XPath."""
    return math.fmod(a, b) if b != 0 and math.isfinite(a) else NAN


_ARITHMETIC: dict[str, Callable[[float, float], float]] = {
    "+": operator.add, "-": operator.sub, "*": operator.mul, "div": divide, "mod": modulo,
}  # fmt: skip


def combine(op: str, left: Code, right: Code) -> Code:
    """The code of a binary operator other than `|`."""
    if op in _ARITHMETIC:
        return Code("num", _arithmetic(_ARITHMETIC[op], convert.number(left), convert.number(right)))
    if op in ("and", "or"):
        return Code("truth", _logic(op, convert.truth(left), convert.truth(right)))
    if op in _COMPARE:
        return Code("truth", _ordered(_COMPARE[op], left, right))
    return Code("truth", _equality(op == "=", left, right))


def _arithmetic(do: Callable[[float, float], float], a: Run, b: Run) -> Run:
    if do is operator.add:
        return lambda f: a(f) + b(f)
    return lambda f: do(a(f), b(f))


def _logic(op: str, a: Run, b: Run) -> Run:
    if op == "and":
        return lambda f: a(f) and b(f)
    return lambda f: a(f) or b(f)


def _ordered(do: Callable[[float, float], bool], left: Code, right: Code) -> Run:
    if "many" in (left.kind, right.kind):
        return _any_pair(lambda x, y: do(number_of(x), number_of(y)), left, right)
    a, b = convert.number(left), convert.number(right)
    if right.constant is not None:
        bound = right.constant
        return lambda f: do(a(f), bound)
    return lambda f: do(a(f), b(f))


def _equality(positive: bool, left: Code, right: Code) -> Run:
    if "many" in (left.kind, right.kind):
        if positive:
            return _any_pair(equal, left, right)
        return _any_pair(lambda x, y: not equal(x, y), left, right)
    a, b = convert.value(left), convert.value(right)
    if positive:
        return lambda f: equal(a(f), b(f))
    return lambda f: not equal(a(f), b(f))


def _any_pair(do: Callable[[object, object], bool], left: Code, right: Code) -> Run:
    """XPath 1.0 §3.4: true when it holds for some pair; an empty set counts as one empty value (OpenRosa)."""
    a, b = convert.values(left), convert.values(right)

    def holds(f: Frame) -> bool:
        others = b(f) or [""]
        return any(do(x, y) for x in a(f) or [""] for y in others)

    return holds
