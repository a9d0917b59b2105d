"""From the text of an expression to a tree of small nodes, which nobody changes."""

import re
from dataclasses import dataclass
from functools import lru_cache

from forms.errors import FormError


@dataclass(slots=True, unsafe_hash=True)
class Number:
    value: float


@dataclass(slots=True, unsafe_hash=True)
class Text:
    value: str


@dataclass(slots=True, unsafe_hash=True)
class Call:
    name: str
    args: tuple["Expr", ...]


@dataclass(slots=True, unsafe_hash=True)
class Binary:
    op: str
    left: "Expr"
    right: "Expr"


@dataclass(slots=True, unsafe_hash=True)
class Negative:
    operand: "Expr"


@dataclass(slots=True, unsafe_hash=True)
class Step:
    axis: str
    """child, parent, self, attribute."""
    test: str
    """A name as written, or `*`, or `node()`."""
    predicates: tuple["Expr", ...] = ()


@dataclass(slots=True, unsafe_hash=True)
class Path:
    """`start` is None for a relative path, "/" for an absolute one, else an expression that yields nodes."""

    start: "Expr | str | None"
    predicates: tuple["Expr", ...]
    """Of the start, when it is an expression: instance('x')[1]/…"""
    steps: tuple[Step, ...]


Expr = Number | Text | Call | Binary | Negative | Path


def is_current(expr: Expr | str | None) -> bool:
    """Whether this is current(), alone or at the start of a path."""
    return isinstance(expr, Call) and expr.name == "current" and not expr.args


def speaks_of_itself(expr: Expr) -> bool:
    """Whether an expression means the very node at which it stands: `.`, `..`, string-length() without argument."""
    match expr:
        case Call(name, args):
            return (name in _OF_ITSELF and not args) or any(speaks_of_itself(arg) for arg in args)
        case Binary(_, left, right):
            return speaks_of_itself(left) or speaks_of_itself(right)
        case Negative(operand):
            return speaks_of_itself(operand)
        case Path(None, _, steps):
            return steps[0].axis in ("self", "parent")
        case Path(start):
            return not isinstance(start, str | None) and speaks_of_itself(start)
    return False


_OF_ITSELF = ("string", "string-length", "normalize-space", "name", "local-name")
_WORD = re.compile(
    r"""
      (?:/[^\W\d][\w\-]*)+(?![\w\-.:(])                     # plain steps, as most paths have nothing else
    | [0-9]+(?:\.[0-9]*)?|\.[0-9]+
    | "[^"]*"|'[^']*'
    | \.\.|::|//|!=|<=|>=
    | [^\W\d][\w.\-]*(?::(?!:)(?:[^\W\d][\w.\-]*|\*))?
    | \S                                                     # signs; what is none is refused where it stands
    """,
    re.VERBOSE,
)
_POWER = {
    "or": 1, "and": 2, "=": 3, "!=": 3, "<": 4, "<=": 4, ">": 4, ">=": 4, "+": 5, "-": 5, "*": 6, "div": 6, "mod": 6,
}  # fmt: skip
_NODE_TYPES = ("node", "text", "comment", "processing-instruction")
_AXES = ("child", "parent", "self", "attribute")


@lru_cache(maxsize=4096)
def parse(source: str) -> Expr:
    """Parses an expression.

    Raises:
        FormError: `form.expression-syntax` with `source` and `at` (0-based), `form.expression-deep`, or
            `form.unsupported`.
    """
    try:
        return _Parser(source).whole()
    except RecursionError as error:
        raise FormError("form.expression-deep", source=source) from error


@lru_cache(maxsize=4096)
def _child(name: str) -> Step:
    return Step("child", name)


@lru_cache(maxsize=4096)
def _children(word: str) -> tuple[Step, ...]:
    """Plain steps, each with its slash before it."""
    return tuple(map(_child, word[1:].split("/")))


def _named(word: str) -> bool:
    mark = word[:1]
    return mark == "_" or (mark.isalnum() and not mark.isdecimal())


class _Parser:
    """Where a word stands tells what it is (XPath 1.0 §3.7): after an operand, `*` and `div` are operators."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.words: list[str] = [*_WORD.findall(source), "", ""]
        self.at = 0

    def whole(self) -> Expr:
        result = self.binary(0)
        if self.words[self.at]:
            raise self.error()
        return result

    def error(self) -> FormError:
        starts = [match.start() for match in _WORD.finditer(self.source)]
        at = starts[self.at] if self.at < len(starts) else len(self.source.rstrip())
        return FormError("form.expression-syntax", source=self.source, at=at)

    def unsupported(self, what: str) -> FormError:
        return FormError("form.unsupported", what=what, source=self.source)

    def take(self, text: str) -> bool:
        if self.words[self.at] == text:
            self.at += 1
            return True
        return False

    def need(self, text: str) -> None:
        if not self.take(text):
            raise self.error()

    def binary(self, least: int) -> Expr:
        """Operators that bind at least so tightly."""
        left = self.unary()
        while (power := _POWER.get(self.words[self.at], -1)) >= least:
            op = self.words[self.at]
            self.at += 1
            left = Binary(op, left, self.binary(power + 1))
        return left

    def unary(self) -> Expr:
        if self.take("-"):
            return Negative(self.unary())
        left = self.operand()
        while self.take("|"):
            left = Binary("|", left, self.operand())
        return left

    def operand(self) -> Expr:
        word = self.words[self.at]
        mark = word[:1]
        if mark == "/":
            return self.absolute(word)
        if "0" <= mark <= "9" or (mark == "." and word not in (".", "..")):
            self.at += 1
            return Number(float(word))
        if mark in ("'", '"') and len(word) > 1:
            self.at += 1
            return Text(word[1:-1])
        if mark == "(" or (self.words[self.at + 1] == "(" and _named(word) and word not in _NODE_TYPES):
            return self.filtered()
        return self.path(None, (), [self.step()])

    def absolute(self, word: str) -> Path:
        if word == "/":
            following = self.words[self.at + 1]
            if not (_named(following) or following in (".", "..", "@", "*")):
                self.at += 1
                return Path("/", (), ())
        return self.path("/", (), [])

    def path(self, start: Expr | str | None, predicates: tuple[Expr, ...], steps: list[Step]) -> Path:
        """On from the slash where it stands, if it is one."""
        while (word := self.words[self.at])[:1] == "/":
            self.at += 1
            if word == "//":
                raise self.unsupported("//")
            if word == "/":
                steps.append(self.step())
                continue
            steps.extend(_children(word))
            if self.words[self.at] == "[":
                steps[-1] = Step("child", steps[-1].test, self.predicates())
        return Path(start, predicates, tuple(steps))

    def filtered(self) -> Expr:
        if self.take("("):
            start = self.binary(0)
            self.need(")")
        else:
            start = self.call()
        predicates = self.predicates()
        if predicates or self.words[self.at][:1] == "/":
            return self.path(start, predicates, [])
        return start

    def call(self) -> Expr:
        name = self.words[self.at]
        self.at += 2
        args: list[Expr] = []
        if self.words[self.at] != ")":
            args.append(self.binary(0))
            while self.take(","):
                args.append(self.binary(0))
        self.need(")")
        return Call(name, tuple(args))

    def step(self) -> Step:
        if self.take("."):
            return Step("self", "node()", self.predicates())
        if self.take(".."):
            return Step("parent", "node()", self.predicates())
        axis = "child"
        if self.take("@"):
            axis = "attribute"
        elif self.words[self.at + 1] == "::":
            axis = self.words[self.at]
            if axis not in _AXES:
                raise self.unsupported(f"{axis}::") if _named(axis) else self.error()
            self.at += 2
        test, predicates = self.node_test(), self.predicates()
        return Step(axis, test, predicates) if predicates or axis != "child" else _child(test)

    def node_test(self) -> str:
        word = self.words[self.at]
        if not _named(word) and word != "*":
            raise self.error()
        self.at += 1
        if word in _NODE_TYPES and self.take("("):
            self.need(")")
            if word != "node":
                raise self.unsupported(f"{word}()")
            return "node()"
        if word.endswith(":*"):
            raise self.unsupported(word)
        return word

    def predicates(self) -> tuple[Expr, ...]:
        if self.words[self.at] != "[":
            return ()
        found: list[Expr] = []
        while self.take("["):
            found.append(self.binary(0))
            self.need("]")
        return tuple(found)
