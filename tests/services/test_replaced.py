"""A record that a correction replaced: nobody signs it any more, and it no longer finishes its household."""

from datetime import datetime

import pytest

from tests.services import f01
from tests.services.town import PINS, RED_STAR, Town, opened, signed_visit
from villagevisit.domain.campaign import VisitState
from villagevisit.domain.clock import CHINA
from villagevisit.domain.errors import Refused
from villagevisit.services import (
    audit_trail,
    campaign,
    dynamic_lists,
    households,
    signoff,
    signoff_summary,
    visit,
    visit_freeze,
)
from villagevisit.store import appraisals, visits

FORM = "household_verification"


def test_nobody_signs_what_was_replaced(town: Town) -> None:
    town.with_pins()
    crew = town.actor("001", "002")
    form = visit.open_form(town.ws, crew, FORM, household_id=town.family()).value
    f01.fill(town, form)
    first = visit_freeze.freeze(town.ws, crew, form.draft_id, form.session).value
    again = visit.correct(town.ws, crew, first.submission_id, "数字有误").value
    visit_freeze.freeze(town.ws, crew, again.draft_id, again.session)
    assert signoff.candidates(town.ws, first.submission_id, 1) == ()
    with pytest.raises(Refused, match=r"visit\.already-replaced"):
        signoff.sign(town.ws, first.submission_id, town.officer("001").id, PINS["001"], 1)


def test_corrected_to_nobody_at_home_the_household_can_be_visited_again(town: Town) -> None:
    town.with_pins()
    crew = town.actor("001", "002")
    household = town.family()
    round_ = opened(town)
    form = visit.open_form(town.ws, crew, FORM, household_id=household, campaign_id=round_.id).value
    f01.fill(town, form)
    first = visit_freeze.freeze(town.ws, crew, form.draft_id, form.session).value
    signed_visit(town, first.submission_id)
    again = visit.correct(town.ws, crew, first.submission_id, "其实没人在家").value
    again.session.answer("/data/g_meta/visit_result", "3")
    visit_freeze.freeze(town.ws, crew, again.draft_id, again.session)
    reopened = visit.open_form(town.ws, crew, FORM, household_id=household, campaign_id=round_.id).value
    assert not reopened.resumed


def test_correcting_an_old_attempt_does_not_undo_the_visit_that_stands(town: Town) -> None:
    town.with_pins()
    crew = town.actor("001", "002")
    household = town.family()
    round_ = opened(town)

    def frozen(result: str) -> str:
        form = visit.open_form(town.ws, crew, FORM, household_id=household, campaign_id=round_.id).value
        f01.fill(town, form)
        if result != "1":
            form.session.answer("/data/g_meta/visit_result", result)
        return visit_freeze.freeze(town.ws, crew, form.draft_id, form.session).value.submission_id

    attempt = frozen("3")
    signed_visit(town, frozen("1"))
    again = visit.correct(town.ws, crew, attempt, "门牌照片拍错了").value
    visit_freeze.freeze(town.ws, crew, again.draft_id, again.session)
    assert campaign.counts(town.ws, round_.id)[VisitState.SIGNED] == 1


def test_only_those_who_may_fill_in_a_form_freeze_it(town: Town) -> None:
    crew = town.actor("001", "002")
    form = visit.open_form(town.ws, crew, FORM, household_id=town.family()).value
    f01.fill(town, form)
    with pytest.raises(Refused, match=r"visit\.form-not-for-role"):
        visit_freeze.freeze(town.ws, town.actor("006"), form.draft_id, form.session)


def test_a_health_record_is_read_by_the_village_doctor_only(town: Town) -> None:
    household = town.family()
    person = town.ws.store.reader().execute("SELECT id FROM person WHERE household_id = ?", [household]).fetchone()[0]
    doctor = town.actor("006")
    town.agreed(household)
    form = visit.open_form(town.ws, doctor, "elder_selfcare", household_id=household, person_id=person).value
    form.session.answer("/data/ev_date", "2026-11-20")
    form.session.answer("/data/ev_age", "72")
    form.session.answer("/data/ehr_code", "99999910120100001")
    for problem in form.session.problems():
        node = form.session.node(problem.ref)
        choices = form.session.choices(problem.ref) if node.control == "select1" else []
        form.session.answer(problem.ref, choices[0].value if choices else "周村医")
    assert not form.session.problems()
    record = visit_freeze.freeze(town.ws, doctor, form.draft_id, form.session).value.submission_id
    assert signoff_summary.summary(town.ws, record, reader=doctor).sections
    last = audit_trail.rows(town.ws)[0]
    assert (last.action, last.actor, last.subject) == ("read.health", "周村医", person)
    with pytest.raises(Refused, match=r"visit\.form-not-for-role"):
        signoff_summary.summary(town.ws, record, reader=town.actor("001"))


def test_a_closed_round_takes_no_teams_and_no_households(town: Town) -> None:
    town.family()
    round_ = opened(town)
    office = town.actor("005")
    campaign.close(town.ws, office, round_.id)
    ids = [town.officer("001").id, town.officer("002").id]
    for late in (
        lambda: campaign.add_team(town.ws, office, round_.id, "第二组", ids),
        lambda: campaign.assign(town.ws, office, round_.id, [], ""),
        lambda: campaign.draw(town.ws, office, round_.id, "1"),
        lambda: campaign.close(town.ws, office, round_.id),
    ):
        with pytest.raises(Refused, match=r"campaign\.over"):
            late()


def test_a_household_wrongly_written_off_as_moved_comes_back(town: Town) -> None:
    town.with_pins()
    crew = town.actor("001", "002")
    household = town.family()
    form = visit.open_form(town.ws, crew, FORM, household_id=household).value
    f01.fill(town, form)
    form.session.answer("/data/g_meta/visit_result", "6")
    moved = visit_freeze.freeze(town.ws, crew, form.draft_id, form.session).value.submission_id
    signed_visit(town, moved)
    assert households.get(town.ws, household).state == "moved"
    again = visit.correct(town.ws, crew, moved, "没有搬走，是户主去世了").value
    again.session.answer("/data/g_meta/visit_result", "7")
    signed_visit(town, visit_freeze.freeze(town.ws, crew, again.draft_id, again.session).value.submission_id)
    assert households.get(town.ws, household).state == "active"


def test_correcting_an_attempt_begins_with_the_members_of_the_roster(town: Town) -> None:
    """Nobody was asked about members when nobody was at home; the team must not type them."""
    crew = town.actor("001", "002")
    form = visit.open_form(town.ws, crew, FORM, household_id=town.family()).value
    f01.fill(town, form)
    form.session.answer("/data/g_meta/visit_result", "3")
    attempt = visit_freeze.freeze(town.ws, crew, form.draft_id, form.session).value.submission_id
    again = visit.correct(town.ws, crew, attempt, "其实有人在家").value.session
    again.answer("/data/g_meta/visit_result", "1")
    again.answer("/data/g_consent/consent_general", "1")
    assert again.values("/data/member/m_name") == ["张三丰", "王秀英", "张小宝"]
    assert again.value("/data/g_house/head_name") == "张三丰"


def test_a_member_taken_out_does_not_come_back_with_a_correction(town: Town) -> None:
    crew = town.actor("001", "002")
    form = visit.open_form(town.ws, crew, FORM, household_id=town.family()).value
    f01.fill(town, form)
    form.session.remove("/data/member[3]")
    record = visit_freeze.freeze(town.ws, crew, form.draft_id, form.session).value.submission_id
    again = visit.correct(town.ws, crew, record, "电话有误").value.session
    assert again.values("/data/member/m_name") == ["张三丰", "王秀英"]


def test_nobody_signs_what_is_being_corrected_until_the_correction_is_discarded(town: Town) -> None:
    town.with_pins()
    crew = town.actor("001", "002")
    form = visit.open_form(town.ws, crew, FORM, household_id=town.family()).value
    f01.fill(town, form)
    first = visit_freeze.freeze(town.ws, crew, form.draft_id, form.session).value
    signoff.sign(town.ws, first.submission_id, town.officer("001").id, PINS["001"], 1)
    again = visit.correct(town.ws, crew, first.submission_id, "少记了一笔收入").value
    assert signoff.candidates(town.ws, first.submission_id, 2) == ()
    with pytest.raises(Refused, match=r"signoff\.correcting"):
        signoff.sign(town.ws, first.submission_id, town.officer("002").id, PINS["002"], 2)
    visit.discard_draft(town.ws, crew, again.draft_id)
    assert signoff.sign(town.ws, first.submission_id, town.officer("002").id, PINS["002"], 2).value.complete


def test_a_correction_of_last_year_leaves_this_year_the_newest(town: Town) -> None:
    town.with_pins()
    crew, household = town.actor("001", "002"), town.family()

    def visited() -> str:
        form = visit.open_form(town.ws, crew, FORM, household_id=household).value
        f01.fill(town, form)
        submission_id = visit_freeze.freeze(town.ws, crew, form.draft_id, form.session).value.submission_id
        signed_visit(town, submission_id)
        return submission_id

    last = visited()
    town.clock.at = datetime(2027, 11, 22, 10, 0, tzinfo=CHINA)
    this = visited()
    town.clock.at = datetime(2027, 12, 1, 10, 0, tzinfo=CHINA)
    again = visit.correct(town.ws, crew, last, "去年其实已经搬走").value
    again.session.answer("/data/g_meta/visit_result", "6")
    corrected = visit_freeze.freeze(town.ws, crew, again.draft_id, again.session).value.submission_id
    signed_visit(town, corrected)
    assert households.get(town.ws, household).state == "active"
    db = town.ws.store.reader()
    newest = visits.newest_finished(db, FORM, household, 2)
    before = visits.before(db, this)
    assert newest is not None
    assert newest.id == this
    assert before is not None
    assert before.id == corrected
    assert [one.visit for one in appraisals.visited(db, RED_STAR.code) if one.household_id == household] == [this]
    due = dynamic_lists.reviews(town.ws, ahead=3650)[1]
    assert [one.last for one in due if one.household_id == household] == ["2027-11-22"]
