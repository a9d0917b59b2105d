"""What the law asks of single papers: hearing before a cut, ballots that add up, capitals, one date for two names."""

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from printing.document import PaperError
from printing.gallery import casework, meeting, served
from printing.layouts import appraisal, ballot, confirmation, decision, kin_filing
from printing.layouts.notice import Reckoning
from printing.layouts.votes import Votes
from printing.render import render
from tests.printing.papers import texts

HEARD = served.decided().hearing
assert HEARD is not None


@pytest.mark.parametrize(
    "hearing",
    [None, replace(HEARD, opinion=" "), replace(HEARD, response=""), replace(HEARD, held=date(2026, 11, 24))],
)
def test_no_cut_without_having_heard_the_household(hearing: decision.Hearing | None) -> None:
    with pytest.raises(PaperError) as caught:
        replace(served.decided(), hearing=hearing)
    assert caught.value.code == "paper.no-hearing"


@pytest.mark.parametrize(
    "change", [{"returned": 18}, {"void": 18}, {"yes": 16}, {"no": -1}, {"issued": 18}, {"void": 3, "yes": 12}]
)
def test_ballots_that_do_not_add_up_are_refused(change: dict[str, int]) -> None:
    with pytest.raises(PaperError) as caught:
        replace(meeting.PASSED, **change)
    assert caught.value.code == "paper.votes"


def test_the_share_is_of_those_entitled() -> None:
    votes = Votes(voters=17, recused=2, issued=17, returned=17, void=1, yes=12, no=3)
    assert (votes.valid, votes.abstain, round(float(votes.share), 4)) == (16, 1, 0.7059)


def test_the_notice_says_the_amount_twice_and_how_it_came_about() -> None:
    (page,) = texts(render(confirmation.layout(served.confirmed())).pdf)
    text = re.sub(r"\s", "", page)
    assert "954.58" in text
    assert "人民币玖佰伍拾肆元伍角捌分" in text
    assert "人均每月281.81元，低于600.00元标准，故每月补差954.58元" in text


def test_no_difference_is_confirmed_at_the_standard() -> None:
    at, below = Reckoning(1, Decimal(7200), Decimal(600)), Reckoning(1, Decimal("7199.99"), Decimal(600))
    assert replace(served.confirmed(), reckoning=below).reckoning.below
    assert not replace(served.confirmed(), reckoning=at, topup=False).reckoning.below
    with pytest.raises(PaperError) as caught:
        replace(served.confirmed(), reckoning=at)
    assert caught.value.code == "paper.figures"


def test_a_question_is_ticked_by_hand_on_an_empty_filing() -> None:
    text = re.sub(r"\s", "", "".join(texts(render(kin_filing.layout(casework.filing_blank())).pdf)))
    assert text.count("□是□否") == 4
    assert "■" not in text


def test_both_sign_under_one_date() -> None:
    text = re.sub(r"\s", "", "".join(texts(render(kin_filing.layout(casework.filed())).pdf)))
    assert text.count("双方签字日期：2026年11月2日") == 1
    assert text.count("2026年11月2日") == 1


def test_a_household_on_which_nobody_voted_has_struck_cells() -> None:
    paper = meeting.recorded()
    heard = replace(paper.cases[0], count=None)
    text = re.sub(r"\s", "", "".join(texts(render(appraisal.layout(replace(paper, cases=(heard,)))).pdf)))
    assert "本户有表决权（人）/" in text


@pytest.mark.parametrize("change", [{"heads": ()}, {"heads": ("王",) * 9}, {"seats": 3}])
def test_a_ballot_holds_some_names_and_more_than_places(change: dict[str, Any]) -> None:
    with pytest.raises(PaperError) as caught:
        replace(meeting.voted(), **change)
    assert caught.value.code == "paper.ballot"


def test_every_ballot_has_its_own_number_and_no_more_are_printed() -> None:
    text = "".join(texts(render(ballot.layout(meeting.voted())).pdf))
    assert re.findall(r"第 (\d{3}) 号", text) == [f"{n:03d}" for n in range(1, 8)]
