"""The list of papers on the screen: told once, ticked, printed; both languages."""

import pytest

from tests.services.town import RED_STAR
from tests.ui.day_town import Day
from tests.ui.test_aid_pages import begin, shown
from villagevisit.ui.pages.aid_papers import PapersPanel

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


def test_a_household_is_told_once_and_brings_the_rest(day: Day, language: tuple[str, int, int]) -> None:
    page = begin(day, language)
    page.show_tab("papers")
    panel = page.panel("papers")
    assert isinstance(panel, PapersPanel)
    shown(day, f"papers-empty-{language[0]}")
    panel.kind.choose("inpatient")
    panel.village.choose(RED_STAR.code)
    panel.boxes["id"].setChecked(True)
    panel.spared["settled"].setChecked(True)
    panel.number.setText("0001")
    panel.tell.click()
    assert day.shell.message[1] == "done"
    shown(day, f"papers-told-{language[0]}")
    (entry,) = panel.entries
    assert set(entry.boxes) == {"form", "bills", "case", "account"}
    entry.came.click()
    assert day.shell.message[1] == "refused"
    for box in entry.boxes.values():
        box.setChecked(True)
    entry.came.click()
    assert day.shell.message[1] == "done"
    assert not panel.entries[0].boxes
    panel.print_shown()
    shown(day, f"papers-print-{language[0]}")
