"""Laptops without a county: what one made is applied on another, in whatever order."""

import hashlib
from collections.abc import Sequence
from pathlib import Path

from sync.record import CHAIN_START, Record, make
from tests.services.town import COUNTY, PEOPLE, RED_STAR, STONE, TOWNSHIP, Town
from villagevisit.domain.clock import FixedClock
from villagevisit.services import exchange_bodies, replica_apply, setup, snapshot
from villagevisit.services.exchange_bodies import Place, SignoffBody, SubmissionBody
from villagevisit.services.workspace import Workspace
from villagevisit.store import records, replicas

VISIT = "household_verification"
_TABLES = {
    "household": "village_code, id, household_no, village_group, head_name, phone, state, members, amount_month, extra",
    "person": "id, household_id, position, name, relation, id_no, birth, extra",
    "area": "code, name, in_scope",
    "campaign": "id, code, name, open",
    "team": "id, campaign_id, name",
    "team_officer": "team_id, officer_id",
    "officer": "id, staff_no, name, roles, id_no",
    "kin": "officer_id, id_no, name, relation",
    "frame": "campaign_id, household_id, village_code, team_id, state, revisit_on",
    "submission": "id, digest, household_id, replaces, result",
    "signoff": "submission_id, place, officer_id, digest",
    "replica": "kind, subject, generation, digest",
    "replica_problem": "kind, subject, code",
}
_FIND = (
    "SELECT f.kind, f.term, CASE WHEN f.kind < 4 THEN (SELECT id FROM person WHERE row = f.row) "
    "ELSE (SELECT id FROM household WHERE row = f.row) END FROM find f ORDER BY 1, 2, 3"
)


def clerk(home: Path, clock: FixedClock) -> Town:
    """A laptop whose rosters the others follow."""
    ws = Workspace.open(home, clock)
    setup.complete(ws, setup.SetupPlan(COUNTY, TOWNSHIP, (RED_STAR, STONE), PEOPLE))
    with ws.store.transaction() as db:
        replicas.own(db, [RED_STAR.code, STONE.code])
    return Town(ws, clock)


def made(town: Town) -> list[Record]:
    """Everything this laptop ever put among what travels."""
    snapshot.append_changes(town.ws)
    with town.ws.store.transaction() as db:
        return list(records.due(db))


def take(ws: Workspace, arrived: Sequence[Record]) -> None:
    with ws.store.transaction() as db:
        replica_apply.apply(ws, db, arrived)


def tables(ws: Workspace) -> dict[str, list[tuple[object, ...]]]:
    """What people see, without handles and moments of this laptop."""
    db = ws.store.reader()
    found = {
        table: sorted(db.execute(f"SELECT {columns} FROM {table}").fetchall())
        for table, columns in _TABLES.items()
    }
    return found | {"find": db.execute(_FIND).fetchall()}


class Elsewhere:
    """Another laptop's chain, without the laptop."""

    def __init__(self, device: str) -> None:
        self._device = device
        self.records: list[Record] = []

    def add(self, kind: str, subject: str, body: bytes) -> Record:
        prev = self.records[-1].digest if self.records else CHAIN_START
        place = len(self.records) + 1
        one = make(self._device, place, kind, subject, "2026-11-22T10:00:00.000+08:00", prev, bytes(16), body)
        self.records.append(one)
        return one

    def visit(self, name: str, town: Town, household_id: str, campaign_id: str, **options: str) -> None:
        """A visit that both signed; `name` is its id."""
        xml = f"<data>{name}</data>".encode()
        digest = hashlib.sha256(xml).hexdigest()
        at = f"2026-11-22T1{len(self.records) % 10}:00:00.000+08:00"
        result = {"final": "1", **options}
        replaces = result.pop("replaces", "")
        place = Place(household_id, "0001", RED_STAR.code, RED_STAR.name, "一组", "张三丰")
        signed = tuple(
            SignoffBody(who.id, who.staff_no, who.name, bytes(32), bytes(64), at)
            for who in (town.officer("001"), town.officer("002"))
        )
        body = SubmissionBody(
            name, VISIT, "1", digest, xml, at, place,
            campaign_id=campaign_id, replaces=replaces, signatures_needed=2, result=result, signoffs=signed,
        )  # fmt: skip
        self.add("submission", name, exchange_bodies.submission_body(body))
