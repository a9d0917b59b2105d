"""What is kept in memory while the data file is open, so that a list of thousands opens at once.

`Folded`: things made from their events; after somebody entered something only those it touched are folded anew.
`kept`: anything else that is read, until something is written.
"""

import threading
from collections.abc import Callable, Hashable, Iterable, Mapping
from datetime import date
from functools import wraps
from typing import Any, Concatenate, Generic, ParamSpec, TypeVar
from weakref import WeakKeyDictionary

from villagevisit.domain.access import Within
from villagevisit.domain.clock import today
from villagevisit.domain.event import Event
from villagevisit.services.workspace import Workspace
from villagevisit.store import events as rows
from villagevisit.store.connection import Store

P = ParamSpec("P")
S = TypeVar("S")
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
        self._kept: WeakKeyDictionary[Store, tuple[int, dict[str, str], dict[str, T]]] = WeakKeyDictionary()
        self._lists: WeakKeyDictionary[Store, tuple[Mapping[str, T], dict[Hashable, Any]]] = WeakKeyDictionary()
        self._lock = threading.Lock()

    def of(self, ws: Workspace) -> Mapping[str, T]:
        with self._lock:
            version = ws.store.version()
            seen, known, made = self._kept.get(ws.store, (None, {}, {}))
            if seen == version:
                return made
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
            self._kept[ws.store] = version, known, made
            return made

    def listed(self, ws: Workspace, read: Callable[[Iterable[T], Within], S], within: Within) -> S:
        """What `read` makes of all things, until one of them is another. Whoever is given it must not change it."""
        made = self.of(ws)
        of, lists = self._lists.get(ws.store, (None, {}))
        if of is not made:
            lists = {}
            self._lists[ws.store] = made, lists
        if (read, within) not in lists:
            lists[read, within] = read(made.values(), within)
        found: S = lists[read, within]
        return found

    def waiting(self, ws: Workspace) -> bool:
        """Whether `of` has to read everything, which takes a second where there is much."""
        known = self._kept.get(ws.store, (0, {}, {}))[1]
        return abs(rows.count(ws.store.reader(), self._kinds) - len(known)) > _ONE_BY_ONE


def kept(read: Callable[Concatenate[Workspace, P], T]) -> Callable[Concatenate[Workspace, P], T]:
    """What `read` gives on a day, until anything at all is written: counted beside the window, shown at once.

    Whoever is given it must not change it.
    """
    known: WeakKeyDictionary[Store, tuple[tuple[int, date], dict[Hashable, T]]] = WeakKeyDictionary()

    @wraps(read)
    def answered(ws: Workspace, /, *args: P.args, **kwargs: P.kwargs) -> T:
        now = ws.store.version(), today(ws.clock)
        when, answers = known.get(ws.store, (None, {}))
        if when != now:
            answers = {}
            known[ws.store] = now, answers
        asked = (args, tuple(sorted(kwargs.items())))
        if asked not in answers:
            answers[asked] = read(ws, *args, **kwargs)
        return answers[asked]

    return answered
