"""Lists of dynamic management: reviews due, events not reflected yet, the month's list and what keeps it open."""

from datetime import date
from decimal import Decimal

import pytest

from tests.forms import answerer
from tests.services.filled_forms import fill_forms
from tests.services.office_town import PINS, counted, lower, served, stop
from tests.services.replica_side import made
from tests.services.town import RED_STAR, STONE, Town
from villagevisit.domain.benefit import KEPT, Reason
from villagevisit.domain.benefit_rules import HouseholdClass, LifeEvent
from villagevisit.domain.errors import Refused
from villagevisit.domain.event import Value
from villagevisit.domain.ledger_check import Balanced, Gap
from villagevisit.domain.selfcare import FORM, Level
from villagevisit.services import (
    dynamic,
    dynamic_lists,
    events,
    households,
    payments,
    selfcare,
    signoff,
    visit,
    visit_freeze,
)
from villagevisit.services.dynamic_lists import Report
from villagevisit.services.events import New
from villagevisit.store import households as rows

TODAY = date(2026, 11, 22)


def test_reviews_are_due_by_class_and_a_review_without_change_begins_the_cycle_anew(bureau: Town) -> None:
    home = bureau.family("0001")
    assert [(one.household_id, one.last) for one in dynamic_lists.reviews(bureau.ws)[1]] == [(home, "")]
    dynamic_lists.reviewed(bureau.ws, bureau.actor("005"), home, "入户看过，情况没变")
    assert dynamic_lists.reviews(bureau.ws) == (0, [])
    bureau.clock.advance(days=160)
    count, (due,) = dynamic_lists.reviews(bureau.ws)
    assert count == 1
    assert (due.kind, due.last, due.due_on) == (HouseholdClass.C, "2026-11-22", "2027-05-22")


def test_a_signed_visit_is_a_review_and_says_the_class(town: Town) -> None:
    fill_forms(town, "0001")
    assert dynamic_lists.reviews(town.ws) == (0, [])
    (home,) = [one.id for one in households.page(town.ws, offset=0, limit=9)]
    able = dynamic_lists.able(town.ws)
    assert {one.household_id for one in able} == {home}
    person = able[0].person_id
    for kind in (LifeEvent.REFERRED, LifeEvent.REFUSED_WORK):
        dynamic_lists.report(town.ws, town.actor("005"), Report(home, kind, TODAY, person))
    first = dynamic_lists.able(town.ws)[0]
    assert (first.person_id, first.referred_on, first.refused, first.limit) == (person, "2026-11-22", 1, 3)
    assert dynamic_lists.waiting(town.ws) == []
    assert dynamic.reckoning(town.ws, home)["formula"] == "600.00×3−10145.00÷12=954.58→955.00"


def test_a_death_stays_open_until_a_change_settles_it(bureau: Town) -> None:
    home = bureau.family("0001")
    person = bureau.person(home, 2)
    said = Report(home, LifeEvent.DEATH, date(2026, 8, 1), person)
    with pytest.raises(Refused, match=r"change\.whom"):
        dynamic_lists.report(bureau.ws, bureau.actor("005"), Report(home, LifeEvent.DEATH, TODAY, "somebody"))
    told = dynamic_lists.report(bureau.ws, bureau.actor("005"), said).value
    (one,) = dynamic_lists.waiting(bureau.ws)
    assert (one.person, one.due_on, one.late, one.held_back) == ("王秀英", "2026-11-01", True, True)
    proposed = stop(bureau, home, Reason.DEATH, because=told.thing)
    assert len(dynamic_lists.waiting(bureau.ws)) == 1
    dynamic.decide(bureau.ws, bureau.actor("007"), proposed.id, KEPT, "报错了人")
    assert dynamic_lists.waiting(bureau.ws) == []


def test_a_list_is_frozen_once_and_says_why_it_moved(bureau: Town) -> None:
    ws, clerk = bureau.ws, bureau.actor("005")
    home, other = bureau.family("0001"), bureau.family("0002")
    first = payments.freeze(ws, clerk, "2026-11", RED_STAR.code).value
    assert (first.totals.households, first.totals.persons, first.totals.amount) == (2, 6, Decimal("1909.16"))
    assert first.late
    assert payments.pay(ws, clerk, "2026-11", RED_STAR.code, TODAY, (other,)).value.returned == (other,)
    with pytest.raises(Refused, match=r"pay\.frozen"):
        payments.freeze(ws, clerk, "2026-11", RED_STAR.code)
    served(bureau, lower(bureau, home, "600"))
    bureau.clock.advance(days=9)
    assert payments.sheet(ws, "2026-12", RED_STAR.code).waiting == 1
    with pytest.raises(Refused, match=r"pay\.waiting"):
        payments.freeze(ws, clerk, "2026-12", RED_STAR.code)
    dynamic.bring_into_effect(ws, clerk)
    lines = payments.freeze(ws, clerk, "2026-12", RED_STAR.code).value.lines
    assert [(one.moved, one.reason, one.before) for one in lines] == [
        ("down", "income", Decimal("954.58")), ("same", "", Decimal("954.58")),
    ]  # fmt: skip
    with ws.store.transaction() as db:
        rows.update(db, home, {"amount_month": "1.00"})
    assert payments.sheet(ws, "2026-12", RED_STAR.code).lines == lines
    assert payments.paid_sum(ws, "2026-01", "2026-12").amount == Decimal("3463.74")
    assert payments.flows(ws, "2026-12").adjusted.households == 1


def test_a_household_that_vanished_blocks_the_list_until_somebody_says_why(bureau: Town) -> None:
    ws, clerk = bureau.ws, bureau.actor("005")
    home, _ = bureau.family("0001"), bureau.family("0002")
    payments.freeze(ws, clerk, "2026-11", RED_STAR.code)
    bureau.clock.advance(days=9)
    with ws.store.transaction() as db:
        rows.update(db, home, {"assist_category": ""})
    sheet = payments.sheet(ws, "2026-12", RED_STAR.code)
    gaps = {one.name: one for one in sheet.gaps}
    assert gaps["households"] == Gap("households", 2, 1)
    assert {one.name for one in payments.overview(ws, "2026-12")[0].gaps} == {"households", "persons", "amount"}
    assert gaps.keys() == {"households", "persons", "amount", "reasons"}
    for some in (sheet.gaps[:3], sheet.gaps[3:]):
        with pytest.raises(Refused, match=r"pay\.gap"):
            payments.freeze(ws, clerk, "2026-12", RED_STAR.code)
        payments.explain(ws, clerk, "2026-12", RED_STAR.code, some, "户籍整户迁出，县局已并入迁入地")
    assert payments.freeze(ws, clerk, "2026-12", RED_STAR.code).value.frozen_on == "2026-12-01"


def test_only_the_month_that_runs_is_frozen(bureau: Town) -> None:
    bureau.family("0001")
    with pytest.raises(Refused, match=r"pay\.month"):
        payments.freeze(bureau.ws, bureau.actor("005"), "2026-10", RED_STAR.code)
    with pytest.raises(Refused, match=r"pay\.empty"):
        payments.freeze(bureau.ws, bureau.actor("005"), "2026-11", STONE.code)
    with pytest.raises(Refused, match=r"pay\.not-frozen"):
        payments.pay(bureau.ws, bureau.actor("005"), "2026-11", RED_STAR.code, TODAY)


def test_a_stop_of_own_will_is_counted_apart_and_leaves_the_next_list(bureau: Town) -> None:
    ws, clerk = bureau.ws, bureau.actor("005")
    home, _ = bureau.family("0001"), bureau.family("0002")
    payments.freeze(ws, clerk, "2026-11", RED_STAR.code)
    counted(bureau, stop(bureau, home, Reason.VOLUNTARY))
    found = payments.flows(ws, "2026-12")
    assert (found.stopped.households, found.stopped.persons, dict(found.reasons)) == (1, 3, {"voluntary": 1})
    sheet = payments.freeze(ws, clerk, "2026-12", RED_STAR.code).value
    assert sheet.totals.households == 1
    assert sheet.before is not None
    assert sheet.before.households == 2
    (here, _) = payments.overview(ws, "2026-12")
    assert (here.totals, here.before, here.frozen_on) == (sheet.totals, sheet.before, "2026-12-01")
    assert all(isinstance(one, Balanced) for one in payments.township_check(ws, [here]))


def test_self_care_goes_from_two_signatures_to_a_level(bureau: Town) -> None:
    ws, clerk = bureau.ws, bureau.actor("005")
    home = bureau.family("0001")
    with ws.store.transaction() as db:
        rows.update(db, home, {"assist_category": "3"})
    assert {one.stage for one in selfcare.persons(ws)} == {"never"}
    person = bureau.person(home, 1)
    opened = visit.open_form(ws, clerk, FORM, person_id=person).value
    for name in ("k_eat", "k_dress", "k_bed", "k_toilet"):
        opened.session.answer(f"/data/{name}", "0")
    for name in ("k_walk", "k_bath"):
        opened.session.answer(f"/data/{name}", "1")
    answerer.fill(opened.session)
    frozen = visit_freeze.freeze(ws, clerk, opened.draft_id, opened.session).value.submission_id
    assert selfcare.persons(ws)[0].stage == "unsigned"
    with pytest.raises(Refused, match=r"care\.unsigned"):
        selfcare.enter(ws, clerk, frozen)
    for place, (staff_no, pin) in enumerate((("001", "314159"), ("005", PINS["005"])), start=1):
        signoff.sign(ws, frozen, bureau.officer(staff_no).id, pin, place)
    assert selfcare.persons(ws)[0].stage == "signed"
    entered = selfcare.enter(ws, clerk, frozen).value
    assert (entered.number("level"), entered.text("care_year"), entered.text("month")) == (3, "12908", "1531")
    known = next(one for one in selfcare.persons(ws) if one.person_id == person)
    assert (known.stage, known.level) == ("known", Level.LOST)
    with pytest.raises(Refused, match=r"care\.entered"):
        selfcare.enter(ws, clerk, frozen)
    assert households.get(ws, home).amount_month == Decimal("954.58")
    assert selfcare.pay(ws, home, selfcare.persons(ws)) is None, "the others of the household are not assessed"
    found = [selfcare.pay(ws, home, [known])]
    assert found == [selfcare.Pay(Decimal("954.58"), Decimal(1531))]
    with ws.store.transaction() as db:
        rows.update(db, home, {"amount_month": "1531.00"})
    found.append(selfcare.pay(ws, home, [known]))
    assert [one.contradicts for one in found if one] == [True, False]
    assert any(record.kind == "event" for record in made(bureau))


def test_who_is_confirmed_stands_on_the_next_months_list(bureau: Town) -> None:
    """As `case.confirmed` says it: the household has its amount at once and is paid from the month after."""
    ws, clerk = bureau.ws, bureau.actor("005")
    home, _ = bureau.family("0001"), bureau.family("0002")
    after: dict[str, Value] = {"category": "1", "insured": 3, "amount": "954.58"}
    before: dict[str, Value] = {"category": "", "insured": 0, "amount": "0"}
    said: dict[str, Value] = {"before": before, "after": after, "from": "2026-12"}
    events.record(ws, clerk, New("case.confirmed", RED_STAR.code, "", (home,), data=said))
    assert payments.overview(ws, "2026-11")[0].totals.households == 1
    november = payments.freeze(ws, clerk, "2026-11", RED_STAR.code).value
    assert (november.totals.households, november.totals.persons) == (1, 3)
    bureau.clock.advance(days=9)
    assert payments.overview(ws, "2026-12")[0].gaps == []
    december = payments.freeze(ws, clerk, "2026-12", RED_STAR.code).value
    assert [(one.moved, one.reason) for one in december.lines] == [("new", "confirmed"), ("same", "")]
    assert payments.flows(ws, "2026-12").added.persons == 3
