"""The living answer set: what stands where, and recomputing only what an answer touches."""

import heapq
import re
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any, Literal

from forms.definition import NodeDef, Seed
from forms.engine.arriving import Hearing, after, of_coming, of_going
from forms.engine.growing import born, fixed_items, grow
from forms.engine.plan import PASSIVE, PRODUCERS, Plan, Rule, Watch
from forms.engine.surroundings import Surroundings
from forms.engine.tables import Tables
from forms.errors import FormError
from forms.expression.runtime import Frame
from forms.items import Item
from forms.lexical import fits, wrap
from forms.values import number_text, stored

_ROUNDS = 64
_UNWRITABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class State(Surroundings):
    """Items, and the rules waiting to be run. Is the `Env` of all expressions of its session."""

    def __init__(self, plan: Plan, now: Callable[[], datetime], tables: Tables, language: str) -> None:
        super().__init__(now, tables, language)
        self.plan = plan
        self.changed: set[Item] = set()
        self.reshaped: set[tuple[Item, NodeDef]] = set()
        """Repeats, by parent and place, whose instances came or went."""
        self.unsure: dict[Item, None] = {}
        """Answers to questions with a list of choices that has not been looked at since one of the two changed."""
        self.hushed: dict[Item, None] = {}
        """Answers that left their lists, of which nothing that reads them has heard yet."""
        self.emptied: set[Item] = set()
        """Questions whose every choice left its list: JavaRosa holds an empty list there, which is an answer."""
        self.hungry: dict[tuple[Item, Rule], None] = {}
        """Counts, by holder, of endless repeats that would have one more instance if the last one were not empty."""
        self.known: dict[str, Item] = {}
        """Items by the references that were asked for, until instances come or go."""
        self.counts: list[tuple[Item, Rule]] = []
        """Counts to look at, by the holder of the repeat, when all else is computed."""
        self.owed: dict[Rule, dict[Item, None]] = {}
        """Rules that have not been told that what they read came or went, or not computed again when they were."""
        self._hearings: dict[tuple[NodeDef, bool], Hearing] = {}
        self._following: dict[NodeDef, set[Rule]] = {}
        self._heap: list[int] = []
        self._pending: dict[int, Any] = {}
        self._runs: dict[tuple[int, int], int] = {}
        self.root = Item(plan.definition.root, None)
        self.frame = Frame(self, self.root)
        self.fixed: list[Item] = [self.root] * len(plan.definition.nodes)

    # Building

    def build(self, seed: Seed) -> None:
        """Fills the root from a seed; computes nothing yet."""
        self.root = grow(seed, None)
        self.fixed = fixed_items(self.root, len(self.plan.definition.nodes))

    # Changing

    def put(self, item: Item, text: str) -> None:
        """Sets a value and queues what reads it. Characters that XML cannot hold are left out."""
        text = _UNWRITABLE.sub("", text)
        if text == item.value:
            return
        place = item.defn
        item.value = text
        item.typed = None
        self.changed.add(item)
        if place.question is not None and place.question.itemset is not None:
            self.unsure[item] = None
            self.emptied.discard(item)
        if self.owed:
            self.recall(item)
        self.touch(item)
        self.check(item)

    def forget(self) -> None:
        """What changed so far has been told."""
        self.changed.clear()
        self.reshaped.clear()

    def check(self, item: Item) -> None:
        """Judges type and constraint of a value. An empty value is always valid."""
        if not item.live:
            item.doubtful = True
            return
        item.doubtful = False
        valid = item.value == "" or self.verdict(item) == ""
        if valid != item.valid:
            item.valid = valid
            self.changed.add(item)

    def verdict(self, item: Item) -> Literal["", "type", "constraint"]:
        """What the value breaks; nothing when it is right."""
        if item.value == "":
            return ""
        if not fits(item.value, item.defn.bind.type):
            return "type"
        rule = self.plan.of.get(("constraint", item.defn))
        if rule is not None and not rule.program.truth(Frame(self, item)):
            return "constraint"
        return ""

    def touch(self, item: Item) -> None:
        """Queues the rules that read this item."""
        pending, heap = self._pending, self._heap
        for rank, fixed, watch in self.plan.watchers[item.defn.order]:
            if fixed >= 0:
                if rank not in pending:
                    pending[rank] = (self.fixed[fixed],)
                    heapq.heappush(heap, rank)
                continue
            anchor = item
            for _ in range(watch.climbs):
                assert anchor.parent is not None
                anchor = anchor.parent
            self.queue(watch.rule, _below(anchor, watch.down))

    def queue(self, rule: Rule, items: Iterable[Item]) -> None:
        waiting = self._pending.get(rule.rank)
        if waiting is None:
            waiting = self._pending[rule.rank] = {}
            heapq.heappush(self._heap, rule.rank)
        if rule.host.single:
            self._pending[rule.rank] = tuple(items)
            return
        for item in items:
            waiting[item] = None

    def settle(self, done: frozenset[Rule] = frozenset()) -> None:
        """Runs what is queued, in order, until nothing changes any more; what is `done` becomes owed.

        Raises:
            FormError: `form.no-end` when a form keeps changing its own inputs.
        """
        self._runs.clear()
        for item, rule in self.hungry:
            self.queue(rule, (item,))
        self.hungry.clear()
        rules, heap, pending = self.plan.rules, self._heap, self._pending
        furthest = -1
        try:
            while heap:
                rank = heapq.heappop(heap)
                rule, due = rules[rank], iter(pending.pop(rank))
                if done and rule in done:
                    self.owed.setdefault(rule, {}).update(dict.fromkeys(due))
                    continue
                run = _calculate if rule.kind == "calculate" else State.run
                if rank > furthest:
                    furthest = rank
                elif rule.kind in PRODUCERS:
                    run = State.run_again
                for item in due:
                    run(self, rule, item)
        except FormError:
            self.queue(rule, due)
            raise

    def run_again(self, rule: Rule, item: Item) -> None:
        """Refuses a rule that comes up again and again in one go."""
        key = (rule.rank, id(item))
        runs = self._runs[key] = self._runs.get(key, 0) + 1
        if runs > _ROUNDS + len(item.parent.instances(item.defn.slot) if item.parent else ()):
            raise FormError("form.no-end", where=item.defn.path)
        self.run(rule, item)

    def run(self, rule: Rule, item: Item) -> None:
        match rule.kind:
            case "calculate":
                _calculate(self, rule, item)
            case "relevant" | "required" | "readonly":
                _judge(self, rule, item)
            case "constraint":
                self.check(item)
            case "choices":
                self.changed.add(item)
                self.unsure[item] = None
            case "count":
                self.counts.append((item, rule))
            case "look":
                self.changed.add(item)

    def evaluate_all(self) -> None:
        for rule in self.plan.rules:
            if rule.kind not in PASSIVE:
                self.queue(rule, self.below(rule.host))
        self.settle()

    def below(self, defn: NodeDef) -> list[Item]:
        """All items of a place, in document order."""
        if defn.single:
            return [self.fixed[defn.order]]
        return _below(self.root, tuple(place.slot for place in defn.chain()[1:]))

    # Repeats

    def insert(self, parent: Item, defn: NodeDef, at: int) -> Item:
        """A new instance before 0-based `at`, of which nothing has heard yet; the caller announces it."""
        assert defn.template is not None
        item = grow(defn.template, parent)
        born(item)
        siblings = parent.instances(defn.slot)
        if not siblings and parent.late is not None:
            parent.late = (*(slot for slot in parent.late if slot != defn.slot), defn.slot)
        siblings.insert(at, item)
        _renumber(siblings)
        item.live = parent.live
        _spread(item)
        _reshape(self, parent, defn)
        return item

    def delete(self, item: Item) -> None:
        """Takes an instance away; the caller announces it."""
        assert item.parent is not None
        siblings = item.parent.instances(item.defn.slot)
        siblings.remove(item)
        _renumber(siblings)
        _reshape(self, item.parent, item.defn)

    def announce(self, parent: Item, defn: NodeDef, new: Item | None = None) -> None:
        """Computes what hears of an instance that came (`new`) or went, wave by wave; the rest is owed."""
        key = (defn, new is not None)
        heard = self._hearings.get(key)
        if heard is None:
            heard = self._hearings[key] = (of_going if new is None else of_coming)(self.plan, defn)
        inside = {rule: _below(new, down) for rule, down in heard.inside} if new is not None else {}
        waves = [[(watch.rule, _reached(watch, parent)) for watch in wave] for wave in (*heard.waves, heard.owed)]
        waves[1].extend(inside.items())
        try:
            while len(waves) > 1:
                for rule, items in waves.pop(0):
                    self.queue(rule, items)
                self.settle(heard.done if len(waves) == 1 else frozenset())
        finally:
            for wave in waves:
                for rule, items in wave:
                    self.owed.setdefault(rule, {}).update(dict.fromkeys(items))

    def keep_offered(self, item: Item) -> None:
        """The list of choices is looked at: what is not on it is no answer any more. Its readers hear of it later."""
        if item not in self.unsure or not item.live:
            return
        del self.unsure[item]
        offered = self.chooser(item) if item.value else set()
        question = item.defn.question
        words = [item.value] if question is not None and question.control == "select1" else item.value.split()
        kept = " ".join(word for word in words if word in offered)
        if kept != item.value:
            if not kept and question is not None and question.control != "select1":
                self.emptied.add(item)
            item.value, item.typed = kept, None
            self.changed.add(item)
            self.hushed[item] = None

    def recall(self, item: Item) -> None:
        """What is owed and follows from this item is computed when it is answered."""
        following = self._following.get(item.defn)
        if following is None:
            following = self._following[item.defn] = after(self.plan, item.defn)
        for rule in [rule for rule in self.owed if rule in following]:
            self.queue(rule, [waiting for waiting in self.owed.pop(rule) if waiting.stands()])

    def tell_hushed(self) -> None:
        """Computes what depends on answers that left their lists, and what is owed."""
        for item in self.hushed:
            self.touch(item)
            self.check(item)
        self.hushed.clear()
        for rule, items in self.owed.items():
            self.queue(rule, [item for item in items if item.stands()])
        self.owed.clear()
        self.settle()

    def spread(self, item: Item) -> None:
        """After the relevance of an item changed: what lies below changes with it."""
        for found in _spread(item):
            found.typed = None
            self.changed.add(found)
            self.touch(found)
            if found.doubtful and found.live:
                self.check(found)


def _reshape(state: State, parent: Item, defn: NodeDef) -> None:
    state.known.clear()
    state.reshaped.add((parent, defn))


def _reached(watch: Watch, parent: Item) -> list[Item]:
    """The items of a rule that reads what stands below `parent`."""
    return _below(parent.ancestor(watch.anchor), watch.down)


def _renumber(siblings: list[Item]) -> None:
    for position, item in enumerate(siblings, 1):
        item.position = position


def _spread(item: Item) -> list[Item]:
    """Sets `live` from here down; returns the items where it changed."""
    changed: list[Item] = []
    live = item.relevant and (item.parent is None or item.parent.live)
    if live != item.live:
        item.live = live
        changed.append(item)
    for found in item.slots:
        for child in found if isinstance(found, list) else (found,):
            if child.live != (live and child.relevant):
                changed.extend(_spread(child))
    return changed


def _below(item: Item, down: tuple[int, ...]) -> list[Item]:
    found = [item]
    for slot in down:
        following: list[Item] = []
        for each in found:
            part = each.slots[slot]
            if isinstance(part, list):
                following.extend(part)
            else:
                following.append(part)
        found = following
    return found


def _calculate(state: State, rule: Rule, item: Item) -> None:
    frame = state.frame
    frame.node = frame.origin = item
    value = rule.program.value(frame)
    if value.__class__ is float and rule.type == "string":
        if value == item.typed and item.typed.__class__ is float:
            return
        if value % 1.0:
            value = stored(value)
        text = number_text(value) if value == value else ""
    else:
        text = wrap(value, rule.type)
        if value.__class__ is str:
            text = _UNWRITABLE.sub("", text)
    if text != item.value:
        item.value = text
        item.typed = None
        state.changed.add(item)
        state.touch(item)
        if rule.judged:
            state.check(item)
    if rule.type == "string" and text and item.live and value.__class__ is not str:
        item.typed = value  # XLSForm types all calculations as strings, yet a number or date among them stays one


def _judge(state: State, rule: Rule, item: Item) -> None:
    """Whether an item is relevant, required or read-only: it keeps the answer under the name of the rule."""
    found = rule.program.truth(Frame(state, item))
    if found != getattr(item, rule.kind):
        setattr(item, rule.kind, found)
        state.changed.add(item)
        if rule.kind == "relevant":
            state.spread(item)
