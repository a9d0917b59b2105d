"""Labels, hints, messages and choices in the current language."""

from collections.abc import Sequence

from forms.api import Choice
from forms.definition import NO_WORDS, BodyNode, NodeDef, Output, Parts, Spoken, TextForms, Words
from forms.engine.plan import CompiledItemset, Plan
from forms.engine.state import State
from forms.errors import FormError
from forms.expression.functions.nodes import seed_of, shuffled
from forms.expression.runtime import Frame
from forms.items import AnyNode, Item, Row
from forms.values import text_of

_SILENCE = Spoken("", "", "", {})


class Speech:
    """Renders the texts of one session."""

    def __init__(self, plan: Plan, state: State) -> None:
        self.plan = plan
        self.state = state
        self._fixed: dict[tuple[NodeDef, str], list[Choice]] = {}
        self._reads: dict[NodeDef, tuple[NodeDef, ...] | None] = {}
        self._found: dict[NodeDef, tuple[tuple[tuple[Item, str], ...], Sequence[AnyNode]]] = {}
        state.namer = self.choice_label
        state.chooser = self.offered
        state.speaker = self.plain

    def text(self, words: Words, item: Item) -> str:
        if words.parts:
            return self._parts(words.parts, item)
        return self.spoken(words, item).text if words else ""

    def spoken(self, words: Words, item: Item) -> Spoken:
        if not words:
            return _SILENCE
        if words.parts:
            return Spoken(self._parts(words.parts, item), "", "", {})
        key = words.itext
        if words.expression:
            program = self.plan.compiler.program(words.expression, item.defn)
            key = text_of(program.value(Frame(self.state, item)))
        said = self.plan.said.get((self.state.language, key))
        if said is not None:
            return said
        forms = self._forms(key)
        if forms is None:
            return _SILENCE
        media = {k: self._parts(v, item) for k, v in forms.forms.items() if k not in ("", "guidance", "long", "short")}
        text = forms.forms.get("", forms.forms.get("long", forms.forms.get("short", ())))
        guidance, short = (self._parts(forms.forms.get(name, ()), item) for name in ("guidance", "short"))
        spoken = Spoken(self._parts(text, item), guidance, short, media)
        if all(isinstance(part, str) for parts in forms.forms.values() for part in parts):
            self.plan.said[self.state.language, key] = spoken
        return spoken

    def plain(self, key: str) -> str:
        """An itext entry by its id, for expressions; its outputs are filled from the root."""
        forms = self._forms(key)
        return self._parts(forms.forms.get("", ()), self.state.root) if forms is not None else ""

    def label_of(self, defn: NodeDef) -> Words:
        """What an XLSForm calls a value that no question asks for (a calculation)."""
        key = f"{defn.path}:label"
        return Words(itext=key) if self._forms(key) is not None else NO_WORDS

    def _forms(self, key: str) -> TextForms | None:
        """In the current language, else in the default one."""
        tables = self.plan.definition.itext
        for language in (self.state.language, self.plan.definition.default_language):
            found = tables.get(language, {}).get(key)
            if found is not None:
                return found
        return None

    def _parts(self, parts: Parts, item: Item) -> str:
        if len(parts) == 1 and isinstance(parts[0], str):
            return parts[0]
        return "".join(part if isinstance(part, str) else self._output(part, item) for part in parts)

    def _output(self, part: Output, item: Item) -> str:
        program = self.plan.compiler.program(part.source, item.defn, f"label {item.defn.path}")
        return text_of(program.value(Frame(self.state, item)))

    def message(self, item: Item, kind: str) -> str:
        """What the form says about a broken constraint or a missing answer; nothing about a wrong type."""
        if kind == "constraint":
            return self.text(item.defn.bind.constraint_message, item)
        return self.text(item.defn.bind.required_message, item) if kind == "required" else ""

    # Choices

    def choices(self, node: BodyNode, item: Item, first: int | None = None) -> list[Choice]:
        """The choices of a select, rank or range for one item, after filters."""
        itemset = self.plan.itemsets.get(item.defn) if node.itemset is not None else None
        if itemset is None:
            return [self._choice(c.value, c.label, item) for c in node.fixed[:first]]
        key = (item.defn, self.state.language)
        found = self._fixed.get(key) if itemset.fixed else None
        if found is None:
            wanted = None if itemset.fixed or itemset.randomized else first
            translated = node.itemset is not None and node.itemset.translated
            found = self._translated(itemset, item, wanted) if translated else self._listed(itemset, item, wanted)
            if itemset.fixed:
                self._fixed[key] = found
        return found[:first]

    def offered(self, item: Item) -> set[str]:
        """The values that may be chosen now. Where the file of choices is missing, nothing speaks against an answer."""
        question = item.defn.question
        try:
            return {choice.value for choice in self.choices(question, item)} if question is not None else set()
        except FormError as error:
            if error.code != "form.media-missing":
                raise
            return {item.value, *item.value.split()}

    def _choice(self, value: str, words: Words, item: Item) -> Choice:
        spoken = self.spoken(words, item)
        return Choice(value, spoken.text, spoken.media)

    def _listed(self, itemset: CompiledItemset, item: Item, first: int | None) -> list[Choice]:
        state = self.state
        nodes = self._nodes(itemset, item)
        if itemset.plain and not itemset.randomized:
            value, label = itemset.plain
            rows = [node for node in nodes[:first] if isinstance(node, Row)]
            return [Choice(row.text(value), row.text(label)) for row in rows]
        if itemset.randomized:
            seed = seed_of(itemset.seed.value(Frame(state, item))) if itemset.seed is not None else None
            nodes = shuffled(list(nodes), seed)
        return [self._from_node(itemset, node, item) for node in nodes[:first]]

    def _nodes(self, itemset: CompiledItemset, item: Item) -> Sequence[AnyNode]:
        """What the filter leaves. As in JavaRosa (ItemsetBinding), a list is looked up anew when a value that its
        filter reads has changed, not when such a node comes to apply or does no longer.
        """
        assert itemset.nodes.nodes is not None
        reads = self._what_it_reads(itemset, item.defn)
        if reads is None:
            return itemset.nodes.nodes(Frame(self.state, item))
        key = tuple((node, node.value) for node in map(item.nearest, reads))
        found = self._found.get(item.defn)
        if found is None or found[0] != key:
            found = self._found[item.defn] = (key, itemset.nodes.nodes(Frame(self.state, item)))
        return found[1]

    def _what_it_reads(self, itemset: CompiledItemset, defn: NodeDef) -> tuple[NodeDef, ...] | None:
        """The places that the filter of a list reads; None where one of them is several nodes."""
        if defn not in self._reads:
            places = tuple(dependency.place for dependency in itemset.nodes.dependencies)
            own = [part for part in defn.above if part.many]
            several = any(part.many and part not in own for place in places for part in place.above)
            self._reads[defn] = None if several or any(place.many for place in places) else places
        return self._reads[defn]

    def _translated(self, itemset: CompiledItemset, item: Item, first: int | None) -> list[Choice]:
        """Of a table that has a column for each language: the current one, else the default one, else the plain one."""
        languages = (self.state.language, self.plan.definition.default_language)
        columns = (*(f"label::{language}" for language in languages), "label")
        rows = [node for node in self._nodes(itemset, item)[:first] if isinstance(node, Row)]
        return [Choice(row.text("name"), next((w for c in columns if (w := row.text(c))), "")) for row in rows]

    def _from_node(self, itemset: CompiledItemset, node: AnyNode, item: Item) -> Choice:
        frame = Frame(self.state, node)
        frame.origin = item
        value = text_of(itemset.value.value(frame))
        if itemset.label is None:
            return Choice(value, "")
        label = text_of(itemset.label.value(frame))
        if itemset.label_is_itext:
            return self._choice(value, Words(itext=label), item)
        return Choice(value, label)

    def choice_label(self, value: str, field: Item) -> str:
        """jr:choice-name(): the labels of the chosen values, comma-separated."""
        node = field.defn.question
        if node is None or value == "":
            return ""
        labels = {choice.value: choice.label for choice in self.choices(node, field)}
        if field.defn in self.plan.itemsets:
            self.state.unsure[field] = None
        self.state.keep_offered(field)
        wanted = value.split() if node.control in ("select", "rank") else [value]
        return ", ".join(labels[w] for w in wanted if w in labels)
