"""The paper of a visit: everything is on it, nothing runs over, who printed it shows."""

from dataclasses import replace

import pytest

from printing.document import Ink
from printing.layouts.verification_form import (
    Details,
    ListColumn,
    ListTable,
    Section,
    Signer,
    Step,
    VerificationForm,
    layout,
)
from printing.render import render
from tests.printing.papers import IMPRINT, UYGHUR, assert_inside, texts

LONG = "户主因病丧失部分劳动能力，长期服药；儿子在读高中，妻子在家照料老人，主要依靠承包地五亩和低保金生活。" * 4
MEMBERS = ListTable(
    (ListColumn("姓名", 20), ListColumn("证件号码", 36), ListColumn("计入", 9, "centre")),
    tuple((name, "999999********0016", "是") for name in ("欧阳喆堃", UYGHUR, "刘㛃", "") * 12),
)
FORM = VerificationForm(
    form="F01 · v2026.1",
    archive_no="HX-2026-0037",
    household="红星村 二组　HX-0037　欧阳喆堃",
    sections=(
        Section(
            "一、调查信息",
            (("核查类型", "集中复核"), ("调查员1与本户是否有近亲属或利害关系", "否"), ("致困说明", LONG)),
        ),
        Section("四、家庭成员", table=MEMBERS, details=(Details("成员 1　欧阳喆堃", (("文化程度", ""),)),)),
        Section("空", ()),
    ),
    steps=(Step("人均月收入", "10,145.00 ÷ 12 个月 ÷ 计入 3 人", "281.81"),),
    policy_date="2026-11-22",
    householder=Ink(300, 120, (((20, 60), (60, 20), (100, 80)),)),
    householder_name="",
    signers=(Signer("李芳", "2026-11-22 10:05"), Signer("王强", "2026-11-22 10:07")),
    imprint=IMPRINT,
    watermark="李芳 YZ001 2026-11-22 10:00",
)


def test_everything_is_on_it() -> None:
    pages = texts(render(layout(FORM)).pdf)
    flat = "".join(pages).replace("\r\n", "")
    for text in ("F01 · v2026.1", "档案号：HX-2026-0037", "281.81", "李芳", "王强", "2026-11-22 10:07 签字", LONG[:12]):
        assert text in flat
    assert flat.count("刘㛃") == 12
    assert all("证件号码" in page for page in pages if "刘㛃" in page)
    assert "空" not in flat.split("签字确认")[0].split("红星村")[0]


def test_nothing_leaves_its_box() -> None:
    assert_inside(layout(FORM))


def test_each_page_bears_the_name_of_whoever_printed_it() -> None:
    for page in texts(render(layout(FORM)).pdf):
        assert page.count("YZ001") > 6


def test_an_empty_cell_is_struck_so_that_nothing_can_be_added() -> None:
    flat = "".join(texts(render(layout(FORM)).pdf))
    assert "文化程度" in flat
    assert "/" in flat


def test_without_drawn_ink_it_refers_to_the_signed_page() -> None:
    flat = "".join(texts(render(layout(replace(FORM, householder=None))).pdf))
    assert "见纸质签字页" in flat


@pytest.mark.parametrize("steps", [(), FORM.steps])
@pytest.mark.parametrize("kind", ["pairs", "table", "details"])
def test_signatures_are_never_alone_on_a_page(steps: tuple[Step, ...], kind: str) -> None:
    """Whatever stands above them, wherever the page ends."""
    for count in range(42, 72, 4):
        pairs = tuple((f"问项{number}", f"答{number}") for number in range(count))
        if kind == "pairs":
            section = Section("一、调查信息", pairs)
        elif kind == "table":
            rows = tuple((f"答{number}", "", "") for number in range(count // 2))
            section = Section("一、成员", table=ListTable(MEMBERS.columns, rows))
        else:
            section = Section("一、成员", details=(Details("成员 1", pairs),))
        last = texts(render(layout(replace(FORM, sections=(section,), steps=steps))).pdf)[-1]
        if "签字确认" in last:
            before = last.split("签字确认")[0]
            assert "281.81" in before if steps else before.count("答") >= 2


def test_a_long_staff_number_stays_in_the_foot_in_one_piece() -> None:
    by = "李芳（371302199001）、欧阳喆堃（371302199002）"
    imprint = replace(IMPRINT, printed_by=by)
    document = layout(replace(FORM, imprint=imprint))
    assert_inside(document)
    for page in texts(render(document).pdf):
        lines = page.split("\r\n")
        assert any(line.endswith("打印 2026-11-22 10:00") for line in lines)
        assert any(by in line for line in lines)
    short = texts(render(layout(FORM)).pdf)[0]
    assert "打印 2026-11-22 10:00　李芳（YZ001）" in short
