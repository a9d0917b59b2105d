"""November: 60 applications from the counter to the first publicity, with kin filed; five clues, one ending each."""

from datetime import date
from decimal import Decimal

from tests.e2e.procedure_october import FILED, carried, lists, propose, refused
from tests.e2e.procedure_world import CLERK, COUNTY_ONE, VILLAGES, World, member_id
from tests.services.town import RED_STAR, STONE, resident_id
from villagevisit.domain.benefit import ChangeType, Reason, Standing
from villagevisit.domain.boards import Outcome
from villagevisit.domain.clue import Clue, Ending
from villagevisit.domain.publicity import BoardKind
from villagevisit.services import (
    boards,
    case_decide,
    case_office,
    clues,
    paper,
    payments,
    visit,
    visit_freeze,
)
from villagevisit.services.case_office import Acceptance, Application
from villagevisit.services.clues import Batch, Conclusion, Line
from villagevisit.services.paper_types import PaperRequest

WITHDRAWN, REFUSED = 300, (299, 298)
"""One takes his application back; of two the township thinks that they are not entitled."""
CLUES = {21: "1", 22: "2", 23: "3", 24: "4"}
"""Household → finding of F08: cancel, adjust, rectify, not true. A fifth line names 21 a second time."""
ADJUSTED = Decimal(150)


def applying(world: World) -> list[str]:
    return [world.homes[one.number] for one in world.plans if one.applies]


def november(world: World) -> None:
    lists(world, "2026-11")
    _applications(world)
    _clues_listed(world)
    _visits(world)
    _filings(world)
    _clues_ended(world)
    _first_publicity(world)


def _applications(world: World) -> None:
    ws, clerk, county = world.ws, world.clerk, world.actor(COUNTY_ONE)
    for home in applying(world):
        plan = world.plan(home)
        asked = Application(plan.category, kin=plan.place in FILED, authorised=True)
        case_office.apply(ws, clerk, home, asked)
        case_office.accept(ws, clerk, home, Acceptance())
    world.go_to("2026-11-04")
    case_office.withdraw(ws, clerk, world.home(WITHDRAWN), "家里孩子找到工作了")
    for home in still(world):
        case_office.check(ws, county, home, "clear", "云核〔2026〕118号", "2026-10-31")


def still(world: World) -> list[str]:
    """Who goes on applying."""
    return [home for home in applying(world) if home != world.home(WITHDRAWN)]


def _clues_listed(world: World) -> None:
    """Five lines of the traffic police; the fifth says of one household what another office said before."""
    world.go_to("2026-11-05")
    lines = [
        Line(at, world.plans[place - 1].head, member_id(place, 1), f"鲁Q{place:05d}")
        for at, place in enumerate(CLUES, start=2)
    ]
    clues.register(world.ws, world.clerk, Batch("R-2026-11", "2", "1", "2026-10-31"), lines)
    clues.register(world.ws, world.clerk, Batch("R-2026-12", "7", "1", "2026-10-31"), lines[:1])
    both = (world.officer("009").id, world.officer("010").id)
    clues.assign(world.ws, world.clerk, [one.id for one in clues.every(world.ws)], both)


def _visits(world: World) -> None:
    """Every team its own households, on five days."""
    for at, home in enumerate(still(world)):
        if at % 12 == 0:
            world.go_to(f"2026-11-{6 + at // 12:02d}")
        if world.plan(home).place in REFUSED:
            world.visit(home, world.team_of[home], wage=4200, prelim="4", conclusion_text="收入高于标准")
        else:
            world.visit(home, world.team_of[home])


def _filings(world: World) -> None:
    world.go_to("2026-11-11")
    for staff_no, place in zip(("001", "003"), FILED, strict=True):
        filing(world, staff_no, place)


def filing(world: World, staff_no: str, place: int) -> str:
    """F03: both sign on one day; kinship refuses nobody."""
    form = visit.open_form(world.ws, world.clerk, "kin_filing", household_id=world.home(place)).value
    marks = [world.pad(form.draft_id) for _ in range(3)]
    answers = {
        "filing_no": f"BA-{place}", "g_staff/s_id_no": resident_id(f"99999919880808{staff_no}"),
        "g_staff/s_post": "调查员", "g_staff/s_phone": "13800000000", "g_obj/o_kin_id": member_id(place, 1),
        "g_obj/o_reason": "因病", "g_obj/o_assist": world.plans[place - 1].category,
        "g_check/declared_self": "1", "g_check/recused_survey": "1",
        "g_check/recused_appraisal": "1", "g_check/recused_approval": "1", "g_check/county_visit_date": "2026-11-10",
        "g_check/county_visitors": "吴县干、严抽查", "g_check/county_finding": "属实", "g_check/result": "1",
        "g_check/next_review": "2027-05-11", "g_sign3/sign_staff": marks[0], "g_sign3/sign_kin": marks[1],
        "g_sign3/sign_town": marks[2],
    }  # fmt: skip
    for leaf, value in answers.items():
        form.session.answer(f"/data/{leaf}", value)
    assert form.session.problems() == [], form.session.problems()
    frozen = visit_freeze.freeze(world.ws, world.clerk, form.draft_id, form.session).value
    world.sign(frozen.submission_id, CLERK)
    return frozen.submission_id


def _clues_ended(world: World) -> None:
    world.go_to("2026-11-11", 14)
    first = {one.household: one for one in clues.every(world.ws) if one.batch == "R-2026-11"}
    for place, finding in CLUES.items():
        one = first[world.home(place)]
        with refused("clue.not-verified"):
            clues.conclude(world.ws, world.clerk, one.id, Conclusion(Ending.CANCEL))
        verified(world, one, finding)
    ends = {
        21: Conclusion(Ending.CANCEL), 22: Conclusion(Ending.ADJUST),
        23: Conclusion(Ending.RECTIFY, due="2026-12-11", owner="何复核", words="补办车辆注销手续"),
        24: Conclusion(Ending.NOT_TRUE, "sold_before", sold_on="2026-09-01"),
    }  # fmt: skip
    for place, end in ends.items():
        clues.conclude(world.ws, world.clerk, first[world.home(place)].id, end)
    (again,) = (one for one in clues.every(world.ws) if one.batch == "R-2026-12")
    clues.conclude(world.ws, world.clerk, again.id, Conclusion(Ending.DUPLICATE))
    plan = world.plans[21]
    carried(world, propose(world, 21, ChangeType.STOP, Reason.PROPERTY, Standing()))
    less = Standing(plan.category, plan.persons, ADJUSTED)
    carried(world, propose(world, 22, ChangeType.DECREASE, Reason.PROPERTY, less))


def verified(world: World, clue: Clue, finding: str) -> None:
    """F08 by two people, signed and entered."""
    crew = world.actor("009", "010")
    draft_id = clues.begin(world.ws, crew, clue.id).value
    session = visit.open_form(world.ws, crew, "clue_verification", household_id=clue.household).value.session
    told = {
        "verify_date": "2026-11-11", "told_party": "1", "fact": "车辆登记在其名下", "finding": finding,
        "violation": "7", "transfer": "0", "stop_month": "2026-12-01", "amount_new": str(ADJUSTED),
        "fix_due": "2026-12-11",
    }  # fmt: skip
    for name, value in told.items():
        if (name, finding) in _ASKED or name not in {one for one, _ in _ASKED}:
            session.answer(f"/data/g_verify/{name}", value)
    for name in ("sign_v1", "sign_v2"):
        session.answer(f"/data/{name}", world.pad(draft_id))
    form = visit_freeze.freeze(world.ws, crew, draft_id, session).value.submission_id
    world.sign(form, "009", "010")
    clues.verify(world.ws, crew, clue.id, form)
    world.later()


_ASKED = {("stop_month", "1"), ("stop_month", "2"), ("amount_new", "2"), ("fix_due", "3")}


def _first_publicity(world: World) -> None:
    ws, clerk = world.ws, world.clerk
    world.go_to("2026-11-12")
    payments_paid(world)
    for home in still(world):
        with refused("case.not-now"):
            case_decide.confirm(ws, world.actor(COUNTY_ONE), home, world.signing(COUNTY_ONE))
        agree = world.plan(home).place not in REFUSED
        case_office.opine(ws, clerk, home, agree=agree, text="" if agree else "人均收入高于标准")
    world.boards = [hang(world, RED_STAR.code, pages=9), hang(world, STONE.code)]


def payments_paid(world: World) -> None:
    for village in VILLAGES:
        payments.pay(world.ws, world.clerk, "2026-11", village.code, date(2026, 11, 9))


def hang(
    world: World, village: str, kind: BoardKind = BoardKind.INITIAL, until: date | None = None, pages: int = 1
) -> str:
    """Printed, posted, proved by photos of its first pages; the board's id."""
    request = PaperRequest("publicity_board", village_code=village, board=kind, paper="A3", batch="第二批")
    sheet = paper.make(world.ws, world.clerk, request).value
    world.later()
    board = boards.post(world.ws, world.clerk, sheet.id, places=("1",), until=until).value
    photos = [(f"{page}.png", paper.page_png(sheet.pdf, page, 110)) for page in range(min(pages, sheet.pages))]
    found = boards.prove(world.ws, world.clerk, board.id, photos).value
    assert found is (Outcome.SAME if pages >= sheet.pages else Outcome.PART)
    world.later()
    return board.id
