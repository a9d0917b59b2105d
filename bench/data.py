"""Big made-up data: a roster file of a county, and a data folder with 400,000 households. Same seed, same data."""

import random
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path

from openpyxl import Workbook

from villagevisit.domain import names
from villagevisit.domain.area import Area
from villagevisit.domain.citizen_id import check_character
from villagevisit.services.workspace import Workspace, new_id
from villagevisit.store import areas, search
from villagevisit.store import households as store

SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕单解查仇"
GIVEN = "伟芳娜秀英敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂香玉建国志华文春梅凤福贵德顺长庆永喜树根石连云山林海波"
HEADER = (
    "户编号", "行政村", "村民小组", "户主姓名", "姓名", "与户主关系", "身份证号", "性别", "出生日期", "救助类别",
    "保障人数", "月保障金额", "联系电话", "家庭住址", "备注",
)  # fmt: skip
RELATIONS = ("户主", "配偶", "子", "女", "母亲", "孙子")


def villages(count: int) -> list[Area]:
    """Villages 999999101001 … in townships of 25."""
    return [
        Area(f"999999{101 + n // 25:03d}{201 + n % 25:03d}", f"{GIVEN[n % 50]}{GIVEN[n // 50 % 50]}村", "village")
        for n in range(count)
    ]


def _name(pick: random.Random) -> str:
    return pick.choice(SURNAMES) + "".join(pick.choices(GIVEN, k=pick.choice((1, 2, 2))))


def _id_no(serial: int) -> str:
    born = date(1930, 1, 1) + timedelta(days=serial % 33_000)
    first = f"999999{born:%Y%m%d}{serial // 33_000 % 1000:03d}"
    return first + check_character(first)


def roster_rows(households: int, persons: int, places: list[Area]) -> Iterator[list[object]]:
    """Rows of a clean roster, the number of persons spread evenly."""
    pick = random.Random(7)
    serial = 0
    for n in range(households):
        size = persons * (n + 1) // households - persons * n // households
        place = places[n * len(places) // households]
        head = _name(pick)
        for m in range(size):
            number = _id_no(serial)
            serial += 1
            yield [
                f"{n + 1:06d}" if m == 0 else "", place.name if m == 0 else "", f"第{n % 9 + 1}组" if m == 0 else "",
                head if m == 0 else "", head if m == 0 else _name(pick), RELATIONS[min(m, 5)], number,
                "男" if int(number[16]) % 2 else "女", f"{number[6:10]}-{number[10:12]}-{number[12:14]}",
                "农村低保" if m == 0 else "", size if m == 0 else "", 455.5 if m == 0 else "",
                f"139{n:08d}" if m == 0 else "", f"{place.name}{n}号" if m == 0 else "", "",
            ]  # fmt: skip


def roster_file(path: Path, households: int = 20_000, persons: int = 66_000) -> list[Area]:
    """Writes a roster workbook and returns its villages."""
    places = villages(max(1, households // 250))
    book = Workbook(write_only=True)
    page = book.create_sheet("名册")
    page.append(["全县在保家庭名册"])
    page.append(HEADER)
    for row in roster_rows(households, persons, places):
        page.append(row)
    book.save(path)
    return places


def big_store(
    ws: Workspace, households: int = 400_000, persons_per_household: float = 1.2, places: Sequence[Area] = ()
) -> None:
    """Fills an empty data folder; the ratio of persons is that of a rural prefecture (rules.md R-02). `places`: its
    villages, of a county when left out.
    """
    pick = random.Random(11)
    places = places or villages(max(1, households // 500))
    serial = 0
    with ws.store.transaction() as db:
        areas.put(db, places, in_scope=True)
        homes, people, terms = [], [], []
        for n in range(households):
            place, head, home_id = places[n * len(places) // households], _name(pick), new_id()
            group, number = f"第{n % 9 + 1}组", f"{n + 1:06d}"
            size = int(persons_per_household * (n + 1)) - int(persons_per_household * n) or 1
            key = names.sort_key(group) + "\x1f" + names.sort_key(number)
            homes.append((n + 1, home_id, place.code, number, group, head, "1", size, "455.50", size, key))
            terms += search.household_terms(place.code, n + 1, number)
            for m in range(size):
                serial += 1
                name, id_no = (head if m == 0 else _name(pick)), _id_no(serial)
                people.append((serial, new_id(), home_id, m + 1, name, "02" if m == 0 else "20", id_no))
                terms += search.person_terms(place.code, serial, name, id_no)
        db.conn.executemany(
            "INSERT INTO household(row, id, village_code, household_no, village_group, head_name, assist_category, "
            "insured_persons, amount_month, members, sort_key) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            homes,
        )
        db.conn.executemany(
            "INSERT INTO person(row, id, household_id, position, name, relation, id_no) VALUES (?, ?, ?, ?, ?, ?, ?)",
            people,
        )
        search.add(db, terms)
    assert store.counts(ws.store.reader())
