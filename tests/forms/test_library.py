"""The shipped forms: each compiles without a warning, speaks both languages, and can be answered to the end."""

import hashlib
from collections.abc import Callable
from datetime import datetime

import pytest
from lxml import etree

import forms
from forms.expression.syntax import Binary, Call, Expr, Negative, Path, parse
from forms.library import Shipped, build, shipped
from forms.markdown import read_markdown
from forms.xlsform import compile_xlsform
from tests.forms.answerer import fill

ALL = pytest.mark.parametrize("form", shipped(), ids=lambda form: form.code)
ZH, EN = "中文 (zh)", "English (en)"


def test_twenty_two_forms_ship_with_their_codes() -> None:
    assert [form.code for form in shipped()] == [f"F{n:02}" for n in range(1, 23)]
    assert {"household_verification", "pledge", "ehr_basic_info", "htn_followup"} <= {f.form_id for f in shipped()}


@ALL
def test_compiles_without_warnings(form: Shipped) -> None:
    assert compile_xlsform(form.path.read_bytes(), ".md").warnings == ()


@ALL
def test_speaks_both_languages_everywhere(form: Shipped) -> None:
    for name, sheet in read_markdown(form.path.read_text("utf-8")).items():
        for row, line in zip(sheet.rows, sheet.lines, strict=True):
            for text in ("label", "hint", "constraint_message", "required_message"):
                both = (f"{text}::{ZH}" in row, f"{text}::{EN}" in row)
                assert both in ((True, True), (False, False)), f"{name} line {line}: {text}"
            asked = name == "survey" and not row["type"].startswith(("end", "start", "today"))
            if asked or name == "choices":
                assert f"label::{ZH}" in row, f"{name} line {line}"
            if name == "survey" and "constraint" in row:
                assert f"constraint_message::{ZH}" in row, f"{name} line {line}"


@ALL
def test_can_be_answered_to_the_end(form: Shipped, now: Callable[[], datetime]) -> None:
    session = forms.load(build(form)).session(now=now)
    fill(session)
    assert session.problems() == []
    frozen = session.freeze()
    assert frozen.digest == hashlib.sha256(frozen.xml).hexdigest()
    root = etree.fromstring(frozen.xml)
    assert root.get("id") == form.form_id
    assert root.get("version") == form.version
    assert root.findtext("meta/instanceID", "").startswith("uuid:")


@ALL
def test_a_filled_draft_reloads_as_it_was(form: Shipped, now: Callable[[], datetime]) -> None:
    loaded = forms.load(build(form))
    session = loaded.session(now=now)
    fill(session)
    again = loaded.session(now=now, draft=session.draft())
    assert again.draft() == session.draft()
    assert again.to_xml() == session.to_xml()


def test_a_package_is_the_same_bytes_each_time() -> None:
    form = shipped()[3]
    assert build(form) == build.__wrapped__(form) == forms.load(build(form)).package()


def orders_a_maximum(expr: Expr, ordered: bool = False) -> bool:
    """Whether <, >, <= or >= sees the value of max() as it is, which in Collect is more than 0 where it should be 0.

    A field keeps 0, and so does what rounds.
    """
    match expr:
        case Call("max"):
            return ordered or any(map(orders_a_maximum, expr.args))
        case Call("round" | "int" | "floor" | "ceiling"):
            return any(map(orders_a_maximum, expr.args))
        case Call():
            return any(orders_a_maximum(arg, ordered) for arg in expr.args)
        case Binary(op, left, right):
            inner = ordered or op in ("<", ">", "<=", ">=")
            return orders_a_maximum(left, inner) or orders_a_maximum(right, inner)
        case Negative(operand):
            return orders_a_maximum(operand, ordered)
        case Path():
            tests = [*expr.predicates, *(test for step in expr.steps for test in step.predicates)]
            begun = not isinstance(expr.start, str | None) and orders_a_maximum(expr.start, ordered)
            return begun or any(map(orders_a_maximum, tests))
    return False


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("max(0, /data/a)", False),
        ("round(max(0, /data/a) + 0.000001, 2) > 0", False),
        ("max(/data/a > 0, 1)", False),
        ("max(0, /data/a) > 0", True),
        ("if(0 < 12 * max(0, /data/a), 1, 2)", True),
        ("round(if(-max(/data/b) <= 3, 1, 2))", True),
        ("count(/data/r[x >= max(0, 3)])", True),
    ],
)
def test_the_check_for_a_maximum_in_a_comparison_finds_it(source: str, found: bool) -> None:
    assert orders_a_maximum(parse(source)) is found


@ALL
def test_no_figure_hangs_on_the_greatest_of_negative_numbers(form: Shipped) -> None:
    xml = etree.fromstring(compile_xlsform(form.path.read_bytes(), ".md").xml)
    sources = {str(text) for text in xml.xpath("//@*[contains(., 'max(')]")}
    assert ("max(" in form.path.read_text("utf-8")) == bool(sources)
    assert [source for source in sources if orders_a_maximum(parse(source))] == []
