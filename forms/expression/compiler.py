"""Compiles expressions of one form; every program tells what it reads."""

from forms.definition import NodeDef
from forms.errors import FormError
from forms.expression import convert
from forms.expression.functions import FUNCTIONS
from forms.expression.operators import combine
from forms.expression.paths import PathCompiler, Scope
from forms.expression.runtime import Code, Dependency, Program
from forms.expression.syntax import Binary, Call, Expr, Negative, Number, Path, Text, parse
from forms.expression.walking import unique


class Compiler:
    """One per form. `instances` are the ids that instance() may name."""

    def __init__(self, root: NodeDef, instances: frozenset[str]) -> None:
        self.root = root
        self.instances = instances
        self.paths = PathCompiler(root, instances, self.code)
        self._shared: dict[str, Program] = {}
        self._cache: dict[tuple[str, int], Program] = {}

    def program(self, source: str, context: NodeDef | None, where: str = "") -> Program:
        """Compiles for items of `context` (None: for rows of a secondary instance).

        Raises:
            FormError: a located code: syntax, unknown function, wrong number of arguments, a path that leads nowhere,
                an unsupported construct.
        """
        key = (source, id(context))
        found = self._cache.get(key)
        if found is None:
            try:
                shared = self._shared.get(source)
                if context is not None and (shared is not None or _of_itself(parse(source))):
                    if shared is None:
                        shared = self._shared[source] = self._compile(source, Scope(context, context))
                    noted = [Dependency(context, context, False)] if shared.dependencies else []
                    found = Program(shared.value, shared.truth, shared.nodes, shared.every, noted)
                else:
                    found = self._compile(source, Scope(context, context))
                self._cache[key] = found
            except FormError as error:
                raise _placed(error, where, source) from error
            except RecursionError as error:
                raise FormError("form.expression-deep", where=where, source=source) from error
        return found

    def row_program(self, source: str, origin: NodeDef, where: str = "") -> Program:
        """Compiles for rows of a secondary instance, with current() at items of `origin`."""
        try:
            return self._compile(source, Scope(None, origin))
        except FormError as error:
            raise _placed(error, where, source) from error

    def _compile(self, source: str, scope: Scope) -> Program:
        before, self.paths.dependencies = self.paths.dependencies, []
        try:
            code = self.code(parse(source), scope)
            noted = list(dict.fromkeys(self.paths.dependencies))
        finally:
            self.paths.dependencies = before
        return Program(
            convert.value(code), convert.truth(code), convert.live_nodes(code), convert.nodes(code), noted
        )

    def note(self, dependency: Dependency) -> None:
        self.paths.dependencies.append(dependency)

    def code(self, expr: Expr, scope: Scope) -> Code:
        if isinstance(expr, Number):
            number = expr.value
            return Code("num", lambda _: number, constant=number)
        if isinstance(expr, Text):
            text = expr.value
            return Code("text", lambda _: text)
        if isinstance(expr, Path):
            return self.paths.path(expr, scope)
        if isinstance(expr, Negative):
            operand = convert.number(self.code(expr.operand, scope))
            return Code("num", lambda f: -operand(f))
        if isinstance(expr, Binary):
            left, right = self.code(expr.left, scope), self.code(expr.right, scope)
            return self._union(left, right) if expr.op == "|" else combine(expr.op, left, right)
        return self._call(expr, scope)

    def _union(self, left: Code, right: Code) -> Code:
        a, b = convert.nodes(left), convert.nodes(right)
        if a is None or b is None:
            raise FormError("form.unsupported", what="|")
        place = left.place if left.place is right.place else None
        return Code("many", lambda f: unique([*a(f), *b(f)]), place)

    def _call(self, call: Call, scope: Scope) -> Code:
        function = FUNCTIONS.get(call.name)
        if function is None:
            raise FormError("form.function-unknown", name=call.name)
        if not function.least <= len(call.args) <= function.most:
            raise FormError("form.function-arguments", name=call.name, given=len(call.args))
        return function.build(self, scope, call.args)


_ELSEWHERE = ("once", "position", "jr:choice-name")
"""Functions that read more than their arguments say."""


def _of_itself(expr: Expr) -> bool:
    """Whether it reads nothing but `.`, so that it is the same program wherever it stands."""
    if isinstance(expr, Path):
        return expr.start is None and all(step.axis == "self" and not step.predicates for step in expr.steps)
    if isinstance(expr, Binary):
        return _of_itself(expr.left) and _of_itself(expr.right)
    if isinstance(expr, Negative):
        return _of_itself(expr.operand)
    if isinstance(expr, Call):
        return bool(expr.args) and expr.name not in _ELSEWHERE and all(map(_of_itself, expr.args))
    return True


def _placed(error: FormError, where: str, source: str) -> FormError:
    params = {"source": source, **error.params}
    params["where"] = params["where"] or where
    return FormError(error.code, **params)
