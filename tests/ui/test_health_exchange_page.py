"""档案互通 as a doctor sees it: empty, a file that was looked at, taken; in both languages."""

from pathlib import Path

import pytest

from tests.services import clinic
from tests.ui.day_town import Day
from tests.ui.given_files import GivenFiles
from tests.ui.judge import faults, seen, words_of
from villagevisit.domain.health_file import HealthEntry, HealthFile, Resident
from villagevisit.services import health_sheets
from villagevisit.store import health_files
from villagevisit.ui.pages.health_exchange import HealthExchangePage

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


def look(day: Day) -> str:
    day.frame.settle()
    assert faults(day.frame.window) == []
    return "\n".join(word for widget in seen(day.frame.window) for word in words_of(widget))


def test_a_file_is_looked_at_before_it_is_taken(day: Day, spoken: str, tmp_path: Path) -> None:
    town = day.frame.town
    day.frame.sign_in(clinic.DOCTOR, to="health_exchange")
    page = day.frame.page
    assert isinstance(page, HealthExchangePage)
    assert not page.take.isVisible()
    look(day)
    person = next(iter(health_files.named(town.ws.store.reader(), "", "张三丰", "1970-01-01", None)))
    clinic.consented(town, person.id)
    known = Resident("a", person.name, "1", person.birth, person.id_no)
    strangers = [Resident(f"s{n}", f"外乡人{n}", "2", "1980-02-02", "") for n in range(30)]
    said = (("/data/g_fu/sbp", "150"),)
    entry = HealthEntry("x-1", "a", "htn_followup", "1", "2026-05-05", "2026-05-05", "王医生", said)
    path = tmp_path / "hospital.xlsx"
    health_sheets.write(HealthFile((known, *strangers), (entry,)), path)
    day.shell.files = GivenFiles(path)
    page.read.click()
    day.frame.settle()
    assert page.take.isVisible()
    words = look(day)
    assert ("什么都没有改动" in words) == (spoken == "zh_CN")
    assert "外乡人0" in words or spoken == "en", "the small window shows the summary and the button first"
    page.take.click()
    assert ("接收 1 份记录" in look(day)) == (spoken == "zh_CN")
    assert not page.take.isVisible()
