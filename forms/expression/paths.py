"""Compiles location paths: plain ones in the primary instance to slots, all others to a walk by names."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from forms.definition import NodeDef
from forms.errors import FormError
from forms.expression import convert
from forms.expression.filters import Shape, list_filter
from forms.expression.runtime import Code, Dependency, Frame, Run
from forms.expression.syntax import Call, Expr, Path, Step, Text, is_current
from forms.expression.walking import filtered, living, select, walk


@dataclass(slots=True)
class Scope:
    """What is known, while compiling, about where an expression will stand."""

    here: NodeDef | None
    """Place of the context node; None for rows of a secondary instance."""
    origin: NodeDef | None
    """Place of current()."""
    cap: NodeDef | None = None
    """Inside a predicate over the primary instance: the place from which the filtered nodes were sought."""
    filtering: bool = False


Compile = Callable[[Expr, Scope], Code]


class PathCompiler:
    """Compiles paths and notes what they read."""

    def __init__(self, root: NodeDef, instances: frozenset[str], compile_expression: Compile) -> None:
        self.root = root
        self.instances = instances
        self.compile = compile_expression
        self.dependencies: list[Dependency] = []

    def path(self, path: Path, scope: Scope) -> Code:
        start, steps = path.start, path.steps
        if path.predicates or not (start is None or start == "/" or is_current(start)):
            return self._from_nodes(path, scope)
        if start == "/":
            if scope.here is None:
                return self._absolute(steps, scope.origin, scope, from_origin=True)
            return self._absolute(steps, scope.here, scope, from_origin=False)
        from_origin = start is not None
        base = scope.origin if from_origin else scope.here
        if base is None:
            return walk(Code("one", _origin if from_origin else _node), steps, self._row_predicates(steps, scope))
        ups = 0
        while ups < len(steps) and steps[ups].axis in ("parent", "self") and not steps[ups].predicates:
            ups += 1
        climbs = sum(step.axis == "parent" for step in steps[:ups])
        top = base
        for _ in range(climbs):
            if top.parent is None:
                raise FormError("form.ref-nowhere", ref="..", where=base.path)
            top = top.parent
        return self._descend(top, climbs, steps[ups:], scope, from_origin, relative=True)

    def _absolute(self, steps: tuple[Step, ...], base: NodeDef | None, scope: Scope, *, from_origin: bool) -> Code:
        """Binds the steps that the path shares with its context to the context's own instances."""
        alone = self._alone(steps)
        if alone is not None and alone is not base:
            self.dependencies.append(Dependency(alone, self.root, False))
            return Code("one", _fixed(alone.order), alone, True, order=alone.order)
        chain = (base or self.root).chain()
        shared = 0
        while shared < min(len(steps), len(chain)):
            step, place = steps[shared], chain[shared]
            last = shared == len(steps) - 1
            if step.axis != "child" or step.predicates or not _named(place, step.test) or (last and place.many):
                break
            shared += 1
        if shared == 0:
            if not steps:
                return Code("one", _root, self.root)
            raise FormError("form.ref-nowhere", ref="/" + "/".join(step.test for step in steps))
        return self._descend(chain[shared - 1], len(chain) - shared, steps[shared:], scope, from_origin, relative=False)

    def _alone(self, steps: tuple[Step, ...]) -> NodeDef | None:
        """The place that a path without predicates names, where there is one item of it whoever asks."""
        place: NodeDef | None = None
        for step in steps:
            if step.axis != "child" or step.predicates:
                return None
            if place is None:
                place = self.root if step.test == self.root.name else None
            else:
                place = place.by_name.get(step.test)
            if place is None or not place.single:
                return None
        return place

    def _descend(
        self, top: NodeDef, climbs: int, steps: tuple[Step, ...], scope: Scope, from_origin: bool, relative: bool
    ) -> Code:
        """`relative`: a lone word that names no child (null, a misspelt literal) is an empty set, as in the field."""
        anchor = scope.cap if scope.filtering and not from_origin else top
        place: NodeDef | None = top
        plain = True
        path_start = steps[0] if steps and relative else None
        for step in steps:
            if place is None:
                break
            plain = plain and not step.predicates and step.axis in ("child", "attribute", "self")
            following = _next(place, step)
            if following is None and place is scope.here and step is path_start and not climbs:
                return Code("many", lambda _: [])
            if following is None and step.test != "*":
                raise FormError("form.ref-nowhere", ref=f"{place.path}/{step.test}")
            place = following
            plain = plain and place is not None and not (place.many and step.axis == "child")
        elsewhere = any(step.predicates for step in steps)
        self._note(place, top, steps, anchor, elsewhere)
        base = Code("one", _climber(climbs, from_origin), top)
        if plain and place is not None:
            order = place.order if place.single and (climbs or place is not top) else -1
            child = not climbs and not from_origin and place.parent is top
            slot = place.slot if child else -1
            return Code("one", self._slots(top, climbs, place, from_origin), place, True, slot, None, order)
        if place is not None and not elsewhere and all(step.axis in ("child", "attribute") for step in steps):
            below = place.chain()[len(top.chain()) :]
            return Code("many", _spread_over(_climber(climbs, from_origin), below), place, True)
        inner = Scope(top, scope.origin, anchor or self.root, True)
        walked = walk(base, steps, self._predicates(top, steps, inner), _places(top, steps))
        return Code("many", living(walked.run), place, place is not None)

    def _note(
        self, place: NodeDef | None, top: NodeDef, steps: tuple[Step, ...], anchor: NodeDef | None, elsewhere: bool
    ) -> None:
        anchor = anchor or self.root
        if place is not None:
            self.dependencies.append(Dependency(place, anchor, elsewhere))
            return
        level = [top]
        for step in steps:
            level = [c for d in level for c in _all_next(d, step)]
        self.dependencies.extend(Dependency(found, anchor, elsewhere) for found in level)

    def _slots(self, top: NodeDef, climbs: int, place: NodeDef, from_origin: bool) -> Run:
        chain = place.chain()
        if place.single and (climbs or place is not top):
            return _fixed(place.order)
        slots = tuple(p.slot for p in chain[len(top.chain()) :])
        climb = _climber(climbs, from_origin)
        if climbs == 1 and len(slots) == 1 and not from_origin:
            return _sibling(slots[0])
        if not slots:
            return climb
        if climbs == 0 and len(slots) == 1 and not from_origin:
            return _child(slots[0])

        def down(f: Frame) -> Any:
            node = climb(f)
            for slot in slots:
                node = node.slots[slot]
            return node

        return down

    def _predicates(self, top: NodeDef, steps: tuple[Step, ...], scope: Scope) -> list[list[Run]]:
        place: NodeDef | None = top
        found: list[list[Run]] = []
        for step in steps:
            place = _next(place, step) if place is not None else None
            inner = Scope(place, scope.origin, scope.cap, True)
            found.append([self.test(p, inner) for p in step.predicates])
        return found

    def _row_predicates(self, steps: tuple[Step, ...], scope: Scope) -> list[list[Run]]:
        inner = Scope(None, scope.origin, scope.cap, scope.filtering)
        return [[self.test(p, inner) for p in step.predicates] for step in steps]

    def test(self, predicate: Expr, scope: Scope) -> Run:
        """A predicate: a number is a position, anything else a truth."""
        code = self.compile(predicate, scope)
        if code.kind == "num":
            run = code.run
            return lambda f: run(f) == f.position
        if code.kind in ("truth", "text"):
            return convert.truth(code)
        value, truth = convert.value(code), convert.truth(code)

        def either(f: Frame) -> bool:
            found = value(f)
            return found == f.position if isinstance(found, float) else bool(truth(f))

        return either

    def _from_nodes(self, path: Path, scope: Scope) -> Code:
        start = path.start
        if isinstance(start, Call) and start.name == "instance":
            code = self._instance(start)
        elif is_current(start):
            code = Code("one", _origin, scope.origin)
        else:
            assert start is not None
            assert not isinstance(start, str)
            code = self.compile(start, scope)
        listed = convert.nodes(code)
        if listed is None:
            raise FormError("form.unsupported", what="( )[ ]")
        if path.predicates:
            inner = Scope(code.place, scope.origin, scope.cap or scope.here, True)
            tests = [self.test(p, inner) for p in path.predicates]
            code = Code("many", filtered(listed, tests), code.place)
        row = Scope(None, scope.origin, scope.cap, scope.filtering)
        asked = list_filter(path, lambda expr: self.compile(expr, row))
        if asked is not None:
            return self._listed(path, scope, code, asked)
        if code.place is None:
            return walk(code, path.steps, self._row_predicates(path.steps, scope))
        inner = Scope(code.place, scope.origin, scope.cap or self.root, True)
        place: NodeDef | None = code.place
        for step in path.steps:
            place = _next(place, step) if place is not None else None
        if place is not None:
            self.dependencies.append(Dependency(place, self.root, True))
        walked = walk(code, path.steps, self._predicates(code.place, path.steps, inner))
        return Code("many", living(walked.run), place)

    def _listed(self, path: Path, scope: Scope, code: Code, asked: tuple[str, Shape, list[Run]]) -> Code:
        """Rows found by the table of a list; if the list has none, by looking at each."""
        name, shape, values = asked
        tests = self._row_predicates(path.steps, scope)
        slow = walk(code, path.steps, tests).run
        later, rest = tests[1][1:], path.steps[2:]
        column = _column(rest)
        after = walk(Code("many", _node), rest, tests[2:]).run

        def listed(f: Frame) -> Any:
            found: Any = f.env.find(name, shape, [run(f) for run in values])
            if found is None:
                return slow(f)
            if later:
                found = select(f, found, later)
            if not rest:
                return found
            if column:
                return [cell for row in found for cell in row.named(column)]
            inner = Frame(f.env, found)
            inner.origin = f.origin
            return after(inner)

        return Code("many", listed)

    def _instance(self, call: Call) -> Code:
        if len(call.args) != 1 or not isinstance(call.args[0], Text):
            raise FormError("form.unsupported", what="instance( )")
        name = call.args[0].value
        if name not in self.instances:
            raise FormError("form.instance-unknown", id=name)
        return Code("one", lambda f: f.env.secondary(name))


def _column(steps: tuple[Step, ...]) -> str:
    """The name that the last step alone asks for; empty where it is not that simple."""
    plain = len(steps) == 1 and steps[0].axis == "child" and not steps[0].predicates
    return steps[0].test if plain and steps[0].test not in ("*", "node()") else ""


def _node(f: Frame) -> Any:
    return f.node


def _origin(f: Frame) -> Any:
    return f.origin


def _root(f: Frame) -> Any:
    return f.env.root


def _fixed(order: int) -> Run:
    return lambda f: f.env.fixed[order]


def _named(place: NodeDef, test: str) -> bool:
    return test == "*" or place.is_named(test)


def _next(place: NodeDef, step: Step) -> NodeDef | None:
    """The single place a step leads to, or None (no such place, or a wildcard)."""
    if step.axis == "parent":
        return place.parent
    if step.axis == "self":
        return place if step.test in ("node()", "*") or _named(place, step.test) else None
    if step.test == "node()":
        return None
    return place.child(f"@{step.test}" if step.axis == "attribute" else step.test)


def _all_next(place: NodeDef, step: Step) -> list[NodeDef]:
    if step.axis == "child" and step.test in ("*", "node()"):
        return place.elements()
    found = _next(place, step)
    return [found] if found is not None else []


def _climber(climbs: int, from_origin: bool) -> Run:
    if climbs == 0:
        return _origin if from_origin else _node

    def climb(f: Frame) -> Any:
        node: Any = f.origin if from_origin else f.node
        for _ in range(climbs):
            node = node.parent
        return node

    return climb


def _sibling(slot: int) -> Run:
    def sibling(f: Frame) -> Any:
        node: Any = f.node
        return node.parent.slots[slot]

    return sibling


def _child(slot: int) -> Run:
    def child(f: Frame) -> Any:
        node: Any = f.node
        return node.slots[slot]

    return child


def _spread_over(start: Run, below: list[NodeDef]) -> Run:
    """All items of a place below one, that apply, in document order."""
    steps = [(place.slot, place.many) for place in below]
    before, last = steps[:-1], steps[-1]

    def found(f: Frame) -> list[Any]:
        nodes = [start(f)]
        for slot, many in before:
            nodes = [node.slots[slot] for node in nodes]
            if many:
                nodes = [one for siblings in nodes for one in siblings]
        slot, many = last
        if many:
            return [one for node in nodes for one in node.slots[slot] if one.live]
        return [one for node in nodes if (one := node.slots[slot]).live]

    return found


def _places(top: NodeDef, steps: tuple[Step, ...]) -> list[NodeDef | None]:
    place: NodeDef | None = top
    found = []
    for step in steps:
        place = _next(place, step) if place is not None else None
        found.append(place)
    return found
