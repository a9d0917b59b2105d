"""A third party's appraisal on the screen: drawn, out with a second doctor, back, summed."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel

from tests.services.test_programme_appraisal import SEED, approval, records, scored
from tests.services.town import PINS
from tests.ui.day_town import Day
from tests.ui.given_files import GivenFiles
from tests.ui.health_pages import begin, shown
from villagevisit.services import programme_appraisal
from villagevisit.ui.pages.health_appraise import AppraisePanel

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


def test_records_are_drawn_given_out_and_scored(day: Day, tmp_path: Path, language: tuple[str, int, int]) -> None:
    town = day.frame.town
    records(town, agreed=6)
    approval(town)
    page = begin(day, language, "health_special", tab="appraise")
    panel = page.panels["appraise"]
    assert isinstance(panel, AppraisePanel)
    shown(day, f"appraise-none-{language[0]}")
    panel.number.setText("2")
    panel.seed.setText(SEED)
    panel.who.setText("省公卫评估中心")
    panel.draw.click()
    day.frame.settle()
    (one,) = programme_appraisal.every(town.ws, day.shell.actor)
    path = tmp_path / "评分表.xlsx"
    day.shell.files = GivenFiles(path, path, path)
    panel.export(one)
    assert day.shell.message[1] == "refused"
    assert not path.exists()
    panel.second.choose(town.officer("016").id)
    panel.own_pin.setText(PINS["006"])
    panel.second_pin.setText("975312")
    panel.export(one)
    assert day.shell.message[1] == "done"
    scored(path, {one.number(1): 4, one.number(2): 0, one.number(3): 10})
    panel._take(one)
    shown(day, f"appraise-scored-{language[0]}")
    assert {"98.00", "90.00", "95.33"} <= {one.text() for one in panel.findChildren(QLabel)}
    panel._again(one)
    day.frame.settle()
    assert day.shell.message[1] == "done"
