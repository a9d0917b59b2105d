"""Mistakes that people make when they write a form in Excel: which code, sheet, row and column they are told."""

import io
from pathlib import Path

import pytest
from openpyxl import Workbook

import forms
from forms.xlsform import compile_xlsform
from villagevisit import wording

HEAD = ["type", "name", "label", "relevant", "parameters", "save_to", "calculation"]
CHOICES = [["list_name", "name", "label"], ["yn", "1", "Yes"], ["yn", "0", "No"]]
Sheets = dict[str, list[list[str]]]


def survey(*rows: str, head: list[str] = HEAD) -> list[list[str]]:
    """Rows as `type,name,label,relevant,parameters,save_to,calculation`; a good question comes first."""
    return [head, ["text", "first", "First"], *([cell.strip() for cell in row.split("|")] for row in rows)]


def book(sheets: Sheets) -> bytes:
    made = Workbook()
    made.remove(made.worksheets[0])
    for name, rows in sheets.items():
        page = made.create_sheet(name)
        for row in rows:
            page.append([cell or None for cell in row])
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def table(sheets: Sheets) -> tuple[bytes, dict[str, int]]:
    """Markdown, and the line of each header."""
    lines: list[str] = []
    heads: dict[str, int] = {}
    for name, rows in sheets.items():
        lines += ["", f"## {name}", ""]
        heads[name] = len(lines) + 1
        lines += [f"| {' | '.join([*row, *[''] * (len(rows[0]) - len(row))])} |" for row in rows]
    return "\n".join(lines).encode(), heads


def entities(
    *row: str, head: tuple[str, ...] = ("list_name", "label", "entity_id", "create_if", "update_if")
) -> Sheets:
    return {"entities": [list(head), list(row)]}


SAVE = "text|b|B|||{}|"
MISTAKES: list[tuple[Sheets, str, str, int, str]] = [
    ({"survey": survey("txet|b|B")}, "form.xls-type", "survey", 3, "type"),
    ({"survey": survey("selct_one yn|b|B"), "choices": CHOICES}, "form.xls-type", "survey", 3, "type"),
    ({"survey": survey("|b|B")}, "form.xls-type-missing", "survey", 3, "type"),
    ({"survey": survey("select_one nn|b|B"), "choices": CHOICES}, "form.xls-list-missing", "survey", 3, "type"),
    ({"survey": survey("select_one nn|b|B")}, "form.xls-sheet-missing", "choices", 0, ""),
    ({"survey": survey("text|first|B")}, "form.xls-name-twice", "survey", 3, "name"),
    ({"survey": survey("text|b c|B")}, "form.xls-name", "survey", 3, "name"),
    ({"survey": survey("text||B")}, "form.xls-name-missing", "survey", 3, "name"),
    ({"survey": survey("text|meta|B")}, "form.xls-name-reserved", "survey", 3, "name"),
    ({"survey": survey("text|b|")}, "form.xls-label-missing", "survey", 3, "label"),
    ({"survey": survey("text|b|B|${zz} = 1")}, "form.xls-reference", "survey", 3, "relevant"),
    ({"survey": survey("text|b|B ${zz}")}, "form.xls-reference", "survey", 3, "label"),
    ({"survey": survey("text|b|B|${first = 1")}, "form.xls-reference-form", "survey", 3, "relevant"),
    (
        {"survey": survey("begin group|g|G", "text|first|F", "end group||", "text|b|B|${first} = 1")},
        "form.xls-reference-twice", "survey", 6, "relevant",
    ),
    ({"survey": survey("begin group|g|G", "text|b|B")}, "form.xls-end-missing", "survey", 3, "type"),
    ({"survey": survey("text|b|B", "end repeat||")}, "form.xls-begin-missing", "survey", 4, "type"),
    ({"survey": survey("range|b|B||start:1")}, "form.xls-parameters-form", "survey", 3, "parameters"),
    ({"survey": survey("range|b|B||begin=1")}, "form.xls-parameter-unknown", "survey", 3, "parameters"),
    ({"survey": survey("range|b|B||start=1 end=9 step=0")}, "form.xls-parameter-value", "survey", 3, "parameters"),
    ({"survey": survey("image|b|B||max-pixels=big")}, "form.xls-parameter-value", "survey", 3, "parameters"),
    ({"survey": survey("calculate|b|")}, "form.xls-calculation-missing", "survey", 3, "calculation"),
    ({"survey": [["type", "label"], ["text", "A"]]}, "form.xls-name-missing", "survey", 2, "name"),
    ({"survey": [["kind", "name", "label"], ["text", "a", "A"]]}, "form.xls-column-missing", "survey", 1, "type"),
    ({"survey": survey(head=["type", "name", "label", "relevant", "relevance"])}, "form.xls-column-twice", "survey", 1,
     "relevance"),
    ({"survey": [HEAD]}, "form.xls-empty", "survey", 0, ""),
    ({"suvey": survey(), "choices": CHOICES}, "form.xls-sheet-missing", "survey", 0, ""),
    ({"survey": survey("select_one yn|b|B"), "choices": [CHOICES[0], ["yn", "", "Yes"]]}, "form.xls-name-missing",
     "choices", 2, "name"),
    ({"survey": survey("select_one yn|b|B"), "choices": [*CHOICES, ["yn", "1", "Si"]]}, "form.xls-choice-twice",
     "choices", 4, "name"),
    ({"survey": survey("select_multiple yn|b|B"), "choices": [*CHOICES, ["yn", "a b", "Si"]]}, "form.xls-choice-blank",
     "choices", 4, "name"),
    ({"survey": survey("select_one yn|b|B"), "choices": [["list", "name", "label"], ["yn", "1", "Yes"]]},
     "form.xls-column-missing", "choices", 1, "list_name"),
    ({"survey": survey("select_one yn|b|B"), "choices": [["list_name", "label"], ["yn", "Yes"]]},
     "form.xls-column-missing", "choices", 1, "name"),
    ({"survey": survey(SAVE.format("p"))}, "form.xls-entities-missing", "survey", 3, "save_to"),
    ({"survey": survey(SAVE.format("label")), **entities("l", "${b}")}, "form.xls-name-reserved", "survey", 3,
     "save_to"),
    ({"survey": survey(SAVE.format("p"), "text|c|C|||p|"), **entities("l", "${b}")}, "form.xls-save-twice", "survey", 4,
     "save_to"),
    ({"survey": survey(SAVE.format("x#p")), **entities("l", "${b}")}, "form.xls-save-list", "survey", 3, "save_to"),
    ({"survey": survey(SAVE.format("p")), **entities("l", "")}, "form.xls-entity-label", "entities", 2, "label"),
    ({"survey": survey(SAVE.format("p")), **entities("l", "${b}", "", "", "1=1")}, "form.xls-entity-id", "entities", 2,
     "entity_id"),
    ({"survey": survey(SAVE.format("p")), **entities("l", "${b}", "${b}", "1=1", "")}, "form.xls-entity-update",
     "entities", 2, "update_if"),
    ({"survey": survey(SAVE.format("p")), **entities("", "${b}")}, "form.xls-name-missing", "entities", 2, "list_name"),
    ({"survey": survey(), **entities("l", "A", "1", head=("list_name", "label", "foo"))}, "form.xls-column-unknown",
     "entities", 1, "foo"),
]  # fmt: skip


def told(error: forms.FormError) -> tuple[str, object, object, object]:
    return error.code, error.params["sheet"], error.params["row"], error.params["column"]


@pytest.mark.parametrize(("sheets", "code", "sheet", "row", "column"), MISTAKES)
def test_a_mistake_is_told_with_its_place(sheets: Sheets, code: str, sheet: str, row: int, column: str) -> None:
    with pytest.raises(forms.FormError) as raised:
        compile_xlsform(book(sheets), ".xlsx")
    assert told(raised.value) == (code, sheet, row, column)
    said = wording.explain(raised.value)
    assert "表单没有做成" in said
    assert "{" not in said.replace("${", "")
    text, heads = table(sheets)
    with pytest.raises(forms.FormError) as raised:
        compile_xlsform(text, ".md")
    assert told(raised.value) == (code, sheet, heads[sheet] + row - 1 if row else 0, column)


@pytest.mark.parametrize(
    ("rows", "code", "row", "column"),
    [
        (["text|b|B|${first} == 1"], "form.expression-syntax", 3, "relevant"),
        (["begin repeat|r|R", "text|b|B|nosuch(1)"], "form.function-unknown", 4, "relevant"),
        (["calculate|b||||| 1 +"], "form.expression-syntax", 3, "calculation"),
        (["calculate|b|||||${c} + 1", "calculate|c|||||${b} + 1"], "form.cycle", 0, ""),
    ],
)
def test_a_wrong_expression_is_told_with_its_row(
    tmp_path: Path, rows: list[str], code: str, row: int, column: str
) -> None:
    if "repeat" in rows[0]:
        rows = [*rows, "end repeat||"]
    path = tmp_path / "f.xlsx"
    path.write_bytes(book({"survey": survey(*rows)}))
    with pytest.raises(forms.FormError) as raised:
        forms.load(path)
    assert raised.value.code == code
    assert (raised.value.params.get("row", 0), raised.value.params.get("column", "")) == (row, column)


@pytest.mark.parametrize(
    "content",
    [b"", b"PK\x03\x04", b"type,name\n", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), b"%PDF-1.7", b"\xff\xfe"],
)
@pytest.mark.parametrize("suffix", [".xlsx", ".xls"])
def test_what_is_no_whole_workbook_is_said_to_be_none(tmp_path: Path, content: bytes, suffix: str) -> None:
    path = tmp_path / f"f{suffix}"
    path.write_bytes(content)
    with pytest.raises(forms.FormError) as raised:
        forms.load(path)
    assert raised.value.code == "form.xlsform-unreadable"


def test_a_workbook_cut_short_is_said_to_be_none() -> None:
    whole = book({"survey": survey("text|b|B")})
    for size in range(8, len(whole) - 1, 97):
        with pytest.raises(forms.FormError) as raised:
            compile_xlsform(whole[:size], ".xlsx")
        assert raised.value.code == "form.xlsform-unreadable"


WARNINGS: list[tuple[Sheets, str, str, int, str]] = [
    ({"survey": survey("select_one yn|b|B"), "choices": [*CHOICES, ["yn", "2", ""]]}, "form.note-choice-label",
     "choices", 4, "label"),
    ({"survey": survey("select_one yn|b|B"), "choices": [*CHOICES, ["", "2", "X"]]}, "form.note-choice-list", "choices",
     4, "list_name"),
    ({"survey": survey("image|b|B")}, "form.note-photo-size", "survey", 3, "parameters"),
    ({"survey": survey("text|FIRST|B")}, "form.note-name-case", "survey", 3, "name"),
    ({"survey": survey(head=["type", "name", "label", "relevent"])}, "form.note-column-unknown", "survey", 1,
     "relevent"),
    ({"survey": [["type", "name", "label::A (en)", "label::B (zh)", "hint::A (en)"], ["text", "x", "X", "Y", "h"]]},
     "form.note-translation", "survey", 0, "hint::A (en)"),
    ({"survey": [["type", "name", "label::Foo"], ["text", "x", "X"]]}, "form.note-language-code", "survey", 0, ""),
    ({"survey": survey("simserial|b|")}, "form.note-phone-only", "survey", 3, "type"),
]  # fmt: skip


@pytest.mark.parametrize(("sheets", "code", "sheet", "row", "column"), WARNINGS)
def test_what_works_but_may_surprise_is_a_remark(
    tmp_path: Path, sheets: Sheets, code: str, sheet: str, row: int, column: str
) -> None:
    path = tmp_path / "f.xlsx"
    path.write_bytes(book(sheets))
    (remark,) = forms.load(path).warnings
    assert remark.code == code
    assert (remark.params["sheet"], remark.params["row"], remark.params["column"]) == (sheet, row, column)
    assert "程序出了差错" not in wording.explain(remark)
    assert "{" not in wording.explain(remark)


def test_a_clean_form_has_no_remarks(tmp_path: Path) -> None:
    path = tmp_path / "f.md"
    path.write_bytes(table({"survey": survey("select_one yn|b|B"), "choices": CHOICES})[0])
    assert forms.load(path).warnings == ()
