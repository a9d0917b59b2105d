"""公文 as GB/T 9704-2012 wants them, measured on the finished PDF to half a millimetre."""

import re
from dataclasses import replace
from datetime import date
from functools import cache

import pytest

from printing.layouts import bulletin
from printing.layouts.official import Attachment, Level, Official, layout, shaped
from printing.render import render
from tests.printing.geometry import Char, Measured, measured
from tests.printing.papers import assert_inside, texts

_PAPER = Official(
    issuer="云溪县民政局",
    number="云民发〔2026〕1号",
    title="云溪县民政局关于开展2026年农村最低生活保障集中复核工作的通知",
    to="各乡镇人民政府",
    body=(
        "为做好农村最低生活保障工作，现通知如下。",
        Level(1, "总体要求"),
        "保" * 900,
        Level(1, "主要任务"),
        Level(2, "入户核查。", "两名工作人员同时在场。"),
        Level(2, "信息核对。", "通过核对平台比对。"),
        Level(3, "范围。", "户籍和车辆。"),
        Level(4, "时限。", "20个工作日。"),
        Level(1, "工作要求"),
    ),
    dated=date(2026, 11, 2),
    attachments=(Attachment("核查表", ("逐户填写。",)), Attachment("进度统计表")),
    copies=("县财政局", "县审计局"),
    printer="云溪县民政局办公室",
    duplex=True,
    foot="核对码 1A2B 3C4D",
)
_NEAR = 0.5


@cache
def _pdf() -> bytes:
    return render(layout(_PAPER)).pdf


def _page(number: int) -> Measured:
    return measured(_pdf(), number - 1)


def _middle(line: list[Char]) -> float:
    return (min(char.top for char in line) + max(char.bottom for char in line)) / 2


def test_a_page_of_text_is_twenty_two_lines_of_twenty_eight_characters() -> None:
    body = [line for line in _page(2).lines() if line[0].base < 262]
    assert len(body) == 22
    for line in body:
        assert len(line) == 28
        assert line[0].left == pytest.approx(28, abs=0.05)
        assert line[-1].right == pytest.approx(28 + 156.0, abs=0.05)
        assert {char.size for char in line} == {16}
    pitch = (body[-1][0].base - body[0][0].base) / 21
    assert pitch == pytest.approx(225 / 22, abs=0.01)
    assert body[0][0].top >= 37 - _NEAR
    assert body[-1][0].bottom <= 262 + _NEAR


def test_the_red_head() -> None:
    page = _page(1)
    mark, number = page.line("民政局文件"), page.line("云民发")
    assert min(char.top for char in mark if char.text in "民政局") == pytest.approx(37 + 35, abs=1.0)
    (rule,) = [one for one in page.rules if one.red]
    assert (rule.left, rule.right) == (pytest.approx(28, abs=_NEAR), pytest.approx(184, abs=_NEAR))
    assert rule.y - max(char.bottom for char in number) == pytest.approx(4, abs=_NEAR)
    middle = (number[0].left + number[-1].right) / 2
    assert middle == pytest.approx(106, abs=_NEAR)
    assert "〔2026〕1号" in "".join(char.text for char in number)


def test_the_title_and_whom_it_is_for() -> None:
    page = _page(1)
    lines = [page.line("云溪县民政局关于"), page.line("的通知")]
    assert {char.size for line in lines for char in line} == {22}
    for line in lines:
        assert (line[0].left + line[-1].right) / 2 == pytest.approx(106, abs=_NEAR)
    to = page.line("各乡镇")
    assert to[0].left == pytest.approx(28, abs=_NEAR)
    assert to[-1].text == "："


def test_levels_are_numbered_in_their_faces() -> None:
    text = "".join(texts(_pdf())).replace("\r\n", "")
    starts = ("一、总体要求", "二、主要任务", "（一）入户核查", "（二）信息核对", "1.范围", "（1）时限", "三、工作要求")
    assert [start for start in starts if start not in text] == []
    heading = _page(1).line("一、总体要求")
    assert heading[0].left == pytest.approx(28 + 2 * 5.571, abs=_NEAR)


def test_page_numbers_stand_outside_and_seven_millimetres_below() -> None:
    for number in (1, 2, 3):
        page = _page(number)
        (line,) = [line for line in page.lines() if line[0].text == "—"]
        assert "".join(char.text for char in line) == f"—{number}—"
        assert min(char.top for char in line if char.text.isdigit()) == pytest.approx(262 + 7, abs=_NEAR)
        one = 14 * 25.4 / 72
        if number % 2:
            assert line[-1].right == pytest.approx(184 - one, abs=_NEAR)
        else:
            assert line[0].left == pytest.approx(28 + one, abs=_NEAR)
        assert {char.size for char in line} == {14}


def test_each_page_bears_what_identifies_the_paper() -> None:
    for number, page in enumerate(texts(_pdf()), start=1):
        assert "核对码 1A2B 3C4D　official-2026.1" in page
        line = _page(number).line("核对码")
        assert {char.size for char in line} == {7.5}
        assert line[0].left == pytest.approx(28, abs=_NEAR)
        assert max(char.bottom for char in line) < 297 - 8


def test_the_signature_stands_four_characters_from_the_right() -> None:
    page = next(_page(number) for number in (2, 3, 4) if "2026年11月2日" in texts(_pdf())[number - 1])
    day = page.line("2026年11月2日")
    issuer = page.lines()[page.lines().index(day) - 1]
    assert day[-1].right == pytest.approx(184 - 4 * 16 * 25.4 / 72, abs=_NEAR)
    assert (issuer[0].left + issuer[-1].right) / 2 == pytest.approx((day[0].left + day[-1].right) / 2, abs=1.5)


def test_the_attachment_has_its_own_page() -> None:
    pages = texts(_pdf())
    (number,) = [place for place, page in enumerate(pages, start=1) if page.startswith("附件1")]
    page = _page(number)
    first = page.lines()[0]
    assert first[0].left == pytest.approx(28, abs=_NEAR)
    assert _middle(page.lines()[1]) - _middle(first) == pytest.approx(2 * 225 / 22, abs=_NEAR)
    listed = "".join(pages[: number - 1]).replace("\r\n", "")
    assert re.search(r"附件：1\.核查表\s*2\.进度统计表", listed)


def test_the_record_at_the_foot_of_an_even_page() -> None:
    last = len(texts(_pdf()))
    assert last % 2 == 0
    page = _page(last)
    black = [rule for rule in page.rules if not rule.red]
    assert [round(rule.weight, 2) for rule in black] == [0.35, 0.25, 0.35]
    assert all(rule.right - rule.left == pytest.approx(156, abs=_NEAR) for rule in black)
    assert black[-1].y == pytest.approx(262, abs=_NEAR)
    copies = page.line("抄送")
    assert {char.size for char in copies} == {14}
    assert copies[0].left == pytest.approx(28 + 14 * 25.4 / 72, abs=_NEAR)
    assert page.line("印发")[-1].right == pytest.approx(184 - 14 * 25.4 / 72, abs=_NEAR)


def test_a_page_with_only_the_record_bears_no_number() -> None:
    made = render(layout(replace(_PAPER, body=("短。",), attachments=())))
    first, second = texts(made.pdf)
    assert re.search("— ?1 ?—", first)
    assert "—" not in second
    assert "抄送" in second


def test_a_single_attachment_has_no_number() -> None:
    text = "".join(texts(render(layout(replace(_PAPER, attachments=_PAPER.attachments[:1]))).pdf))
    assert "附件：核查表" in text


def test_titles_break_between_words_in_even_lines() -> None:
    assert shaped(_PAPER.title, 20) == ["云溪县民政局关于开展2026年", "农村最低生活保障集中复核工作的通知"]
    assert shaped("关于放假的通知", 20) == ["关于放假的通知"]
    for line in shaped("保" * 45, 20):
        assert 12 <= len(line) <= 20
    assert_inside(layout(replace(_PAPER, title="云溪县民政局\n关于放假的通知")))


def test_a_paper_to_a_higher_office_names_who_signed() -> None:
    line = measured(render(layout(replace(_PAPER, signer="李芳"))).pdf, 0).line("云民发")
    said = "".join(char.text for char in line)
    assert said == "云民发〔2026〕1号签发人：李芳"
    assert line[0].left == pytest.approx(28 + 16 * 25.4 / 72, abs=_NEAR)


def test_a_bulletin() -> None:
    first = bulletin.Article("做法", ("两人同访。" * 80, Level(1, "见人见户")), "清溪镇调研")
    paper = bulletin.Bulletin(
        "临沂民生工作简报", 1, 12, "市办公室", date(2026, 11, 22), (first, bulletin.Article("进度", ("过半。",))),
        note="值得借鉴。", to=("市委",), copies=("各县区",), signed="张", checked="李", edited="王", phone="12345",
    )  # fmt: skip
    document = bulletin.layout(paper)
    assert_inside(document)
    pages = texts(render(document).pdf)
    text = "".join(pages)
    for part in ("第 1 期（总第 12 期）", "按：值得借鉴。", "【本期要目】", "——清溪镇调研", "报：市委。", "签发：张"):
        assert part in text
    assert "签发" in pages[-1]
