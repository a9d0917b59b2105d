"""Makes the sample rosters beside this file, each in the style of a real office. Run once; the results are kept.

python tests/data/rosters/make.py
"""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import xlwt
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from villagevisit.domain.citizen_id import birth_of
from villagevisit.services.demo_data import DemoHousehold, Maker, demo_workbook

HERE = Path(__file__).parent
RED, EAST = ("999999101201", "红星村"), ("999999101202", "东风村")
RARE = ("王䶮", "㛃梅", "李𬱖", "欧阳喆堃")


def homes(seed: int, number: int) -> list[DemoHousehold]:
    maker = Maker(seed)
    return [maker.household(n + 1, RARE[n] if n < len(RARE) else "") for n in range(number)]


def wrong(number: object) -> str:
    text = str(number)
    return text[:-1] + ("1" if text[-1] != "1" else "2")


def short(number: object) -> str:
    """The 15-digit form of before 1999."""
    text = str(number)
    return text[:6] + text[8:17]


def wide(number: object) -> str:
    return str(number).translate({48 + d: 0xFF10 + d for d in range(10)} | {ord("X"): "ｘ"})


def two_row_header(path: Path) -> None:
    """Groups above the header, the head in columns of his own, the members (without the head) in rows."""
    book = Workbook()
    page = book.worksheets[0]
    page.title = "Sheet1"
    page.append(["清溪镇2026年社会救助家庭台账"])
    page.append(["户编号", "行政村", "户主信息", "", "家庭成员", "", "", "保障情况", "", "备注"])
    page.append(["", "", "姓名", "身份证号码", "姓名", "与户主关系", "身份证号码", "类别", "月金额(元)", ""])
    for area in ("A1:J1", "A2:A3", "B2:B3", "C2:D2", "E2:G2", "H2:I2", "J2:J3"):
        page.merge_cells(area)
    for n, home in enumerate(one for one in homes(21, 60) if len(one.persons) > 1):
        head, *members = home.persons
        village = RED[1] if n % 2 else "东风村村民委员会"
        if n == 3:
            members[0].id_no = wrong(members[0].id_no)
        if n == 5:
            members[0].id_no = ""
        for place, member in enumerate(members):
            start = [home.number, village, head.name, head.id_no] if place == 0 else ["", "", "", ""]
            end = [home.assist, home.amount, ""] if place == 0 else ["", "", ""]
            page.append([*start, member.name, member.relation, member.id_no, *end])
    page.append(["合计", "", "", "", "", "", "", "", 9999, ""])
    book.save(path)


def old_office(path: Path) -> None:
    """A binary workbook with village and group in one column, birth dates as serial numbers, no household number."""
    book = xlwt.Workbook(encoding="utf-8")
    page = book.add_sheet("低保户")
    page.write_merge(0, 0, 0, 8, "最低生活保障家庭花名册（2026年第三季度）")
    header = ["序号", "村组", "姓名", "与户主关系", "性别", "出生年月日", "身份证号", "低保类别", "保障金额"]
    for column, text in enumerate(header):
        page.write(1, column, text)
    row = 2
    for n, home in enumerate(homes(22, 25)):
        village = RED[1] if n < 13 else EAST[1]
        for place, one in enumerate(home.persons):
            born = date.fromisoformat(birth_of(str(one.id_no)))
            number = one.id_no
            if (n, place) == (2, 0):
                number = wide(number)
            elif (n, place) == (4, 0):
                number = short(number)
            elif (n, place) == (6, 0):
                one.sex = "女" if one.sex == "男" else "男"
            elif (n, place) == (8, 0):
                born = date(born.year, 1 + born.month % 12, 1)
            first = [n + 1.0, f"{village}{1 + n % 3}组"] if place == 0 else ["", ""]
            last = [home.assist, float(home.amount)] if place == 0 else ["", ""]
            serial = float((born - date(1899, 12, 30)).days)
            cells = [*first, one.name, one.relation, one.sex, serial, number, *last]
            for column, value in enumerate(cells):
                if value != "":
                    page.write(row, column, value)
            row += 1
    page.write(row, 0, "合计")
    page.write(row, 8, 12345.0)
    book.save(str(path))


def export_gb18030(path: Path) -> None:
    """What a county's system exports: every row whole, households not kept together, names with rare characters."""
    header = "家庭编号,村名称,村民小组,户主姓名,成员姓名,与户主关系,公民身份号码,性别,户口性质,银行账号,家庭人口"
    lines: list[str] = []
    for home in homes(23, 30):
        for one in home.persons:
            number = "9.99999E+17" if (home.number, one.relation) in {("0007", "户主"), ("0009", "户主")} else one.id_no
            lines.append(
                f"HX{home.number},{RED[1]},{home.group},{home.persons[0].name},{one.name},{one.relation},{number},"
                f"{one.sex},农业,6217{home.phone}0001,{len(home.persons)}"
            )
    lines = lines[::2] + lines[1::2]
    path.write_bytes("\r\n".join([header, *lines, ""]).encode("gb18030"))


def heads_only(path: Path) -> None:
    """One row per household, tabs, UTF-8 with a mark; the file's name does not tell the village, a column does."""
    header = ["序号", "所在村", "户主", "身份证", "联系电话", "家庭人口", "救助类别", "月救助金额", "家庭住址"]
    lines = ["\t".join(header)]
    for n, home in enumerate(homes(24, 40)):
        head = home.persons[0]
        number = {4: wrong(head.id_no), 6: "", 8: str(head.id_no)[:-1], 10: str(head.id_no).lower()}.get(n, head.id_no)
        village = "西山村" if n in {20, 21} else RED[1]
        amount = "待定" if n == 12 else f"{home.amount:,}.00"
        cells = [n + 1, village, head.name, number, home.phone, len(home.persons), home.assist, amount, home.group]
        lines.append("\t".join(map(str, cells)))
    path.write_text("\n".join(lines) + "\n", "utf-8-sig")


def numbers_as_numbers(path: Path) -> None:
    """Somebody typed the identity numbers into cells of numbers; birth dates are date cells."""
    book = Workbook()
    page = book.worksheets[0]
    page.title = RED[1]
    page.append(["户号", "姓名", "关系", "证件号码", "出生日期", "保障人数"])
    for n, home in enumerate(homes(25, 20)):
        for place, one in enumerate(home.persons):
            born = date.fromisoformat(birth_of(str(one.id_no)))
            number: object = one.id_no
            if n in {1, 5, 9} and place == 0:
                number = float(str(number)[:15] + "000")
            elif n == 7 and place == 0:
                number = str(number)[:15] + "000"
            elif n == 3 and place == 0:
                number = float(short(number))
            page.append([int(home.number), one.name, one.relation, number, born, len(home.persons)])
    book.save(path)


def village_clerk(path: Path) -> None:
    """Kept by hand: group lines between the rows, the header repeated on every page, two heads, missing heads."""
    book = Workbook()
    page: Worksheet = book.worksheets[0]
    page.title = "名单"
    header = ["姓  名", "与户主\n关系", "身份证号码", "电话"]
    page.append(["东风村在保家庭名单"])
    page.append([])
    page.append(header)
    for n, home in enumerate(homes(26, 24)):
        if n % 8 == 0:
            page.append([f"第{'一二三'[n // 8]}组", "", "", ""])
        if n == 12:
            page.append(header)
        if n == 5:
            home.persons[0].relation = "妻"
        if n == 9:
            home.persons.append(home.persons[0])
        rows: Sequence = home.persons
        for one in rows:
            name = " ".join(one.name) if len(one.name) == 2 else one.name
            name = "王?" if n == 14 and one is home.persons[0] else name
            page.append([name, one.relation, one.id_no, home.phone if one is home.persons[0] else ""])
    page.append(["共24户", "", "", ""])
    page.append(["村委会（盖章）", "", "负责人：", ""])
    book.save(path)


def main() -> None:
    demo_workbook(HERE / "sheet_per_village.xlsx", [RED, EAST], households=50, seed=20)
    two_row_header(HERE / "two_row_header.xlsx")
    old_office(HERE / "old_office.xls")
    export_gb18030(HERE / "export_gb18030.csv")
    heads_only(HERE / "heads_only.csv")
    numbers_as_numbers(HERE / "numbers_as_numbers.xlsx")
    village_clerk(HERE / "village_clerk.xlsx")


if __name__ == "__main__":
    main()
