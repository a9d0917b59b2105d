"""Rosters as clerks make them under pressure: lists side by side, headers of three rows, tables of old programs."""

import re
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

from openpyxl import Workbook

from tests.roster.odd_files import Written
from tests.roster.town import id_no

THREE = "甲乙丙"


def three_rows_of_header(folder: Path) -> Written:
    """Groups over groups over headings, all merged; a total, and two lines of signatures at the end."""
    book = Workbook()
    page = book.worksheets[0]
    page.title = "Sheet1"
    page.append(["清溪镇红星村2026年农村低保家庭花名册"])
    page.append(["填报单位：红星村民委员会", None, None, None, None, None, "填报日期：2026年11月1日"])
    page.append(["序号", "户主基本情况", None, None, "家庭成员情况", None, None, None, "备注"])
    page.append([None, "姓名", "身份证号码", "户编号", "成员信息", None, None, "保障情况"])
    page.append([None, None, None, None, "姓名", "与户主关系", "身份证号码", "月保障金额（元）"])
    for area in ("A1:I1", "A2:F2", "A3:A5", "B3:D3", "E3:H3", "I3:I5", "B4:B5", "C4:C5", "D4:D5", "E4:G4"):
        page.merge_cells(area)
    persons = set()
    for home, mark in enumerate(THREE, start=1):
        first = page.max_row + 1
        head = [home, f"赵{mark}", id_no(home * 10), f"{home:03d}"]
        for n, (name, relation) in enumerate((("赵", "户主"), ("钱", "妻"), ("孙", "母亲"))):
            persons.add(name + mark)
            own = [name + mark, relation, id_no(home * 10 + n), None if n else 500]
            page.append([*([None] * 4 if n else head), *own])
        for column in "ABCD":
            page.merge_cells(f"{column}{first}:{column}{first + 2}")
    page.append(["合计", "3户", None, None, "9人", None, None, 1500])
    page.append(["村委会主任（签字）：李某", None, None, "民政协理员：王某", None, None, "审核人：张某"])
    page.append([None, None, None, None, None, None, "2026年11月1日"])
    page.append(["注：本表一式三份。"])
    book.save(folder / "花名册.xlsx")
    return folder / "花名册.xlsx", persons


def side_by_side(folder: Path) -> Written:
    """Two villages beside each other on one sheet, the second longer than the first."""
    book = Workbook()
    page = book.worksheets[0]
    page.append(["红星村低保户", *[None] * 5, "东风村低保户"])
    header = ["户编号", "姓名", "与户主关系", "身份证号"]
    page.append([*header, None, None, *header])
    persons = set()
    for n, mark in enumerate(THREE, start=1):
        left = [n, f"左{mark}", "户主", id_no(n)] if n < 3 else [None] * 4
        persons |= {f"右{mark}", *([f"左{mark}"] if n < 3 else [])}
        page.append([*left, None, None, n, f"右{mark}", "户主", id_no(100 + n)])
    book.save(folder / "两村.xlsx")
    return folder / "两村.xlsx", persons


def another_header(folder: Path) -> Written:
    """Under the first list a second one, of other people, with its columns in another order."""
    book = Workbook()
    page = book.worksheets[0]
    page.title = "红星村"
    page.append(["一、低保户"])
    page.append(["户编号", "姓名", "与户主关系", "身份证号", "月保障金额"])
    for n, mark in enumerate(THREE, start=1):
        page.append([n, f"上{mark}", "户主", id_no(n), 300])
    page.append(["小计", None, None, None, 900])
    page.append([])
    page.append(["二、特困人员"])
    page.append(["户编号", "身份证号码", "姓名", "与户主关系", "供养方式", "月供养金额", "联系电话"])
    for n, mark in enumerate(THREE, start=1):
        page.append([10 + n, id_no(20 + n), f"下{mark}", "户主", "分散", 800, "13800000000"])
    book.save(folder / "两张表.xlsx")
    return folder / "两张表.xlsx", {side + mark for side in "上下" for mark in THREE}


def members_counted(folder: Path) -> Written:
    """成员1, 成员2 in the row of their head, each with the relation in a column of its own."""
    book = Workbook()
    page = book.worksheets[0]
    page.title = "红星村"
    about = ("姓名", "与户主关系", "身份证号")
    page.append(["户编号", "户主姓名", "户主身份证号", *(f"成员{n}{what}" for n in (1, 2) for what in about)])
    page.append([1, "赵一", id_no(1), "钱一", "妻", id_no(2), "赵二", "长子", id_no(3)])
    page.append([2, "孙一", id_no(4)])
    book.save(folder / "成员横排.xlsx")
    return folder / "成员横排.xlsx", {"赵一", "钱一", "赵二", "孙一"}


def members_again(folder: Path) -> Written:
    """The three columns of a person written twice, to save paper."""
    book = Workbook()
    page = book.worksheets[0]
    page.title = "红星村"
    about = ("姓名", "与户主关系", "身份证号")
    page.append(["户编号", *about, *about, "月保障金额"])
    page.append([1, "赵一", "户主", id_no(1), "钱一", "妻", id_no(2), 500])
    page.append([1, "赵二", "长子", id_no(3), None, None, None, None])
    page.append([2, "孙一", "户主", id_no(4), None, None, None, 500])
    book.save(folder / "两栏.xlsx")
    return folder / "两栏.xlsx", {"赵一", "钱一", "赵二", "孙一"}


def open_cells(folder: Path) -> Written:
    """A page of an old system called .xls: cells that nobody closes, spans, another table for the title."""
    page = "<html><head><meta charset=gb2312></head><table><tr><td colspan=4>红星村低保名册</td></tr></table><table>"
    page += "<tr><th>户编号<th>姓&nbsp;&nbsp;名<th>与户主<br>关系<th>身份证号"
    for n, mark in enumerate(THREE, start=1):
        page += f"<tr><td rowspan=2>{n}<td>网{mark}<td>户主<td>{id_no(n * 10)}"
        page += f"<tr><td>页{mark}</td><td>配偶<td>{id_no(n * 10 + 1)}"
    path = folder / "导出.xls"
    path.write_bytes((page + "<tr><td>合计<td>6</table></html>").encode("gb18030"))
    return path, {side + mark for side in "网页" for mark in THREE}


def workbook_in_xml(folder: Path) -> Written:
    """What Excel 2003 calls an XML spreadsheet: two sheets, a merged title, a cell that is passed over."""
    name = "urn:schemas-microsoft-com:office:spreadsheet"
    text = '<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?>\n'
    text += f'<Workbook xmlns="{name}" xmlns:ss="{name}">'
    persons = set()
    for sheet, village in enumerate(("红星村", "东风村")):
        text += f'<Worksheet ss:Name="{village}"><Table><Row>'
        text += '<Cell ss:MergeAcross="4"><Data ss:Type="String">名册</Data></Cell></Row>'
        lines = [["户编号", "姓名", "与户主关系", "备注", "身份证号"]]
        lines += [[str(n), village[0] + mark, "户主", "", id_no(sheet * 10 + n)] for n, mark in enumerate(THREE, 1)]
        for line in lines:
            cells = "".join(f'<Cell><Data ss:Type="String">{one}</Data></Cell>' for one in line[:4] if one)
            text += f'<Row>{cells}<Cell ss:Index="5"><Data ss:Type="String">{line[4]}</Data></Cell></Row>'
        persons |= {village[0] + mark for mark in THREE}
        text += "</Table></Worksheet>"
    path = folder / "老系统.xls"
    path.write_text(text + "</Workbook>", "utf-8")
    return path, persons


def spoil(file: Path, cells: Mapping[str, str]) -> None:
    """Puts other XML in the place of some cells of the first sheet, as another program would have left them."""
    with zipfile.ZipFile(file) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    sheet = parts["xl/worksheets/sheet1.xml"].decode()
    for place, other in cells.items():
        sheet, times = re.subn(rf'<c r="{place}"[^>]*?(/>|>.*?</c>)', other, sheet, count=1)
        assert times == 1
    parts["xl/worksheets/sheet1.xml"] = sheet.encode()
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)


FROM_CLERKS: dict[str, Callable[[Path], Written]] = {
    "three-rows-of-header": three_rows_of_header,
    "side-by-side": side_by_side,
    "another-header": another_header,
    "members-counted": members_counted,
    "members-again": members_again,
    "open-cells": open_cells,
    "xml": workbook_in_xml,
}
