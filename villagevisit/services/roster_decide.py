"""The list of doubtful rows, and carrying out what somebody decides about one."""

import json

from villagevisit.domain import roster_checks as checks
from villagevisit.domain.access import Deed
from villagevisit.domain.changes import Done, Topic, changes
from villagevisit.domain.clock import stamp
from villagevisit.domain.errors import Refused
from villagevisit.domain.roster import HEAD, RosterRow
from villagevisit.domain.roster_checks import Candidate, Clash
from villagevisit.services import allowing
from villagevisit.services.roster_write import HouseholdPlan, Writer, match
from villagevisit.services.workspace import Actor, Workspace
from villagevisit.store import audit
from villagevisit.store import households as homes
from villagevisit.store import rosters as store
from villagevisit.store.households import Db, HouseholdData


def doubtful(ws: Workspace, import_id: str | None = None, *, limit: int = 200, offset: int = 0) -> list[RosterRow]:
    """Rows that wait for a decision, of one import or of all, the newest import first."""
    return [_shown(row) for row in store.waiting(ws.store.reader(), import_id, limit, offset)]


def rejected(ws: Workspace, import_id: str) -> list[RosterRow]:
    """Rows of an import that could not be kept; they come back in when the file is put right and read again."""
    return [_shown(row) for row in store.of_import(ws.store.reader(), import_id, "rejected")]


def _shown(row: store.RowData) -> RosterRow:
    choices = checks.CHOICES.get(row.code, ()) if row.status == "doubtful" else ()
    usual = choices[0] if choices and row.code not in checks.NOBODY_KNOWS else ""
    return RosterRow(
        id=row.id, import_id=row.import_id, sheet=row.sheet, row_no=row.row_no, code=row.code, params=row.params,
        cells=row.cells, choices=choices, suggestion=usual, name=row.name, decision=row.decision,
    )  # fmt: skip


def decide(ws: Workspace, actor: Actor, row_id: str, decision: str) -> Done[None]:
    """Settles one doubtful row. When a second question about it is open, the row stays on the list with that one.

    Raises:
        Refused: `roster.row-unknown`, `roster.row-decided`, `roster.decision-unknown`, `actor.role`.
    """
    allowing.require(ws, actor, Deed.ROSTER)
    with ws.store.transaction() as db:
        row = store.row(db, row_id)
        if row is None or row.status != "doubtful":
            raise Refused("roster.row-unknown")
        if row.decision:
            raise Refused("roster.row-decided", decision=row.decision)
        if decision not in checks.CHOICES[row.code]:
            raise Refused("roster.decision-unknown", decision=decision)
        at, by = stamp(ws.clock), actor.id
        store.remember_decision(db, row, decision, at, by)
        if decision in checks.REFUSING or _carry_out(db, row, decision):
            store.decide(db, row.id, decision, at, by)
        audit.append(db, at, actor.id, "roster.decide", row.id, {"code": row.code, "decision": decision})
    return Done(None, changes(Topic.ROSTER, Topic.HOUSEHOLDS))


def _carry_out(db: Db, row: store.RowData, decision: str) -> bool:
    """True when the person is now in; False when another question about him came up."""
    payload = json.loads(row.payload)
    plan, one = HouseholdPlan(**payload["household"]), Candidate(**payload["person"])
    home = homes.by_id(db, plan.id)
    if home is None and plan.household_no:
        home = homes.by_number(db, plan.village_code, plan.household_no)
    checks.apply(one, row.code, decision, _clash(db, one, home.id if home else plan.id))
    following = checks.question(one, _clash(db, one, home.id if home else plan.id))
    if following:
        payload["person"] = one.to_dict()
        text = json.dumps(payload, ensure_ascii=False)
        store.ask_again(db, row.id, following.code, following.params, text)
        return False
    _write(db, row.import_id, plan, home, one)
    return True


def _clash(db: Db, one: Candidate, household_id: str) -> Clash | None:
    found = homes.elsewhere(db, one.id_no, household_id) if one.id_no else None
    if found is None:
        return None
    other, head_name, household_no, person_id = found
    in_file = 1 if "roster.duplicate-in-file" in one.settled else 0
    return Clash(other, person_id, head_name, household_no, in_file)


def _write(db: Db, import_id: str, plan: HouseholdPlan, home: HouseholdData | None, one: Candidate) -> None:
    writer, stated = Writer(db), int(plan.values.pop("members", 0))
    if home is None:
        plan.household_no = plan.household_no or writer.free_number(plan.village_code, set())
        home = writer.add_household(plan, 1)
    is_head = one.relation == HEAD
    one.position = 1 if is_head else max((person.position for person in home.persons), default=1) + 1
    if is_head and any(person.position == 1 for person in home.persons):
        for person in home.persons:
            demoted: dict[str, str | int] = {"position": person.position + 1}
            if person.relation == HEAD:
                demoted["relation"] = ""
            homes.update_person(db, person, demoted)
    known = match(home.persons, one)
    if one.move_from and writer.move_person(home, one):
        pass
    elif known:
        writer.update_person(home, known, one)
    else:
        writer.add_person(home, one)
        writer.note_added(home, one)
    if is_head and home.head_name != one.name:
        homes.update(db, home.id, {"head_name": one.name})
    homes.recount(db, home.id, at_least=stated)
    writer.flush_terms()
    store.add_changes(db, import_id, store.next_change(db, import_id), writer.changes)
