"""Taking over the county's own things: parameters, forms, code lists, areas, papers, revocations."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from sync.down import Item
from sync.errors import SyncError
from villagevisit.domain.changes import NOTHING, Changes, Topic, changes
from villagevisit.domain.clock import stamp
from villagevisit.domain.errors import Refused
from villagevisit.services import certified, key_body, policy, replica_setup, retention_rules
from villagevisit.services import exchange_bodies_items as bodies
from villagevisit.services.workspace import Workspace
from villagevisit.store import areas, forms, outbox, policies, replicas
from villagevisit.store.forms import FormRow
from villagevisit.store.households import Db
from villagevisit.store.replicas import Came, Clash, Problem

VERSION_TAKEN = "item.form-version-taken"
_KEPT = frozenset({bodies.NOTICE, bodies.PAPER})
"""Kinds that are read or printed from what is kept; the others are in the tables once they are taken over."""


@dataclass(frozen=True, slots=True)
class TakenItems:
    titles: tuple[str, ...]
    """Of the items that are new, in the county's order."""
    changes: Changes


def take_items(ws: Workspace, db: Db, items: Iterable[Item]) -> TakenItems:
    """Takes new items over inside the caller's transaction. A bad one is kept and noted, the rest goes on."""
    at, titles, changed = stamp(ws.clock), [], NOTHING
    for item in sorted(items, key=lambda one: one.number):
        if not outbox.take(db, item.id, item.kind, item.title, item.body, at):
            continue
        titles.append(item.title)
        changed |= changes(Topic.EXCHANGE) | _take(ws, db, item, at)
    if changed:
        changed |= replica_setup.complete(ws, db)
    return TakenItems(tuple(titles), changed)


def _take(ws: Workspace, db: Db, item: Item, at: str) -> Changes:
    take = _KINDS.get(item.kind)
    try:
        with replicas.apart(db):
            changed = take(ws, db, item) if take else NOTHING
    except (SyncError, Refused, Clash) as error:
        code = "replica.clash" if isinstance(error, Clash) else error.code
        replicas.note_problem(db, Problem(item.kind, item.id, code, {"title": item.title}, "", at))
        return NOTHING
    replicas.note_came(db, Came(item.kind, "", item.title, 1, at))
    if item.kind not in _KEPT:
        outbox.empty(db, item.id)
    return changed


def _policy(_ws: Workspace, db: Db, item: Item) -> Changes:
    for entry in bodies.read_policy(item.body):
        policy.check(entry)
        policies.put(db, entry)
    return changes(Topic.POLICY)


def _form(ws: Workspace, db: Db, item: Item) -> Changes:
    form = bodies.read_form(item.body)
    known = forms.package(db, form.form_id, form.version)
    if known is not None and known[2] != form.package:
        raise SyncError(VERSION_TAKEN)
    row = FormRow(form.form_id, form.version, form.title, form.code, "county")
    forms.put(db, row, form.package, stamp(ws.clock))
    return changes(Topic.SETUP)


def _codes(ws: Workspace, db: Db, item: Item) -> Changes:
    file = bodies.read_file(item.body)
    replicas.put_codes(db, file.name, file.body, stamp(ws.clock))
    return changes(Topic.SETUP)


def _retention(_ws: Workspace, db: Db, item: Item) -> Changes:
    try:
        retention_rules.keep(db, bodies.read_file(item.body).body.decode())
    except UnicodeDecodeError as error:
        raise SyncError(bodies.UNREADABLE) from error
    return changes(Topic.POLICY)


def _areas(_ws: Workspace, db: Db, item: Item) -> Changes:
    areas.put(db, bodies.read_areas(item.body), in_scope=False)
    return changes(Topic.SETUP)


def _paper(_ws: Workspace, _db: Db, item: Item) -> Changes:
    bodies.read_file(item.body)
    return changes(Topic.PAPER)


def _revocation(_ws: Workspace, db: Db, item: Item) -> Changes:
    device, at = bodies.read_revocation(item.body)
    replicas.put_revoked(db, device, at)
    return NOTHING


def _certificate(ws: Workspace, db: Db, item: Item) -> Changes:
    certified.take(ws, db, item.body)
    return changes(Topic.PEOPLE)


def _certificate_refused(_ws: Workspace, db: Db, item: Item) -> Changes:
    certified.take_refused(db, item.body)
    return changes(Topic.PEOPLE)


def _certificate_revoked(_ws: Workspace, db: Db, item: Item) -> Changes:
    certified.take_revoked(db, item.body)
    return changes(Topic.PEOPLE)


_KINDS: dict[str, Callable[[Workspace, Db, Item], Changes]] = {
    bodies.POLICY: _policy,
    bodies.FORM: _form,
    bodies.CODES: _codes,
    bodies.AREAS: _areas,
    retention_rules.RETENTION: _retention,
    bodies.PAPER: _paper,
    bodies.REVOCATION: _revocation,
    key_body.CERTIFICATE: _certificate,
    key_body.CERTIFICATE_REFUSED: _certificate_refused,
    key_body.CERTIFICATE_REVOKED: _certificate_revoked,
}
