"""The engine: what an answer recomputes, repeats, events, relevance, drafts."""

from collections.abc import Callable
from datetime import datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import forms
from tests.forms.conftest import CHINA, xform

Start = Callable[..., forms.FormSession]


def field(ref: str) -> str:
    return f'<input ref="{ref}"><label>{ref}</label></input>'


def test_a_chain_is_computed_in_order_whatever_the_order_of_the_binds(start: Start) -> None:
    session = start(
        "<a/><b/><c/><d/>",
        '<bind nodeset="/data/d" calculate="/data/c + 1"/><bind nodeset="/data/c" calculate="/data/b + 1"/>'
        '<bind nodeset="/data/b" calculate="/data/a + 1"/>',
        field("/data/a"),
    )
    changed = session.answer("/data/a", "1").changed
    assert session.value("/data/d") == "4"
    assert changed == {"/data/a", "/data/b", "/data/c", "/data/d"}
    assert session.answer("/data/a", "1").changed == frozenset()


@pytest.mark.parametrize(
    "binds",
    [
        '<bind nodeset="/data/a" calculate="/data/b"/><bind nodeset="/data/b" calculate="/data/a"/>',
        '<bind nodeset="/data/a" calculate=". + 1"/>',
        '<bind nodeset="/data/a" relevant="/data/a = 1"/>',
        '<bind nodeset="/data/a" required="/data/a = 1"/>',
    ],
)
def test_a_circle_is_refused_and_named(start: Start, binds: str) -> None:
    with pytest.raises(forms.FormError) as raised:
        start("<a/><b/>", binds, field("/data/a"))
    assert raised.value.code == "form.cycle"
    assert "/data/a" in str(raised.value.params["loop"])


def test_two_questions_may_show_each_other(start: Start) -> None:
    session = start(
        "<a>1</a><b>1</b>",
        '<bind nodeset="/data/a" relevant="/data/b = 1"/><bind nodeset="/data/b" relevant="/data/a = 1"/>',
        field("/data/a") + field("/data/b"),
    )
    assert session.node("/data/a").relevant


REPEAT = (
    '<rep jr:template=""><x/><double/><no/><total/></rep>',
    (
        '<bind nodeset="/data/rep/x" type="int"/><bind nodeset="/data/rep/double" calculate="../x * 2"/>'
        '<bind nodeset="/data/rep/no" calculate="position(..)"/>'
        '<bind nodeset="/data/rep/total" type="int" calculate="coalesce(../x, 0) + '
        'coalesce(../../rep[position() = position(current()/..) - 1]/total, 0)"/>'
        '<bind nodeset="/data/sum" calculate="sum(/data/rep/x)"/>'
        '<bind nodeset="/data/count" calculate="count(/data/rep)"/>'
    ),
    f'<group ref="/data/rep"><label>r</label><repeat nodeset="/data/rep">{field("/data/rep/x")}</repeat></group>',
)


@pytest.fixture
def repeats(start: Start) -> forms.FormSession:
    return start(REPEAT[0] + "<sum/><count/>", REPEAT[1], REPEAT[2])


def test_an_instance_computes_from_its_own_fields(repeats: forms.FormSession) -> None:
    for value in ("1", "2", "3"):
        count = repeats.add("/data/rep").count
        repeats.answer(f"/data/rep[{count}]/x", value)
    assert repeats.values("/data/rep/double") == ["2", "4", "6"]
    assert (repeats.value("/data/sum"), repeats.value("/data/count")) == ("6", "3")
    changed = repeats.answer("/data/rep[2]/x", "5").changed
    assert "/data/rep[2]/double" in changed
    assert not changed & {"/data/rep[1]/double", "/data/rep[3]/double"}


def test_a_field_may_build_on_the_instance_before(repeats: forms.FormSession) -> None:
    for value in ("1", "2", "3"):
        count = repeats.add("/data/rep").count
        repeats.answer(f"/data/rep[{count}]/x", value)
    assert repeats.values("/data/rep/total") == ["1", "3", "6"]
    repeats.answer("/data/rep[1]/x", "10")
    assert repeats.values("/data/rep/total") == ["10", "12", "15"]


def test_inserting_and_removing_renumbers(repeats: forms.FormSession) -> None:
    repeats.add("/data/rep")
    repeats.add("/data/rep")
    repeats.answer("/data/rep[1]/x", "1")
    repeats.answer("/data/rep[2]/x", "2")
    assert repeats.insert("/data/rep[2]").count == 3
    repeats.answer("/data/rep[2]/x", "9")
    assert repeats.values("/data/rep/x") == ["1", "9", "2"]
    assert repeats.values("/data/rep/no") == ["1", "2", "3"]
    repeats.remove("/data/rep[1]")
    assert repeats.values("/data/rep/no") == ["1", "2"]
    assert repeats.value("/data/sum") == "11"


def test_a_counted_repeat_follows_its_count(start: Start) -> None:
    session = start(
        '<n/><rep jr:template=""><x/></rep>',
        '<bind nodeset="/data/n" type="int"/>',
        field("/data/n") + f'<repeat nodeset="/data/rep" jr:count="/data/n">{field("/data/rep/x")}</repeat>',
    )
    assert "/data/rep" in session.answer("/data/n", "3").changed
    assert session.node("/data/rep").count == 3
    assert not session.node("/data/rep").can_add
    with pytest.raises(forms.FormError, match=r"form\.repeat-closed"):
        session.add("/data/rep")


def test_a_count_that_becomes_smaller_takes_only_what_nobody_has_begun(start: Start) -> None:
    """Collect makes an instance when somebody gets there, and never takes away one that is there."""
    session = start(
        '<n>4</n><rep jr:template=""><x/></rep>',
        '<bind nodeset="/data/n" type="int"/><bind nodeset="/data/rep/x" type="int"/>',
        field("/data/n") + f'<repeat nodeset="/data/rep" jr:count="/data/n">{field("/data/rep/x")}</repeat>',
    )
    session.answer("/data/rep[2]/x", "7")
    session.answer("/data/n", "1")
    assert session.values("/data/rep/x") == ["", "7"]
    session.answer("/data/rep[2]/x", "")
    session.answer("/data/n", "0")
    assert session.values("/data/rep/x") == [""]


def test_nested_repeats_stay_apart(start: Start) -> None:
    session = start(
        '<a jr:template=""><b jr:template=""><v/></b><s/></a>',
        '<bind nodeset="/data/a/b/v" type="int"/><bind nodeset="/data/a/s" calculate="sum(../b/v)"/>',
        f'<repeat nodeset="/data/a"><repeat nodeset="/data/a/b">{field("/data/a/b/v")}</repeat></repeat>',
    )
    for outer in (1, 2):
        session.add("/data/a")
        for inner in (1, 2):
            session.add(f"/data/a[{outer}]/b")
            session.answer(f"/data/a[{outer}]/b[{inner}]/v", str(outer * inner))
    assert session.values("/data/a/s") == ["3", "6"]
    assert [node.ref for node in session.children("/data/a[2]/b")] == ["/data/a[2]/b[1]", "/data/a[2]/b[2]"]
    assert "/data/a[1]/s" not in session.answer("/data/a[2]/b[1]/v", "7").changed


def test_events_set_values(start: Start) -> None:
    session = start(
        '<made/><a/><b/><rep jr:template=""><r/></rep>',
        '<bind nodeset="/data/made" type="date"/>',
        '<input ref="/data/a"><label>a</label>'
        '<setvalue event="xforms-value-changed" ref="/data/b" value="concat(/data/a, \'!\')"/></input>'
        '<group ref="/data/rep"><label>r</label><repeat nodeset="/data/rep">'
        f'<setvalue event="odk-new-repeat" ref="/data/rep/r" value="position(..)"/>{field("/data/rep/r")}'
        "</repeat></group>",
        '<setvalue event="odk-instance-first-load" ref="/data/made" value="today()"/>',
    )
    assert session.value("/data/made") == "2026-11-22"
    session.answer("/data/a", "x")
    assert session.value("/data/b") == "x!"
    session.add("/data/rep")
    session.add("/data/rep")
    assert session.values("/data/rep/r") == ["1", "2"]


def test_what_does_not_apply_counts_as_empty_and_comes_back(start: Start) -> None:
    session = start(
        "<on>1</on><g><x/></g><twice/>",
        '<bind nodeset="/data/g" relevant="/data/on = 1"/><bind nodeset="/data/g/x" type="int" required="true()"/>'
        '<bind nodeset="/data/twice" calculate="coalesce(/data/g/x, 0) * 2"/>',
        field("/data/on") + f'<group ref="/data/g"><label>g</label>{field("/data/g/x")}</group>',
    )
    assert [problem.ref for problem in session.problems()] == ["/data/g/x"]
    session.answer("/data/g/x", "4")
    changed = session.answer("/data/on", "0").changed
    assert {"/data/g", "/data/g/x", "/data/twice"} <= changed
    assert session.value("/data/twice") == "0"
    assert session.problems() == []
    assert b"<x>" not in session.to_xml()
    session.answer("/data/on", "1")
    assert session.value("/data/twice") == "8"


def test_a_wrong_type_is_told_and_kept(start: Start) -> None:
    session = start("<n/>", '<bind nodeset="/data/n" type="int"/>', field("/data/n"))
    answer = session.answer("/data/n", "abc")
    assert (answer.accepted, answer.kind) == (False, "type")
    assert [problem.kind for problem in session.problems()] == ["type"]
    assert session.answer("/data/n", "12").accepted


def test_filtered_choices_follow_their_filter(start: Start) -> None:
    rows = "".join(f"<item><name>{p}{n}</name><p>{p}</p><label>{p}-{n}</label></item>" for p in "ab" for n in (1, 2))
    session = start(
        "<p/><c/>",
        "",
        field("/data/p") + '<select1 ref="/data/c"><label>c</label>'
        '<itemset nodeset="instance(\'l\')/root/item[p = /data/p]"><value ref="name"/><label ref="label"/>'
        "</itemset></select1>",
        f'<instance id="l"><root>{rows}</root></instance>',
    )
    assert session.choices("/data/c") == []
    assert "/data/c" in session.answer("/data/p", "b").changed
    assert [(c.value, c.label) for c in session.choices("/data/c")] == [("b1", "b-1"), ("b2", "b-2")]
    session.answer("/data/c", "b2")
    assert "/data/c" in session.answer("/data/p", "a").changed
    assert session.review_choices() == {"/data/c"}
    assert session.value("/data/c") == ""


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ('<wizard ref="/data/a"/>', "form.unsupported"),
        ('<input ref="/data/zz"><label>z</label></input>', "form.ref-nowhere"),
        ('<input ref="/data/a"><label><output value="nosuch()"/></label></input>', "form.function-unknown"),
        ('<input ref="/data/a"><setvalue event="odd" ref="/data/a"/></input>', "form.event-unknown"),
        ('<input ref="/data/a"><label ref="jr:itext(\'none\')"/></input>', "form.itext-missing"),
    ],
)
def test_a_form_that_says_something_unknown_is_refused_with_its_place(start: Start, body: str, code: str) -> None:
    with pytest.raises(forms.FormError) as raised:
        start("<a/>", "", body)
    assert raised.value.code == code
    assert raised.value.params["where"] != ""


PROPERTY_FORM = forms.load(
    xform(
        REPEAT[0] + "<sum/><count/><on/><h/>",
        REPEAT[1] + '<bind nodeset="/data/h" relevant="/data/on = 1"/>',
        REPEAT[2] + field("/data/on") + field("/data/h"),
    )
)
STEP = st.one_of(
    st.tuples(st.just("x"), st.integers(1, 4), st.sampled_from(["", "1", "2", "-7", "abc"])),
    st.tuples(st.just("add"), st.integers(1, 4), st.just("")),
    st.tuples(st.just("remove"), st.integers(1, 4), st.just("")),
    st.tuples(st.just("on"), st.just(1), st.sampled_from(["", "1"])),
    st.tuples(st.just("h"), st.just(1), st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]))),
)


def play(session: forms.FormSession, steps: list[tuple[str, int, str]]) -> None:
    for verb, number, value in steps:
        count = session.node("/data/rep").count
        if verb == "add":
            session.add("/data/rep")
        elif verb == "remove" and number <= count:
            session.remove(f"/data/rep[{number}]")
        elif verb == "x" and number <= count:
            session.answer(f"/data/rep[{number}]/x", value)
        elif verb in ("on", "h"):
            session.answer(f"/data/{verb}", value)


@given(st.lists(STEP, max_size=14))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_a_draft_opens_as_it_was_and_equals_full_recomputation(steps: list[tuple[str, int, str]]) -> None:
    def now() -> datetime:
        return datetime(2026, 11, 22, 10, 0, tzinfo=CHINA)

    session = PROPERTY_FORM.session(now=now)
    play(session, steps)
    again = PROPERTY_FORM.session(now=now, draft=session.draft())
    assert again.draft() == session.draft()
    assert again.to_xml() == session.to_xml()
    assert again.problems() == session.problems()
    assert again.instance_id == session.instance_id
