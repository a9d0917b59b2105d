"""Sets of nodes, positions, instances, chance."""

import hashlib
import random
from collections.abc import Mapping
from typing import Any

from forms.definition import NodeDef
from forms.errors import FormError
from forms.expression import convert
from forms.expression.functions.base import MANY, Build, Builder, Function, with_frame
from forms.expression.paths import Scope
from forms.expression.runtime import Code, Dependency, Frame, Run
from forms.expression.syntax import Call, Expr, Path
from forms.items import Item
from forms.values import number_of, text_of


def _node_list(builder: Builder, scope: Scope, arg: Expr, name: str) -> tuple[Run, Code]:
    code = builder.code(arg, scope)
    run = convert.live_nodes(code)
    if run is None:
        raise FormError("form.function-nodes", name=name)
    return run, code


def _count(builder: Builder, scope: Scope, args: tuple[Expr, ...]) -> Code:
    run, _ = _node_list(builder, scope, args[0], "count")
    return Code("num", lambda f: float(len(run(f))))


def _count_non_empty(builder: Builder, scope: Scope, args: tuple[Expr, ...]) -> Code:
    run, _ = _node_list(builder, scope, args[0], "count-non-empty")
    return Code("num", lambda f: float(sum(node.read(f.env.zone) != "" for node in run(f))))


def _position(builder: Builder, scope: Scope, args: tuple[Expr, ...]) -> Code:
    if not args and (scope.filtering or scope.here is None):
        return Code("num", lambda f: float(f.position))
    code = builder.code(args[0], scope) if args else Code("one", lambda f: f.node, scope.here)
    nodes = convert.nodes(code)
    if nodes is None:
        raise FormError("form.function-nodes", name="position")
    if code.place is not None and code.place.many and code.place.parent is not None:
        builder.note(Dependency(code.place, code.place.parent, True))

    def position(f: Frame) -> float:
        found = nodes(f)
        if found and not isinstance(found[0], Item):
            raise FormError("form.function-nodes", name="position")
        return float(found[0].position or 1) if found else 0.0

    return Code("num", position)


def _current(_builder: Builder, scope: Scope, _args: tuple[Expr, ...]) -> Code:
    return Code("one", lambda f: f.origin, scope.origin)


def _instance(builder: Builder, scope: Scope, args: tuple[Expr, ...]) -> Code:
    return builder.code(Path(Call("instance", args), (), ()), scope)


def _once(builder: Builder, scope: Scope, args: tuple[Expr, ...]) -> Code:
    """The value that already stands in the field, else the expression's."""
    value = convert.value(builder.code(args[0], scope))

    def once(f: Frame) -> Any:
        own = f.origin.read(f.env.zone)
        return value(f) if own == "" else own

    return Code("any", once)


def _name(local: bool) -> Build:
    def build(builder: Builder, scope: Scope, args: tuple[Expr, ...]) -> Code:
        nodes = _node_list(builder, scope, args[0], "name")[0] if args else (lambda f: [f.node])

        def name(f: Frame) -> str:
            found = nodes(f)
            if not found:
                return ""
            node = found[0]
            full: str = node.defn.name if hasattr(node, "defn") else node.name
            return full.rpartition(":")[2] if local else full

        return Code("text", name)

    return build


def _indexed_repeat(builder: Builder, scope: Scope, args: tuple[Expr, ...]) -> Code:
    """indexed-repeat(field, repeat, index[, repeat, index …]): the field of the instance at those positions."""
    if len(args) % 2 == 0:
        raise FormError("form.function-arguments", name="indexed-repeat", given=len(args))
    target = builder.code(args[0], scope).place
    repeats = [builder.code(arg, scope).place for arg in args[1::2]]
    indexes = [convert.number(builder.code(arg, scope)) for arg in args[2::2]]
    if target is None or any(place is None for place in repeats):
        raise FormError("form.function-nodes", name="indexed-repeat")
    builder.note(Dependency(target, builder.root, True))
    given = dict(zip(repeats, indexes, strict=True))
    chain = target.chain()
    reader = scope.origin or builder.root
    own = {place for place in reader.chain() if place.many}
    return Code("many", _indexed(chain, given, own), target)


def _indexed(chain: list[NodeDef], given: dict[Any, Run], own: set[NodeDef]) -> Run:
    def find(f: Frame) -> list[Any]:
        node: Any = f.env.root
        for place in chain[1:]:
            found = node.slots[place.slot]
            if not isinstance(found, list):
                node = found
                continue
            if place in given:
                index = given[place](f)
                if index != index or not 1 <= index <= len(found):
                    return []
                node = found[int(index) - 1]
            elif place in own:
                assert isinstance(f.origin, Item)
                node = f.origin.ancestor(place)
            elif found:
                node = found[0]
            else:
                return []
        return [node] if node.live else []

    return find


def shuffled(nodes: list[Any], seed: float | None) -> list[Any]:
    """An inside-out shuffle with the Park–Miller generator, which all ODK engines share (ODK XForms, randomize())."""
    state = int(seed) if seed is not None and seed == seed else random.randrange(1, 2**31 - 1)  # noqa: S311 - shuffles choices
    state %= 2147483647
    if state <= 0:
        state += 2147483646
    found: list[Any] = []
    for last, node in enumerate(nodes):
        state = state * 16807 % 2147483647
        other = int((state - 1) / 2147483646 * (last + 1))
        found.append(node)
        found[last], found[other] = found[other], found[last]
    return found


def seed_of(value: Any) -> float:
    """A number as it is; a text by the first eight bytes of its SHA-256; an empty one is 0."""
    number = number_of(value)
    if number == number:
        return number
    text = text_of(value)
    if text == "":
        return 0.0
    return float(int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big", signed=True))


def _randomize(builder: Builder, scope: Scope, args: tuple[Expr, ...]) -> Code:
    run, code = _node_list(builder, scope, args[0], "randomize")
    seed = convert.value(builder.code(args[1], scope)) if len(args) > 1 else None
    return Code("many", lambda f: shuffled(run(f), seed_of(seed(f)) if seed else None), code.place)


def _depend(builder: Builder, scope: Scope, args: tuple[Expr, ...]) -> Code:
    """The first argument; the others only make it be computed again."""
    codes = [builder.code(arg, scope) for arg in args]
    return codes[0]


NODES: Mapping[str, Function] = {
    "count": Function(1, 1, _count),
    "count-non-empty": Function(1, 1, _count_non_empty),
    "position": Function(0, 1, _position),
    "last": with_frame(lambda f: float(f.size), "", "num"),
    "current": Function(0, 0, _current),
    "instance": Function(1, 1, _instance),
    "once": Function(1, 1, _once),
    "name": Function(0, 1, _name(False)),
    "local-name": Function(0, 1, _name(True)),
    "indexed-repeat": Function(3, MANY, _indexed_repeat),
    "randomize": Function(1, 2, _randomize),
    "depend": Function(1, MANY, _depend),
}
