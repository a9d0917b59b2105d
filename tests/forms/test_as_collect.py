"""Where JavaRosa, and so Collect, does what nobody would expect from the specification: the same happens here.

The values were found by asking JavaRosa.
"""

from collections.abc import Callable
from datetime import datetime

import pytest

import forms

Start = Callable[..., forms.FormSession]


def field(path: str) -> str:
    return f'<input ref="{path}"/>'


BINDS = "".join(
    f'<bind nodeset="/data/{name}" type="{kind}" calculate="max(/data/r/v)"/>'
    for name, kind in (("text", "string"), ("decimal", "decimal"), ("whole", "int"))
)
NUMBERS = (
    "<none/><less>-2.5</less><r><v>-3</v><w/></r><r><v>-8</v><w/></r><text/><decimal/><whole/>",
    BINDS + '<bind nodeset="/data/less" type="decimal"/><bind nodeset="/data/r/v" type="int"/>',
    f'<repeat nodeset="/data/r">{field("/data/r/v")}</repeat>',
)
GREATEST = {
    "max(-5)": "0",
    "max(-5, -7)": "0",
    "max(0)": "0",
    "max(0, -4)": "0",
    "max(-0.5, 'x', '')": "0",
    "max(2, -7)": "2",
    "max(' 5 ')": "5",
    "max(true(), false())": "1",
    "max('')": "NaN",
    "max('abc')": "NaN",
    "max('', -3)": "0",
    "max()": "NaN",
    "max(/data/r/v)": "0",
    "max(/data/r/w)": "NaN",
    "max(/data/none)": "NaN",
    "max(/data/less)": "0",
    "max(-1 div 0)": "0",
    "max(1 div 0)": "Infinity",
    "max(-1) = 0": "true",
    "max(-1) != 0": "false",
    "max(-1) = max(0)": "true",
    "max(-1) > 0": "true",
    "max(0, -4) > 0": "true",
    "max(0, -4) >= 0": "true",
    "0 >= max(-1)": "false",
    "max(-1) < 0.0000001": "true",
    "max(-1) + 1 > 1": "false",
    "boolean(max(-1))": "false",
    "if(max(-1), 'y', 'n')": "n",
    "string(max(-1)) = '0'": "true",
    "round(max(-1)) > 0": "false",
    "int(max(-1)) > 0": "false",
    "max(-1) * 1000000": "0",
    "1 div max(-1)": "Infinity",
    "format-date(max(-1), '%Y-%m-%d')": "1970-01-01",
    "min(3, -7)": "-7",
    "min('')": "NaN",
    "min()": "NaN",
    "min(/data/r/v)": "-8",
    "min(/data/r/w)": "NaN",
    "min(-1 div 0)": "-Infinity",
    "min(1 div 0) < 1 div 0": "true",
}


@pytest.mark.parametrize("source", GREATEST)
def test_the_greatest_begins_at_the_smallest_number_above_nothing(start: Start, source: str) -> None:
    assert start(*NUMBERS).evaluate(source) == GREATEST[source]


@pytest.mark.parametrize("path", ["/data/text", "/data/decimal", "/data/whole"])
def test_what_a_field_keeps_of_it_is_zero(start: Start, path: str) -> None:
    session = start(*NUMBERS)
    assert session.value(path) == "0"
    assert session.evaluate(f"{path} > 0") == "false"
    assert session.evaluate(f"{path} = 0") == "true"


@pytest.mark.parametrize(
    ("source", "kept"),
    [
        ("2 + 0.0000000001", "2"),
        ("-2 - 0.0000000001", "-2"),
        ("2 - 0.0000000001", "1.9999999999"),
        ("2 + 0.00000001", "2.00000001"),
        ("0.1 + 0.2", "0.30000000000000004"),
        ("-0.00000000001", "0"),
        ("1 div 0", "Infinity"),
        ("0 div 0", ""),
    ],
)
@pytest.mark.parametrize("kind", ["string", "decimal"])
def test_a_field_keeps_a_whole_number_of_what_lies_just_beyond_one(
    start: Start, source: str, kept: str, kind: str
) -> None:
    session = start("<c/>", f'<bind nodeset="/data/c" type="{kind}" calculate="{source}"/>')
    assert session.value("/data/c") == kept
    if kept:
        assert session.evaluate("string(/data/c)") == kept


LIST = (
    '<instance id="l"><root><item><name>x1</name><label>1</label><n>1</n></item>'
    "<item><name>x5</name><label>5</label><n>5</n></item></root></instance>"
)


def items(test: str) -> str:
    return f'<itemset nodeset="instance(\'l\')/root/item[{test}]"><value ref="name"/><label ref="label"/></itemset>'


def filtered(start: Start, control: str) -> forms.FormSession:
    return start(
        "<on>1</on><n>2</n><s/><seen/>",
        '<bind nodeset="/data/n" type="int" relevant="/data/on = 1"/><bind nodeset="/data/s" required="true()"/>'
        '<bind nodeset="/data/seen" calculate="string(/data/s)"/>',
        field("/data/on") + field("/data/n") + f'<{control} ref="/data/s">{items("n > /data/n")}</{control}>',
        LIST,
    )


def shown(session: forms.FormSession) -> list[str]:
    return [choice.value for choice in session.show_choices("/data/s")]


def test_a_list_follows_values_not_what_applies(start: Start) -> None:
    session = filtered(start, "select1")
    assert shown(session) == ["x5"]
    session.answer("/data/on", "0")
    assert shown(session) == ["x5"]
    session.answer("/data/on", "1")
    session.answer("/data/n", "0")
    assert shown(session) == ["x1", "x5"]
    session.answer("/data/on", "0")
    session.answer("/data/n", "0")
    assert shown(session) == ["x1", "x5"]


def test_each_instance_has_its_own_list(start: Start) -> None:
    own = items("n > current()/../n")
    session = start(
        '<r jr:template=""><n/><s/></r><r><n>2</n><s/></r><r><n>0</n><s/></r>',
        '<bind nodeset="/data/r/n" type="int"/>',
        f'<repeat nodeset="/data/r">{field("/data/r/n")}<select1 ref="/data/r/s">{own}</select1></repeat>',
        LIST,
    )
    assert [len(session.choices(f"/data/r[{at}]/s")) for at in (1, 2, 1)] == [1, 2, 1]
    session.remove("/data/r[1]")
    assert len(session.choices("/data/r[1]/s")) == 2


def test_a_list_of_several_that_all_left_is_an_answer(start: Start) -> None:
    session = filtered(start, "select")
    session.answer("/data/s", "x5")
    session.answer("/data/n", "9")
    assert [problem.kind for problem in session.problems()] == []
    assert shown(session) == []
    assert (session.value("/data/s"), session.value("/data/seen")) == ("", "x5")
    assert session.problems() == []
    frozen = session.freeze()
    assert b"<s/><seen/>" in frozen.xml
    session.answer("/data/s", "")
    assert [problem.kind for problem in session.problems()] == ["required"]


def test_a_draft_knows_which_lists_were_emptied(start: Start, now: Callable[[], datetime]) -> None:
    session = filtered(start, "select")
    session.answer("/data/s", "x5")
    session.answer("/data/n", "9")
    session.review_choices()
    again = forms.load(session.form.package()).session(now=now, draft=session.draft())
    assert again.problems() == []
    assert again.draft() == session.draft()


def test_one_choice_that_left_is_no_answer(start: Start) -> None:
    session = filtered(start, "select1")
    session.answer("/data/s", "x5")
    session.answer("/data/n", "9")
    assert shown(session) == []
    assert [problem.kind for problem in session.problems()] == ["required"]
    session.answer("/data/s", "")
    assert session.value("/data/seen") == "x5"
    session.review_choices()
    assert session.value("/data/seen") == ""


def test_the_name_of_a_choice_looks_at_the_list(start: Start) -> None:
    session = start(
        "<s>x5</s><told/>",
        '<bind nodeset="/data/told" calculate="jr:choice-name(/data/s, \'/data/s\')"/>',
        f'<select1 ref="/data/s">{items("n > 9")}</select1>',
        LIST,
    )
    assert (session.value("/data/s"), session.value("/data/told")) == ("", "")
