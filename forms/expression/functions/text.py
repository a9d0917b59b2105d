"""Strings and booleans."""

import base64
import binascii
import hashlib
import math
import re
import uuid
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from forms.errors import FormError
from forms.expression import convert
from forms.expression.functions.base import MANY, Builder, Function, gathered, over_values, plain
from forms.expression.functions.numbers import round_half_up
from forms.expression.paths import Scope
from forms.expression.runtime import Code
from forms.expression.syntax import Expr
from forms.values import number_of, text_of, truth_of


def _own(do: Any, gives: str) -> Function:
    """A function of one text that takes the context node when it is called without."""
    one = plain(do, "s", gives)

    def build(builder: Builder, scope: Scope, args: tuple[Expr, ...]) -> Code:
        if args:
            return one.build(builder, scope, args)
        return Code(gives, lambda f: do(text_of(f.node.read(f.env.zone))))

    return Function(0, 1, build)


def _substr(text: str, start: float, end: float | None = None) -> str:
    """0-based, the end excluded; negative counts from the end."""
    if start != start or (end is not None and end != end):
        return ""
    size = len(text)
    first = int(start) if start >= 0 else max(0, size + int(start))
    last = size if end is None else int(end) if end >= 0 else max(0, size + int(end))
    return text[first : min(last, size)] if first < last else ""


def _substring(text: str, start: float, length: float | None = None) -> str:
    """XPath 1.0: 1-based, by rounding."""
    if start != start:
        return ""
    first = round_half_up(start)
    last = math.inf if length is None else first + round_half_up(length)
    return "".join(c for at, c in enumerate(text, 1) if first <= at < last)


def _before(text: str, mark: str) -> str:
    return text.partition(mark)[0] if mark and mark in text else ""


def _after(text: str, mark: str) -> str:
    if not mark:
        return text
    return text.partition(mark)[2]


def _translate(text: str, old: str, new: str) -> str:
    table: dict[int, str | None] = {}
    for at, mark in enumerate(old):
        table.setdefault(ord(mark), new[at] if at < len(new) else None)
    return text.translate(table)


_PATIENCE = 1.0
"""Seconds after which a search that goes through ever more ways to match is given up."""


_MOST_REPEATS = 65_535
_MARK = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|\(|\)|\{(\d+)(?:,(\d*))?\}|.", re.DOTALL)


def _repeats(source: str) -> int:
    """How often a pattern may ask for its innermost part by counts, {n} within {m}: memory is taken for each."""
    most, last = [1], 1
    for match in _MARK.finditer(source):
        if match[0] == "(":
            most.append(1)
        elif match[0] == ")" and len(most) > 1:
            last = most.pop()
        elif match[1]:
            last *= int((match[2] or match[1])[:12])
        else:
            last = 1
        most[-1] = max(most[-1], last if match[0] != "(" else 1)
    return max(most)


@lru_cache(maxsize=512)
def _pattern(source: str) -> Any:
    """Patterns of the library `regex`: as in Java there are \\p{...} classes, and a search can be given up."""
    import regex

    if _repeats(source) > _MOST_REPEATS:
        raise FormError("form.regex", pattern=source)
    try:
        return regex.compile(source)
    except (regex.error, RecursionError, OverflowError, MemoryError) as error:
        raise FormError("form.regex", pattern=source) from error


def _regex(text: str, pattern: str) -> bool:
    try:
        return _pattern(pattern).fullmatch(text, timeout=_PATIENCE) is not None
    except TimeoutError as error:
        raise FormError("form.no-end", where=f"regex {pattern}") from error


_DIGESTS = ("MD5", "SHA1", "SHA256", "SHA384", "SHA512")


def _digest(text: str, algorithm: str, encoding: str = "base64") -> str:
    name, form = algorithm.upper().replace("-", ""), encoding.lower()
    if name not in _DIGESTS or form not in ("base64", "hex"):
        raise FormError("form.digest", algorithm=algorithm, encoding=encoding)
    made = hashlib.new(name.lower(), text.encode(), usedforsecurity=False)
    return made.hexdigest() if form == "hex" else base64.b64encode(made.digest()).decode()


def _extract_signed(text: str, key: str) -> str:
    """What was signed with Ed25519, when the signature is that key's; else nothing.

    The contents are Base64 of 64 bytes of signature and the message in UTF-8 (ODK XForms, extract-signed()).
    """
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        content = base64.b64decode(text, validate=True)
        Ed25519PublicKey.from_public_bytes(base64.b64decode(key, validate=True)).verify(content[:64], content[64:])
        return content[64:].decode()
    except (ValueError, InvalidSignature):
        return ""


def _base64_decode(text: str) -> str:
    try:
        return base64.b64decode(text, validate=False).decode(errors="replace")
    except (ValueError, binascii.Error):
        return ""


_LONGEST = 4096


def _uuid(length: float | None = None) -> str:
    if length is None:
        return str(uuid.uuid4())
    size = max(0, min(int(length), _LONGEST)) if length == length else 0
    return "".join(uuid.uuid4().hex for _ in range(size // 32 + 1))[:size]


def _join(builder: Builder, scope: Scope, args: tuple[Expr, ...]) -> Code:
    mark = convert.text(builder.code(args[0], scope))
    values = gathered(lambda found: [text_of(v) for v in found], [builder.code(a, scope) for a in args[1:]])
    return Code("text", lambda f: mark(f).join(values(f)))


def _if(builder: Builder, scope: Scope, args: tuple[Expr, ...]) -> Code:
    test = convert.truth(builder.code(args[0], scope))
    first, second = builder.code(args[1], scope), builder.code(args[2], scope)
    kind = first.kind if first.kind == second.kind and first.kind in ("num", "text", "truth") else "any"
    yes, no = convert.value(first), convert.value(second)
    return Code(kind, lambda f: yes(f) if test(f) else no(f))


def _coalesce_of(builder: Builder, scope: Scope, args: tuple[Expr, ...]) -> Code:
    codes = [builder.code(arg, scope) for arg in args]
    if len(codes) != 2 or "many" in (codes[0].kind, codes[1].kind):
        return Code("any", gathered(_coalesce, codes))
    first, second = convert.value(codes[0]), convert.value(codes[1])

    def either(f: Any) -> Any:
        found = first(f)
        if found != "" and found == found:
            return found
        found = second(f)
        return found if found == found else ""

    return Code("any", either)


def _coalesce(found: list[Any]) -> Any:
    """The first that is neither empty nor no number."""
    return next((value for value in found if value != "" and value == value), "")


def _checklist(least: float, most: float, *tests: bool) -> bool:
    count = sum(tests)
    return (least < 0 or count >= least) and (most < 0 or count <= most)


def _weighted(least: float, most: float, *rest: Any) -> bool:
    weight = sum(number_of(w) for test, w in zip(rest[::2], rest[1::2], strict=False) if truth_of(test))
    return (least < 0 or weight >= least) and (most < 0 or weight <= most)


TEXTS: Mapping[str, Function] = {
    "string": _own(lambda text: text, "text"),
    "concat": over_values(lambda found: "".join(map(text_of, found)), "text", least=0),
    "join": Function(1, MANY, _join),
    "substr": plain(_substr, "snn", "text", least=2),
    "substring": plain(_substring, "snn", "text", least=2),
    "substring-before": plain(_before, "ss", "text"),
    "substring-after": plain(_after, "ss", "text"),
    "translate": plain(_translate, "sss", "text"),
    "string-length": _own(lambda text: float(len(text)), "num"),
    "normalize-space": _own(lambda text: " ".join(text.split()), "text"),
    "contains": plain(lambda text, part: part in text, "ss", "truth"),
    "starts-with": plain(lambda text, part: text.startswith(part), "ss", "truth"),
    "ends-with": plain(lambda text, part: text.endswith(part), "ss", "truth"),
    "regex": plain(_regex, "ss", "truth"),
    "uuid": plain(_uuid, "n", "text", least=0),
    "digest": plain(_digest, "sss", "text", least=2),
    "extract-signed": plain(_extract_signed, "ss", "text"),
    "base64-decode": plain(_base64_decode, "s", "text"),
    "if": Function(3, 3, _if),
    "coalesce": Function(2, MANY, _coalesce_of),
    "true": plain(lambda: True, "", "truth"),
    "false": plain(lambda: False, "", "truth"),
    "boolean": plain(bool, "b", "truth"),
    "boolean-from-string": plain(lambda text: text in ("true", "1"), "s", "truth"),
    "not": plain(lambda test: not test, "b", "truth"),
    "checklist": plain(_checklist, "nnb*", "truth", least=2),
    "weighted-checklist": plain(_weighted, "nnv*", "truth", least=2),
}
