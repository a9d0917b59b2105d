"""What holds for every form and every answer: order does not matter, drafts lose nothing, nothing hangs or leaks."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from types import FrameType

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import forms
from forms.canonical import read_instance, write_instance
from forms.engine.growing import grow
from forms.expression.functions import FUNCTIONS
from forms.parsing import parse_xform
from tests.forms.conftest import CHINA, xform
from tests.forms.random_forms import VALUES, Made, answers, random_forms, snapshot

QUICK = settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))


def now() -> datetime:
    return datetime(2026, 11, 22, 10, 0, tzinfo=CHINA)


def opened(made: Made, given_answers: dict[str, str]) -> forms.FormSession:
    session = forms.load(made.xml).session(now=now, preset={"/data/r[2]/r0": "", **given_answers})
    session.review_choices()
    return session


@given(st.data())
@QUICK
def test_the_order_of_answers_does_not_matter(data: st.DataObject) -> None:
    made = data.draw(random_forms())
    found = data.draw(answers(made))
    other = dict(data.draw(st.permutations(list(found.items()))))
    assert snapshot(opened(made, found)) == snapshot(opened(made, other))


@given(st.data())
@QUICK
def test_a_draft_of_any_form_opens_as_it_was_computed_step_by_step(data: st.DataObject) -> None:
    made = data.draw(random_forms())
    form = forms.load(made.xml)
    session = form.session(now=now)
    for _ in range(data.draw(st.integers(0, 10))):
        count = session.node("/data/r").count
        verb = data.draw(st.sampled_from(["answer", "answer", "answer", "add", "remove"]))
        if verb == "add" and session.node("/data/r").can_add:
            session.add("/data/r")
        elif verb == "remove" and count:
            session.remove(f"/data/r[{data.draw(st.integers(1, count))}]")
        elif verb == "answer":
            place = data.draw(st.sampled_from([place for place in made.questions if count or not place.in_repeat]))
            session.answer(place.path, data.draw(st.sampled_from(VALUES[place.kind])))
    session.review_choices()
    again = form.session(now=now, draft=session.draft())
    again.review_choices()
    assert again.draft() == session.draft()
    assert snapshot(again) == snapshot(session)
    assert again.to_xml() == session.to_xml()


TEXT = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=30)


@given(TEXT, TEXT, st.booleans())
@settings(max_examples=100, deadline=None)
def test_canonical_bytes_are_written_the_same_again(a: str, b: str, repeated: bool) -> None:
    xml = xform(
        '<a/><r jr:template=""><b/></r><n v=""/><meta><instanceID/></meta>',
        "",
        '<input ref="/data/a"/><repeat nodeset="/data/r"/>',
    )
    session = forms.load(xml).session(now=now, preset={"/data/a": a, "/data/n/@v": b})
    if repeated:
        session.add("/data/r")
        session.answer("/data/r[1]/b", b)
    written = session.draft().partition(b"\n")[2]
    definition = parse_xform(xml)
    root = grow(read_instance(written, definition.root), None)
    again = write_instance(root, definition.namespaces, whole=True, instance_id="", deprecated_id="")
    assert again == written


BUDGET = 400_000
"""Calls of our functions that one small expression may take."""


@contextmanager
def few_steps() -> Iterator[None]:
    """Fails when more functions are called than the budget allows, whatever the speed of the machine."""
    left = [BUDGET]

    def count(_frame: FrameType, event: str, _arg: object) -> None:
        if event == "call":
            left[0] -= 1
            assert left[0] > 0, "more steps than any small expression needs"

    sys.setprofile(count)
    try:
        yield
    finally:
        sys.setprofile(None)


def outcome(session: forms.FormSession, source: str, context: str | None = None) -> str:
    """What an expression yields: its text or the code of its error; anything else is a crash and goes through."""
    try:
        return session.evaluate(source, context)
    except forms.FormError as error:
        return error.code


HOST = forms.load(
    xform(
        '<a>a b c</a><n>3</n><r><x>1</x></r><r><x>2</x></r><z at="q"/>',
        '<bind nodeset="/data/n" type="int"/>',
        '<input ref="/data/a"/><repeat nodeset="/data/r"><input ref="/data/r/x"/></repeat>',
        '<instance id="l"><root><item><name>a1</name><label>A</label></item></root></instance>',
    )
)
ATOMS = [
    "1", "0", "-1", "0.5", "999999999999999999", "1 div 0", "0 div 0", "''", "'a'", "'a b'", "'2026-11-22'",
    "'2026-11-22T10:00:00.000+08:00'", "'10:00'", "'%Y-%m-%d'", "'35.1 118.3 0 0; 35.2 118.4 0 0; 35.3 118.1 0 0'",
    "'(a|aa)*b'", "'MD5'", "'l'", "true()", "/data/a", "/data/n", "/data/r/x", "/data/r", ".", "..", "/data/z/@at",
    "instance('l')/root/item", "instance('l')/root/item[name = 'a1']/label", "/data/r[2]/x", "current()/..", "today()",
]  # fmt: skip
OPERATORS = ["+", "-", "*", "div", "mod", "=", "!=", "<", "<=", ">", ">=", "and", "or", "|"]


def grown(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    call = st.builds(
        lambda name, args: f"{name}({', '.join(args)})", st.sampled_from(sorted(FUNCTIONS)), st.lists(inner, max_size=5)
    )
    binary = st.builds(lambda a, op, b: f"({a} {op} {b})", inner, st.sampled_from(OPERATORS), inner)
    filtered = st.builds(lambda a: f"/data/r[{a}]/x", inner)
    return call | binary | filtered


EXPRESSION = st.recursive(st.sampled_from(ATOMS), grown, max_leaves=8)


@given(EXPRESSION)
@settings(max_examples=400, deadline=None, suppress_health_check=list(HealthCheck))
def test_any_expression_ends_with_a_text_or_a_coded_error(source: str) -> None:
    session = HOST.session(now=now)
    before = session.draft()
    with few_steps():
        assert isinstance(outcome(session, source, "/data/r[1]/x"), str)
    assert session.draft() == before


@given(st.text("/.()[]@*'\"$<>=|&;:é大 \n\tabx019-+,", max_size=40))
@settings(max_examples=300, deadline=None)
def test_any_text_as_an_expression_ends(source: str) -> None:
    session = HOST.session(now=now)
    with few_steps():
        assert isinstance(outcome(session, source, "/data/a"), str)


@pytest.mark.parametrize(
    ("source", "code"),
    [
        ("regex('aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!', '(a|aa)*$')", "form.no-end"),
        ("regex('a', 'a{1000000000}')", "form.regex"),
        ("regex('a', '((a{1000}){1000}){1000}')", "form.regex"),
        ("regex('a', '" + "(" * 3000 + "')", "form.regex"),
        ("(" * 3000 + "1" + ")" * 3000, "form.expression-deep"),
        ("1" + " + 1" * 6000, "form.expression-deep"),
        ("not(" * 2000 + "1" + ")" * 2000, "form.expression-deep"),
    ],
    ids=["ways without end", "count", "counts in counts", "brackets", "depth", "chain", "calls"],
)
def test_what_could_hang_or_fill_the_memory_is_given_up_with_a_code(source: str, code: str) -> None:
    with pytest.raises(forms.FormError) as raised:
        HOST.session(now=now).evaluate(source)
    assert raised.value.code == code


@pytest.mark.parametrize("pattern", ["[0-9]{17}[0-9X]", "([0-9]{4}-){3}[0-9]{4}", "[{(]{2}a\\{9{3}", "\\p{L}{2,10}"])
def test_ordinary_patterns_are_taken(pattern: str) -> None:
    assert HOST.session(now=now).evaluate(f"regex('-', '{pattern}')") == "false"


@pytest.mark.parametrize(
    "source",
    [
        "document('file:///etc/passwd')", "instance('file:///etc/passwd')/x", "instance('/etc/passwd')/x",
        "pulldata('../../../etc/passwd', 'a', 'b', 'c')", "pulldata('/etc/passwd', 'a', 'b', 'c')",
        "unparsed-text('/etc/passwd')", "system-property('x')", "property('HOME')",
    ],
)  # fmt: skip
def test_no_expression_reads_outside_the_form(source: str) -> None:
    assert outcome(HOST.session(now=now), source) in ("", "form.function-unknown", "form.instance-unknown")


@pytest.mark.parametrize("address", ["file:///etc/passwd", "/etc/passwd", "http://example.org/x", "jr://file/../s.csv"])
def test_no_list_comes_from_outside_the_form(tmp_path: Path, address: str) -> None:
    (tmp_path / "s.csv").write_text("name,label\na,A\n")
    xml = xform("<a/>", "", '<input ref="/data/a"/>', f'<instance id="l" src="{address}"/>')
    with pytest.raises(forms.FormError) as raised:
        forms.load(xml).session(now=now).evaluate("count(instance('l')/root/item)")
    assert raised.value.code in ("form.media-kind", "form.media-missing")


@pytest.mark.parametrize("where", ["form", "record", "list"])
def test_no_document_reads_files_or_grows_without_end(tmp_path: Path, where: str) -> None:
    secret = tmp_path / "secret"
    secret.write_text("hidden words")
    doctype = f'<!DOCTYPE a [<!ENTITY x SYSTEM "{secret.as_uri()}"><!ENTITY b "bb"><!ENTITY c "&b;&b;&b;">]>'.encode()
    plain = xform("<a/>", "", '<input ref="/data/a"/>', '<instance id="l" src="jr://file/l.xml"/>')
    try:
        if where == "form":
            session = forms.load(doctype + plain.replace(b"<a/>", b"<a>&x;&c;</a>")).session(now=now)
        elif where == "record":
            record = doctype + b'<data id="t" version="1"><a>&x;&c;</a></data>'
            session = forms.load(plain, {"l.xml": b"<root/>"}).session(now=now, edit=record)
        else:
            rows = doctype + b"<root><item><name>&x;&c;</name></item></root>"
            session = forms.load(plain, {"l.xml": rows}).session(now=now)
        said = session.to_xml().decode() + session.evaluate("instance('l')/root/item/name")
    except forms.FormError as error:
        said = error.code
    assert "hidden" not in said
