"""How a function is declared and compiled."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

from forms.definition import NodeDef
from forms.expression import convert
from forms.expression.paths import Scope
from forms.expression.runtime import Code, Dependency, Run
from forms.expression.syntax import Expr

MANY = 10_000


class Builder(Protocol):
    """The compiler, as functions use it."""

    root: NodeDef

    def code(self, expr: Expr, scope: Scope) -> Code: ...
    def note(self, dependency: Dependency) -> None: ...


Build = Callable[[Builder, Scope, tuple[Expr, ...]], Code]


@dataclass(frozen=True, slots=True)
class Function:
    least: int
    most: int
    build: Build


_CONVERT = {"s": convert.text, "n": convert.number, "b": convert.truth, "v": convert.value}


def plain(do: Callable[..., Any], takes: str, gives: str, least: int | None = None) -> Function:
    """A function of single values. `takes`: one of s, n, b, v per argument; a trailing * repeats the last one."""
    variadic = takes.endswith("*")
    kinds = takes.rstrip("*")
    most = MANY if variadic else len(kinds)

    def build(builder: Builder, scope: Scope, args: tuple[Expr, ...]) -> Code:
        runs = [_CONVERT[kinds[min(at, len(kinds) - 1)]](builder.code(arg, scope)) for at, arg in enumerate(args)]
        return Code(gives, _called(do, runs))

    return Function(len(kinds) if least is None else least, most, build)


def _called(do: Callable[..., Any], runs: list[Run]) -> Run:
    if len(runs) == 1:
        (one,) = runs
        return lambda f: do(one(f))
    if len(runs) == 2:
        one, two = runs
        return lambda f: do(one(f), two(f))
    return lambda f: do(*[run(f) for run in runs])


def with_frame(do: Callable[..., Any], takes: str, gives: str, least: int | None = None) -> Function:
    """As `plain`, but `do` gets the frame first (clock, zone, language, tables)."""

    def build(builder: Builder, scope: Scope, args: tuple[Expr, ...]) -> Code:
        runs = [_CONVERT[kind](builder.code(arg, scope)) for kind, arg in zip(takes, args, strict=False)]
        return Code(gives, lambda f: do(f, *[run(f) for run in runs]))

    return Function(len(takes) if least is None else least, len(takes), build)


def over_values(do: Callable[[list[Any]], Any], gives: str, least: int = 1) -> Function:
    """A function over all values of its arguments, where a set of nodes counts as the values of its nodes."""

    def build(builder: Builder, scope: Scope, args: tuple[Expr, ...]) -> Code:
        return Code(gives, gathered(do, [builder.code(arg, scope) for arg in args]))

    return Function(least, MANY, build)


def gathered(do: Callable[[list[Any]], Any], codes: list[Code]) -> Run:
    runs = [convert.values(code) for code in codes]
    if len(runs) == 1:
        (one,) = runs
        return lambda f: do(one(f))
    return lambda f: do([value for run in runs for value in run(f)])
