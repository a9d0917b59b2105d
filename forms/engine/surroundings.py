"""What expressions ask of a session beside its answers: the clock, lists, texts, labels, properties."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, tzinfo
from typing import Any

from forms.engine.tables import Tables
from forms.errors import FormError
from forms.items import Item, Row
from forms.values import Value


class Surroundings:
    """Raises FormError `form.clock-zone` when the clock names no time zone."""

    def __init__(self, now: Callable[[], datetime], tables: Tables, language: str) -> None:
        self.now = now
        self.tables = tables
        self.language = language
        moment = now()
        if moment.tzinfo is None:
            raise FormError("form.clock-zone")
        self.zone: tzinfo = moment.tzinfo
        self.properties: Mapping[str, str] = {}
        self.namer: Callable[[str, Item], str] = lambda value, _: value
        self.speaker: Callable[[str], str] = lambda key: key
        self.chooser: Callable[[Item], set[str]] = lambda _: set()

    def secondary(self, name: str) -> Row:
        return self.tables.rows(name)

    def find(self, name: str, shape: tuple[Any, ...], values: list[Value]) -> Sequence[Row] | None:
        return self.tables.find(name, shape, values)

    def lookup(self, table: str, wanted: str, key: str, value: str) -> str:
        return self.tables.lookup(table, wanted, key, value)

    def itext(self, name: str) -> str:
        return self.speaker(name)

    def choice_label(self, value: str, field: Item) -> str:
        return self.namer(value, field)

    def property(self, name: str) -> str:
        return self.properties.get(name, "")
