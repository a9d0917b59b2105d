"""`select_one_external`: choices that stand in itemsets.csv, by list."""

import io
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest

import forms
from tests.forms.conftest import xform

Now = Callable[[], datetime]
FOLDER = Path(__file__).parents[3] / "shared" / "odk"
SHEETS: dict[str, list[tuple[str, ...]]] = {
    "survey": [
        ("type", "name", "label::English", "label::French", "choice_filter"),
        ("select_one states", "state", "State", "Le state", ""),
        ("select_one_external counties", "county", "County", "Pays", "state=${state}"),
        ("select_one_external states", "other", "Other", "Autre", "state=''"),
    ],
    "choices": [
        ("list_name", "name", "label::English", "label::French"),
        ("states", "a1", "Texas", "Le Texas"),
        ("states", "a2", "Washington", "La Washington"),
    ],
    "external_choices": [
        ("list_name", "name", "label", "label::French", "note", "state"),
        ("counties", "b1", "King", "Le King", "", "a2"),
        ("counties", "b2", "Pierce", "", "", "a2"),
        ("counties", "b4", "Cameron", "La Cameron", "", "a1"),
        ("states", "x9", "Elsewhere", "Ailleurs", "far", ""),
    ],
}
BODY = """<input ref="/data/a"><label>a</label></input>
<input ref="/data/b" query="instance('places')/root/item[kind = /data/a]"><label>b</label></input>"""
CSV = b"list_name,name,label,kind\nplaces,p1,One,x\nplaces,p2,Two,y\nothers,o1,Three,x\n"


def workbook(folder: Path) -> Path:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows in SHEETS.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append([cell or None for cell in row])
    out = io.BytesIO()
    book.save(out)
    path = folder / "form.xlsx"
    path.write_bytes(out.getvalue())
    return path


def markdown(folder: Path) -> Path:
    lines = []
    for name, rows in SHEETS.items():
        lines += ["", f"## {name}", ""]
        lines.extend("| " + " | ".join(row) + " |" for row in rows)
    path = folder / "form.md"
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return path


def shown(session: forms.FormSession, ref: str) -> list[tuple[str, str]]:
    return [(choice.value, choice.label) for choice in session.choices(ref)]


@pytest.mark.parametrize("write", [workbook, markdown])
def test_a_workbook_brings_its_own_lists(now: Now, tmp_path: Path, write: Callable[[Path], Path]) -> None:
    form = forms.load(forms.load(write(tmp_path)).package())
    session = form.session(now=now)
    assert (form.unsupported, session.node("/data/county").control) == ((), "select1")
    assert shown(session, "/data/county") == []
    session.answer("/data/state", "a2")
    assert shown(session, "/data/county") == [("b1", "King"), ("b2", "Pierce")]
    session.answer("/data/state", "a1")
    assert shown(session, "/data/county") == [("b4", "Cameron")]


def test_a_list_inside_the_form_may_have_the_same_name(now: Now, tmp_path: Path) -> None:
    session = forms.load(markdown(tmp_path)).session(now=now)
    assert shown(session, "/data/state") == [("a1", "Texas"), ("a2", "Washington")]
    assert shown(session, "/data/other") == [("x9", "Elsewhere")]


def test_labels_follow_the_language_where_the_file_has_them(now: Now, tmp_path: Path) -> None:
    session = forms.load(workbook(tmp_path)).session(now=now, preset={"/data/state": "a2"})
    session.set_language("French")
    assert shown(session, "/data/county") == [("b1", "Le King"), ("b2", "Pierce")]


def test_an_answer_that_the_filter_no_longer_leaves_goes(now: Now, tmp_path: Path) -> None:
    session = forms.load(workbook(tmp_path)).session(now=now)
    session.answer("/data/state", "a2")
    session.answer("/data/county", "b1")
    assert session.evaluate("jr:choice-name(/data/county, '/data/county')") == "King"
    session.answer("/data/state", "a1")
    session.review_choices()
    assert session.value("/data/county") == ""


def test_the_session_may_bring_the_file(now: Now) -> None:
    form = forms.load(xform("<a/><b/>", "", BODY))
    session = form.session(now=now, media={"itemsets.csv": CSV}, preset={"/data/a": "x"})
    assert shown(session, "/data/b") == [("p1", "One")]
    again = form.session(now=now, media={"itemsets.csv": CSV.replace(b"One", b"Uno")}, preset={"/data/a": "x"})
    assert shown(again, "/data/b") == [("p1", "Uno")]


@pytest.mark.parametrize(("media", "code", "params"), [
    ({}, "form.media-missing", {"file": "itemsets.csv"}),
    ({"itemsets.csv": b"name,label\na,A\n"}, "form.column-unknown", {"table": "itemsets.csv", "column": "list_name"}),
])  # fmt: skip
def test_a_file_that_is_not_right_is_named(
    now: Now, media: dict[str, bytes], code: str, params: dict[str, str]
) -> None:
    with pytest.raises(forms.FormError) as raised:
        forms.load(xform("<a/><b/>", "", BODY), media).session(now=now).choices("/data/b")
    assert (raised.value.code, dict(raised.value.params)) == (code, {"where": "", **params})


@pytest.mark.parametrize("query", [
    "/data/a", "instance('places')/root/item[1a = /data/a]", "instance('places')/root/item[kind = /old/a]",
])  # fmt: skip
def test_a_query_that_cannot_be_followed_leaves_a_text_question_and_is_told(now: Now, query: str) -> None:
    form = forms.load(xform("<a/><b/>", "", BODY.replace("instance('places')/root/item[kind = /data/a]", query)))
    (remark,) = form.unsupported
    assert (remark.params["what"], remark.params["where"]) == ("query", "<input /data/b> :5")
    session = form.session(now=now)
    assert session.answer("/data/b", "typed").accepted
    assert session.node("/data/b").control == "input"


def test_without_the_file_answers_stay_and_the_record_can_be_frozen(now: Now) -> None:
    session = forms.load(xform("<a/><b/>", "", BODY)).session(now=now, preset={"/data/b": "p1"})
    session.answer("/data/a", "y")
    session.review_choices()
    assert b"<b>p1</b>" in session.freeze().xml


def test_a_list_of_a_hundred_thousand_shows_its_first_without_reading_the_rest(now: Now) -> None:
    rows = b"".join(b"places,p%d,Place %d,x\n" % (n, n) for n in range(100_000))
    form = forms.load(xform("<a/><b/>", "", BODY), {"itemsets.csv": b"list_name,name,label,kind\n" + rows})
    session = form.session(now=now, preset={"/data/a": "x"})
    assert [choice.value for choice in session.choices("/data/b", first=2)] == ["p0", "p1"]
    session.answer("/data/b", "p99999")
    session.review_choices()
    assert session.value("/data/b") == "p99999"


@pytest.mark.skipif(not FOLDER.is_dir(), reason="the folder of public forms is not here")
def test_a_public_form_cascades_through_three_lists(now: Now) -> None:
    name = "comedia__selectOneExternal-media__itemsets.csv"
    media = {"itemsets.csv": (FOLDER / "forms-attachments" / name).read_bytes()}
    session = forms.load(FOLDER / "forms" / "co__selectOneExternal.xml", media).session(now=now)
    session.answer("/data/state", "a2")
    session.answer("/data/county", "b3")
    assert shown(session, "/data/city") == [("seattle", "Seattle"), ("redmond", "Redmond")]
    session.set_language("French")
    assert shown(session, "/data/city") == [("seattle", "Le Seattle"), ("redmond", "La Redmond")]
