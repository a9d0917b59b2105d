"""Ledgers add up page by page, lists in public hold no numbers of people, a week's ranking is by exact shares."""

import itertools
import re
from dataclasses import fields, replace
from decimal import Decimal
from functools import cache

import pytest

from printing.document import PaperError
from printing.gallery import health, lists, outreach
from printing.layouts import followup, labels, ledger, objection_result, pledge_list, supervision, verification_blank
from printing.render import render
from printing.render.ops import Modules
from tests.printing.papers import IMPRINT, assert_inside, glyphs, sheets, texts

MM = 72 / 25.4


@cache
def ledger_pages(count: int) -> tuple[str, ...]:
    return tuple(texts(render(ledger.layout(lists.dibao(count))).pdf))


def figures(line: str) -> list[Decimal]:
    return [Decimal(found.replace(",", "")) for found in re.findall(r"\d[\d,]*\.\d\d", line)]


@pytest.mark.parametrize("count", [0, 1, 29, 30, 31, 70])
def test_the_sums_of_the_pages_are_the_total(count: int) -> None:
    pages = ledger_pages(count)
    rows = [len(re.findall(r"HX-\d{4}", page)) for page in pages]
    assert sum(rows) == count
    assert max(rows) <= ledger.ROWS
    assert all("本页小计" in page and "备注" in page for page in pages)
    assert ["总计" in page for page in pages] == [False] * (len(pages) - 1) + [True]
    expected = sum((Decimal("318.19") * (1 + n % 3) for n in range(count)), Decimal(0))
    if count:
        (total,) = figures(pages[-1].split("总计")[1].split("填表人")[0])
        each = [figures(page.split("本页小计")[1].split("总计")[0])[0] for page in pages]
        assert total == sum(each) == expected


def test_a_ledger_with_thirty_rows_to_a_page() -> None:
    rows = tuple({"month": f"2026年{n % 12 + 1}月", "amount": Decimal(1), "households": 1} for n in range(75))
    pages = texts(render(ledger.layout(replace(lists.payments(), rows=rows))).pdf)
    assert [len(re.findall(r"2026年\d+月 ?\r?\n?", page)) - 1 for page in pages][:2] == [30, 30]
    assert_inside(ledger.layout(replace(lists.payments(), rows=rows)))


def test_a_ledger_holds_its_own_columns_only() -> None:
    with pytest.raises(PaperError) as caught:
        replace(lists.dibao(1), rows=({"id_no": "999999199001010016"},))
    assert (caught.value.code, caught.value.params) == ("paper.ledger-column", {"column": "id_no"})


def test_a_ledger_about_persons_bears_its_printers_name() -> None:
    with pytest.raises(PaperError) as caught:
        replace(lists.dibao(1), watermark="")
    assert caught.value.code == "paper.watermark"
    assert replace(lists.payments(), watermark="").kind == "payment"


@pytest.mark.parametrize(
    "change", [{"name": "李999999199001010016"}, {"unit": ""}, {"post": "主任 138 0000 0000"}, {"name": "王" * 61}]
)
def test_no_number_of_a_person_hangs_among_the_pledges(change: dict[str, str]) -> None:
    with pytest.raises(PaperError) as caught:
        replace(outreach.pledges().pledged[0], **change)
    assert caught.value.code == "paper.public-text"


def test_public_lists_have_these_columns_and_no_others() -> None:
    assert [field.name for field in fields(pledge_list.Pledged)] == ["name", "unit", "post", "signed"]
    assert [field.name for field in fields(objection_result.Reviewed)] == ["household", "conclusion"]
    assert [field.name for field in fields(labels.Label)] == ["number", "head", "village", "year", "code"]


def test_townships_are_ranked_by_their_exact_share() -> None:
    some = lists.dispatched().townships[0]
    units = (("甲镇", 3, 2), ("乙镇", 6, 4), ("丙镇", 300, 199), ("丁镇", 0, 0))
    rows = tuple(replace(some, unit=unit, to_check=total, checked=done) for unit, total, done in units)
    paper = supervision.Supervision(IMPRINT, "示范县", "本周", rows)
    text = re.sub(r"\s", "", "".join(texts(render(supervision.layout(paper)).pdf)))
    assert re.findall(r"(\d)([甲乙丙丁]镇)", text) == [("1", "乙镇"), ("1", "甲镇"), ("3", "丙镇"), ("4", "丁镇")]
    assert "全县30920566.34%" in text


def test_a_visit_sheet_has_only_the_items_of_its_disease() -> None:
    with pytest.raises(PaperError) as caught:
        replace(health.followed(), disease="dm")
    assert caught.value.code == "paper.field"
    assert followup.layout(replace(health.followed(), visits=())).title == "高血压患者随访服务记录表"


def test_labels_stand_where_the_sheet_is_cut() -> None:
    made = labels.layout(health.stickers())
    codes = [mark.boxes for mark in sheets(made)[0].marks if isinstance(mark, Modules)]
    assert len(codes) == 24
    lefts = sorted({round(min(box[0] for box in boxes) / MM) for boxes in codes})
    tops = sorted({round(min(box[1] for box in boxes) / MM, 1) for boxes in codes})
    assert [b - a for a, b in itertools.pairwise(lefts)] == [66, 66]
    assert all(abs(b - a - 33.9) < 0.3 for a, b in itertools.pairwise(tops))


def test_rows_filled_in_by_hand_are_ten_millimetres_high() -> None:
    visit = verification_blank.layout(verification_blank.VerificationBlank(IMPRINT))
    numbered = [mark for mark in glyphs(visit) if mark.text in ("1", "2") and mark.x < 30 * MM]
    steps = [below.y - above.y for above, below in itertools.pairwise(numbered) if above.text == "1"]
    assert len(steps) == 5
    sheet = followup.layout(followup.Followup(IMPRINT, "htn", "王", "99999900110100037"))
    tops = {mark.text: mark.y for mark in glyphs(sheet)}
    steps.append((tops["下次随访日期"] - tops["随访日期"]) / 17)
    assert min(steps) >= 10 * MM - 0.1
