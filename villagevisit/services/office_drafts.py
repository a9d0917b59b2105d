"""Drafts of official papers: rows of this computer, written over as somebody types; a power cut loses nothing.

They lie in the encrypted data file and go nowhere; what travels is the issued paper.
"""

import json
from dataclasses import dataclass, replace
from typing import cast

from villagevisit.domain.access import Deed, Thing
from villagevisit.domain.changes import NOTHING, Done, Topic, changes
from villagevisit.domain.clock import stamp
from villagevisit.domain.errors import Refused
from villagevisit.domain.event import Value
from villagevisit.domain.office import Kind, Text, read_text, text_data
from villagevisit.services import allowing
from villagevisit.services.workspace import Actor, Workspace, new_id
from villagevisit.store import settings
from villagevisit.store.households import Db

_KEY = "office.draft:"
_GONE = "office.draft-gone"


@dataclass(frozen=True, slots=True)
class Draft:
    id: str
    area: str
    """Code of the office."""
    saved: str
    """ISO moment."""
    text: Text


def start(ws: Workspace, actor: Actor, area: str, text: Text) -> Done[Draft]:
    """Begins a paper of an office. Raises Refused `actor.role`, `actor.area`."""
    allowing.require(ws, actor, Deed.WRITE, Thing(area))
    one = Draft(new_id(), area, stamp(ws.clock), text)
    with ws.store.transaction() as db:
        _put(db, one)
    return Done(one, changes(Topic.EVENTS))


def save(ws: Workspace, draft_id: str, body: bytes) -> Done[str]:
    """Keeps what was typed, as `packed`; returns the moment. Raises Refused `office.draft-gone`."""
    text = read_text(cast("Value", json.loads(body)))
    with ws.store.transaction() as db:
        known = _read(draft_id, settings.get(db, _KEY + draft_id))
        if known is None or text is None:
            raise Refused(_GONE)
        one = replace(known, text=text, saved=stamp(ws.clock))
        _put(db, one)
    return Done(one.saved, NOTHING)


def packed(text: Text) -> bytes:
    return json.dumps(text_data(text), ensure_ascii=False).encode()


def get(ws: Workspace, draft_id: str) -> Draft:
    """Raises Refused `office.draft-gone`: it was issued or thrown away."""
    one = find(ws, draft_id)
    if one is None:
        raise Refused(_GONE)
    return one


def find(ws: Workspace, draft_id: str) -> Draft | None:
    return _read(draft_id, settings.get(ws.store.reader(), _KEY + draft_id))


def every(ws: Workspace) -> tuple[Draft, ...]:
    """Last saved first."""
    found = [_read(key, kept) for key, kept in settings.starting(ws.store.reader(), _KEY).items()]
    return tuple(sorted((one for one in found if one), key=lambda one: (one.saved, one.id), reverse=True))


def discard(ws: Workspace, actor: Actor, draft_id: str) -> Done[None]:
    """Raises Refused `office.draft-gone`, `actor.role`, `actor.area`."""
    allowing.require(ws, actor, Deed.WRITE, Thing(get(ws, draft_id).area))
    with ws.store.transaction() as db:
        forget(db, draft_id)
    return Done(None, changes(Topic.EVENTS))


def forget(db: Db, draft_id: str) -> None:
    """In the caller's transaction. Raises Refused `office.draft-gone`."""
    if not settings.drop(db, _KEY + draft_id):
        raise Refused(_GONE)


def blank(kind: Kind, actor: Actor) -> Text:
    """An empty paper; who writes a bulletin edits it."""
    return Text(kind, edited=actor.officers[0].name if kind is Kind.BRIEF and actor.officers else "")


def _put(db: Db, one: Draft) -> None:
    kept = {"area": one.area, "saved": one.saved, "text": text_data(one.text)}
    settings.put(db, _KEY + one.id, json.dumps(kept, ensure_ascii=False))


def _read(draft_id: str, kept: str) -> Draft | None:
    """None where there is none, or where a newer program wrote what this one does not know."""
    row = json.loads(kept) if kept else {}
    text = read_text(row.get("text"))
    return Draft(draft_id, row["area"], row["saved"], text) if text else None
