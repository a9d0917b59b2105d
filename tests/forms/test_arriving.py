"""Instances that come and go: who hears of them, in the order of JavaRosa, and that a review computes the rest."""

from collections.abc import Callable

import pytest

import forms

Start = Callable[..., forms.FormSession]


def field(path: str) -> str:
    return f'<input ref="{path}"/>'


@pytest.fixture
def nested(start: Start) -> forms.FormSession:
    return start(
        '<r jr:template=""><x/><g><y/></g></r><r><x/><g><y/></g></r><n/><deep/><sum/>',
        '<bind nodeset="/data/r/g/y" type="int"/><bind nodeset="/data/n" calculate="count(/data/r/x)"/>'
        '<bind nodeset="/data/deep" calculate="count(/data/r/g/y)"/>'
        '<bind nodeset="/data/sum" calculate="sum(/data/r/g/y)"/>',
        f'<repeat nodeset="/data/r">{field("/data/r/x")}<group ref="/data/r/g">{field("/data/r/g/y")}</group></repeat>',
    )


def values(session: forms.FormSession, *names: str) -> list[str]:
    return [session.value(f"/data/{name}") for name in names]


def test_who_reads_only_deeper_places_hears_later(nested: forms.FormSession) -> None:
    nested.add("/data/r")
    assert values(nested, "n", "deep") == ["2", "1"]
    nested.answer("/data/r[2]/g/y", "5")
    nested.answer("/data/r[1]/g/y", "7")
    assert values(nested, "n", "deep", "sum") == ["2", "2", "12"]
    nested.remove("/data/r[2]")
    assert values(nested, "n", "deep", "sum") == ["1", "2", "12"]
    nested.answer("/data/r[1]/g/y", "8")
    assert values(nested, "n", "deep", "sum") == ["1", "1", "8"]


def test_a_review_computes_what_is_owed(nested: forms.FormSession) -> None:
    nested.answer("/data/r[1]/g/y", "7")
    nested.add("/data/r")
    nested.answer("/data/r[2]/g/y", "5")
    nested.remove("/data/r[1]")
    assert values(nested, "deep", "sum") == ["2", "12"]
    assert nested.review_choices() == {"/data/deep", "/data/sum"}
    assert values(nested, "deep", "sum") == ["1", "5"]
    assert nested.review_choices() == frozenset()


def test_no_record_holds_what_is_owed(nested: forms.FormSession) -> None:
    nested.answer("/data/r[1]/g/y", "7")
    nested.remove("/data/r[1]")
    assert b"<sum>0</sum>" in nested.freeze().xml


def test_what_was_computed_for_an_instance_is_not_computed_again_for_it(start: Start) -> None:
    session = start(
        '<r jr:template=""><q>b</q><c/></r><r><q>b</q><c/></r><all/><same/>',
        '<bind nodeset="/data/r/c" calculate="string(../q)"/>'
        '<bind nodeset="/data/all" calculate="join(\' \', /data/r/q)"/>'
        '<bind nodeset="/data/same" calculate="/data/all = join(\' \', /data/r/c)"/>',
        f'<repeat nodeset="/data/r">{field("/data/r/q")}</repeat>',
    )
    session.add("/data/r")
    assert values(session, "all", "same") == ["b b", "0"]
    session.answer("/data/r[1]/q", "b")
    assert values(session, "same") == ["1"]


COUNTED = (
    '<group><repeat nodeset="/data/r" jr:count="/data/n">'
    '<setvalue event="odk-new-repeat" ref="/data/r/d" value="../c"/><input ref="/data/r/d"/></repeat></group>'
)


def test_an_instance_that_a_count_makes_acts_before_it_computes(start: Start) -> None:
    session = start(
        '<n>2</n><r jr:template=""><c/><d/></r>',
        '<bind nodeset="/data/n" type="int"/><bind nodeset="/data/r/c" calculate="4"/>',
        field("/data/n") + COUNTED,
    )
    session.answer("/data/n", "3")
    assert [session.value(f"/data/r[{at}]/{name}") for at in (2, 3) for name in "cd"] == ["4", "", "4", ""]


def test_instances_come_one_after_the_other_with_all_that_stands_in_them(start: Start) -> None:
    """Each inner instance notes how many outer ones there are when it comes."""
    session = start(
        '<n>0</n><r jr:template=""><m>2</m><s jr:template=""><at/></s></r>',
        '<bind nodeset="/data/n" type="int"/><bind nodeset="/data/r/m" type="int"/>',
        f'{field("/data/n")}<repeat nodeset="/data/r" jr:count="/data/n"><repeat nodeset="/data/r/s" jr:count="../m">'
        '<setvalue event="odk-new-repeat" ref="/data/r/s/at" value="count(/data/r)"/>'
        "</repeat></repeat>",
    )
    session.answer("/data/n", "2")
    found = [session.value(f"/data/r[{a}]/s[{b}]/at") for a in (1, 2) for b in (1, 2)]
    assert found == ["1", "1", "2", "2"]


def test_a_count_beyond_all_reason_is_said_to_have_no_end(start: Start) -> None:
    counted = f'<repeat nodeset="/data/r" jr:count="/data/n">{field("/data/r/x")}</repeat>'
    session = start(
        '<n/><m/><r jr:template=""><x/></r>',
        '<bind nodeset="/data/n" type="int"/>',
        field("/data/n") + field("/data/m") + counted,
    )
    with pytest.raises(forms.FormError, match=r"form\.no-end"):
        session.answer("/data/n", "999999999")
    session.answer("/data/m", "1")
    session.answer("/data/n", "2")
    assert session.node("/data/r").count == 2
