"""The long list and the search box."""

from pathlib import Path

import pytest

from tests.roster.town import EAST, HEADER, RED, found_villages, id_no, write
from villagevisit.domain.errors import Refused
from villagevisit.services import households, roster
from villagevisit.services.workspace import NOBODY, Workspace


@pytest.fixture
def town(ws: Workspace, tmp_path: Path) -> Workspace:
    found_villages(ws)
    header = (*HEADER, "村民小组")
    red = [
        ("9", "单雄信", "单雄信", "户主", id_no(1), "男", 1, "第二组"),
        ("10", "欧阳喆堃", "欧阳喆堃", "户主", id_no(2), "女", 1, "第二组"),
        ("HX-3", "王䶮", "王䶮", "户主", id_no(3), "男", 1, "第十组"),
        ("", "", "张小芳", "女", id_no(4, "19900101"), "女", "", ""),
    ]
    east = [("9", "张芳", "张芳", "户主", id_no(6), "女", 1, "第一组")]
    roster.run(ws, NOBODY, write(tmp_path / "a.xlsx", [header, *red], "红星村"))
    roster.run(ws, NOBODY, write(tmp_path / "b.xlsx", [header, *east], "东风村"))
    return ws


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("张", ["张小芳", "张芳"]),
        ("芳", ["张小芳", "张芳"]),
        ("小芳", ["张小芳"]),
        ("王䶮", ["王䶮"]),
        ("sx", ["单雄信"]),
        ("SXX", ["单雄信"]),
        ("ＯＹ", ["欧阳喆堃"]),
        (id_no(4, "19900101")[-4:], ["张小芳"]),
        (id_no(4, "19900101"), ["张小芳"]),
        ("hx-3", ["王䶮"]),
        ("10", ["欧阳喆堃"]),
        ("张 东风", ["张芳"]),
        ("张　芳 红星", ["张小芳"]),
        ("z 第一组", ["张芳"]),
        ("李", []),
        ("  ", []),
        ("%", []),
    ],
)
def test_what_is_typed_finds_whom_is_meant(town: Workspace, typed: str, found: list[str]) -> None:
    assert [hit.person_name for hit in households.search(town, typed)] == found


def test_a_hit_says_where_and_why(town: Workspace) -> None:
    (hit,) = households.search(town, "小芳")
    assert (hit.head_name, hit.village_name, hit.village_group, hit.household_no, hit.why) == (
        "王䶮", "红星村", "第十组", "HX-3", "name",
    )  # fmt: skip


def test_no_more_than_asked_for(town: Workspace) -> None:
    assert len(households.search(town, "9", limit=1)) == 1


def test_the_list_is_in_the_order_people_count(town: Workspace) -> None:
    rows = households.page(town, offset=0, limit=10)
    assert [(row.village_code, row.household_no) for row in rows] == [
        (RED, "9"),
        (RED, "10"),
        (RED, "HX-3"),
        (EAST, "9"),
    ]
    assert (households.count(town), households.count(town, EAST), households.count(town, "0")) == (4, 1, 0)


def test_pages_together_are_the_list(town: Workspace) -> None:
    whole = households.page(town, offset=0, limit=10)
    for size in (1, 2, 3):
        pages = [households.page(town, offset=start, limit=size) for start in range(0, 6, size)]
        assert [row for page in pages for row in page] == whole
    assert [row.household_no for row in households.page(town, offset=1, limit=1, village_code=RED)] == ["10"]


def test_an_unknown_household_is_refused(town: Workspace) -> None:
    with pytest.raises(Refused, match=r"household\.unknown"):
        households.get(town, "nobody")
