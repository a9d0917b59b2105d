"""From the text of an expression to a tree of small frozen nodes."""

import re
from dataclasses import dataclass
from functools import lru_cache

from forms.errors import FormError


@dataclass(frozen=True, slots=True)
class Number:
    value: float


@dataclass(frozen=True, slots=True)
class Text:
    value: str


@dataclass(frozen=True, slots=True)
class Call:
    name: str
    args: tuple["Expr", ...]


@dataclass(frozen=True, slots=True)
class Binary:
    op: str
    left: "Expr"
    right: "Expr"


@dataclass(frozen=True, slots=True)
class Negative:
    operand: "Expr"


@dataclass(frozen=True, slots=True)
class Step:
    axis: str
    """child, parent, self, attribute."""
    test: str
    """A name as written, or `*`, or `node()`."""
    predicates: tuple["Expr", ...] = ()


@dataclass(frozen=True, slots=True)
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
_TOKEN = re.compile(
    r"""\s*(?:
      (?P<number>[0-9]+(?:\.[0-9]*)?|\.[0-9]+)
    | (?P<text>"[^"]*"|'[^']*')
    | (?P<op>\.\.|::|//|!=|<=|>=|[()\[\]@,./|+\-=<>*])
    | (?P<name>[^\W\d][\w.\-]*(?::(?!:)(?:[^\W\d][\w.\-]*|\*))?)
    )""",
    re.VERBOSE,
)
_POWER = {
    "or": 1, "and": 2, "=": 3, "!=": 3, "<": 4, "<=": 4, ">": 4, ">=": 4, "+": 5, "-": 5, "*": 6, "div": 6, "mod": 6,
}  # fmt: skip
_PLAIN = re.compile(r"(?:/[^\W\d][\w\-]*)+")
_NODE_TYPES = ("node", "text", "comment", "processing-instruction")
_ENDS_OPERAND = {")", "]", "..", ".", "*"}


@lru_cache(maxsize=4096)
def parse(source: str) -> Expr:
    """Parses an expression.

    Raises:
        FormError: `form.expression-syntax` with `source` and `at` (0-based), `form.expression-deep`, or
            `form.unsupported`.
    """
    plain = _PLAIN.fullmatch(source)
    if plain is not None:
        return Path("/", (), tuple(map(_child, source[1:].split("/"))))
    try:
        return _Parser(source).whole()
    except RecursionError as error:
        raise FormError("form.expression-deep", source=source) from error


@lru_cache(maxsize=4096)
def _child(name: str) -> Step:
    return Step("child", name)


def _tokens(source: str) -> list[tuple[str, str, int]]:
    found: list[tuple[str, str, int]] = []
    at, end = 0, len(source.rstrip())
    while at < end:
        match = _TOKEN.match(source, at)
        if match is None or match.end() == at:
            raise FormError("form.expression-syntax", source=source, at=at)
        group = kind = match.lastgroup or ""
        text = match[kind]
        if kind == "name" and text in ("and", "or", "div", "mod") and _operand_before(found):
            kind = "op"
        elif text == "*" and _operand_before(found):
            kind = "times"
        found.append((kind, text, match.start(group)))
        at = match.end()
    found.append(("end", "", end))
    return found


def _operand_before(found: list[tuple[str, str, int]]) -> bool:
    """XPath 1.0 §3.7: after an operand, a name is an operator and * means multiply."""
    if not found:
        return False
    kind, text, _ = found[-1]
    return kind in ("number", "text", "name") or (kind == "op" and text in _ENDS_OPERAND)


class _Parser:
    def __init__(self, source: str) -> None:
        self.source = source
        self.tokens = _tokens(source)
        self.at = 0

    def whole(self) -> Expr:
        result = self.binary(0)
        if self.tokens[self.at][0] != "end":
            raise self.error()
        return result

    def error(self) -> FormError:
        return FormError("form.expression-syntax", source=self.source, at=self.tokens[self.at][2])

    def peek(self, text: str, ahead: int = 0) -> bool:
        index = min(self.at + ahead, len(self.tokens) - 1)
        return self.tokens[index][1] == text and self.tokens[index][0] in ("op", "times")

    def take(self, text: str) -> bool:
        if self.peek(text):
            self.at += 1
            return True
        return False

    def need(self, text: str) -> None:
        if not self.take(text):
            raise self.error()

    def binary(self, least: int) -> Expr:
        """Operators that bind at least so tightly."""
        left = self.unary()
        while (token := self.tokens[self.at])[0] in ("op", "times") and (power := _POWER.get(token[1], -1)) >= least:
            self.at += 1
            left = Binary(token[1], left, self.binary(power + 1))
        return left

    def unary(self) -> Expr:
        if self.take("-"):
            return Negative(self.unary())
        left = self.path()
        while self.take("|"):
            left = Binary("|", left, self.path())
        return left

    def path(self) -> Expr:
        kind, text, _ = self.tokens[self.at]
        if kind == "number":
            self.at += 1
            return Number(float(text))
        if kind == "text":
            self.at += 1
            return Text(text[1:-1])
        if self.peek("//"):
            raise FormError("form.unsupported", what="//", source=self.source)
        if self.take("/"):
            return Path("/", (), self.steps() if self.starts_step() else ())
        if self.peek("(") or (kind == "name" and self.peek("(", 1) and text not in _NODE_TYPES):
            return self.filtered()
        return Path(None, (), self.steps())

    def filtered(self) -> Expr:
        if self.take("("):
            start = self.binary(0)
            self.need(")")
        else:
            start = self.call()
        predicates = self.predicates()
        if self.peek("//"):
            raise FormError("form.unsupported", what="//", source=self.source)
        if self.take("/"):
            return Path(start, predicates, self.steps())
        return Path(start, predicates, ()) if predicates else start

    def call(self) -> Expr:
        name = self.tokens[self.at][1]
        self.at += 2
        args: list[Expr] = []
        if not self.peek(")"):
            args.append(self.binary(0))
            while self.take(","):
                args.append(self.binary(0))
        self.need(")")
        return Call(name, tuple(args))

    def starts_step(self) -> bool:
        kind, text, _ = self.tokens[self.at]
        return kind == "name" or text in (".", "..", "@", "*")

    def steps(self) -> tuple[Step, ...]:
        found = [self.step()]
        while True:
            if self.peek("//"):
                raise FormError("form.unsupported", what="//", source=self.source)
            if not self.take("/"):
                return tuple(found)
            found.append(self.step())

    def step(self) -> Step:
        kind, text, _ = self.tokens[self.at]
        if kind == "name" and text not in _NODE_TYPES and text[-1] != "*" and not self.peek("::", 1):
            self.at += 1
            predicates = self.predicates()
            return Step("child", text, predicates) if predicates else _child(text)
        if self.take("."):
            return Step("self", "node()", self.predicates())
        if self.take(".."):
            return Step("parent", "node()", self.predicates())
        axis = "child"
        if self.take("@"):
            axis = "attribute"
        elif self.tokens[self.at][0] == "name" and self.peek("::", 1):
            axis = self.tokens[self.at][1]
            self.at += 2
            if axis not in ("child", "parent", "self", "attribute"):
                raise FormError("form.unsupported", what=f"{axis}::", source=self.source)
        test, predicates = self.node_test(), self.predicates()
        return Step(axis, test, predicates) if predicates or axis != "child" else _child(test)

    def node_test(self) -> str:
        kind, text, _ = self.tokens[self.at]
        if kind not in ("name", "op", "times") or (kind != "name" and text != "*"):
            raise self.error()
        self.at += 1
        if text in _NODE_TYPES and self.peek("("):
            self.at += 1
            self.need(")")
            if text != "node":
                raise FormError("form.unsupported", what=f"{text}()", source=self.source)
            return "node()"
        if text.endswith(":*"):
            raise FormError("form.unsupported", what=text, source=self.source)
        return text

    def predicates(self) -> tuple[Expr, ...]:
        found: list[Expr] = []
        while self.take("["):
            found.append(self.binary(0))
            self.need("]")
        return tuple(found)
