"""All functions that expressions may call: XPath 1.0, OpenRosa, and those that ODK Collect adds."""

from collections.abc import Mapping

from forms.expression.functions.base import Function
from forms.expression.functions.geo import GEO
from forms.expression.functions.nodes import NODES
from forms.expression.functions.numbers import NUMBERS
from forms.expression.functions.selects import SELECTS
from forms.expression.functions.text import TEXTS
from forms.expression.functions.time import TIMES

FUNCTIONS: Mapping[str, Function] = {**TEXTS, **NUMBERS, **TIMES, **NODES, **SELECTS, **GEO}

__all__ = ["FUNCTIONS", "Function"]
