"""How an answer set begins: new, from a draft, or from a record that is being corrected."""

import re
import uuid
from collections.abc import Mapping

from forms.canonical import read_instance
from forms.definition import NodeDef
from forms.engine.counting import uneven
from forms.engine.plan import CompiledAction, Plan
from forms.engine.state import State
from forms.errors import FormError
from forms.expression.runtime import Frame
from forms.items import Item
from forms.lexical import wrap
from forms.values import iso_moment

_STEP = re.compile(r"([^/\[\]]+)(?:\[([1-9][0-9]*)\])?")
_PRELOADS = {"uid", "timestamp", "date", "property", "context", "patient"}
"""The last two belong to systems that open a form from outside; here they leave the value empty."""
_CHANCE = re.compile(r"\b(?:uuid|random)\s*\(")
_CHAIN = 32
"""How many answers may set off one another before a form is held to be without end."""
_FIRST = frozenset({"odk-instance-first-load", "xforms-ready"})
_LOAD = frozenset({"odk-instance-load"})


def open_new(plan: Plan, state: State, preset: Mapping[str, str]) -> None:
    """Initial values, preloads, first-load events, then the caller's own initial answers."""
    state.build(plan.definition.seed)
    for defn in plan.definition.nodes:
        if defn.bind.preload and not defn.name.startswith("@"):
            for item in state.below(defn):
                _preload(state, item)
    fire_load(plan, state, _FIRST | _LOAD)
    state.evaluate_all()
    settle(plan, state)
    put_presets(plan, state, preset)


def put_presets(plan: Plan, state: State, preset: Mapping[str, str]) -> None:
    """Answers that the caller knows, whether or not their places apply now."""
    for ref, value in preset.items():
        state.put(ensure(plan, state, ref), value)
        settle(plan, state)


def open_written(plan: Plan, state: State, xml: bytes) -> None:
    """A draft or an earlier record; nothing starts anew, calculations follow their inputs."""
    state.build(read_instance(xml, plan.definition.root))
    drawn = _drawn(plan, state)
    state.evaluate_all()
    for item, value in drawn:
        state.put(item, value)
    settle(plan, state)
    _check_types(plan, state)
    fire_load(plan, state, _LOAD)
    settle(plan, state)


def _check_types(plan: Plan, state: State) -> None:
    """An answer that does not fit its type was kept, and is as wrong as it was."""
    for defn in plan.definition.nodes:
        if defn.bind.type != "string":
            for item in state.below(defn):
                if item.value:
                    state.check(item)


def _drawn(plan: Plan, state: State) -> list[tuple[Item, str]]:
    """What was calculated by chance, an id for instance: drawn once, it stays until something it reads changes."""
    return [
        (item, item.value)
        for defn in plan.definition.nodes
        if _CHANCE.search(defn.bind.calculate)
        for item in state.below(defn)
        if item.value
    ]


def stamp_correction(plan: Plan, state: State, instance_id: str) -> str:
    """Gives a corrected record its own id and returns the id it replaces."""
    item = meta_item(plan, state, "instanceID")
    replaced = item.value if item is not None else ""
    if item is not None:
        state.put(item, instance_id)
    deprecated = meta_item(plan, state, "deprecatedID")
    if deprecated is not None:
        state.put(deprecated, replaced)
    state.settle()
    return replaced


def meta_item(plan: Plan, state: State, name: str) -> Item | None:
    meta = plan.definition.root.child("meta")
    place = meta.child(name) if meta is not None else None
    return state.fixed[place.order] if place is not None else None


def new_instance_id() -> str:
    return f"uuid:{uuid.uuid4()}"


def _preload(state: State, item: Item) -> None:
    kind, params = item.defn.bind.preload, item.defn.bind.preload_params
    if kind not in _PRELOADS:
        raise FormError("form.unsupported", what=f'jr:preload="{kind}"', where=item.defn.path)
    now = state.now().astimezone(state.zone)
    if kind == "uid":
        if item.value == "":
            state.put(item, new_instance_id())
    elif kind == "timestamp" and params == "start":
        state.put(item, iso_moment(now))
    elif kind == "date":
        state.put(item, now.date().isoformat())
    elif kind == "property":
        state.put(item, state.property(params))


def stamp_end(plan: Plan, state: State) -> None:
    """Writes the end of the work into the places that ask for it."""
    for defn in plan.definition.nodes:
        if defn.bind.preload == "timestamp" and defn.bind.preload_params == "end":
            for item in state.below(defn):
                state.put(item, iso_moment(state.now().astimezone(state.zone)))
    state.settle()


def fire_load(plan: Plan, state: State, events: frozenset[str]) -> None:
    for action in plan.actions:
        if action.action.events & events:
            for source in state.below(action.source):
                run_action(plan, state, action, source)


def settle(plan: Plan, state: State) -> None:
    """Computes what is due, and makes and unmakes the instances that counts ask for, one after the other."""
    state.settle()
    for parent, rule, missing in uneven(state) if state.counts else ():
        if missing > 0:
            add(plan, state, parent, rule.defn)
        else:
            state.delete(parent.instances(rule.defn.slot)[-1])
            state.announce(parent, rule.defn)


def add(plan: Plan, state: State, parent: Item, defn: NodeDef, at: int | None = None) -> None:
    """A new instance before 0-based `at` (None: at the end). It acts before anything is computed in it."""
    instance = state.insert(parent, defn, len(parent.instances(defn.slot)) if at is None else at)
    for action in plan.actions:
        if "odk-new-repeat" in action.action.events and action.source is defn:
            run_action(plan, state, action, instance)
    state.announce(parent, defn, instance)


def value_changed(plan: Plan, state: State, item: Item, chain: int = 0) -> None:
    """Runs what the change of an answer sets off, which may set off more. Raises FormError `form.no-end`."""
    if chain > _CHAIN:
        raise FormError("form.no-end", where=item.defn.path)
    for action in plan.actions:
        if action.source is item.defn and "xforms-value-changed" in action.action.events:
            run_action(plan, state, action, item, chain)


def run_action(plan: Plan, state: State, action: CompiledAction, source: Item, chain: int = 0) -> None:
    """Sets the targets; hardware actions (setgeopoint, recordaudio) leave them as they are."""
    if action.action.kind != "setvalue":
        return
    assert action.targets.every is not None
    for target in action.targets.every(Frame(state, source)):
        if not isinstance(target, Item):
            continue
        seen_from = source if action.by_source else target
        value = action.value.value(Frame(state, seen_from)) if action.value is not None else action.action.text
        before = target.value
        state.put(target, wrap(value, target.defn.bind.type))
        state.settle()
        if target.value == before:
            state.touch(target)
            state.settle()
        else:
            value_changed(plan, state, target, chain + 1)


# References


def route(plan: Plan, ref: str) -> list[tuple[NodeDef, int]]:
    """The places from the root to the one that a reference names, whether or not anything stands there.

    Each with its 1-based position, 0 where none is given. Raises FormError `form.ref-nowhere`.
    """
    root = plan.definition.root
    found: list[tuple[NodeDef, int]] = []
    for part in ref.strip().strip("/").split("/"):
        known = found[-1][0].by_name.get(part) if found else None
        if known is not None:
            found.append((known, 0))
            continue
        match = _STEP.fullmatch(part)
        place: NodeDef | None = None
        if match is not None and found:
            place = found[-1][0].child(match[1])
        elif match is not None and root.is_named(match[1]):
            place = root
        if match is None or place is None:
            raise FormError("form.ref-nowhere", ref=ref)
        found.append((place, int(match[2] or 0)))
    return found


def find(plan: Plan, state: State, ref: str) -> Item | None:
    """The item at a reference; the first instance where no position is given. None if there is none now."""
    item = state.root
    for place, position in route(plan, ref)[1:]:
        siblings = item.instances(place.slot)
        at = max(position, 1) - 1
        if at >= len(siblings):
            return None
        item = siblings[at]
    return item


def ensure(plan: Plan, state: State, ref: str) -> Item:
    """The item at a reference, with instances added until it exists."""
    item = state.root
    for place, position in route(plan, ref)[1:]:
        siblings = item.instances(place.slot)
        while len(siblings) < max(position, 1):
            add(plan, state, item, place)
            settle(plan, state)
        item = siblings[max(position, 1) - 1]
    return item
