"""Three objections: others visit again, the village appraises with a tie and run-off, one is upheld; second boards."""

from datetime import date

from tests.e2e.procedure_november import hang
from tests.e2e.procedure_october import FILED, refused
from tests.e2e.procedure_world import COUNTY_ONE, TEAMS, World
from tests.services import appraisal_town, f01
from tests.services.town import RED_STAR, STONE
from villagevisit.domain.appraisal import Member
from villagevisit.domain.appraisal_meeting import Heard, Judged
from villagevisit.domain.publicity import BoardKind
from villagevisit.services import (
    appraisal,
    appraisal_close,
    appraisal_count,
    case_decide,
    case_office,
    objections,
    visit,
)
from villagevisit.services.appraisal import Plan, Present
from villagevisit.services.objections import Objected

UPHELD, KEPT = 244, (250, 251)
"""244 and 250 live in 红星村, 251 in 石桥村."""
MORE_WAGE = 2600
"""What the second pair finds that the head of 244 earns."""
COMPETING = (250, 252, 254)
"""Beside 244, which is voted on first, these three compete for two places."""
SEATS = 2


def disputes(world: World) -> None:
    _objected(world)
    _visited_again(world)
    _appraised(world)
    _settled(world)


def _objected(world: World) -> None:
    world.go_to("2026-11-14")
    red, stone = (str(one) for one in world.boards)
    for at, place in enumerate((UPHELD, *KEPT)):
        said = Objected(
            ("5", "3", "1")[at], "income", "在镇上打工，收入没有算全", (world.home(place),),
            stone if place == 251 else red, ("", "钱某", "")[at], ("", "13900001111", "")[at],
        )  # fmt: skip
        world.told[place] = objections.receive(world.ws, world.clerk, said).value.id
        world.later()
    with refused("case.not-now"):
        case_decide.confirm(world.ws, world.actor(COUNTY_ONE), world.home(UPHELD), world.signing(COUNTY_ONE))


def other_pair(world: World, home: str) -> tuple[str, str]:
    """The team after the one that visited first, and the one after that where kin is declared."""
    at = TEAMS.index(world.team_of[home])
    kin = {"001", "003"} if world.plan(home).place in FILED else set()
    return next(pair for pair in (*TEAMS[at + 1 :], *TEAMS[:at]) if not kin & set(pair))


def _visited_again(world: World) -> None:
    world.go_to("2026-11-16")
    for place in (UPHELD, *KEPT):
        home = world.home(place)
        with refused("recusal.same-pair"):
            visit.open_form(world.ws, world.actor(*world.team_of[home]), f01.FORM, household_id=home)
        with refused("objection.no-revisit"):
            settle(world, place, "keep")
        world.visit(home, other_pair(world, home), wage=MORE_WAGE if place == UPHELD else 0)


def _appraised(world: World) -> None:
    """24 on the panel, 19 there: 244 is rejected in the equal vote and competes; 252 and 254 tie at the border."""
    world.go_to("2026-11-17")
    ws, clerk, first = world.ws, world.clerk, world.home(UPHELD)
    homes = {first: "1", **{world.home(place): "2" for place in COMPETING}}
    plan = Plan(RED_STAR.code, "PY-2026-01", "2026-11-17", "红星村党群服务中心", "1", homes, SEATS)
    meeting = appraisal.call(ws, clerk, plan).value
    world.meeting = meeting
    kin = {9: {world.home(252): "侄子"}}
    panel = [Member(one.name, one.role, True, kin.get(at, {})) for at, one in enumerate(appraisal_town.people())]
    appraisal.set_panel(ws, clerk, meeting, panel)
    names = appraisal_town.NAMES
    here = Present(appraisal_town.HERE, names[0], "孙经办", "郑评三", policy_read=True)
    assert appraisal.sign_in(ws, clerk, meeting, here).value.ok
    vote(world, UPHELD, "y" * 12 + "n" * 7)
    vote(world, 250, "y" * 16 + "n" * 3)
    vote(world, 252, "y" * 10 + "n" * 7 + "v")
    vote(world, 254, "y" * 10 + "n" * 8 + "a")
    vote(world, UPHELD, "y" * 6 + "n" * 13)
    assert set(appraisal.get(ws, meeting).tied) == {world.home(252), world.home(254)}
    with refused("appraisal.not-counted"):
        announce(world, 252)
    vote(world, 252, "y" * 11 + "n" * 7)
    vote(world, 254, "y" * 8 + "n" * 11)
    for place in (UPHELD, *COMPETING):
        announce(world, place)
    for at in ("sign_in", "meeting", "ballots"):
        appraisal_close.attach(ws, clerk, meeting, at, f01.picture(), "photo")
    for at in ("chair", "recorder"):
        appraisal_close.attach(ws, clerk, meeting, at, f01.PAD, "signature")
    appraisal_close.close(ws, clerk, meeting, world.signing("021"), announced=True)
    world.later()


def vote(world: World, place: int, marks: str) -> None:
    ws, clerk, home, meeting = world.ws, world.clerk, world.home(place), world.meeting
    now = appraisal_count.tally(ws, clerk, meeting, home)
    appraisal_count.issue(ws, clerk, meeting, home, now.issued, len(marks))
    for mark in marks:
        appraisal_count.read(ws, clerk, meeting, home, mark)
    appraisal_count.close_round(ws, clerk, meeting, home)
    world.later()


def announce(world: World, place: int) -> None:
    heard = Heard("患病不能外出务工", "两人入户，收入与申报一致", "")
    appraisal_count.hear(world.ws, world.clerk, world.meeting, world.home(place), heard)
    appraisal_count.announce(world.ws, world.clerk, world.meeting, world.home(place), Judged("1", "", ""))


def settle(world: World, place: int, conclusion: str) -> None:
    objections.settle(
        world.ws, world.clerk, world.told[place], conclusion=conclusion,
        reason="打工收入应计入" if conclusion == "change" else "经两人复核，情况属实",
        feedback=world.clock.now().date(),
    )  # fmt: skip


def _settled(world: World) -> None:
    world.go_to("2026-11-18")
    for place in (UPHELD, *KEPT):
        settle(world, place, "change" if place == UPHELD else "keep")
        world.later()
        case_office.opine(world.ws, world.clerk, world.home(place), agree=True, text="")
        with refused("case.not-now"):
            case_decide.confirm(world.ws, world.actor(COUNTY_ONE), world.home(place), world.signing(COUNTY_ONE))
        world.later()
    world.second = [hang(world, one.code, BoardKind.REVIEWED) for one in (RED_STAR, STONE)]
    assert date(2026, 11, 18) == world.clock.now().date()

