"""A visit from the worklist to the frozen record: presets, figures, outcomes, corrections."""

import hashlib
import random
from decimal import Decimal
from xml.etree import ElementTree as ET

import pytest

from tests.services import f01
from tests.services.f01 import begin
from tests.services.town import HEAD_OF_0001, Town, opened, signed_visit, team
from villagevisit.domain.campaign import VisitState
from villagevisit.domain.errors import Refused
from villagevisit.domain.officer import Kin
from villagevisit.domain.policy import PolicyEntry
from villagevisit.domain.rounding import to_fen
from villagevisit.services import (
    attachments,
    audit_trail,
    campaign,
    people,
    policy,
    visit,
    visit_freeze,
    visit_lookup,
    visit_result,
)
from villagevisit.wording import t


class TestOpening:
    def test_filled_in_from_the_roster(self, town: Town) -> None:
        household = town.family()
        round_ = opened(town)
        form = begin(town, household, round_.id)
        value = form.session.value
        assert value("/data/g_meta/village_name") == "红星村"
        assert value("/data/g_meta/campaign_code") == "2026"
        assert value("/data/g_meta/survey_kind") == "2"
        assert [value(f"/data/g_meta/investigator{n}_id") for n in (1, 2)] == ["001", "002"]
        assert form.session.node("/data/member").count == 3
        assert value("/data/member[2]/m_name") == "王秀英"
        assert value("/data/member[3]/m_relation") == "20"
        assert value("/data/member[3]/m_id_no").startswith("99999920120303")
        assert value("/data/g_house/assist_amount_now") == "954.58"
        assert form.previous_on == ""
        assert form.previous["/data/g_house/head_name"] == "张三丰"
        item = campaign.item(town.ws, round_.id, household)
        assert item is not None
        assert (item.state, item.draft_id) == (VisitState.DRAFT, form.draft_id)

    def test_one_draft_per_household_form_and_round(self, town: Town) -> None:
        household = town.family()
        first = begin(town, household)
        first.session.answer("/data/g_meta/noncontact_note", "x")
        first.session.answer("/data/g_meta/visit_result", "2")
        visit.save_draft(town.ws, first.draft_id, first.session.draft())
        again = begin(town, household)
        assert again.resumed
        assert again.draft_id == first.draft_id
        assert again.session.value("/data/g_meta/visit_result") == "2"
        assert [one.household_id for one in visit.drafts(town.ws)] == [household]

    def test_kin_and_own_cadres_and_single_people_are_refused(self, town: Town) -> None:
        household = town.family()
        people.declare_kin(town.ws, town.actor("001"), town.officer("001").id, Kin("张三丰", HEAD_OF_0001, "2"))
        for staff, code in (
            (("001", "002"), "recusal.kin"),
            (("003", "004"), "recusal.own-village-alone"),
            (("002",), "recusal.too-few"),
            (("005",), "recusal.too-few"),
            (("006",), "visit.form-not-for-role"),
        ):
            with pytest.raises(Refused) as refused:
                begin(town, household, "", *staff)
            assert refused.value.code == code
        assert visit.drafts(town.ws) == []

    def test_one_of_a_team_brings_the_team(self, town: Town) -> None:
        household = town.family()
        round_ = opened(town)
        crew = team(town, round_, "第一组", "001", "002", "003")
        campaign.assign(town.ws, town.actor("005"), round_.id, [household], crew.id)
        form = begin(town, household, round_.id, "002")
        named = [form.session.value(f"/data/g_meta/investigator{n}_id") for n in (1, 2, 3)]
        assert named == ["002", "001", "003"]

    def test_only_the_frame_belongs_to_the_round_and_an_ended_round_takes_nobody(self, town: Town) -> None:
        inside = town.family("0001")
        round_ = opened(town)
        outside = town.family("0002")
        assert begin(town, outside, round_.id).session.value("/data/g_meta/campaign_code") == ""
        campaign.close(town.ws, town.actor("005"), round_.id)
        assert campaign.current(town.ws) is None
        with pytest.raises(Refused, match=r"campaign\.over"):
            begin(town, inside, round_.id)

    def test_health_forms_belong_to_the_doctor(self, town: Town) -> None:
        household = town.family()
        town.agreed(household)
        person = town.person(household, 1)
        with pytest.raises(Refused, match=r"visit\.form-not-for-role"):
            visit.open_form(town.ws, town.actor("001"), "htn_followup", household_id=household, person_id=person)
        form = visit.open_form(town.ws, town.actor("006"), "htn_followup", person_id=person).value
        assert form.session.value("/data/fu_age") == "56"
        record = visit.open_form(town.ws, town.actor("006"), "ehr_basic_info", person_id=person).value
        assert record.session.value("/data/g_cover/ehr_name") == "张三丰"
        with pytest.raises(Refused, match=r"visit\.person-unknown"):
            visit.open_form(town.ws, town.actor("006"), "htn_followup", person_id="nobody")


class TestSuggestion:
    def test_e1_agrees_with_the_form_to_the_fen(self, town: Town) -> None:
        form = begin(town)
        assert not visit_result.suggest(town.ws, form.session).printed_supplement
        f01.fill(town, form)
        found = visit_result.suggest(town.ws, form.session)
        assert (found.counted_members, found.net_year) == (3, Decimal("10145.00"))
        assert found.printed_supplement == Decimal(955)
        amounts = {line.key: line.amount for line in found.lines}
        for key, ref in (
            ("gross", "t_gross"), ("work_cost", "t_workcost"), ("rigid", "t_rigid"), ("net", "t_net"),
            ("per_capita", "pc_month"), ("topup", "gap_hh"),
        ):  # fmt: skip
            assert amounts[f"suggestion.line.{key}"] == Decimal(form.session.value(f"/data/g_calc/{ref}"))
        assert [t(line.formula, **line.inputs) for line in found.lines][-1] == "954.58，不足一元进到一元"

    def test_obligors_and_flags_agree_with_the_form(self, town: Town) -> None:
        form = begin(town)
        f01.fill(town, form, has_obligor="1", has_fin="1", kin_flag="1", kin_detail="x")
        son = {
            "o_name": "张大宝", "o_relation": "20", "o_consent": "1", "o_size": "3", "o_income_month": "9000",
            "o_supported": "2", "o_supported_here": "2", "o_no_capacity": "0",
        }  # fmt: skip
        for leaf, value in son.items():
            form.session.answer(f"/data/obligor[1]/{leaf}", value)
        form.session.answer("/data/g_asset/fin[1]/f_amount", "43200.01")
        form.session.answer("/data/income[1]/inc_declared", "8000")
        found = visit_result.suggest(town.ws, form.session)
        assert found.net_year == Decimal(form.session.value("/data/g_calc/t_net"))
        assert found.gross_year == Decimal("45725.00")
        assert set(found.flags) == {
            "suggestion.flag.financial", "suggestion.flag.kin", "suggestion.flag.declared-differs",
        }  # fmt: skip

    def test_panel_and_form_agree_whatever_is_answered(self, town: Town) -> None:
        form = begin(town)
        f01.fill(town, form)
        dice = random.Random(20261122)
        for _ in range(40):
            for leaf in ("inc_price", "inc_qty"):
                form.session.answer(f"/data/income[1]/{leaf}", f"{dice.randrange(0, 500000) / 100:.2f}")
            for leaf in ("inc_gross_in", "inc_cost"):
                form.session.answer(f"/data/income[2]/{leaf}", f"{dice.randrange(0, 900000) / 100:.2f}")
            gross = dice.randrange(0, 3000000)
            form.session.answer("/data/expense[1]/exp_gross", f"{gross / 100:.2f}")
            form.session.answer("/data/expense[1]/exp_reimb", f"{dice.randrange(0, gross + 1) / 100:.2f}")
            form.session.answer("/data/expense[1]/exp_cat", dice.choice("12345"))
            form.session.answer("/data/member[3]/m_live", dice.choice("01"))
            form.session.answer("/data/member[2]/m_prison", dice.choice("01"))
            form.session.answer("/data/g_house/hukou_type", dice.choice("123"))
            found = visit_result.suggest(town.ws, form.session)
            value = form.session.value
            assert found.counted_members == int(value("/data/hh_counted"))
            assert found.net_year == Decimal(value("/data/g_calc/t_net"))
            assert found.gross_year == to_fen(Decimal(value("/data/g_calc/t_gross")))
            assert to_fen(found.per_capita_month) == Decimal(value("/data/g_calc/pc_month"))
            assert to_fen(found.supplement_month) == Decimal(value("/data/g_calc/gap_hh"))
            assert found.standard_month == Decimal(value("/data/g_calc/std_month"))

    def test_a_parameter_that_the_form_does_not_know_shows(self, town: Town) -> None:
        policy.set_value(town.ws, town.actor("005"), PolicyEntry("work_cost_cap_month", "50", "2026-01-01"))
        form = begin(town)
        f01.fill(town, form)
        found = visit_result.suggest(town.ws, form.session)
        differs = found.net_year != Decimal(form.session.value("/data/g_calc/t_net"))
        assert found.net_year == Decimal("10625.00")
        assert ("suggestion.flag.form-differs" in found.flags) is differs

    def test_an_old_case_keeps_its_old_standard(self, town: Town) -> None:
        form = begin(town)
        f01.fill(town, form)
        policy.set_value(town.ws, town.actor("005"), PolicyEntry("dibao_std_month_rural", "700", "2026-12-01"))
        visit.save_draft(town.ws, form.draft_id, form.session.draft())
        town.clock.advance(days=12)
        again = begin(town, visit.drafts(town.ws)[0].household_id)
        assert visit_result.suggest(town.ws, again.session).standard_month == 600
        assert again.session.value("/data/g_calc/std_month") == "600"


class TestFreezing:
    def test_all_problems_at_once_and_nothing_lost(self, town: Town) -> None:
        form = begin(town)
        form.session.answer("/data/g_meta/visit_result", "1")
        with pytest.raises(Refused) as refused:
            visit_freeze.freeze(town.ws, town.actor("001", "002"), form.draft_id, form.session)
        assert refused.value.code == "visit.has-problems"
        assert refused.value.params["count"] == len(form.session.problems()) > 1
        assert len(visit.drafts(town.ws)) == 1

    def test_the_record_is_the_canonical_bytes(self, town: Town) -> None:
        household = town.family()
        round_ = opened(town)
        form = begin(town, household, round_.id)
        f01.fill(town, form)
        spare = attachments.attach(town.ws, form.draft_id, f01.picture("blue"), "photo").value
        digest = hashlib.sha256(attachments.attachment_bytes(town.ws, form.draft_id, spare)).hexdigest()
        spare_path = attachments.path_of(town.ws, digest)
        assert spare_path.exists()
        frozen = visit_freeze.freeze(town.ws, town.actor("001", "002"), form.draft_id, form.session).value
        kept = visit_lookup.submission(town.ws, frozen.submission_id)
        assert hashlib.sha256(kept.body).hexdigest() == frozen.digest == kept.row.digest
        assert frozen.signatures_needed == 2
        assert not kept.row.complete
        assert kept.row.result["printed_supplement"] == "955.00"
        assert kept.row.result["category"] == "dibao"
        assert kept.policy["dibao_std_month_rural"] == "600"
        assert kept.row.sending == ""
        door = ET.fromstring(kept.body).findtext("g_meta/door_photo")
        assert door
        assert attachments.attachment_bytes(town.ws, frozen.submission_id, door)
        assert not spare_path.exists(), "a photo that no answer names is not kept"
        assert visit.drafts(town.ws) == []
        assert campaign.counts(town.ws, round_.id)[VisitState.FROZEN] == 1
        assert [row.id for row in visit_lookup.waiting_for_signature(town.ws, round_.id)] == [frozen.submission_id]
        with pytest.raises(Refused, match=r"visit\.draft-gone"):
            visit_freeze.freeze(town.ws, town.actor("001", "002"), form.draft_id, form.session)
        with pytest.raises(Refused, match=r"visit\.already-done"):
            begin(town, household, round_.id)

    def test_the_two_named_must_be_two_who_may(self, town: Town) -> None:
        form = begin(town)
        f01.fill(town, form)
        for staff_no, code in (("003", ""), ("999", "visit.not-named"), ("005", "visit.not-named")):
            form.session.answer("/data/g_meta/investigator2_id", staff_no)
            if code:
                with pytest.raises(Refused, match=code.replace(".", r"\.")):
                    visit_freeze.freeze(town.ws, town.actor("001", "002"), form.draft_id, form.session)
        form.session.answer("/data/g_meta/investigator1_id", "004")
        form.session.answer("/data/g_meta/investigator2_id", "003")
        with pytest.raises(Refused, match=r"recusal\.own-village-alone"):
            visit_freeze.freeze(town.ws, town.actor("001", "002"), form.draft_id, form.session)

    def test_a_member_new_since_the_roster_counts_for_recusal(self, town: Town) -> None:
        form = begin(town)
        f01.fill(town, form)
        people.declare_kin(town.ws, town.actor("001"), town.officer("001").id, Kin("新", "999999195511150029", "2"))
        form.session.add("/data/member")
        for leaf, value in {
            "m_name": "新人", "m_relation": "50", "m_id_type": "01", "m_id_no": "999999195511150029", **f01.MEMBER,
        }.items():  # fmt: skip
            form.session.answer(f"/data/member[4]/{leaf}", value)
        assert not form.session.problems()
        with pytest.raises(Refused, match=r"recusal\.kin"):
            visit_freeze.freeze(town.ws, town.actor("001", "002"), form.draft_id, form.session)

    def test_a_lost_photo_stops_the_freeze(self, town: Town) -> None:
        form = begin(town)
        f01.fill(town, form)
        form.session.answer("/data/g_meta/door_photo", "photo-0123456789abcdef.jpg")
        with pytest.raises(Refused, match=r"visit\.attachment-missing"):
            visit_freeze.freeze(town.ws, town.actor("001", "002"), form.draft_id, form.session)


class TestOutcomes:
    def attempt(self, town: Town, round_id: str, household: str, result: str, **more: str) -> str:
        form = begin(town, household, round_id)
        photo = attachments.attach(town.ws, form.draft_id, f01.picture(), "photo").value
        answers = {"visit_result": result, "door_photo": photo, **more}
        for leaf, value in answers.items():
            form.session.answer(f"/data/g_meta/{leaf}", value)
        return visit_freeze.freeze(town.ws, town.actor("001", "002"), form.draft_id, form.session).value.submission_id

    @pytest.mark.parametrize("result", ["3", "4", "5"])
    def test_nobody_met_means_visiting_again(self, town: Town, result: str) -> None:
        household = town.family()
        round_ = opened(town)
        more = {"revisit_date": "2026-11-25"} if result in "34" else {}
        submission_id = self.attempt(town, round_.id, household, result, **more)
        row = visit_lookup.submission(town.ws, submission_id).row
        assert (row.signatures_needed, row.complete, row.sending) == (0, True, "due")
        item = campaign.item(town.ws, round_.id, household)
        assert item is not None
        assert (item.state, item.revisit_on) == (VisitState.REVISIT, more.get("revisit_date", ""))
        second = begin(town, household, round_.id)
        assert not second.resumed
        f01.fill(town, second)
        visit_freeze.freeze(town.ws, town.actor("001", "002"), second.draft_id, second.session)
        assert campaign.counts(town.ws, round_.id)[VisitState.FROZEN] == 1
        assert len(visit_lookup.history(town.ws, household)) == 2

    def test_by_phone_needs_no_door_but_a_note(self, town: Town) -> None:
        form = begin(town)
        f01.fill(town, form, visit_result="2", noncontact_note="13800000000")
        form.session.answer("/data/g_meta/noncontact_note", "视频 13800000000")
        frozen = visit_freeze.freeze(town.ws, town.actor("001", "002"), form.draft_id, form.session).value
        assert frozen.signatures_needed == 2

    def test_consent_refused_is_an_attempt(self, town: Town) -> None:
        form = begin(town)
        photo = attachments.attach(town.ws, form.draft_id, f01.picture(), "photo").value
        answers = {"/data/g_meta/survey_kind": "1", **f01.VISIT, "/data/g_meta/door_photo": photo, **f01.CONSENT}
        for ref, value in answers.items():
            form.session.answer(ref, "0" if ref.endswith("consent_general") else value)
        for leaf, value in {"n_code": "N1", **f01.NEIGHBOUR}.items():
            form.session.answer(f"/data/neighbour[1]/{leaf}", value)
        assert not form.session.problems()
        frozen = visit_freeze.freeze(town.ws, town.actor("001", "002"), form.draft_id, form.session).value
        assert frozen.signatures_needed == 0
        assert visit_lookup.submission(town.ws, frozen.submission_id).row.result["final"] == "0"

    @pytest.mark.parametrize(
        ("result", "members", "state"), [("6", 3, "moved"), ("7", 1, "deceased"), ("7", 3, "active")]
    )
    def test_moved_and_deceased_leave_the_register_when_both_have_signed(
        self, town: Town, result: str, members: int, state: str
    ) -> None:
        town.with_pins()
        household = town.family() if members == 3 else town.household("0001", ("独居", "02", HEAD_OF_0001))
        round_ = opened(town)
        submission_id = self.attempt(town, round_.id, household, result)
        assert town.household_state(household) == "active"
        signed_visit(town, submission_id)
        assert town.household_state(household) == state
        assert campaign.coverage(town.ws, round_.id).done == 1
        recheck = visit_lookup.submission(town.ws, submission_id).row.result["recheck_by"]
        assert bool(recheck) is (state == "active")


class TestCorrection:
    def test_a_new_version_with_a_reason(self, town: Town) -> None:
        town.with_pins()
        household = town.family()
        round_ = opened(town)
        form = begin(town, household, round_.id)
        f01.fill(town, form)
        first = visit_freeze.freeze(town.ws, town.actor("001", "002"), form.draft_id, form.session).value.submission_id
        signed_visit(town, first)
        with pytest.raises(Refused, match=r"visit\.no-reason"):
            visit.correct(town.ws, town.actor("001", "002"), first, "  ")
        town.clock.advance(days=1)
        again = visit.correct(town.ws, town.actor("001", "002"), first, "工资少记两个月").value
        assert again.previous["/data/income[1]/inc_qty"] == "6"
        assert campaign.counts(town.ws, round_.id)[VisitState.SIGNED] == 1, "still done while it is being corrected"
        again.session.answer("/data/income[1]/inc_qty", "8")
        team = town.actor("001", "002")
        second = visit_freeze.freeze(town.ws, team, again.draft_id, again.session).value.submission_id
        assert second != first
        kept = visit_lookup.submission(town.ws, second)
        assert (kept.row.replaces, kept.row.reason) == (first, "工资少记两个月")
        assert first.encode() in kept.body, "the form names what it replaces"
        old = visit_lookup.submission(town.ws, first).row
        assert (old.replaced_by, len(old.signed)) == (second, 2)
        assert campaign.counts(town.ws, round_.id)[VisitState.FROZEN] == 1
        with pytest.raises(Refused, match=r"visit\.already-replaced"):
            visit.correct(town.ws, town.actor("001", "002"), first, "x")
        signed_visit(town, second)
        assert audit_trail.first_broken(town.ws) is None

    def test_last_years_answers_stand_beside_and_members_are_found_again(self, town: Town) -> None:
        town.with_pins()
        household = town.family()
        form = begin(town, household)
        f01.fill(town, form)
        first = visit_freeze.freeze(town.ws, town.actor("001", "002"), form.draft_id, form.session).value.submission_id
        signed_visit(town, first)
        town.clock.advance(days=365)
        with town.ws.store.transaction() as db:
            db.execute("UPDATE person SET position = 9 WHERE household_id = ? AND position = 2", [household])
        round_ = opened(town)
        again = begin(town, household, round_.id)
        assert again.previous_on == "2026-11-22"
        assert again.session.value("/data/member[3]/m_name") == "王秀英"
        assert again.previous["/data/member[3]/m_name"] == "王秀英"
        assert again.previous["/data/member[2]/m_study"] == "2"
        assert again.previous["/data/income[1]/inc_price"] == "1800"


def test_a_pledge_is_signed_by_who_made_it(town: Town) -> None:
    form = visit.open_form(town.ws, town.actor("001"), "pledge").value
    assert form.session.value("/data/p_name") == "李芳"
    assert form.session.value("/data/p_valid_to") == "2027-11-22"
    assert visit.drafts(town.ws)[0].person_id == town.officer("001").id
