"""From an empty folder to two signatures, as a township lives it."""

from datetime import datetime
from pathlib import Path

from tests.services import f01
from tests.services.town import PEOPLE, PINS, Town
from villagevisit.domain.campaign import VisitState
from villagevisit.domain.clock import CHINA, FixedClock
from villagevisit.services import areas, audit_trail, campaign, form_shelf, people, setup, signoff, visit, visit_freeze
from villagevisit.services.workspace import Actor, Workspace

TABLE = "序号,统计用区划代码,名称\n1,999999000000,云溪县\n2,999999100000,清溪镇\n3,999999100201,红星村\n"
FORM = "household_verification"


def test_from_set_up_to_two_signatures(tmp_path: Path) -> None:
    (tmp_path / "codes.csv").write_text(TABLE, "gb18030")
    with Workspace.open(tmp_path / "home", FixedClock(datetime(2026, 11, 22, 8, 30, tzinfo=CHINA))) as ws:
        county, township, village = areas.read_csv(tmp_path / "codes.csv")
        setup.complete(ws, setup.SetupPlan(county, township, (village,), PEOPLE))
        form_shelf.install_shipped(ws)
        town = Town(ws, FixedClock(ws.clock.now()))
        for staff_no in ("001", "002"):
            people.set_pin(ws, town.officer(staff_no).id, PINS[staff_no])
        crew = Actor(tuple(people.sign_in(ws, town.officer(no).id, PINS[no]) for no in ("001", "002")))
        clerk = town.actor("005")
        household = town.family("0001")
        round_ = campaign.open_round(
            ws, clerk, code="2026阳光低保", name="集中复核", survey_kind="2", village_codes=(village.code,)
        ).value
        campaign.add_team(ws, clerk, round_.id, "第一组", [officer.id for officer in crew.officers])
        assert campaign.draw(ws, clerk, round_.id, "20261121-738216").value.assigned == 1
        (task,) = campaign.worklist(ws, round_.id, team_id=campaign.teams(ws, round_.id)[0].id)
        assert (task.household_id, task.state) == (household, VisitState.UNVISITED)

        form = visit.open_form(ws, crew, FORM, household_id=task.household_id, campaign_id=round_.id).value
        f01.fill(town, form)
        visit.save_draft(ws, form.draft_id, form.session.draft())
        frozen = visit_freeze.freeze(ws, crew, form.draft_id, form.session).value
        for place, officer in enumerate(signoff.candidates(ws, frozen.submission_id, 1), start=1):
            state = signoff.sign(ws, frozen.submission_id, officer.id, PINS[officer.staff_no], place).value
        assert state.complete
        assert signoff.verify(ws, frozen.submission_id)
        assert campaign.coverage(ws, round_.id).done == campaign.coverage(ws, round_.id).frame == 1
        assert campaign.worklist(ws, round_.id, states=campaign.NOT_DONE) == []
        assert audit_trail.first_broken(ws) is None
        actions = [row.action for row in reversed(audit_trail.rows(ws))]
        story = [
            "setup.completed",
            "campaign.opened",
            "campaign.drawn",
            "visit.opened",
            "visit.frozen",
            "signoff.signed",
        ]
        assert [action for action in dict.fromkeys(actions) if action in story] == story
