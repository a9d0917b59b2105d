"""Rosters that are stranger than the seven kept samples; each writer returns the file and how many persons it names."""

from collections.abc import Callable
from pathlib import Path

import xlwt
from openpyxl import Workbook
from openpyxl.styles import Border, Side

from tests.roster.town import id_no, wrong_id

Written = tuple[Path, set[str]]
"""The file, and the names of all persons that a reader of the paper would find in it."""


def blocks_with_titles(folder: Path) -> Written:
    """One sheet, a title, header and total per village, one under the other."""
    book = Workbook()
    page = book.worksheets[0]
    page.title = "Sheet1"
    persons = set()
    serial = 0
    for village in ("红星村", "东风村"):
        page.append([f"{village}2026年低保家庭名册"])
        page.merge_cells(start_row=page.max_row, start_column=1, end_row=page.max_row, end_column=5)
        page.append(["序号", "姓名", "与户主关系", "身份证号码", "月保障金额"])
        for home in range(1, 5):
            for name, relation in ((f"{village[:2]}甲{'一二三四'[home - 1]}", "户主"), ("乙梅", "妻")):
                serial += 1
                first = relation == "户主"
                full = name if first else f"{village[:1]}{name}{'一二三四'[home - 1]}"
                persons.add(full)
                page.append([home if first else None, full, relation, id_no(serial), 500 if first else None])
        page.append(["合计", None, None, None, 2000])
        page.append([])
    book.save(folder / "分村名册.xlsx")
    return folder / "分村名册.xlsx", persons


def members_sideways(folder: Path) -> Written:
    """The head in a merged block, spouse and child in columns of the same row."""
    book = Workbook()
    page = book.worksheets[0]
    page.title = "红星村"
    page.append(["户主", "户主身份证号", "配偶姓名", "配偶身份证号", "子女姓名", "子女身份证号", "备注"])
    persons = set()
    for home in range(1, 4):
        top = page.max_row + 1
        mark = "一二三"[home - 1]
        spouse = f"许配{mark}"
        for child in (1, 2):
            kid = f"赵子{mark}{'大小'[child - 1]}"
            persons |= {f"赵{mark}", spouse, kid}
            head = [f"赵{mark}", id_no(home * 10)] if child == 1 else [None, None]
            wife = [spouse, id_no(home * 10 + 1)] if child == 1 else [None, None]
            page.append([*head, *wife, kid, id_no(home * 10 + 1 + child, "20100101"), None])
        for column in (1, 2, 3, 4):
            page.merge_cells(start_row=top, start_column=column, end_row=top + 1, end_column=column)
    book.save(folder / "横排.xlsx")
    return folder / "横排.xlsx", persons


def text_in_old_workbook(folder: Path) -> Written:
    """A binary workbook, every number typed as text with an apostrophe, footnote marks at names, written dates."""
    book = xlwt.Workbook(encoding="utf-8")
    page = book.add_sheet("红星村")
    header = ["户号", "姓名", "关系", "身份证号", "出生日期", "保障金额", "家庭人口"]
    for column, text in enumerate(header):
        page.write(0, column, text)
    lines = [
        ["'0001", "孙大*", "户主", "'" + id_no(1), "1960.1.1", "500.00 ", "2人"],
        ["'0001", "李二①", "配偶", "’" + id_no(2), "60年1月", "", ""],
        ["'0002", "周三（已故）", "户主", "`" + id_no(3), "1960-1-1", "￥1,200", "1"],
        ["'0003", "*吴四", "户主", id_no(4) + "\u200b", "1960年1月1日", "600元", " 1 "],
        ["小计", "", "", "", "", "2300", "4"],
        ["'0004", "郑五※", "户主", " 9999991960 0101 005" + id_no(5)[-1], "19600101", "300", "１"],
    ]
    for row, line in enumerate(lines, start=1):
        for column, text in enumerate(line):
            page.write(row, column, text)
    book.save(str(folder / "文本.xls"))
    return folder / "文本.xls", {"孙大", "李二", "周三", "吴四", "郑五"}


def quoted_lines(folder: Path) -> Written:
    """Delimited text with quotes, delimiters and line breaks inside cells, a total in the middle, GB18030."""
    rows = [
        '"户编号","户主\n姓名","姓名","与户主\r\n关系","身份证号","家庭住址","备注"',
        f'"1","钱一","钱一","户主","{id_no(1)}","红星村,一组 ""老屋""","第一行\n第二行"',
        f'"1","钱一","孔\n二","妻","\t{id_no(2)}","",""',
        '"","合计","","","","",""',
        f'"2","冯䶮","冯䶮","户主","{id_no(3)}\n","","=1+1"',
        f'"3","陈四","陈四","户主","=""{id_no(4)}""","","-"',
    ]
    path = folder / "红星村.csv"
    path.write_bytes(("\r\n".join(rows) + "\r\n").encode("gb18030"))
    return path, {"钱一", "孔二", "冯䶮", "陈四"}


def wide_and_hidden(folder: Path) -> Written:
    """Fifty blank columns with borders, hidden rows and a hidden column, a picture's sheet, a pivot-like sheet."""
    book = Workbook()
    page = book.worksheets[0]
    page.title = "红星村"
    page.append([None] * 3 + ["姓名", "身份证号", "与户主关系"] + [None] * 50 + ["户编号"])
    persons = set()
    for home in range(1, 11):
        name = f"褚{'一二三四五六七八九十'[home - 1]}"
        persons.add(name)
        number = wrong_id(home) if home == 7 else id_no(home)
        page.append([None] * 3 + [name, number, "户主"] + [None] * 50 + [home])
    line = Side(style="thin")
    for row in range(1, 400):
        for column in range(1, 60):
            page.cell(row, column).border = Border(left=line, bottom=line)
    page.row_dimensions[4].hidden = True
    page.row_dimensions[5].hidden = True
    page.column_dimensions["E"].hidden = True
    pivot = book.create_sheet("数据透视表")
    pivot.append(["行标签", "计数项:姓名", "求和项:月保障金额"])
    for village, count, amount in (("红星村", 10, 5000), ("东风村", 4, 2000), ("总计", 14, 7000)):
        pivot.append([village, count, amount])
    book.create_sheet("Sheet3")
    book.save(folder / "宽表.xlsx")
    return folder / "宽表.xlsx", persons


ODD: dict[str, Callable[[Path], Written]] = {
    "blocks": blocks_with_titles,
    "sideways": members_sideways,
    "old-text": text_in_old_workbook,
    "quoted": quoted_lines,
    "wide": wide_and_hidden,
}
