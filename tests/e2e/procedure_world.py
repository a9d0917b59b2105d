"""The township of the scripted campaign: 300 households in two villages, six teams of two, an office, a county.

240 households are in benefit when the story begins, 60 apply. Their numbers of months, yuan and people are made here
by plain arithmetic, so that the test knows what it put in without asking the product.
"""

import json
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

from tests.services import f01
from tests.services.town import COUNTY, RED_STAR, STONE, TOWNSHIP, Town, resident_id
from villagevisit.domain.clock import CHINA, FixedClock
from villagevisit.domain.officer import Officer, Role
from villagevisit.services import attachments, form_shelf, people, setup, signoff, visit, visit_freeze
from villagevisit.services.paper_types import Signing
from villagevisit.services.people import NewOfficer
from villagevisit.services.workspace import Actor, Workspace, new_id
from villagevisit.store import households as rows
from villagevisit.store.households import HouseholdData, PersonData

BEGUN = datetime(2026, 10, 12, 9, 0, tzinfo=CHINA)
VILLAGES = (RED_STAR, STONE)
IN_BENEFIT, APPLYING = 240, 60
TEAMS = tuple((f"{at:03d}", f"{at + 1:03d}") for at in range(1, 13, 2))
CLERK, SECOND, COUNTY_ONE, COUNTY_TWO = "021", "022", "031", "032"
_NAMES = ("李芳", "王强", "赵敏", "钱进", "孙立", "周平", "吴江", "郑和", "冯春", "陈冬", "褚秋", "卫夏")
PEOPLE = (
    *(
        NewOfficer(f"{at:03d}", name, frozenset({Role.INVESTIGATOR}))
        for at, name in enumerate(_NAMES, start=1)
    ),
    NewOfficer(CLERK, "孙经办", frozenset({Role.CLERK})),
    NewOfficer(SECOND, "何复核", frozenset({Role.CLERK})),
    NewOfficer(COUNTY_ONE, "吴县干", frozenset({Role.COUNTY})),
    NewOfficer(COUNTY_TWO, "严抽查", frozenset({Role.COUNTY})),
)
_SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏"
_GIVEN = ("德福", "桂兰", "长根", "秀云", "有田", "凤英", "大勇", "玉梅", "保国", "春花")
_FAMILY = (("02", "1970"), ("10", "1971"), ("20", "2012"), ("30", "2014"))


def pin(staff_no: str) -> str:
    return f"7{staff_no}52"


@dataclass(frozen=True, slots=True)
class Planned:
    """A household as the story puts it in. `amount` is what it receives at the beginning, `wage` what F01 will say."""

    place: int
    number: str
    village: str
    head: str
    persons: int
    category: str
    """What it receives, or applies for."""
    amount: Decimal
    wage: int
    """Yuan a month for six months."""

    @property
    def applies(self) -> bool:
        return self.place > IN_BENEFIT


def planned() -> list[Planned]:
    found = []
    for place in range(1, IN_BENEFIT + APPLYING + 1):
        applies = place > IN_BENEFIT
        persons = 3 + place % 2 if applies else 1 + place % 4
        found.append(
            Planned(
                place, f"{place:04d}", VILLAGES[place % 2].code,
                _SURNAMES[place % 30] + _GIVEN[(place - 1) // 30], persons, "2" if place % 5 == 0 else "1",
                Decimal(0) if applies else Decimal(200 * persons + place), 900 + 17 * (place % 60),
            )
        )  # fmt: skip
    return found


def member_id(place: int, at: int) -> str:
    """Of the member at a position from 1; all of 300 households differ."""
    return resident_id(f"999999{_FAMILY[at - 1][1]}{at:02d}0{1 + place // 150}{place % 150 + 1:03d}")


@dataclass
class World(Town):
    """The township, and hands that carry things through its services."""

    plans: list[Planned] = field(default_factory=list)
    homes: dict[str, str] = field(default_factory=dict)
    """Household number → id."""
    round: str = ""
    team_of: dict[str, tuple[str, str]] = field(default_factory=dict)
    """Household id → staff numbers of those who were assigned."""
    known: dict[str, str] = field(default_factory=dict)
    """Ids of single things that assertions need, by a plain name."""
    boards: list[str] = field(default_factory=list)
    second: list[str] = field(default_factory=list)
    """The boards of the first publicity and those after the objections."""
    told: dict[int, str] = field(default_factory=dict)
    """Place of a household → the objection to it."""
    results: list[str] = field(default_factory=list)
    standing: list[str] = field(default_factory=list)
    meeting: str = ""
    check: str = ""

    @property
    def clerk(self) -> Actor:
        return self.actor(CLERK)

    def go_to(self, day: str, hour: int = 9) -> None:
        at = datetime.combine(date.fromisoformat(day), datetime.min.time(), CHINA) + timedelta(hours=hour)
        assert at >= self.clock.at, "the story does not go back"
        self.clock.at = at

    def later(self) -> None:
        """A little: moments of entry differ, as they do where people work."""
        self.clock.at += timedelta(minutes=1)

    def signing(self, staff_no: str) -> Signing:
        return Signing(self.officer(staff_no).id, pin(staff_no))

    def home(self, place: int) -> str:
        return self.homes[f"{place:04d}"]

    def plan(self, home: str) -> Planned:
        return next(one for one in self.plans if self.homes[one.number] == home)

    def sign(self, submission: str, *staff: str) -> None:
        for place, staff_no in enumerate(staff, start=1):
            signoff.sign(self.ws, submission, self.officer(staff_no).id, pin(staff_no), place)

    def visit(self, home: str, pair: tuple[str, str], wage: int = 0, without: int = 0, **changed: str) -> str:
        """F01 from the door to both signatures; the submission's id. `without`: the place of a member who died."""
        plan, actor = self.plan(home), self.actor(*pair)
        opened = visit.open_form(self.ws, actor, f01.FORM, household_id=home, campaign_id=self.round).value
        f01.fill(self, opened, **{"respondent_name": plan.head, **changed})
        answers = {
            "/data/income[1]/inc_price": str(wage or plan.wage), "/data/g_house/assist_applied": plan.category,
        }  # fmt: skip
        for ref, value in answers.items():
            opened.session.answer(ref, value)
        if without:
            opened.session.remove(f"/data/member[{without}]")
        assert opened.session.problems() == [], opened.session.problems()
        frozen = visit_freeze.freeze(self.ws, actor, opened.draft_id, opened.session).value
        self.sign(frozen.submission_id, *pair)
        self.later()
        return frozen.submission_id

    def result(self, submission: str) -> dict[str, str]:
        """What the program computed when the form was frozen."""
        found = self.ws.store.reader().execute("SELECT result FROM submission WHERE id = ?", [submission]).fetchone()
        return {key: str(value) for key, value in json.loads(found[0]).items()}

    def officers_of(self, ids: tuple[str, ...]) -> list[Officer]:
        return [people.get(self.ws, one) for one in ids]

    def confirmed(self) -> list[str]:
        """Households of the events that confirm."""
        found = self.ws.store.reader().execute(
            "SELECT x.household_id FROM event e JOIN event_household x ON x.event_id = e.id "
            "WHERE e.kind = 'case.confirmed' ORDER BY e.at, e.id"
        )
        return [row[0] for row in found.fetchall()]

    def pad(self, draft_id: str) -> str:
        return attachments.attach(self.ws, draft_id, f01.PAD, "signature").value


def build(home: Path) -> World:
    """Set-up, people with PINs, the roster."""
    clock = FixedClock(BEGUN)
    world = World(Workspace.open(home, clock), clock)
    ws = world.ws
    setup.complete(ws, setup.SetupPlan(COUNTY, TOWNSHIP, VILLAGES, PEOPLE))
    form_shelf.install_shipped(ws)
    for one in PEOPLE:
        people.set_pin(ws, world.officer(one.staff_no).id, pin(one.staff_no))
    world.plans = planned()
    with ws.store.transaction() as db:
        for plan in world.plans:
            world.homes[plan.number] = _enter(db, plan)
    return world


def _enter(db: rows.Db, plan: Planned) -> str:
    home, given = new_id(), not plan.applies
    rows.insert(
        db,
        HouseholdData(
            id=home, village_code=plan.village, household_no=plan.number, village_group=f"{1 + plan.place % 6}组",
            head_name=plan.head, members=plan.persons, hukou_type="2" if plan.category == "2" else "1",
            address=f"{1 + plan.place % 6}组{plan.place}号", phone="13800000000",
            assist_category=plan.category if given else "", insured_persons=plan.persons if given else 0,
            amount_month=f"{plan.amount:.2f}",
        ),
    )  # fmt: skip
    for at in range(1, plan.persons + 1):
        relation, _ = _FAMILY[at - 1]
        name = plan.head if at == 1 else f"{plan.head[0]}{'配长幼'[at - 2]}{plan.head[1:]}"
        number = member_id(plan.place, at)
        birth = f"{number[6:10]}-{number[10:12]}-{number[12:14]}"
        rows.insert_person(db, PersonData(new_id(), home, at, name, relation, number, "resident", "1", birth))
    return home
