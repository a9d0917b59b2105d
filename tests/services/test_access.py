"""Who may do what on a laptop: every role, every deed, near and far, asked of the services themselves."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from tests.services.town import RED_STAR, STONE, Town
from villagevisit.domain.access import Deed, Thing, duties, may
from villagevisit.domain.consent import Act
from villagevisit.domain.errors import CodedError, Refused
from villagevisit.domain.officer import Kin, Officer, Role
from villagevisit.domain.policy import PolicyEntry
from villagevisit.services import (
    audit_trail,
    campaign,
    consents,
    export,
    locking,
    paper,
    people,
    policy,
    purge,
    requests,
    reveal,
    roster,
    roster_decide,
)
from villagevisit.services.consents import Entry
from villagevisit.services.people import NewOfficer
from villagevisit.services.reveal import Secret
from villagevisit.services.workspace import NOBODY, Actor
from villagevisit.store import settings

OFFICE = {Role.CLERK, Role.COUNTY}
EVERYBODY = set(Role)
TABLE = {
    Deed.ROSTER: OFFICE, Deed.ROUND: OFFICE, Deed.RULES: OFFICE, Deed.STAFF: OFFICE, Deed.LISTS: OFFICE,
    Deed.LOCKING: OFFICE,
    Deed.SEE: EVERYBODY,
    Deed.RECORDS: EVERYBODY, Deed.FORM: EVERYBODY, Deed.PAPER: EVERYBODY, Deed.REVEAL: EVERYBODY,
    Deed.CONSENT: EVERYBODY, Deed.PRIVACY: OFFICE,
    Deed.PURGE: OFFICE | {Role.INVESTIGATOR},
    Deed.CASE: OFFICE, Deed.CONFIRM: OFFICE, Deed.MEETING: OFFICE, Deed.DUTY: OFFICE, Deed.SUPERVISE: OFFICE,
    Deed.AID: OFFICE, Deed.WRITE: OFFICE,
    Deed.BOARD: OFFICE | {Role.INVESTIGATOR}, Deed.INQUIRY: OFFICE | {Role.INVESTIGATOR},
    Deed.CHECK: OFFICE | {Role.INVESTIGATOR},
    Deed.SAMPLE: {Role.COUNTY},
    Deed.HEALTH: {Role.VILLAGE_DOCTOR},
}  # fmt: skip
"""As somebody who knows the work would write it down."""
Ask = Callable[[Town, Actor, Path], object]


def somebody(town: Town, role: Role, village: str = "") -> Actor:
    return Actor((replace(town.officer("001"), roles=frozenset({role}), village_code=village),))


def _first_person(town: Town) -> str:
    return town.person(town.family("0009"), 1)


COMMANDS: dict[str, tuple[Deed, Ask]] = {
    "import": (Deed.ROSTER, lambda town, who, at: roster.run(town.ws, who, at / "none.xlsx")),
    "decide": (Deed.ROSTER, lambda town, who, at: roster_decide.decide(town.ws, who, "none", "none")),
    "open round": (Deed.ROUND, lambda town, who, at: campaign.open_round(
        town.ws, who, code="2026", name="复核", survey_kind="2", village_codes=[RED_STAR.code])),
    "commands": (Deed.LOCKING, lambda town, who, at: locking.allow_commands(town.ws, who)),
    "ask again": (Deed.LOCKING, lambda town, who, at: locking.ask_again(town.ws, who)),
    "idle": (Deed.LOCKING, lambda town, who, at: locking.set_idle(town.ws, who, 10, visiting=False)),
    "close round": (Deed.ROUND, lambda town, who, at: campaign.close(town.ws, who, "none")),
    "team": (Deed.ROUND, lambda town, who, at: campaign.add_team(town.ws, who, "none", "一队", [])),
    "assign": (Deed.ROUND, lambda town, who, at: campaign.assign(town.ws, who, "none", [], "none")),
    "draw": (Deed.ROUND, lambda town, who, at: campaign.draw(town.ws, who, "none", "7")),
    "rule": (Deed.RULES, lambda town, who, at: policy.set_value(
        town.ws, who, PolicyEntry("no such key", "1", "2026-01-01", "", ""))),
    "person": (Deed.STAFF, lambda town, who, at: people.add(
        town.ws, who, NewOfficer("", "", frozenset({Role.CLERK})))),
    "take in": (Deed.STAFF, lambda town, who, at: people.take_in(town.ws, who, "none", "9")),
    "same": (Deed.STAFF, lambda town, who, at: people.is_the_same(town.ws, who, "none")),
    "kin of another": (Deed.STAFF, lambda town, who, at: people.declare_kin(
        town.ws, who, town.officer("002").id, Kin("", "", ""))),
    "colleague": (Deed.STAFF, lambda town, who, at: reveal.reveal(
        town.ws, who, Secret.OFFICER, town.officer("002").id)),
    "list": (Deed.LISTS, lambda town, who, at: export.run(town.ws, who, "persons", at / "out.csv")),
    "number": (Deed.REVEAL, lambda town, who, at: reveal.reveal(town.ws, who, Secret.PERSON, _first_person(town))),
    "telephone": (Deed.REVEAL, lambda town, who, at: reveal.reveal(
        town.ws, who, Secret.PHONE, town.family("0008"))),
    "consent": (Deed.CONSENT, lambda town, who, at: consents.record(
        town.ws, who, Entry(town.family("0007"), "", Act.GIVEN, frozenset()))),
    "purge": (Deed.PURGE, lambda town, who, at: purge.purge(town.ws, who, "none")),
    "ask": (Deed.PRIVACY, lambda town, who, at: requests.ask(town.ws, who, town.family("0006"), "", "", "")),
    "pledge": (Deed.PAPER, lambda town, who, at: paper.make(
        town.ws, who, paper.PaperRequest("pledge", town.officer("001").id))),
}  # fmt: skip


def let_in(town: Town, ask: Ask, who: Actor, at: Path) -> bool:
    """Whether the command got past the door; what it says about what it was given does not matter here."""
    try:
        ask(town, who, at)
    except CodedError as error:
        return error.code not in ("actor.role", "actor.area")
    return True


def test_the_table_is_the_one_people_work_by() -> None:
    assert {deed: set(duties(deed)) for deed in Deed} == TABLE


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("name", COMMANDS)
def test_each_command_lets_in_whom_the_table_says(town: Town, tmp_path: Path, name: str, role: Role) -> None:
    deed, ask = COMMANDS[name]
    who = somebody(town, role)
    assert let_in(town, ask, who, tmp_path) == (role in TABLE[deed])
    refused = [row for row in audit_trail.rows(town.ws) if row.action == "action.refused"]
    assert [row.subject for row in refused] == ([] if role in TABLE[deed] else [deed])


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("deed", Deed)
@pytest.mark.parametrize("own", ["", RED_STAR.code, STONE.code])
@pytest.mark.parametrize("scope", ["", "999999100", RED_STAR.code, STONE.code, "999998"])
def test_nobody_reaches_beyond_his_area_or_the_laptops(role: Role, deed: Deed, own: str, scope: str) -> None:
    near = scope in ("", "999999100", RED_STAR.code)
    at_home = role is not Role.VILLAGE_DOCTOR or own in ("", RED_STAR.code)
    for certified in ((), ("999999",), (STONE.code, RED_STAR.code), ("9999991002",), (STONE.code,)):
        one = Officer("id", "1", "李芳", frozenset({role}), own, areas=certified)
        allowed = role in TABLE[deed] and near and at_home and certified != (STONE.code,)
        assert may([one], deed, Thing(RED_STAR.code), scope) == allowed
        assert may([one], deed, Thing(duties=frozenset()), scope) is False
    assert may([], deed, Thing(), scope) is False


def test_a_number_of_another_area_is_not_shown(town: Town) -> None:
    person = _first_person(town)
    with town.ws.store.transaction() as db:
        settings.put(db, "device.scope", STONE.code)
    with pytest.raises(Refused, match=r"actor\.area"):
        reveal.reveal(town.ws, town.actor("001"), Secret.PERSON, person)


def test_reading_a_number_leaves_who_when_whose_and_why(town: Town) -> None:
    person = _first_person(town)
    assert len(reveal.reveal(town.ws, town.actor("001"), Secret.PERSON, person, " 核对证件 ")) == 18
    last = audit_trail.rows(town.ws)[0]
    assert (last.action, last.actor, last.subject, last.detail) == (
        "read.person", "李芳", person, '{"why": "核对证件"}',
    )  # fmt: skip
    assert last.at.startswith("2026-11-22T10:00")
    assert audit_trail.first_broken(town.ws) is None


def test_nobody_without_a_name_reads_a_number(town: Town) -> None:
    with pytest.raises(Refused, match=r"actor\.role"):
        reveal.reveal(town.ws, NOBODY, Secret.PERSON, _first_person(town))


def test_set_up_acts_for_nobody(town: Town) -> None:
    town.family()
    campaign.open_round(town.ws, NOBODY, code="2026", name="复核", survey_kind="2", village_codes=[RED_STAR.code])
    people.add(town.ws, NOBODY, NewOfficer("077", "新来的", frozenset({Role.CLERK})))
