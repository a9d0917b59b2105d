"""The pledge is one page, blank or signed."""

from datetime import date

import pytest

from printing.document import Ink
from printing.layouts.pledge import Pledge, layout
from printing.render import render
from tests.printing.papers import IMPRINT, UYGHUR, assert_inside, texts

INK = Ink(300, 120, (((20, 60), (60, 20), (100, 80)), ((120, 40), (180, 60))))
SIGNED = Pledge(
    IMPRINT,
    number="清溪承〔2026〕12号",
    unit="清溪镇人民政府社会事务和退役军人服务办公室",
    post="办公室副主任兼低保经办员",
    name=UYGHUR,
    signer=UYGHUR,
    has_kin=True,
    filing_no="12",
    signed_on=date(2026, 11, 2),
    phone="0539-8888000",
    mark=INK,
)


@pytest.mark.parametrize("pledge", [Pledge(IMPRINT), Pledge(IMPRINT, unit="红星村", signer="李芳"), SIGNED])
def test_one_page_with_all_six_promises(pledge: Pledge) -> None:
    assert_inside(layout(pledge))
    made = render(layout(pledge))
    assert made.pages == 1
    (page,) = texts(made.pdf)
    for number in "一二三四五六":
        assert f"{number}、" in page
    assert "第 1 页 共 1 页" in page.replace("\u3000", " ")
    assert "核对码 1A2B 3C4D" in page


def test_the_blanks_are_filled_from_what_was_signed() -> None:
    (page,) = texts(render(layout(SIGNED)).pdf)
    flat = page.replace("\r\n", "")
    assert "清溪镇人民政府社会事务和退役军人服务办公室" in flat
    assert "2026年11月2日" in page
    assert "承诺人（已签字）" in page
