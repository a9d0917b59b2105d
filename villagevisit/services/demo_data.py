"""A made-up roster as a township sends it, for the demonstration, the tests and the benchmarks.

Every identity number begins with 999999, a region that does not exist, so that no real person is ever matched.
"""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Final

from villagevisit.domain.citizen_id import check_character
from villagevisit.services.spreadsheet import OutSheet, write_workbook

Value = str | int | float

_SURNAMES: Final = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕单解查仇"
_GIVEN: Final = "伟芳娜秀英敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂香玉建国志华文春梅凤兰福贵德顺长庆永喜树根石连"
_RARE: Final = ("王䶮", "㛃梅", "李𬱖", "欧阳喆堃", "刘㛃", "单雄志")
_FIRST_BIRTH: Final = date(1938, 1, 1)
_BIRTH_DAYS: Final = 22_000
HEADER: Final = (
    "户编号", "村组", "户主姓名", "姓名", "与户主关系", "身份证号码", "性别", "救助类别", "保障人数",
    "月保障金额（元）", "联系电话", "备注",
)  # fmt: skip
_HOUSEHOLD_COLUMNS: Final = (0, 1, 2, 7, 8, 9, 10)
_ASSIST: Final = ("农村低保", "农村低保", "农村低保", "特困供养", "低保边缘")
_GROUPS: Final = ("第一组", "第二组", "第三组", "第四组")


@dataclass(slots=True)
class DemoPerson:
    name: str
    relation: str
    id_no: Value
    sex: str


@dataclass(slots=True)
class DemoHousehold:
    number: str
    group: str
    assist: str
    amount: int
    phone: str
    names_head: bool = True
    persons: list[DemoPerson] = field(default_factory=list)


class Maker:
    """Makes people and households; the same seed makes the same ones."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)  # noqa: S311
        self._used: set[str] = set()

    def id_no(self, born: date, sex: str) -> str:
        while True:
            sequence = self._random.randrange(0, 500) * 2 + (1 if sex == "男" else 0)
            first = f"999999{born:%Y%m%d}{sequence:03d}"
            if first not in self._used:
                self._used.add(first)
                return first + check_character(first)

    def born(self, earliest: int = 0, latest: int = _BIRTH_DAYS) -> date:
        return _FIRST_BIRTH + timedelta(days=self._random.randrange(earliest, latest))

    def name(self, surname: str = "") -> str:
        surname = surname or self._random.choice([*_SURNAMES, "欧阳"])
        return surname + "".join(self._random.choice(_GIVEN) for _ in range(self._random.choice((1, 2, 2))))

    def household(self, number: int, name: str = "") -> DemoHousehold:
        pick = self._random
        head = name or self.name()
        surname = head[:2] if head.startswith("欧阳") else head[0]
        sex = pick.choice("男男男女")
        born = self.born(latest=15_000)
        home = DemoHousehold(
            f"{number:04d}", pick.choice(_GROUPS), pick.choice(_ASSIST), pick.randrange(180, 900, 5),
            f"139{pick.randrange(10**8):08d}",
        )  # fmt: skip
        home.persons.append(DemoPerson(head, "户主", self.id_no(born, sex), sex))
        if pick.random() < 0.45:
            other = "女" if sex == "男" else "男"
            near = self._near(born, 0)
            home.persons.append(DemoPerson(self.name(), "配偶", self.id_no(near, other), other))
        for _ in range(pick.choice((0, 0, 0, 1, 1, 2))):
            child = pick.choice("男女")
            relation = "子" if child == "男" else "女"
            home.persons.append(
                DemoPerson(self.name(surname), relation, self.id_no(self._near(born, 26), child), child)
            )
        return home

    def _near(self, born: date, years: int) -> date:
        days = years * 365 + self._random.randrange(-900, 900)
        return min(born + timedelta(days=days), date(2024, 12, 31))


def demo_workbook(path: Path, villages: Sequence[tuple[str, str]], households: int = 120, seed: int = 20261122) -> None:
    """Writes a messy roster: one sheet per village, titles and merged cells, about 6 % of the rows with a problem.

    Args:
        villages: (12-digit code, name) of each village; the households are shared out evenly.
        households: In all villages together.
    """
    maker = Maker(seed)
    sheets = []
    start = 1
    for n, (_, name) in enumerate(villages):
        share = households // len(villages) + (n < households % len(villages))
        rare = {7 * i + 3: name for i, name in enumerate(_RARE)}
        homes = [maker.household(start + i, rare.get(i, "")) for i in range(share)]
        start += share
        _mess(homes)
        sheets.append(_sheet(name, homes))
    write_workbook(path, sheets)


def _mess(homes: list[DemoHousehold]) -> None:
    """The slips that real rosters have, at fixed places so that a demonstration always shows each of them."""
    for n, home in enumerate(homes):
        head = home.persons[0]
        last = home.persons[-1]
        number = str(last.id_no)
        match n % 20:
            case 2 if n > 20:
                last.id_no = number[:-1] + ("1" if number[-1] != "1" else "2")
            case 5:
                head.name = "　".join(head.name) if len(head.name) == 2 else head.name
                head.id_no = str(head.id_no).translate({48 + d: 0xFF10 + d for d in range(10)})
            case 7:
                head.id_no = str(head.id_no).lower() + " "
            case 9 if n > 20:
                head.relation, home.names_head = "", False
            case 11 if len(home.persons) > 1:
                last.id_no = float(number[:15] + "000")
            case 13 if n > 40:
                last.id_no = number[:6] + number[8:17]
            case 15 if n > 40:
                home.persons.append(replace(homes[n - 10].persons[0], relation="其他"))
            case 17 if n < 20:
                last.sex = "女" if last.sex == "男" else "男"
            case 18 if n > 40:
                last.id_no = ""


def _sheet(village: str, homes: Sequence[DemoHousehold]) -> OutSheet:
    above = ((f"{village}社会救助家庭花名册",), (f"填报单位：{village}村民委员会        填报日期：2026年11月",))
    merges = ["A1:L1", "A2:L2"]
    row = len(above) + 2
    for home in homes:
        below = row + len(home.persons) - 1
        if below > row:
            merges += [f"{chr(65 + c)}{row}:{chr(65 + c)}{below}" for c in _HOUSEHOLD_COLUMNS]
        row = below + 1
    return OutSheet(village[:31], HEADER, _lines(homes), (8, 8, 12, 12, 10, 22, 6, 12, 8, 12, 14, 16), merges, above)


def _lines(homes: Sequence[DemoHousehold]) -> Iterator[Sequence[Value]]:
    for home in homes:
        for n, one in enumerate(home.persons):
            person: tuple[Value, ...] = (one.name, one.relation, one.id_no, one.sex)
            if n:
                yield ("", "", "", *person, "", "", "", "", "")
            else:
                covered = len(home.persons) if home.assist == "农村低保" else 1
                head = one.name.replace("　", "") if home.names_head else ""
                yield home.number, home.group, head, *person, home.assist, covered, home.amount, home.phone, ""
    yield ("合计", "", f"{len(homes)}户", "", "", "", "", "", "", sum(home.amount for home in homes), "", "")
    yield ("填表人：", "", "", "审核人：", "", "", "", "", "", "", "", "")
