"""Choices in `itemsets.csv`: what pyxform makes of `select_one_external`, an input with a `query` over the file."""

import re
from collections.abc import Iterator

from lxml.etree import _Element as Element

from forms.definition import Itemset, NodeDef, Output, SecondaryDef, Words
from forms.errors import FormError
from forms.expression.syntax import Binary, Call, Expr, Negative, Path, parse
from forms.parsing.names import where

_FILE = "jr://file-csv/itemsets.csv"
_QUERY = re.compile(r"\s*instance\(\s*(['\"])([^'\"]+)\1\s*\)(.*)", re.DOTALL)


class ExternalLists:
    """Gathers what the inputs of a form ask of the file."""

    def __init__(self, root: NodeDef) -> None:
        self.root = root
        self.lists: dict[str, SecondaryDef] = {}
        """Under ids that no instance can have: one of the same name may stand in the form as well."""
        self.undone: list[tuple[str, str]] = []

    def itemset(self, element: Element) -> Itemset | None:
        """The choices of such an input. None where the query cannot be read or reads a place that is not there.

        JavaRosa and Validate never look at a query, so that such a form opens there too and only this question is
        without choices.
        """
        query = _QUERY.fullmatch(str(element.get("query")))
        name, steps = (query[2], query[3]) if query is not None else ("", "")
        key = f"itemsets.csv {name}"
        nodeset = f"instance('{key}'){steps}"
        if not name or not self._understood(nodeset):
            self.undone.append(("query", where(element)))
            return None
        self.lists[key] = SecondaryDef(key, _FILE, None, name)
        return Itemset(nodeset, "name", Words(parts=(Output("label"),)), translated=True)

    def _understood(self, nodeset: str) -> bool:
        try:
            return all(self._leads_somewhere(path) for path in _paths(parse(nodeset)))
        except FormError:
            return False

    def _leads_somewhere(self, path: Path) -> bool:
        if path.start != "/" or any(step.axis != "child" for step in path.steps):
            return True
        place: NodeDef | None = self.root if path.steps and self.root.is_named(path.steps[0].test) else None
        for step in path.steps[1:]:
            place = place.child(step.test) if place is not None else None
        return place is not None


def _paths(expr: Expr | str | None) -> Iterator[Path]:
    if isinstance(expr, Path):
        yield expr
        inner = [expr.start, *expr.predicates, *(each for step in expr.steps for each in step.predicates)]
    elif isinstance(expr, Call):
        inner = [*expr.args]
    elif isinstance(expr, Binary):
        inner = [expr.left, expr.right]
    else:
        inner = [expr.operand] if isinstance(expr, Negative) else []
    for each in inner:
        yield from _paths(each)
