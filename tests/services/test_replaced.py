"""A record that a correction replaced: nobody signs it any more, and it no longer finishes its household."""

import pytest

from tests.services import f01
from tests.services.town import PINS, Town, opened, signed_visit
from villagevisit.domain.errors import Refused
from villagevisit.services import signoff, visit

FORM = "household_verification"


def test_nobody_signs_what_was_replaced(town: Town) -> None:
    town.with_pins()
    crew = town.actor("001", "002")
    form = visit.open_form(town.ws, crew, FORM, household_id=town.family()).value
    f01.fill(town, form)
    first = visit.freeze(town.ws, crew, form.draft_id, form.session).value
    again = visit.correct(town.ws, crew, first.submission_id, "数字有误").value
    visit.freeze(town.ws, crew, again.draft_id, again.session)
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
    first = visit.freeze(town.ws, crew, form.draft_id, form.session).value
    signed_visit(town, first.submission_id)
    again = visit.correct(town.ws, crew, first.submission_id, "其实没人在家").value
    again.session.answer("/data/g_meta/visit_result", "3")
    visit.freeze(town.ws, crew, again.draft_id, again.session)
    reopened = visit.open_form(town.ws, crew, FORM, household_id=household, campaign_id=round_.id).value
    assert not reopened.resumed
