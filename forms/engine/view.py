"""What people see: nodes of the body, built from the items as they stand."""

from forms.api import Node, NodeKind, Problem
from forms.definition import BodyKind, BodyNode
from forms.engine.plan import Plan
from forms.engine.speech import Speech
from forms.engine.state import State
from forms.expression.runtime import Frame
from forms.items import Item


def readonly(item: Item) -> bool:
    """By its own bind or by that of any group around it."""
    found: Item | None = item
    while found is not None:
        if found.readonly:
            return True
        found = found.parent
    return False


class View:
    """Builds nodes. Holds nothing of its own."""

    def __init__(self, plan: Plan, state: State, speech: Speech) -> None:
        self.plan = plan
        self.state = state
        self.speech = speech

    def item_node(self, item: Item) -> Node:
        """A node for any item: a question, a group, an instance, or a value without a control."""
        defn = item.defn
        if defn.repeat is not None:
            return self._node(defn.repeat, item, "instance")
        if defn.question is not None:
            return self._node(defn.question, item, "question")
        group = next((n for n in self.plan.by_id.values() if n.defn is defn and n.kind == "group"), None)
        if group is not None:
            return self._node(group, item, "group")
        kind: BodyKind = "group" if defn.elements() else "question"
        body = BodyNode(kind=kind, control="", defn=defn, id="", label=self.speech.label_of(defn))
        return self._node(body, item, kind)

    def _node(self, body: BodyNode, item: Item, kind: NodeKind) -> Node:
        defn = item.defn
        label = self.speech.spoken(body.label, item)
        hint = self.speech.spoken(body.hint, item)
        anonymous = body.kind == "group" and body.defn is None
        broken = "" if item.valid or not item.live else self.state.verdict(item)
        return Node(
            ref=f"{item.ref()}#{body.id}" if anonymous else item.ref(),
            path=f"{defn.path}#{body.id}" if anonymous else defn.path,
            name="" if anonymous else defn.name,
            kind=kind,
            control=body.control,
            type=defn.bind.type if body.kind == "question" else "",
            appearance=body.appearance,
            mediatype=body.mediatype,
            label=label.text,
            hint=hint.text,
            guidance=hint.guidance,
            short=label.short,
            value=item.value,
            relevant=item.live,
            required=item.required,
            readonly=readonly(item) or body.control == "note",
            valid=item.valid or not item.live,
            message=self.speech.message(item, broken),
            required_message=self.speech.message(item, "required"),
            constraint_message=self.speech.message(item, "constraint"),
            can_remove=kind == "instance" and self._open(body, item),
            media=label.media,
            parameters=body.parameters,
        )

    def repeat_node(self, body: BodyNode, parent: Item) -> Node:
        """The repeat as a whole, below one parent."""
        defn = body.defn
        assert defn is not None
        instances = parent.instances(defn.slot)
        ghost = instances[0] if instances else Item(defn, parent)
        if not instances:
            rule = self.plan.of.get(("relevant", defn))
            ghost.live = parent.live and (rule is None or rule.program.truth(Frame(self.state, ghost)))
        label = self.speech.spoken(body.label, ghost)
        open_now = ghost.live and self._open(body, ghost)
        return Node(
            ref=f"{parent.ref()}/{defn.name}",
            path=defn.path,
            name=defn.name,
            kind="repeat",
            appearance=body.appearance,
            label=label.text,
            hint=self.speech.text(body.hint, ghost),
            relevant=any(i.live for i in instances) if instances else ghost.live,
            readonly=readonly(ghost),
            can_add=open_now,
            can_remove=open_now and bool(instances),
            count=len(instances),
            media=label.media,
        )

    def _open(self, body: BodyNode, item: Item) -> bool:
        return not self.closed(body, item) and not readonly(item)

    def closed(self, body: BodyNode, item: Item) -> bool:
        """Whether the form itself says how many instances of a repeat there are."""
        if body.count or not body.no_add_remove:
            return bool(body.count)
        return self.plan.compiler.program(body.no_add_remove, item.defn).truth(Frame(self.state, item))

    def children(self, bodies: list[BodyNode], context: Item) -> list[Node]:
        found: list[Node] = []
        for body in bodies:
            if body.defn is None:
                found.append(self._node(body, context, "group"))
            elif body.kind == "repeat":
                assert body.defn.parent is not None
                found.append(self.repeat_node(body, context.nearest(body.defn.parent)))
            else:
                found.append(self._node(body, context.nearest(body.defn), body.kind))
        return found

    def instances(self, body: BodyNode, parent: Item) -> list[Node]:
        assert body.defn is not None
        return [self._node(body, item, "instance") for item in parent.instances(body.defn.slot)]

    def problems(self) -> list[Problem]:
        """All of them, in the order in which people see the questions."""
        found: list[Problem] = []
        self._collect(self.plan.definition.body, self.state.root, found)
        return found

    def _collect(self, bodies: list[BodyNode], context: Item, found: list[Problem]) -> None:
        for body in bodies:
            if body.defn is None:
                self._collect(body.children, context, found)
            elif body.kind == "repeat":
                assert body.defn.parent is not None
                for item in context.nearest(body.defn.parent).instances(body.defn.slot):
                    if item.live:
                        self._collect(body.children, item, found)
            else:
                item = context.nearest(body.defn)
                if item.live and body.kind == "group":
                    self._collect(body.children, item, found)
                elif item.live:
                    self._judge(body, item, found)

    def _judge(self, body: BodyNode, item: Item, found: list[Problem]) -> None:
        unanswered = item.value == "" and item not in self.state.emptied
        kind = "required" if unanswered and item.required else self.state.verdict(item)
        if kind:
            label = self.speech.text(body.label, item)
            found.append(Problem(item.ref(), kind, self.speech.message(item, kind), label))
