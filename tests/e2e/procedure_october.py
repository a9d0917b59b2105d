"""October: who works here pledges, kin is declared, the round is drawn; two deaths and a stop with its hearing."""

from datetime import date
from decimal import Decimal

import pytest

from tests.e2e.procedure_world import CLERK, COUNTY_ONE, COUNTY_TWO, PEOPLE, TEAMS, VILLAGES, World
from tests.services import f01
from tests.services.town import TOWNSHIP, resident_id
from villagevisit.domain.benefit import CARRIED, Change, ChangeType, Reason, Standing
from villagevisit.domain.benefit_rules import LifeEvent
from villagevisit.domain.campaign import Campaign
from villagevisit.domain.errors import Refused
from villagevisit.domain.officer import Kin
from villagevisit.services import (
    attachments,
    bulletin,
    campaign,
    dynamic,
    dynamic_form,
    dynamic_lists,
    households,
    payments,
    people,
    pledges,
    visit,
    visit_freeze,
)
from villagevisit.services.dynamic import Proposal
from villagevisit.services.dynamic_lists import Report

DEAD_ALONE, DEAD_MEMBER, STOPPED = 4, 7, 11
"""Places of the households: 4 is one old man, of 7 a member dies, 11 is stopped after it was heard."""
FILED = (242, 247)
"""Applicants whose heads are declared kin of officers 001 and 003."""
ARTICLE = "民发〔2021〕57号第32条"


def refused(code: str) -> pytest.RaisesExc[Refused]:
    return pytest.RaisesExc(Refused, check=lambda error: error.code == code)


def october(world: World) -> None:
    _pledged_and_drawn(world)
    lists(world, "2026-10")
    _deaths(world)
    _stop(world)
    world.go_to("2026-10-30")
    persons = sum(one.persons for one in world.plans if not one.applies)
    bulletin.state_opening(world.ws, world.clerk, TOWNSHIP.code, "2026-10", (240, persons), "2026年9月发放表")
    world.go_to("2026-11-02")
    assert dynamic.bring_into_effect(world.ws, world.clerk).value == 3
    bulletin.freeze(world.ws, world.clerk, TOWNSHIP.code, "2026-10", 0)


def _pledged_and_drawn(world: World) -> None:
    ws, clerk = world.ws, world.clerk
    for at, (staff_no, place) in enumerate(zip(("001", "003"), FILED, strict=True)):
        kin = households.get(ws, world.home(place)).persons[0]
        people.declare_kin(ws, world.actor(staff_no), world.officer(staff_no).id, Kin(kin.name, kin.id_no, "46"[at]))
    round_: Campaign = campaign.open_round(
        ws, clerk, code="2026", name="集中复核", survey_kind="2", village_codes=[one.code for one in VILLAGES]
    ).value
    world.round = round_.id
    pledges.bind(ws, clerk, "2026-10-12")
    for one in PEOPLE:
        if one.staff_no != "012":
            pledge(world, one.staff_no)
    for at, pair in enumerate(TEAMS, start=1):
        ids = [world.officer(one).id for one in pair]
        if "012" in pair:
            with refused("pledge.missing"):
                campaign.add_team(ws, clerk, round_.id, f"第{at}组", ids)
            assert pledges.missing(ws) == 1
            pledge(world, "012")
        campaign.add_team(ws, clerk, round_.id, f"第{at}组", ids)
    drawn = campaign.draw(ws, clerk, round_.id, "20261012-6").value
    assert (drawn.assigned, drawn.unassignable) == (300, ())
    crew = {one.id: (one.officers[0].staff_no, one.officers[1].staff_no) for one in campaign.teams(ws, round_.id)}
    for item in campaign.worklist(ws, round_.id, limit=300):
        world.team_of[item.household_id] = crew[item.team_id]


def pledge(world: World, staff_no: str) -> None:
    """F04, by whoever pledges."""
    actor = world.actor(staff_no)
    form = visit.open_form(world.ws, actor, "pledge").value
    answers = {
        "p_id_no": resident_id(f"99999919880808{staff_no}"), "p_role": "6", "p_unit": "清溪镇人民政府",
        "p_post": "干事", "p_has_kin": "0",
        "p_published": "0", "p_valid_to": "2027-10-12", "p_sign": world.pad(form.draft_id),
    }  # fmt: skip
    for leaf, value in answers.items():
        form.session.answer(f"/data/{leaf}", value)
    frozen = visit_freeze.freeze(world.ws, actor, form.draft_id, form.session).value
    world.sign(frozen.submission_id, staff_no)


def lists(world: World, month: str) -> None:
    for village in VILLAGES:
        payments.freeze(world.ws, world.clerk, month, village.code)


def report(world: World, place: int, member: int, day: str) -> str:
    """Somebody of a household died; the id of the report."""
    home = world.home(place)
    said = Report(home, LifeEvent.DEATH, date.fromisoformat(day), world.person(home, member))
    return dynamic_lists.report(world.ws, world.clerk, said).value.thing


def _deaths(world: World) -> None:
    world.go_to("2026-10-14")
    alone, member = report(world, DEAD_ALONE, 1, "2026-10-11"), report(world, DEAD_MEMBER, 2, "2026-10-13")
    assert {one.id for one in dynamic_lists.waiting(world.ws)} == {alone, member}
    world.go_to("2026-10-16")
    home = world.home(DEAD_MEMBER)
    world.known["recheck"] = recheck = world.visit(home, world.team_of[home], without=2)
    paid = Decimal(world.result(recheck)["printed_supplement"])
    world.go_to("2026-10-20")
    carried(world, propose(world, DEAD_ALONE, ChangeType.STOP, Reason.DEATH, Standing(), alone))
    lives_on = Standing(world.plan(home).category, world.plan(home).persons - 1, paid)
    kind = ChangeType.LEAVE
    carried(world, propose(world, DEAD_MEMBER, kind, Reason.DEATH, lives_on, member, (world.person(home, 2),)))
    assert len(dynamic_lists.waiting(world.ws)) == 2, "nothing is settled before it counts"


def propose(
    world: World, place: int, kind: ChangeType, reason: Reason, new: Standing, because: str = "",
    whom: tuple[str, ...] = (),
) -> Change:  # fmt: skip
    wanted = Proposal(world.home(place), kind, reason, ARTICLE, "核实后情况变化", new, whom, because=because)
    return dynamic.propose(world.ws, world.clerk, wanted).value


def carried(world: World, one: Change) -> Change:
    """Heard, signed by two, decided by the county, served."""
    form_19(world, one)
    dynamic.decide(world.ws, world.actor(COUNTY_TWO), one.id, CARRIED)
    world.later()
    done = dynamic.notify(world.ws, world.clerk, one.id, world.clock.now().date(), "直接送达").value
    world.later()
    return done


def form_19(world: World, one: Change, *, heard: bool = True) -> str:
    """F19 filled in and signed by the clerk and the county; its id."""
    opened = dynamic_form.open_form(world.ws, world.clerk, one).value
    session, day = opened.session, world.clock.now().date().isoformat()
    if one.cuts and heard:
        said = {"mode": "1", "date": day, "opinion": "同意，但希望缓两个月", "response": "渐退期另行研究"}
        for leaf, value in said.items():
            session.answer(f"/data/g_hear/hear_{leaf}", value)
    session.answer("/data/sign_town", attachments.attach(world.ws, opened.draft_id, f01.picture(), "photo").value)
    frozen = visit_freeze.freeze(world.ws, world.clerk, opened.draft_id, session).value.submission_id
    world.sign(frozen, CLERK, COUNTY_ONE)
    return frozen


def _stop(world: World) -> None:
    """Without the record of a hearing nothing is decided, and not even the form can be frozen (Law Art. 48)."""
    world.go_to("2026-10-22")
    home = world.home(STOPPED)
    world.visit(home, world.team_of[home])
    one = propose(world, STOPPED, ChangeType.STOP, Reason.INCOME, Standing())
    with refused("change.form-missing"):
        dynamic.decide(world.ws, world.actor(COUNTY_TWO), one.id, CARRIED)
    with refused("visit.has-problems"):
        form_19(world, one, heard=False)
    world.known["stop"] = carried(world, one).id
