"""Papers of a change: the notice before, the decision only with the record of hearing, the year's ledger."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from tests.services.office_town import counted, decided, lower, stop, visited
from tests.services.town import RED_STAR, Town
from villagevisit.domain.benefit import Reason
from villagevisit.domain.errors import Refused
from villagevisit.services import paper, refunds
from villagevisit.services.paper_types import Paper, PaperKind, PaperRequest
from villagevisit.services.refunds import Claim


def printed(staffed_town: Town, kind: PaperKind, subject: str = "", village: str = "") -> Paper:
    return paper.make(staffed_town.ws, staffed_town.actor("005"), PaperRequest(kind, village, subject)).value


def refusal(staffed_town: Town, kind: PaperKind, subject: str) -> str:
    with pytest.raises(Refused) as caught:
        printed(staffed_town, kind, subject)
    return caught.value.code


def test_a_stop_is_announced_then_decided_on_paper_only_after_the_hearing(staffed_town: Town) -> None:
    home = staffed_town.family("0001")
    early = stop(staffed_town, staffed_town.family("0002"))
    assert refusal(staffed_town, PaperKind.HEARING_NOTICE, early.id) == "paper.no-reckoning"
    visited(staffed_town, home)
    one = stop(staffed_town, home)
    notice = printed(staffed_town, PaperKind.HEARING_NOTICE, one.id)
    assert notice.pages == 1
    assert printed(staffed_town, PaperKind.HEARING_NOTICE, one.id).id == notice.id
    assert refusal(staffed_town, PaperKind.DECISION, one.id) == "change.not-decided"
    clerk = staffed_town.actor("005")
    assert [found.id for found in paper.subjects(staffed_town.ws, clerk, PaperKind.DECISION)] == []
    assert {found.id for found in paper.subjects(staffed_town.ws, clerk, PaperKind.HEARING_NOTICE)} == {one.id, early.id}
    decided(staffed_town, one)
    assert printed(staffed_town, PaperKind.DECISION, one.id).digest != notice.digest
    assert [found.id for found in paper.subjects(staffed_town.ws, clerk, PaperKind.DECISION)] == [one.id]


def test_the_ledger_holds_what_counted(staffed_town: Town) -> None:
    home = staffed_town.family("0001")
    visited(staffed_town, home)
    before = printed(staffed_town, PaperKind.CHANGE_LEDGER, village=RED_STAR.code)
    counted(staffed_town, lower(staffed_town, home, "600"))
    after = printed(staffed_town, PaperKind.CHANGE_LEDGER, village=RED_STAR.code)
    assert (before.rows, after.rows) == (0, 1)


def test_money_is_asked_back_in_writing_after_a_decision(staffed_town: Town) -> None:
    home = staffed_town.family("0001")
    one = stop(staffed_town, home, Reason.FRAUD)
    claim = Claim(one.id, date(2026, 9, 1), date(2026, 11, 1), Decimal("2863.74"), date(2026, 12, 20), "财政专户 0001")
    with pytest.raises(Refused, match=r"change\.not-decided"):
        refunds.ask(staffed_town.ws, staffed_town.actor("007"), claim)
    decided(staffed_town, one)
    assert refusal(staffed_town, PaperKind.REFUND, one.id) == "paper.no-subject"
    with pytest.raises(Refused, match=r"refund\.span"):
        refunds.ask(staffed_town.ws, staffed_town.actor("007"), replace(claim, last=date(2026, 8, 1)))
    refunds.ask(staffed_town.ws, staffed_town.actor("007"), claim)
    assert printed(staffed_town, PaperKind.REFUND, one.id).pages == 1
    clerk = staffed_town.actor("005")
    assert [found.id for found in paper.subjects(staffed_town.ws, clerk, PaperKind.REFUND)] == [one.id]
