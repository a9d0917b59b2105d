"""Two lists of persons: the totals balance, nobody is matched twice, and doubt is left to people."""

from dataclasses import replace
from decimal import Decimal as D
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from villagevisit.domain.event import Event
from villagevisit.domain.two_lists import Decisions, Ours, Pair, Theirs, Totals, compare, decisions

ZHANG = Ours("p1", "张三丰", "999999197001010017", "1970-01-01")
NOBODY = Decisions()


def listed(key: str, name: str, id_no: str = "", birth: str = "1970-01-01") -> Theirs:
    return Theirs(key, name, id_no, birth)


def test_the_totals_of_the_seed() -> None:
    found = Totals(D("45.5"), D("45.29"), D("33.5"))
    assert (found.ours_only, found.theirs_only, found.union) == (D("12.0"), D("11.79"), D("57.29"))


def test_number_and_name_make_a_match_and_one_of_them_a_question() -> None:
    same = listed("k1", "张 三丰", ZHANG.id_no)
    assert compare([ZHANG], [same], NOBODY).both == {"k1": "p1"}
    for other, why in (
        (replace(same, name="李四"), "name-differs"),
        (replace(same, id_no=""), "same-name"),
        (replace(same, id_no="999999197001010097"), "same-name"),
        (listed("k1", "张叁丰"), "like-name"),
    ):
        found = compare([ZHANG], [other], NOBODY)
        assert found.pairs == (Pair("k1", "p1", why),)
        assert (found.ours_only, found.theirs_only) == (("p1",), ("k1",)), "counted on each list only"
    for other in (replace(same, id_no="110101197001019999"), listed("k1", "张三丰", birth="1970-01-02")):
        assert compare([ZHANG], [other], NOBODY).pairs == ()


def said(number: int, key: str, person: str, verdict: str) -> Event:
    at = f"2026-11-22T10:00:{number:02d}.000+08:00"
    data = {"person": person, "verdict": verdict}
    return Event(f"e{number}", "twolist.decided", "999999100000", key, "2026-11-22", at, "孙经办", ("o",), data=data)


def test_the_last_word_of_a_person_counts() -> None:
    pair = listed("k1", "张三丰")
    first, second = said(1, "k1", "p1", "same"), said(2, "k1", "p1", "apart")
    assert compare([ZHANG], [pair], decisions([first])).both == {"k1": "p1"}
    for order in ((first, second), (second, first)):
        found = compare([ZHANG], [pair], decisions(order))
        assert (found.both, found.pairs) == ({}, ())


NAMES = st.sampled_from(["张三丰", "张山峰", "李四", "王䶮"])
NUMBERS = st.sampled_from(["", "999999197001010017", "999999197001010025", "999999197502020019"])
BIRTHS = st.sampled_from(["1970-01-01", "1975-02-02", ""])
Given = tuple[str, str, str]
PERSON = st.tuples(NAMES, NUMBERS, BIRTHS)


@settings(max_examples=60)
@given(st.lists(PERSON, max_size=6), st.lists(PERSON, max_size=6), st.randoms())
def test_balances_whatever_the_order(here: list[Given], there: list[Given], dice: Random) -> None:
    ours = [Ours(f"p{n}", *one) for n, one in enumerate(here)]
    theirs = [Theirs(f"k{n}", *one) for n, one in enumerate(there)]
    said_so = Decisions(same={"k0": "p0", "k1": "p0"}, apart=frozenset({("k2", "p1")}))
    found = compare(ours, theirs, said_so)
    assert len(set(found.both.values())) == len(found.both)
    assert {one.person_id for one in found.pairs}.isdisjoint(found.both.values())
    assert (found.totals.ours, found.totals.theirs) == (len(ours), len(theirs))
    assert found.totals.union == len(found.both) + len(found.ours_only) + len(found.theirs_only)
    assert ("k2", "p1") not in {(one.key, one.person_id) for one in found.pairs} | set(found.both.items())
    dice.shuffle(ours)
    dice.shuffle(theirs)
    assert compare(ours, theirs, said_so) == found
