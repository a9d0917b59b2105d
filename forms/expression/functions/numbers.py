"""Numbers."""

import math
import random
import sys
from collections.abc import Callable, Mapping
from typing import Any

from forms.expression.functions.base import MANY, Builder, Function, gathered, over_values, plain
from forms.expression.paths import Scope
from forms.expression.runtime import Code
from forms.expression.syntax import Expr
from forms.values import NAN, Value, number_of


def _sum(found: list[Any]) -> float:
    """Empty and non-numeric values count as nothing, as in OpenRosa engines."""
    total = 0.0
    for value in found:
        number = value if value.__class__ is float else number_of(value)
        if number == number:
            total += number
    return total


def _sum_of(builder: Builder, scope: Scope, args: tuple[Expr, ...]) -> Code:
    codes = [builder.code(arg, scope) for arg in args]
    if len(codes) > 1 or codes[0].kind != "many" or not codes[0].item:
        return Code("num", gathered(_sum, codes))
    nodes = codes[0].run

    def total(f: Any) -> float:
        found = 0.0
        for node in nodes(f):
            number = node.typed
            if number.__class__ is not float:
                number = number_of(node.read(f.env.zone))
            if number == number:
                found += number
        return found

    return Code("num", total)


def _extreme(choose: Callable[[list[float]], float], start: float) -> Callable[[list[Any]], float]:
    """What is no number is passed over. The search begins at `start`, as in JavaRosa (XPathFuncExpr), so that the
    greatest of numbers that are not positive is the smallest positive one, which prints as 0 and is more than 0.
    """

    def found_extreme(found: list[Any]) -> float:
        numbers = [number for number in map(number_of, found) if number == number]
        return choose([start, *numbers]) if numbers else NAN

    return found_extreme


def round_half_up(value: Value, digits: float = 0.0) -> float:
    """Halves go towards plus infinity; `digits` may be negative. A decimal comma in text is understood."""
    number = number_of(value.replace(",", ".")) if isinstance(value, str) else number_of(value)
    if not math.isfinite(number) or digits != digits:
        return number
    places = int(max(-400.0, min(digits, 300.0)))
    if places < -300:
        return 0.0
    scale = 10.0 ** abs(places)
    scaled = number * scale if places >= 0 else number / scale
    if not math.isfinite(scaled):
        return number
    whole = float(math.floor(scaled + 0.5))
    result = whole / scale if places >= 0 else whole * scale
    return math.copysign(result, number) if result == 0 else result


def _safe(do: Callable[..., float]) -> Callable[..., float]:
    def safely(*numbers: float) -> float:
        try:
            result = do(*numbers)
        except (ValueError, ZeroDivisionError):
            return NAN
        except OverflowError:
            return math.inf
        return result

    return safely


def _log(number: float) -> float:
    return -math.inf if number == 0 else math.log(number)


def _log10(number: float) -> float:
    return -math.inf if number == 0 else math.log10(number)


def _power(base: float, exponent: float) -> float:
    result = base**exponent
    return result if isinstance(result, float) else NAN


def _float_of(do: Callable[[float], int]) -> Callable[[float], float]:
    return lambda number: float(do(number)) if math.isfinite(number) else number


NUMBERS: Mapping[str, Function] = {
    "number": plain(float, "n", "num"),
    "int": plain(_float_of(math.trunc), "n", "num"),
    "sum": Function(1, MANY, _sum_of),
    "min": over_values(_extreme(min, sys.float_info.max), "num", least=0),
    "max": over_values(_extreme(max, math.ulp(0.0)), "num", least=0),
    "round": plain(round_half_up, "vn", "num", least=1),
    "floor": plain(_float_of(math.floor), "n", "num"),
    "ceiling": plain(_float_of(math.ceil), "n", "num"),
    "abs": plain(abs, "n", "num"),
    "pow": plain(_safe(_power), "nn", "num"),
    "log": plain(_safe(_log), "n", "num"),
    "log10": plain(_safe(_log10), "n", "num"),
    "exp": plain(_safe(math.exp), "n", "num"),
    "exp10": plain(_safe(lambda n: _power(10.0, n)), "n", "num"),
    "sqrt": plain(_safe(math.sqrt), "n", "num"),
    "sin": plain(_safe(math.sin), "n", "num"),
    "cos": plain(_safe(math.cos), "n", "num"),
    "tan": plain(_safe(math.tan), "n", "num"),
    "asin": plain(_safe(math.asin), "n", "num"),
    "acos": plain(_safe(math.acos), "n", "num"),
    "atan": plain(_safe(math.atan), "n", "num"),
    "atan2": plain(_safe(math.atan2), "nn", "num"),
    "pi": plain(lambda: math.pi, "", "num"),
    "random": plain(random.random, "", "num"),
}
