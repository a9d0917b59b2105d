"""A form made ready to run: every expression compiled, what reads what, and the order of computing."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from lxml.etree import _Element as Element

from forms.definition import Action, BodyNode, Definition, Itemset, NodeDef, Output, Parts, Spoken, Words
from forms.errors import FormError
from forms.expression.compiler import Compiler
from forms.expression.runtime import Dependency, Program
from forms.expression.syntax import Call, Path, Text, parse
from forms.parsing.body import find_place
from forms.parsing.names import elements, local

PRODUCERS = ("calculate", "relevant", "count")
"""Rules that change what other rules read."""
PASSIVE = ("look",)
"""Rules that have nothing to do until something they read changes."""


@dataclass(slots=True, eq=False)
class Rule:
    """One expression of one place. `look` only says that a label may read different."""

    kind: str
    defn: NodeDef
    program: Program
    rank: int = 0
    inside: bool = False
    """Of a count: written as seen from the repeat, not from what holds it."""
    endless: bool = False
    """Of a count: it reads, by whatever way, how many instances there are."""
    judged: bool = False
    """Of a calculation: its place has a constraint, or a type that a text may not fit."""
    type: str = "string"

    @property
    def host(self) -> NodeDef:
        """The place whose items the rule runs on: of a count, what holds the repeat."""
        return self.defn.parent or self.defn if self.kind == "count" else self.defn


@dataclass(slots=True, eq=False)
class Watch:
    """When something below the shared `anchor` changes, run `rule` for its items there."""

    rule: Rule
    anchor: NodeDef
    down: tuple[int, ...]
    """Slots from the anchor to the items of the rule."""
    climbs: int
    """From the item that changed to the anchor."""
    fixed: int
    """`NodeDef.order` of the one item that the rule runs on, -1 when there are several."""


@dataclass(slots=True)
class CompiledAction:
    action: Action
    targets: Program
    value: Program | None
    source: NodeDef
    by_source: bool
    """The value is written as seen from the source, not from the target."""


@dataclass(slots=True)
class CompiledItemset:
    nodes: Program
    value: Program
    label: Program | None
    label_is_itext: bool
    randomized: bool
    seed: Program | None
    plain: tuple[str, str] | None
    """Names of the columns of value and label in a secondary instance, where they are just that."""
    fixed: bool
    """The choices never change: a secondary instance, no filter."""


@dataclass(slots=True)
class Plan:
    definition: Definition
    compiler: Compiler
    rules: list[Rule] = field(default_factory=list)
    """In an order in which one pass computes everything."""
    of: dict[tuple[str, NodeDef], Rule] = field(default_factory=dict)
    watchers: list[list[tuple[int, int, Watch]]] = field(default_factory=list)
    """By `NodeDef.order`."""
    actions: list[CompiledAction] = field(default_factory=list)
    itemsets: dict[NodeDef, CompiledItemset] = field(default_factory=dict)
    by_id: dict[str, BodyNode] = field(default_factory=dict)
    said: dict[tuple[str, str], Spoken] = field(default_factory=dict)
    """By language and id: texts without outputs, which all sessions put together once."""


_BIND_RULES = ("relevant", "required", "readonly", "constraint", "calculate")


def make_plan(definition: Definition) -> Plan:
    """Compiles a definition.

    Raises:
        FormError: a located code for any expression that cannot be compiled; `form.cycle` with `loop`.
    """
    compiler = Compiler(definition.root, frozenset(definition.secondary))
    plan = Plan(definition, compiler, watchers=[[] for _ in definition.nodes])
    for defn in definition.nodes:
        for kind in _BIND_RULES:
            source = getattr(defn.bind, kind)
            if source:
                _add(plan, kind, defn, source)
        if defn.repeat is not None and defn.repeat.count:
            _add(plan, "count", defn, defn.repeat.count)
    for node in _walk(definition.body):
        plan.by_id[node.id] = node
        _body_rules(plan, node)
    _order(plan)
    for rule in plan.rules:
        for dependency in rule.program.dependencies:
            _watch(plan, rule, dependency)
    plan.actions = [_action(plan, action) for action in definition.actions]
    return plan


def _walk(nodes: list[BodyNode]) -> list[BodyNode]:
    found: list[BodyNode] = []
    for node in nodes:
        found.append(node)
        if node.children:
            found.extend(_walk(node.children))
    return found


def _add(plan: Plan, kind: str, defn: NodeDef, source: str) -> None:
    context = defn
    if kind == "count" and defn.parent is not None and find_place(plan.definition.root, source, defn) is None:
        context = defn.parent
    program = plan.compiler.program(source, context, f"{kind} {defn.path}")
    judged = bool(defn.bind.constraint) or defn.bind.type != "string" or defn.question is not None
    rule = Rule(kind, defn, program, inside=context is defn, judged=judged, type=defn.bind.type)
    plan.rules.append(rule)
    plan.of[kind, defn] = rule


def _body_rules(plan: Plan, node: BodyNode) -> None:
    context = node
    while context.defn is None and context.parent is not None:
        context = context.parent
    defn = context.defn or plan.definition.root
    for words in (node.label, node.hint, *[choice.label for choice in node.fixed]):
        if words.steady:
            continue
        for program in _word_programs(plan, words, defn):
            if program.dependencies:
                plan.rules.append(Rule("look", defn, program))
    if node.no_add_remove:
        plan.rules.append(Rule("look", defn, plan.compiler.program(node.no_add_remove, defn, f"count {defn.path}")))
    for message in (defn.bind.constraint_message, defn.bind.required_message):
        if message.itext and node.kind == "question":
            _check_itext(plan, message.itext, defn)
    if node.itemset is not None:
        plan.itemsets[defn] = itemset = _itemset(plan, node, defn)
        plan.rules.append(Rule("choices", defn, itemset.nodes))


def _word_programs(plan: Plan, words: Words, defn: NodeDef) -> list[Program]:
    """The programs of the outputs in a label, in all languages; compiling them is what finds their errors."""
    if words.expression:
        return [plan.compiler.program(words.expression, defn, f"label {defn.path}")]
    parts: list[Parts] = [words.parts]
    if words.itext:
        _check_itext(plan, words.itext, defn)
        for table in plan.definition.itext.values():
            forms = table.get(words.itext)
            parts.extend(forms.forms.values() if forms is not None else ())
    return [
        plan.compiler.program(part.source, defn, f"label {defn.path}")
        for each in parts
        for part in each
        if isinstance(part, Output)
    ]


def _check_itext(plan: Plan, key: str, defn: NodeDef) -> None:
    if not any(key in table for table in plan.definition.itext.values()):
        raise FormError("form.itext-missing", where=defn.path, id=key)


def _itemset(plan: Plan, node: BodyNode, defn: NodeDef) -> CompiledItemset:
    itemset = node.itemset
    assert itemset is not None
    compiler, where = plan.compiler, f"choices {defn.path}"
    nodes = compiler.program(itemset.nodeset, defn, where)
    if nodes.nodes is None:
        raise FormError("form.itemset", where=where)
    place = nodes.dependencies[0].place if "instance(" not in itemset.nodeset and nodes.dependencies else None

    def relative(source: str) -> Program:
        if place is not None:
            return compiler.program(source, place, where)
        return compiler.row_program(source, defn, where)

    label: Program | None = None
    is_itext = False
    if itemset.label.expression:
        label, is_itext = relative(itemset.label.expression), True
    elif itemset.label.parts and isinstance(itemset.label.parts[0], Output):
        label = relative(itemset.label.parts[0].source)
    seed = compiler.program(itemset.seed, defn, where) if itemset.seed else None
    _check_list(plan, itemset, where)
    fixed = not nodes.dependencies and place is None and not itemset.randomize and "[" not in itemset.nodeset
    words = itemset.label.parts[0] if itemset.label.parts and not is_itext else ""
    names = (itemset.value, words.source if isinstance(words, Output) else "")
    plain = names if place is None and all(name.isidentifier() for name in names) else None
    return CompiledItemset(nodes, relative(itemset.value), label, is_itext, itemset.randomize, seed, plain, fixed)


def _check_list(plan: Plan, itemset: Itemset, where: str) -> None:
    """The first item of a list that the form carries shows whether value and label are there at all."""
    tree = parse(itemset.nodeset)
    if not isinstance(tree, Path) or not isinstance(tree.start, Call) or not isinstance(tree.start.args[0], Text):
        return
    content = plan.definition.secondary[tree.start.args[0].value].content
    found = [content] if isinstance(content, Element) and len(tree.steps) > 1 else []
    for step in tree.steps[1:]:
        found = [child for parent in found for child in elements(parent) if local(child) == step.test]
    names = {local(child) for child in elements(found[0])} if found else set()
    wanted = [itemset.value, *(part.source for part in itemset.label.parts if isinstance(part, Output))]
    for name in wanted:
        if names and name.isidentifier() and name not in names:
            raise FormError("form.itemset-child", where=where, name=name)


def _action(plan: Plan, action: Action) -> CompiledAction:
    source = action.source or plan.definition.root
    where = f"{action.kind} {action.ref}"
    targets = plan.compiler.program(action.ref, source, where)
    if targets.nodes is None or not targets.dependencies:
        raise FormError("form.ref-nowhere", where=where, ref=action.ref)
    target = targets.dependencies[0].place
    value, by_source = _action_value(plan, action, target, source, where)
    return CompiledAction(action, targets, value, source, by_source)


def _action_value(
    plan: Plan, action: Action, target: NodeDef, source: NodeDef, where: str
) -> tuple[Program | None, bool]:
    """The value as seen from the target, and False; or, where a path leads nowhere from there, from the question that
    sets it off, and True: so pyxform writes the triggers of questions in groups of a repeat.
    """
    if not action.value:
        return None, False
    try:
        return plan.compiler.program(action.value, target, where), False
    except FormError as error:
        if error.code != "form.ref-nowhere" or source.question is None:
            raise
        return plan.compiler.program(action.value, source, where), True


def _watch(plan: Plan, rule: Rule, dependency: Dependency) -> None:
    anchor, host = dependency.anchor or plan.definition.root, rule.host
    chain = (*host.above, host)
    while (depth := len(anchor.above)) >= len(chain) or chain[depth] is not anchor:
        assert anchor.parent is not None
        anchor = anchor.parent
    down = tuple([place.slot for place in chain[depth + 1 :]])
    fixed = host.order if host.single else -1
    watch = Watch(rule, anchor, down, len(dependency.place.above) - depth, fixed)
    plan.watchers[dependency.place.order].append((rule.rank, fixed, watch))


def _order(plan: Plan) -> None:
    """Sorts the rules so that each comes after those that make what it reads.

    A calculation that needs its own result is an error. Relevance that goes round in a circle is not: two questions
    may each show only when the other is answered.
    """
    state: dict[Rule, int] = {}
    ordered: list[Rule] = []
    producers = _Producers(plan)

    def visit(rule: Rule, trail: list[Rule]) -> None:
        state[rule] = 1
        trail.append(rule)
        for other, strong in producers.of(rule):
            seen = state.get(other, 0)
            if seen == 0:
                visit(other, trail)
            elif seen == 1 and strong and producers.closed(trail, other):
                loop = [r.defn.path for r in trail[trail.index(other) :]]
                raise FormError("form.cycle", loop=" → ".join([*loop, loop[0]]))
        trail.pop()
        state[rule] = 2
        ordered.append(rule)

    for rule in plan.rules:
        if rule.kind in PRODUCERS and state.get(rule, 0) == 0:
            visit(rule, [])
    for rule in plan.rules:
        if rule.kind not in PRODUCERS:
            if rule.kind in ("required", "readonly") and producers.reads_itself(rule):
                raise FormError("form.cycle", loop=f"{rule.defn.path} → {rule.defn.path}")
            ordered.append(rule)
    for rank, rule in enumerate(ordered):
        rule.rank = rank
        rule.endless = rule.kind == "count" and producers.reach(rule)
    plan.rules = ordered


class _Producers:
    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.found: dict[Rule, list[tuple[Rule, bool]]] = {}
        self.showing: dict[NodeDef, list[Rule]] = {}
        """By place: what makes it, or anything above it, stand there and apply."""
        for place in plan.definition.nodes:
            own = [rule for kind in ("relevant", "count") if (rule := plan.of.get((kind, place))) is not None]
            above = self.showing[place.parent] if place.parent is not None else []
            self.showing[place] = above + own if own else above

    def of(self, rule: Rule) -> list[tuple[Rule, bool]]:
        """Rules that make what this one reads; strong when it is a value, or the rule itself."""
        found = self.found.get(rule)
        if found is None:
            found = self.found[rule] = list(self._seek(rule))
        return found

    def _seek(self, rule: Rule) -> Iterator[tuple[Rule, bool]]:
        for dependency in rule.program.dependencies:
            place = dependency.place
            calculate = self.plan.of.get(("calculate", place))
            if calculate is not None:
                yield calculate, not (dependency.elsewhere and self._same_repeat(rule.defn, place))
            if place is rule.defn and rule.kind == "relevant" and not dependency.elsewhere:
                yield rule, True
            if place is rule.defn and rule.kind == "calculate" and not dependency.elsewhere:
                yield rule, True
            for other in self.showing[place]:
                if other is not rule:
                    yield other, False

    @staticmethod
    def _same_repeat(a: NodeDef, b: NodeDef) -> bool:
        return any(place.many for place in a.chain() if place in b.chain())

    def closed(self, trail: list[Rule], other: Rule) -> bool:
        """Whether every link of the loop is strong."""
        loop = [*trail[trail.index(other) :], other]
        return all(any(o is after and strong for o, strong in self.of(before)) for before, after in pairwise(loop))

    def reach(self, rule: Rule) -> bool:
        """Whether a rule makes, in however many steps, what it reads."""
        seen: set[Rule] = set()
        due = [other for other, _ in self.of(rule)]
        while due and rule not in seen:
            found = due.pop()
            if found not in seen:
                seen.add(found)
                due.extend(other for other, _ in self.of(found))
        return rule in seen

    @staticmethod
    def reads_itself(rule: Rule) -> bool:
        return any(d.place is rule.defn and not d.elsewhere for d in rule.program.dependencies)
