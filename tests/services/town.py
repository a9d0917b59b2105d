"""A township of one's own: 清溪镇, two villages, five people, a few households."""

from dataclasses import dataclass, field
from typing import Any

from villagevisit.domain.area import Area
from villagevisit.domain.campaign import Campaign, Team
from villagevisit.domain.clock import FixedClock
from villagevisit.domain.consent import Act, How
from villagevisit.domain.officer import Officer, Role
from villagevisit.services import campaign, health_consent, households, people, signoff
from villagevisit.services.people import NewOfficer
from villagevisit.services.workspace import Actor, Workspace, new_id
from villagevisit.store import households as rows
from villagevisit.store.households import HouseholdData, PersonData

COUNTY = Area("999999000000", "云溪县", "county")
TOWNSHIP = Area("999999100000", "清溪镇", "township")
RED_STAR = Area("999999100201", "红星村", "village")
STONE = Area("999999100202", "石桥村", "village")
INVESTIGATOR = frozenset({Role.INVESTIGATOR})
PEOPLE = (
    NewOfficer("001", "李芳", INVESTIGATOR),
    NewOfficer("002", "王强", INVESTIGATOR),
    NewOfficer("003", "赵村干", INVESTIGATOR, RED_STAR.code),
    NewOfficer("004", "钱村干", INVESTIGATOR, RED_STAR.code),
    NewOfficer("005", "孙经办", frozenset({Role.CLERK})),
    NewOfficer("006", "周村医", frozenset({Role.VILLAGE_DOCTOR})),
)
_KEYS: dict[str, list[dict[str, Any]]] = {}
"""By the id of the first officer: every set-up home has its own people."""
PINS = {"001": "314159", "002": "271828", "003": "161803", "004": "141421", "006": "246802"}


def resident_id(first17: str) -> str:
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    total = sum(int(digit) * weight for digit, weight in zip(first17, weights, strict=True))
    return first17 + "10X98765432"[total % 11]


@dataclass
class Town:
    """What tests of this room need at hand."""

    ws: Workspace
    clock: FixedClock
    officers: dict[str, Officer] = field(default_factory=dict)

    def officer(self, staff_no: str) -> Officer:
        return next(officer for officer in people.officers(self.ws) if officer.staff_no == staff_no)

    def actor(self, *staff_nos: str) -> Actor:
        return Actor(tuple(self.officer(staff_no) for staff_no in staff_nos))

    def with_pins(self) -> "Town":
        """Everybody has his PIN. Making a key costs a third of a second, so that is done once for all tests."""
        with self.ws.store.transaction() as db:
            ids = {self.officer(staff_no).id: pin for staff_no, pin in PINS.items()}
            kept = _KEYS.setdefault(min(ids), [])
            if not kept:
                for officer_id, pin in ids.items():
                    people.set_pin(self.ws, officer_id, pin)
                kept += [row for row in db.query("SELECT * FROM officer_key") if row["officer_id"] in ids]
            there = {str(one) for (one,) in db.execute("SELECT officer_id FROM officer_key")}
            db.table("officer_key").insert_all([row for row in kept if row["officer_id"] not in there])
        return self

    def household(self, number: str, *members: tuple[str, str, str], village: Area = RED_STAR) -> str:
        """`members` are (name, relation, id number), the head first."""
        household_id = new_id()
        with self.ws.store.transaction() as db:
            rows.insert(
                db,
                HouseholdData(
                    id=household_id, village_code=village.code, household_no=number, village_group="一组",
                    head_name=members[0][0], members=len(members), hukou_type="1", address="红星村一组",
                    phone="13800000000", assist_category="1", insured_persons=len(members), amount_month="954.58",
                ),
            )  # fmt: skip
            for position, (name, relation, id_no) in enumerate(members, start=1):
                birth = f"{id_no[6:10]}-{id_no[10:12]}-{id_no[12:14]}" if id_no else ""
                kind = "resident" if id_no else "none"
                person = PersonData(new_id(), household_id, position, name, relation, id_no, kind, "1", birth)
                rows.insert_person(db, person)
        return household_id

    def person(self, household_id: str, position: int) -> str:
        return households.get(self.ws, household_id).persons[position - 1].id

    def agreed(self, household_id: str) -> None:
        """Its members consented separately to health data, on paper; a guardian did for the children."""
        home = households.get(self.ws, household_id)
        for one in home.persons:
            health_consent.answer(self.ws, self.actor("006"), one.id, Act.GIVEN, How.PAPER, home.head_name)

    def household_state(self, household_id: str) -> str:
        return households.get(self.ws, household_id).state

    def family(self, number: str = "0001", village: Area = RED_STAR) -> str:
        serial = int(number) % 1000
        return self.household(
            number,
            ("张三丰", "02", resident_id("99999919700101" + f"{serial:03d}")),
            ("王秀英", "10", resident_id("99999919710202" + f"{serial:03d}")),
            ("张小宝", "20", resident_id("99999920120303" + f"{serial:03d}")),
            village=village,
        )


HEAD_OF_0001 = resident_id("99999919700101001")


def opened(town: Town, *villages: str) -> Campaign:
    """A round over the villages, both by default."""
    return campaign.open_round(
        town.ws, town.actor("005"), code="2026", name="集中复核", survey_kind="2",
        village_codes=villages or (RED_STAR.code, STONE.code),
    ).value  # fmt: skip


def team(town: Town, round_: Campaign, name: str, *staff_nos: str) -> Team:
    ids = [town.officer(staff_no).id for staff_no in staff_nos]
    return campaign.add_team(town.ws, town.actor("005"), round_.id, name, ids).value


def signed_visit(town: Town, submission_id: str) -> None:
    """Both named investigators sign."""
    for place, staff_no in enumerate(("001", "002"), start=1):
        signoff.sign(town.ws, submission_id, town.officer(staff_no).id, PINS[staff_no], place)
