"""The way from a page to its paper: nothing cut, and what comes out is the sheet of what was looked at."""

import os
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from tests.services import clinic
from tests.ui.day_town import Day
from tests.ui.judge import faults, small_targets
from villagevisit.ui.kit.parts import Button
from villagevisit.ui.pages.print_centre import PrintPage
from villagevisit.ui.pages.round import RoundPage
from villagevisit.wording import t

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")
SHOTS = os.environ.get("VILLAGEVISIT_SHOTS", "")
OFFICE = ("register", "answers", "rota", "key_steps", "why", "reasons", "transfer")


def judged(day: Day, name: str) -> None:
    day.frame.settle()
    for _ in range(4):
        QApplication.processEvents()
    if SHOTS:
        Path(SHOTS).mkdir(parents=True, exist_ok=True)
        day.frame.window.grab().save(f"{SHOTS}/{name}.png")
    assert not faults(day.frame.window) + small_targets(day.frame.window), name


def test_the_round_leads_to_the_years_sheet_of_who_is_due(day: Day, look: str) -> None:
    clinic.pressure(day.frame.town, day.person, 152, 96, date(2026, 8, 20))
    day.frame.sign_in("006", to="round")
    day.frame.settle()
    page = day.frame.page
    assert isinstance(page, RoundPage)
    judged(day, f"round-{look}")
    words = t("round.sheet", what=t("round.service.hypertension"))
    next(one for one in page.findChildren(Button) if one.text() == words).click()
    judged(day, f"followup-{look}")
    centre = day.frame.page
    assert isinstance(centre, PrintPage)
    assert centre.shown is not None
    asked = centre.options.request()
    assert asked is not None
    assert asked.subject_id == f"htn:2026:{day.person}"
    assert centre.deeds.queue_button.isVisible()
    day.frame.sign_in("006", to="health_record", person_id=day.person)
    judged(day, f"record-{look}")


def test_the_papers_of_the_office_are_offered_shown_or_said_to_be_missing(day: Day, look: str) -> None:
    day.frame.sign_in("005", to="print", kind="register")
    for kind in OFFICE:
        day.shell.go("print", kind=kind)
        judged(day, f"{kind}-{look}")
        centre = day.frame.page
        assert isinstance(centre, PrintPage)
        assert (centre.shown is None) == (kind in ("reasons", "transfer")), kind
