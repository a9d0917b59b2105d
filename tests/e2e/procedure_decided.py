"""The county's spot check from the fixed frame to its results, decisions with a PIN, result boards, the month's end."""

from datetime import date

from tests.e2e.procedure_disputes import other_pair
from tests.e2e.procedure_november import REFUSED, hang, still
from tests.e2e.procedure_october import FILED, lists, refused
from tests.e2e.procedure_world import CLERK, COUNTY_ONE, COUNTY_TWO, TEAMS, VILLAGES, World
from tests.services.town import TOWNSHIP
from villagevisit.domain.publicity import BoardKind
from villagevisit.services import (
    boards,
    bulletin,
    case_decide,
    case_office,
    cases,
    check_results,
    checks,
    dynamic,
    visit,
    visit_freeze,
    weeks,
)
from villagevisit.services.checks import Plan
from villagevisit.services.weeks import Said

SEED = "20261119-738216"
PLAN = Plan(TOWNSHIP.code, "SC-2026-11", "1", "visited", "2026-11-05", "2026-11-19")


def decided(world: World) -> None:
    _drawn(world)
    _checked(world)
    _refused(world)
    _confirmed(world)
    _results(world)
    _month_over(world)


def _drawn(world: World) -> None:
    """The frame is fixed and known before the seed; the list opens to the county alone."""
    ws, county = world.ws, world.actor(COUNTY_TWO)
    world.go_to("2026-11-19")
    world.check = checks.commit(ws, county, PLAN).value
    for home in (world.home(FILED[0]), world.home(241)):
        with refused("case.not-now"):
            case_decide.confirm(ws, world.actor(COUNTY_ONE), home, world.signing(COUNTY_ONE))
    world.later()
    checks.draw(ws, county, world.check, SEED)
    with refused("actor.role"):
        checks.open_list(ws, world.clerk, world.check)
    checks.open_list(ws, county, world.check)
    waiting = checks.find(ws, world.check).waiting
    absent = next(one.home.id for one in waiting if not one.home.must)
    stands_in = checks.replace_absent(ws, county, world.check, absent, "外出务工，三次未遇").value
    assert stands_in is not None
    world.known |= {"absent": absent, "stands_in": stands_in.home.id}


def _checked(world: World) -> None:
    world.go_to("2026-11-20")
    ws, county = world.ws, world.actor(COUNTY_TWO)
    first = next(one for one in checks.find(ws, world.check).waiting if not one.home.must)
    world.known["major"] = first.home.id
    own = tuple(officer.staff_no for officer in world.officers_of(first.home.team))
    with refused("check.own-work"):
        check_results.begin(ws, world.actor(*own), world.check, first.home.id)
    for one in checks.find(ws, world.check).waiting:
        check(world, one.home.id, one.home.team, major=one.home.id == first.home.id)
    (team,) = checks.due(ws, checks.find(ws, world.check))
    assert set(team) == set(first.home.team)
    assert checks.escalate(ws, county, world.check, team).value > 0
    for one in checks.find(ws, world.check).waiting:
        check(world, one.home.id, one.home.team)
    checks.announce(ws, county, world.check)


def check(world: World, home: str, team: tuple[str, ...], *, major: bool = False) -> None:
    """F16 by a team that has not visited the household, entered by the county."""
    visited = {officer.staff_no for officer in world.officers_of(team)} | {"001", "002", "003", "004"}
    crew = next(pair for pair in TEAMS if not visited & set(pair))
    draft_id = check_results.begin(world.ws, world.actor(*crew), world.check, home).value
    session = visit.open_form(world.ws, world.actor(*crew), "spot_check", household_id=home).value.session
    for row in session.children("/data/item"):
        before = session.value(f"{row.ref}/ci_orig")
        worse = major and row.ref.endswith("[2]")
        session.answer(f"{row.ref}/ci_now", "39000.00" if worse else before)
        session.answer(f"{row.ref}/ci_grade", "2" if worse else "0")
        if worse:
            session.answer(f"{row.ref}/ci_note", "在镇上务工，月工资 3000 元")
    pc_now, conclusion = session.value("/data/pc_orig"), "4" if major else "1"
    answers = {"not_original": "1", "aware": "1", "conclusion": conclusion, "pc_now": pc_now}
    if major:
        answers |= {"order": "补记务工收入，重新核算", "order_due": "2026-12-20"}
    for name, value in answers.items():
        session.answer(f"/data/{name}", value)
    for name in ("sign_c1", "sign_c2"):
        session.answer(f"/data/{name}", world.pad(draft_id))
    assert session.problems() == [], session.problems()
    form = visit_freeze.freeze(world.ws, world.actor(*crew), draft_id, session).value.submission_id
    world.sign(form, *crew)
    check_results.enter(world.ws, world.actor(COUNTY_TWO), world.check, form)
    world.later()


def _refused(world: World) -> None:
    ws = world.ws
    for place in REFUSED:
        home = world.home(place)
        with refused("case.not-now"):
            case_decide.confirm(ws, world.actor(COUNTY_ONE), home, world.signing(COUNTY_ONE))
        with refused("case.not-delegated"):
            case_decide.refuse(ws, world.actor(COUNTY_ONE), home, world.signing(CLERK), "收入高于标准", "第二十三条")
        case_decide.refuse(
            ws, world.actor(COUNTY_ONE), home, world.signing(COUNTY_ONE), "家庭月人均收入高于低保标准",
            case_decide.USUAL_ARTICLE,
        )  # fmt: skip
        case_office.notify(ws, world.clerk, home, "1")
        world.later()


def _confirmed(world: World) -> None:
    """On 24 November all boards are over, the second ones too; who was found with a major difference waits."""
    world.go_to("2026-11-23")
    for place in (244, 250, 251):
        with refused("case.not-now"):
            case_decide.confirm(world.ws, world.actor(COUNTY_ONE), world.home(place), world.signing(COUNTY_ONE))
    world.go_to("2026-11-24")
    ready = [home for home in still(world) if world.plan(home).place not in REFUSED]
    for home in ready:
        if home == world.known["major"]:
            with refused("case.not-now"):
                case_decide.confirm(world.ws, world.actor(COUNTY_ONE), home, world.signing(COUNTY_ONE))
            continue
        case_decide.confirm(world.ws, world.actor(COUNTY_ONE), home, world.signing(COUNTY_ONE))
        world.later()
        case_office.notify(world.ws, world.clerk, home, "1")
    again = world.known["major"]
    world.known["looked_again"] = world.visit(again, other_pair(world, again), wage=1500)
    case_office.opine(world.ws, world.clerk, again, agree=True, text="")
    world.later()


def _results(world: World) -> None:
    world.go_to("2026-11-25")
    ws, clerk = world.ws, world.clerk
    for board in (*world.boards, *world.second):
        boards.take_down(ws, clerk, board)
    world.later()
    world.results = [hang(world, one.code, BoardKind.RESULT) for one in VILLAGES]
    world.standing = [hang(world, one.code, BoardKind.STANDING, date(2027, 5, 1)) for one in VILLAGES]
    world.boards.append(hang(world, world.plan(world.known["major"]).village))
    for home in world.confirmed():
        case_office.enter_payment(ws, clerk, home, "2026-12")
    world.go_to("2026-11-29")
    weeks.report(ws, clerk, TOWNSHIP.code, "2026-11-23", Said("个别户外出未遇", "何复核", next="补访"))
    assert cases.freshen(ws) > 0


def _month_over(world: World) -> None:
    """What begins to count on 1 December is entered before November is told: it is not November's."""
    world.go_to("2026-12-01")
    assert dynamic.bring_into_effect(world.ws, world.clerk).value == 2
    lists(world, "2026-12")
    found = bulletin.look(world.ws, world.clerk, TOWNSHIP.code, "2026-11")
    assert found.open == (), found.open
    bulletin.freeze(world.ws, world.clerk, TOWNSHIP.code, "2026-11", 0, {"problems": "个别村进度慢"})
