"""XLSForms in, packages out and in, and what is said about broken ones."""

import io
import zipfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from openpyxl import Workbook

import forms
from forms.markdown import read_markdown
from forms.package import write_package
from forms.xlsform import compile_xlsform
from tests.forms.conftest import xform

GOOD = """# A form

## survey

| type | name | label | constraint |
|---|---|---|---|
| text | a | Say \\| it | regex(., 'x\\|y') |
| select_one yn | b | B | |

## choices

| list_name | name | label |
|---|---|---|
| yn | 1 | Yes |

## settings

| form_title | form_id | version |
|---|---|---|
| T | t | 7 |
"""


def test_a_markdown_table_keeps_bars_and_lines() -> None:
    survey = read_markdown(GOOD)["survey"]
    assert survey.rows[0] == {"type": "text", "name": "a", "label": "Say | it", "constraint": "regex(., 'x|y')"}
    assert survey.lines == (7, 8)


def test_markdown_and_workbook_make_the_same_form(tmp_path: Path) -> None:
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, sheet in read_markdown(GOOD).items():
        page = book.create_sheet(name)
        page.append(list(sheet.header))
        for row in sheet.rows:
            page.append([row.get(column) for column in sheet.header])
    path = tmp_path / "t.xlsx"
    book.save(path)
    (tmp_path / "t.md").write_text(GOOD, "utf-8")
    loaded = forms.load(path)
    assert (loaded.id, loaded.version, loaded.title) == ("t", "7", "T")
    assert loaded.package() == forms.load(tmp_path / "t.md").package()


def test_a_row_with_too_many_cells_is_told() -> None:
    with pytest.raises(forms.FormError, match=r"form\.markdown-cells") as raised:
        compile_xlsform(GOOD.replace("Say \\| it", "Say | it | twice").encode(), ".md")
    assert raised.value.params["row"] == 7


def test_a_package_carries_form_and_media_and_guards_them() -> None:
    xml = xform("<a/>", "", "", '<instance id="p" src="jr://file-csv/p.csv"/>')
    package = write_package(xml, {"p.csv": b"k,v\n1,one\n"})
    loaded = forms.load(package)
    assert loaded.package() == package
    altered = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as old, zipfile.ZipFile(altered, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, content.replace(b"one", b"two"))
    with pytest.raises(forms.FormError, match=r"form\.package-broken"):
        forms.load(altered.getvalue())


@pytest.mark.parametrize("content", [b"", b"no form", b"<a/>", b"<html><head/></html>", b"PK\x03\x04broken"])
def test_what_is_no_form_is_refused(content: bytes) -> None:
    with pytest.raises(forms.FormError):
        forms.load(content)


def test_a_form_cannot_read_outside_itself(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("secret")
    xml = xform("<a>&x;</a>", "", "").replace(
        b"<h:html", f'<!DOCTYPE a [<!ENTITY x SYSTEM "{secret}">]><h:html'.encode()
    )
    try:
        loaded = forms.load(xml)
    except forms.FormError:
        return
    assert b"secret" not in loaded.package().replace(str(secret).encode(), b"")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("list.csv", "id,label\nv1,东村\nv2,西村\n"),
        ("list.csv", "\ufeffid;label\r\nv1;东村\r\nv2;西村\r\n"),
        (
            "list.xml",
            "<root><item><id>v1</id><label>东村</label></item><item><id>v2</id><label>西村</label></item></root>",
        ),
        (
            "list.geojson",
            """{"type": "FeatureCollection", "features": [
            {"type": "Feature", "id": "v1", "geometry": {"type": "Point", "coordinates": [118.3, 35.1]},
             "properties": {"label": "东村"}},
            {"type": "Feature", "id": "v2", "geometry": {"type": "Point", "coordinates": [118.4, 35.2]},
             "properties": {"label": "西村"}}]}""",
        ),
    ],
)
def test_choices_come_from_a_file(now: Callable[[], datetime], name: str, content: str) -> None:
    body = (
        '<select1 ref="/data/a"><label>a</label><itemset nodeset="instance(\'list\')/root/item">'
        '<value ref="id"/><label ref="label"/></itemset></select1>'
    )
    xml = xform("<a/>", "", body, f'<instance id="list" src="jr://file/{name}"/>')
    session = forms.load(xml, {name: content.encode()}).session(now=now)
    assert [(c.value, c.label) for c in session.choices("/data/a")] == [("v1", "东村"), ("v2", "西村")]


def test_a_missing_file_is_told(now: Callable[[], datetime]) -> None:
    session = forms.load(xform("<a/>", "", "", '<instance id="p" src="jr://file-csv/p.csv"/>')).session(now=now)
    with pytest.raises(forms.FormError, match=r"form\.media-missing"):
        session.evaluate("pulldata('p', 'v', 'k', '1')")
