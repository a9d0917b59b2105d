"""Rounds: nobody left out, two to a team, hard rules with reasons, a draw that anybody can repeat."""

import pytest

from tests.services.town import HEAD_OF_0001, RED_STAR, STONE, Town, opened, team
from villagevisit.domain.campaign import VisitState
from villagevisit.domain.errors import Refused
from villagevisit.domain.officer import Kin
from villagevisit.services import audit_trail, campaign, people
from villagevisit.store import campaigns as rows


class TestFrame:
    def test_every_active_household_and_only_those(self, town: Town) -> None:
        for number in ("0001", "0002", "0010"):
            town.family(number)
        elsewhere = town.family("0004", STONE)
        gone = town.family("0005")
        with town.ws.store.transaction() as db:
            db.execute("UPDATE household SET state = 'moved' WHERE id = ?", [gone])
        round_ = opened(town, RED_STAR.code)
        assert round_.frame_size == 3
        assert campaign.current(town.ws) == round_
        listed = campaign.worklist(town.ws, round_.id)
        assert [item.household_no for item in listed] == ["0001", "0002", "0010"]
        assert elsewhere not in {item.household_id for item in listed}
        town.family("0006")
        assert campaign.get(town.ws, round_.id).frame_size == 3, "the frame is frozen"

    @pytest.mark.parametrize(
        ("changed", "code"),
        [
            ({"code": " "}, "campaign.no-code"),
            ({"name": ""}, "campaign.no-name"),
            ({"survey_kind": "9"}, "campaign.bad-kind"),
            ({"village_codes": ()}, "campaign.no-village"),
            ({"village_codes": ("999999100299",)}, "campaign.no-village"),
            ({"village_codes": (STONE.code,)}, "campaign.empty-frame"),
        ],
    )
    def test_what_makes_no_round(self, town: Town, changed: dict[str, str], code: str) -> None:
        town.family()
        plan = {"code": "2026", "name": "集中复核", "survey_kind": "2", "village_codes": (RED_STAR.code,), **changed}
        with pytest.raises(Refused) as refused:
            campaign.open_round(town.ws, town.actor("005"), **plan)
        assert refused.value.code == code
        assert campaign.rounds(town.ws) == ()

    def test_an_investigator_opens_no_round(self, town: Town) -> None:
        with pytest.raises(Refused, match=r"actor\.role"):
            campaign.open_round(
                town.ws, town.actor("001"), code="1", name="n", survey_kind="2", village_codes=(RED_STAR.code,)
            )


class TestTeams:
    def test_two_different_investigators_at_least(self, town: Town) -> None:
        town.family()
        round_ = opened(town)
        me = town.officer("001").id
        for ids, code in (
            ([me], "campaign.team-too-small"),
            ([me, me], "campaign.team-too-small"),
            ([me, town.officer("005").id], "campaign.not-investigator"),
        ):
            with pytest.raises(Refused) as refused:
                campaign.add_team(town.ws, town.actor("005"), round_.id, "一组", ids)
            assert refused.value.code == code
        made = team(town, round_, "第一组", "001", "002")
        assert campaign.teams(town.ws, round_.id) == (made,)
        with pytest.raises(Refused, match=r"campaign\.team-name-used"):
            team(town, round_, "第一组", "001", "003")

    def test_assignment_refuses_kin_and_own_cadres_with_the_reason(self, town: Town) -> None:
        mine, other = town.family("0001"), town.family("0002")
        people.declare_kin(town.ws, town.actor("001"), town.officer("001").id, Kin("张三丰", HEAD_OF_0001, "2"))
        round_ = opened(town)
        first, own = team(town, round_, "第一组", "001", "002"), team(town, round_, "村干组", "003", "004")
        done = campaign.assign(town.ws, town.actor("005"), round_.id, [mine, other], first.id).value
        assert done.assigned == 1
        assert [(one.household_id, one.code, one.head_name) for one in done.refused] == [
            (mine, "recusal.kin", "张三丰")
        ]
        done = campaign.assign(town.ws, town.actor("005"), round_.id, [mine], own.id).value
        assert [one.code for one in done.refused] == ["recusal.own-village-alone"]
        mixed = team(town, round_, "混编组", "002", "003")
        assert campaign.assign(town.ws, town.actor("005"), round_.id, [mine], mixed.id).value.assigned == 1


class TestDraw:
    def test_repeatable_balanced_and_kept(self, town: Town) -> None:
        households = [town.family(f"{number:04d}") for number in range(1, 22)]
        people.declare_kin(town.ws, town.actor("001"), town.officer("001").id, Kin("张三丰", HEAD_OF_0001, "2"))
        round_ = opened(town)
        teams = [team(town, round_, "甲", "001", "002"), team(town, round_, "乙", "002", "003")]
        result = campaign.draw(town.ws, town.actor("005"), round_.id, "20261121-738216").value
        assert (result.assigned, result.unassignable) == (21, ())
        given = {row.household_id: row.team_id for row in rows.frame(town.ws.store.reader(), round_.id)}
        assert given[households[0]] == teams[1].id
        sizes = [list(given.values()).count(one.id) for one in teams]
        assert abs(sizes[0] - sizes[1]) <= 1
        kept = campaign.draws(town.ws, round_.id)[0]
        assert (kept.id, kept.seed, kept.given) == (result.id, "20261121-738216", given)
        assert [(one.name, one.load) for one in kept.teams] == [("甲", 0), ("乙", 0)]
        assert kept.drawn_by == town.officer("005").id
        with town.ws.store.transaction() as db:
            db.execute("UPDATE frame SET team_id = ''")
        campaign.draw(town.ws, town.actor("005"), round_.id, "20261121-738216")
        assert {row.household_id: row.team_id for row in rows.frame(town.ws.store.reader(), round_.id)} == given

    def test_households_that_no_team_may_take_are_listed(self, town: Town) -> None:
        household = town.family()
        round_ = opened(town)
        with pytest.raises(Refused, match=r"campaign\.no-team"):
            campaign.draw(town.ws, town.actor("005"), round_.id, "1")
        team(town, round_, "村干组", "003", "004")
        with pytest.raises(Refused, match=r"campaign\.no-seed"):
            campaign.draw(town.ws, town.actor("005"), round_.id, " ")
        result = campaign.draw(town.ws, town.actor("005"), round_.id, "1").value
        assert [one.household_id for one in result.unassignable] == [household]
        assert [one.code for one in result.refused] == ["recusal.own-village-alone"]


class TestCoverage:
    def test_done_divided_by_frame_for_village_township_and_team(self, town: Town) -> None:
        households = [town.family(f"{number:04d}") for number in range(1, 5)]
        town.family("0009", STONE)
        round_ = opened(town)
        first = team(town, round_, "第一组", "001", "002")
        campaign.assign(town.ws, town.actor("005"), round_.id, households, first.id)
        with town.ws.store.transaction() as db:
            for household, state in zip(
                households, (VisitState.SIGNED, VisitState.RECEIVED, VisitState.REVISIT, VisitState.FROZEN), strict=True
            ):
                rows.set_state(db, round_.id, household, state, "2026-11-25" if state == VisitState.REVISIT else "")
        coverage = campaign.coverage(town.ws, round_.id)
        assert (coverage.done, coverage.frame) == (2, 5)
        assert [(one.name, one.done, one.frame) for one in coverage.by_village] == [("红星村", 2, 4), ("石桥村", 0, 1)]
        assert [(one.name, one.done, one.frame) for one in coverage.by_township] == [("清溪镇", 2, 5)]
        assert [(one.name, one.done, one.frame) for one in coverage.by_team] == [("第一组", 2, 4), ("", 0, 1)]
        assert campaign.counts(town.ws, round_.id, first.id)[VisitState.REVISIT] == 1
        assert sum(campaign.counts(town.ws, round_.id).values()) == 5
        unvisited = campaign.worklist(town.ws, round_.id, states=campaign.NOT_DONE)
        assert [(one.household_no, one.revisit_on) for one in unvisited] == [("0003", "2026-11-25"), ("0009", "")]
        assert [one.household_no for one in campaign.worklist(town.ws, round_.id, team_id="")] == ["0009"]
        assert [one.household_no for one in campaign.worklist(town.ws, round_.id, limit=2, offset=1)] == [
            "0002",
            "0003",
        ]
        assert audit_trail.first_broken(town.ws) is None
