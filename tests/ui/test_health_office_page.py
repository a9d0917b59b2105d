"""Organisation of the health programme: a task until its proof, a clinic until it lacks nothing, the guidance group."""

import pytest
from PySide6.QtWidgets import QLabel

from tests.services import clinic, health_forms
from tests.services.test_paper_health_form import text
from tests.services.town import RED_STAR
from tests.ui.day_town import Day
from tests.ui.health_pages import begin, shown
from villagevisit.services import health_lines, health_office, health_targets, paper
from villagevisit.services.paper_types import PaperKind, PaperRequest
from villagevisit.ui.pages.health_facilities import FacilityPanel
from villagevisit.ui.pages.health_identify import IdentifyPanel
from villagevisit.ui.pages.health_office import GuidesPanel, TasksPanel
from villagevisit.ui.pages.health_panel import NEW, HealthPage
from villagevisit.wording import t

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


def sheet(day: Day, kind: str) -> str:
    town = day.frame.town
    found = paper.preview(town.ws, town.actor("006"), PaperRequest(PaperKind.HEALTH_LEDGER, subject_id=f"{kind}:2026"))
    return text(found.pdf)


def beside_the_experts(day: Day, name: str, language: tuple[str, int, int]) -> None:
    town = day.frame.town
    person = town.person(day.households["unvisited"], 1)
    clinic.consented(town, person)
    health_forms.identified(town, person, has_major="1", major_code="08", batch_list="1 2 3", diff_class="2",
                            expert_needed="1", change_request="请专家组评估")  # fmt: skip
    health_lines.settle(town.ws)
    day.shell.go("health_ledgers", tab="identify")
    page = day.frame.page
    assert isinstance(page, HealthPage)
    panel = page.panels["identify"]
    assert isinstance(panel, IdentifyPanel)
    panel.which.choose("panel")
    panel.look()
    panel.list.choose_key(person)
    shown(day, f"office-experts-{language[0]}")
    assert any(name in one.text() for one in panel.findChildren(QLabel)), "the words may lie below the edge"


def test_a_task_is_open_until_its_proof(day: Day, language: tuple[str, int, int]) -> None:
    page = begin(day, language, "health_office")
    panel = page.panels["tasks"]
    assert isinstance(panel, TasksPanel)
    shown(day, f"office-tasks-empty-{language[0]}")
    panel.text.setText("贫困人口大病专项救治")
    panel._set()
    assert day.shell.message[0] == t("error.programme-task.incomplete")
    panel.unit.setText("县卫生健康局")
    panel.office.setText("医政医管股")
    panel.due.setText("2026-11-20")
    panel._set()
    (task,) = health_office.tasks(day.shell.ws, day.shell.actor)
    assert task.late("2026-11-22")
    panel.list.choose_key(task.id)
    shown(day, f"office-task-{language[0]}")
    assert "超期" in sheet(day, "health_task"), "papers are Chinese, whatever the window speaks"
    panel._finish(task.id)
    assert day.shell.message[0] == t("error.programme-task.no-proof")
    panel.proof.setText("云卫发〔2026〕18号")
    panel._finish(task.id)
    assert [one.done for one in health_office.tasks(day.shell.ws, day.shell.actor)] == ["2026-11-22"]
    assert "云卫发〔2026〕18号" in sheet(day, "health_task")
    guides = page.panels["guides"]
    assert isinstance(guides, GuidesPanel)
    page.show_tab("guides")
    guides.person.setText("沈主任")
    guides.unit.setText("县人民医院")
    guides.specialty.setText("内科")
    guides._join()
    (guide,) = health_office.guides(day.shell.ws, day.shell.actor)
    guides.list.choose_key(guide.id)
    shown(day, f"office-guides-{language[0]}")
    assert "沈主任" in sheet(day, "guide")
    beside_the_experts(day, "沈主任", language)
    health_office.leave(day.shell.ws, day.shell.actor, guide.id)
    assert health_office.guides(day.shell.ws, day.shell.actor)[0].left == "2026-11-22"


def test_a_clinic_counts_when_it_lacks_nothing(day: Day, language: tuple[str, int, int]) -> None:
    ws, doctor = day.shell.ws, day.frame.town.actor("006")
    page = begin(day, language, "health_office", tab="facilities")
    panel = page.panels["facilities"]
    assert isinstance(panel, FacilityPanel)
    shown(day, f"office-facility-new-{language[0]}")
    panel.where.choose(RED_STAR.code)
    panel.named.setText("红星村卫生室")
    for code, box in panel.there.items():
        box.setChecked(code != "drugs")
    panel.first.setText("李芳")
    panel.second.setText("李芳")
    panel._look()
    assert day.shell.message[0] == t("error.facility.two")
    panel.second.setText("王强")
    panel._look()
    assert day.shell.message[0] == t("error.facility.fix")
    panel.fix_by.setText("2026-12-31")
    panel._look()
    assert health_office.reached(ws, doctor) == (0, 2)
    panel.list.choose_key(f"{RED_STAR.code}|红星村卫生室")
    shown(day, f"office-facility-{language[0]}")
    for box in panel.there.values():
        box.setChecked(True)
    panel.first.setText("李芳")
    panel.second.setText("王强")
    panel._look()
    assert health_office.reached(ws, doctor) == (1, 2)
    found = {one.target.code: one for one in health_targets.targets(ws, doctor, 2026).figures}
    assert (found["clinics"].numerator, found["clinics"].denominator) == (1, 2)
    assert "5/5" in sheet(day, "facility")
    panel.list.choose_key(NEW)
    panel.level.choose("township")
    assert len(panel.there) == len(health_office.items("township", "2026-11-22")) == 4
