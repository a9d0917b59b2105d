"""What can be read from an answer set while it is being filled in."""

from forms.api import Choice, Node, Problem
from forms.engine import opening
from forms.engine.work import Work
from forms.errors import FormError
from forms.expression.runtime import Frame
from forms.expression.syntax import parse, speaks_of_itself
from forms.items import answers_of
from forms.values import text_of


class Reading:
    """The part of a session that changes no answer (but for `show_choices`)."""

    def __init__(self, work: Work) -> None:
        self._work = work

    def node(self, ref: str) -> Node:
        """A node; a reference to a repeat without position is the repeat as a whole."""
        work = self._work
        plain, _, group = ref.partition("#")
        place, position = opening.route(work.plan, plain)[-1]
        if group:
            return next(iter(work.view.children([work.plan.by_id[group]], work.item(plain))))
        if place.repeat is not None and position == 0:
            parent = opening.find(work.plan, work.state, ref.rpartition("/")[0])
            if parent is not None:
                return work.view.repeat_node(place.repeat, parent)
        item = opening.find(work.plan, work.state, plain)
        if item is None:
            return Node(ref=ref, path=place.path, name=place.name, kind="question", exists=False, relevant=False)
        return work.view.item_node(item)

    def children(self, ref: str | None = None) -> list[Node]:
        """What stands below a group, instance or repeat, in the order of the body; None is the top."""
        work = self._work
        if ref is None:
            return work.view.children(work.plan.definition.body, work.state.root)
        plain, _, group = ref.partition("#")
        if group:
            return work.view.children(work.plan.by_id[group].children, work.item(plain))
        place, position = opening.route(work.plan, plain)[-1]
        if place.repeat is not None and position == 0:
            return work.view.instances(place.repeat, work.parent(plain))
        bodies = [body for body in work.plan.by_id.values() if body.defn is place and body.children]
        return [node for body in bodies for node in work.view.children(body.children, work.item(plain))]

    def choices(self, ref: str, first: int | None = None) -> list[Choice]:
        """The choices of a select or rank, after filters, in the current language; only so many of them."""
        item = self._work.item(ref)
        question = item.defn.question
        return self._work.speech.choices(question, item, first) if question is not None else []

    def show_choices(self, ref: str) -> list[Choice]:
        """As `choices`, and an answer that is not among them goes at once, as in field tools.

        They do not compute anew what depends on it; the next `review_choices` and `freeze` do.
        """
        self._work.state.keep_offered(self._work.item(ref))
        return self.choices(ref)

    def media(self, address: str) -> bytes | None:
        """A file of the form by its address, jr://images/a.png, or by its name; None where there is none."""
        return self._work.state.tables.media.get(address.rpartition("/")[2])

    def value(self, ref: str) -> str:
        return self._work.item(ref).value

    def values(self, nodeset: str) -> list[str]:
        """The values of all nodes that a path finds, in document order, of those that apply."""
        work = self._work
        program = work.plan.compiler.program(nodeset, work.plan.definition.root)
        if program.nodes is None:
            raise FormError("form.function-nodes", name=nodeset)
        return [node.value for node in program.nodes(Frame(work.state, work.state.root))]

    def answers(self) -> dict[str, str]:
        """What would be frozen now, reference → text in document order; one pass, no XML written and read again."""
        return answers_of(self._work.state.root)

    def evaluate(self, xpath: str, context: str | None = None) -> str:
        """The string value of an expression at a node.

        Raises:
            FormError: `form.no-context` when it speaks of its own node and none is given; any code of an expression.
        """
        work = self._work
        item = work.item(context) if context else work.state.root
        program = work.plan.compiler.program(xpath, item.defn)
        if context is None and speaks_of_itself(parse(xpath)):
            raise FormError("form.no-context", source=xpath)
        return text_of(program.value(Frame(work.state, item)))

    def problems(self) -> list[Problem]:
        """All that keeps the answers from being frozen, in the order of the questions."""
        return self._work.view.problems()
