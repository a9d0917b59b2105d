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


def printed(office: Town, kind: PaperKind, subject: str = "", village: str = "") -> Paper:
    return paper.make(office.ws, office.actor("005"), PaperRequest(kind, village, subject)).value


def refusal(office: Town, kind: PaperKind, subject: str) -> str:
    with pytest.raises(Refused) as caught:
        printed(office, kind, subject)
    return caught.value.code


def test_a_stop_is_announced_then_decided_on_paper_only_after_the_hearing(office: Town) -> None:
    home = office.family("0001")
    early = stop(office, office.family("0002"))
    assert refusal(office, PaperKind.HEARING_NOTICE, early.id) == "paper.no-reckoning"
    visited(office, home)
    one = stop(office, home)
    notice = printed(office, PaperKind.HEARING_NOTICE, one.id)
    assert notice.pages == 1
    assert printed(office, PaperKind.HEARING_NOTICE, one.id).id == notice.id
    assert refusal(office, PaperKind.DECISION, one.id) == "change.not-decided"
    clerk = office.actor("005")
    assert [found.id for found in paper.subjects(office.ws, clerk, PaperKind.DECISION)] == []
    assert {found.id for found in paper.subjects(office.ws, clerk, PaperKind.HEARING_NOTICE)} == {one.id, early.id}
    decided(office, one)
    assert printed(office, PaperKind.DECISION, one.id).digest != notice.digest
    assert [found.id for found in paper.subjects(office.ws, clerk, PaperKind.DECISION)] == [one.id]


def test_the_ledger_holds_what_counted(office: Town) -> None:
    home = office.family("0001")
    visited(office, home)
    before = printed(office, PaperKind.CHANGE_LEDGER, village=RED_STAR.code)
    counted(office, lower(office, home, "600"))
    after = printed(office, PaperKind.CHANGE_LEDGER, village=RED_STAR.code)
    assert (before.rows, after.rows) == (0, 1)


def test_money_is_asked_back_in_writing_after_a_decision(office: Town) -> None:
    home = office.family("0001")
    one = stop(office, home, Reason.FRAUD)
    claim = Claim(one.id, date(2026, 9, 1), date(2026, 11, 1), Decimal("2863.74"), date(2026, 12, 20), "财政专户 0001")
    with pytest.raises(Refused, match=r"change\.not-decided"):
        refunds.ask(office.ws, office.actor("007"), claim)
    decided(office, one)
    assert refusal(office, PaperKind.REFUND, one.id) == "paper.no-subject"
    with pytest.raises(Refused, match=r"refund\.span"):
        refunds.ask(office.ws, office.actor("007"), replace(claim, last=date(2026, 8, 1)))
    refunds.ask(office.ws, office.actor("007"), claim)
    assert printed(office, PaperKind.REFUND, one.id).pages == 1
    clerk = office.actor("005")
    assert [found.id for found in paper.subjects(office.ws, clerk, PaperKind.REFUND)] == [one.id]
