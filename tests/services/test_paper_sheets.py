"""Sheets of plain words: the county's own answers, a household's own figures, a checklist and a rota to fill in."""

import pytest

from tests.services.test_paper_health_form import text
from tests.services.town import RED_STAR, TOWNSHIP, Town
from villagevisit.domain.errors import Refused
from villagevisit.services import inquiries, paper
from villagevisit.services.paper_types import PaperRequest


def sheet(town: Town, kind: str, subject: str = "", village: str = "", who: str = "005") -> str:
    request = PaperRequest(kind, village_code=village, subject_id=subject)
    return text(paper.preview(town.ws, town.actor(who), request).pdf)


def test_every_answer_in_force_stands_on_the_sheet_with_its_article(town: Town) -> None:
    page = sheet(town, "answers", TOWNSHIP.code, who="001")
    every = inquiries.templates(town.ws)
    assert len(every) == 9
    for one in every:
        assert one.title in page
        assert one.article in page
        assert one.text in page, one.key


def test_the_checklist_is_open_to_fill_in_for_both_steps(town: Town) -> None:
    made = paper.preview(town.ws, town.actor("005"), PaperRequest("key_steps", village_code=RED_STAR.code))
    page = text(made.pdf)
    assert made.pages == 1
    assert "红星村检查日期" in page
    assert "14长期公示按季度更新" in page
    with pytest.raises(Refused, match=r"paper\.no-village"):
        sheet(town, "key_steps", village="999999100999")


def test_a_month_of_duty_has_its_days_and_its_rest_days(town: Town) -> None:
    months = [one.id for one in paper.subjects(town.ws, town.actor("005"), "rota")]
    assert months == ["2026-11", "2026-12", "2027-01"]
    page = sheet(town, "rota", "2026-12")
    assert "12月31日四" in page
    assert "1月1日" not in page.replace("11月1日", "")
    assert page.count("休") == 2 + 8  # the column on both sheets, and four weekends of December
    assert "2月28日" in sheet(town, "rota", "2027-02")
    with pytest.raises(Refused, match=r"paper\.no-subject"):
        sheet(town, "rota", "2026-13")
