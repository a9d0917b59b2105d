"""Selections, choice names, look-ups in tables."""

from collections.abc import Mapping

from forms.errors import FormError
from forms.expression import convert
from forms.expression.functions.base import Builder, Function, plain, with_frame
from forms.expression.paths import Scope
from forms.expression.runtime import Code, Frame
from forms.expression.syntax import Expr, Path, Text, parse
from forms.values import text_of


def _selected(values: str, wanted: str) -> bool:
    return wanted.strip() in values.split()


def _selected_at(values: str, at: float) -> str:
    words = values.split()
    return words[int(at)] if at == at and 0 <= at < len(words) else ""


def _choice_name(builder: Builder, scope: Scope, args: tuple[Expr, ...]) -> Code:
    """The second argument names the question, as a text."""
    value = convert.text(builder.code(args[0], scope))
    named = args[1]
    path = parse(named.value) if isinstance(named, Text) else named
    if not isinstance(path, Path):
        raise FormError("form.unsupported", what="jr:choice-name( )")
    field = builder.code(path, scope)
    if field.place is None:
        raise FormError("form.unsupported", what="jr:choice-name( )")
    nodes = convert.nodes(field)
    assert nodes is not None

    def name(f: Frame) -> str:
        found = nodes(f)
        return f.env.choice_label(value(f), found[0]) if found else ""

    return Code("text", name)


def _pulldata(f: Frame, table: str, wanted: str, key: str, value: str) -> str:
    return f.env.lookup(table, wanted, key, value)


SELECTS: Mapping[str, Function] = {
    "selected": plain(_selected, "ss", "truth"),
    "is-selected": plain(_selected, "ss", "truth"),
    "selected-at": plain(_selected_at, "sn", "text"),
    "count-selected": plain(lambda values: float(len(values.split())), "s", "num"),
    "jr:choice-name": Function(2, 2, _choice_name),
    "jr:itext": with_frame(lambda f, name: f.env.itext(text_of(name)), "s", "text"),
    "pulldata": with_frame(_pulldata, "ssss", "text"),
    "property": with_frame(lambda f, name: f.env.property(name), "s", "text"),
    "version": with_frame(lambda f: f.env.property("version"), "", "text"),
}
