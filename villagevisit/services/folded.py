"""Things that are folded from their events, kept in memory while the data file is open: a list of thousands opens at
once, and after somebody entered something only the things that it touched are folded anew.
"""

import threading
from collections.abc import Callable, Iterable, Mapping
from typing import Generic, TypeVar
from weakref import WeakKeyDictionary

from villagevisit.domain.event import Event
from villagevisit.services.workspace import Workspace
from villagevisit.store import events as rows
from villagevisit.store.connection import Store

T = TypeVar("T")
_ONE_BY_ONE = 500
"""Of more new events everything is read again, which is then quicker."""


class Folded(Generic[T]):
    """All things of some kinds, by id, the same as if they were folded from the file at that moment.

    `fold` has to treat every thing by itself. `bare`: it needs no households.
    """

    def __init__(
        self, kinds: Iterable[str], fold: Callable[[Iterable[Event]], Mapping[str, T]], *, bare: bool = False
    ) -> None:
        self._kinds, self._fold, self._bare = tuple(kinds), fold, bare
        self._kept: WeakKeyDictionary[Store, tuple[dict[str, str], dict[str, T]]] = WeakKeyDictionary()
        self._lock = threading.Lock()

    def of(self, ws: Workspace) -> Mapping[str, T]:
        with self._lock:
            known, made = self._kept.get(ws.store, ({}, {}))
            db = ws.store.reader()
            here = rows.ids(db, self._kinds)
            new, gone = here - known.keys(), known.keys() - here
            if len(new) + len(gone) > _ONE_BY_ONE:
                found = rows.of_kinds(db, self._kinds, bare=self._bare)
                known, made = {one.id: one.thing for one in found}, dict(self._fold(found))
            elif new or gone:
                touched = {known.pop(one) for one in gone} | {one.thing for one in rows.of_ids(db, new)}
                found = [one for one in rows.of_things(db, touched, bare=self._bare) if one.kind in self._kinds]
                known |= {one.id: one.thing for one in found}
                made = {key: one for key, one in made.items() if key not in touched} | dict(self._fold(found))
            self._kept[ws.store] = known, made
            return made

    def waiting(self, ws: Workspace) -> bool:
        """Whether `of` has to read everything, which takes a second where there is much."""
        known = self._kept.get(ws.store, ({}, {}))[0]
        return abs(rows.count(ws.store.reader(), self._kinds) - len(known)) > _ONE_BY_ONE
