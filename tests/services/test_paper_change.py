"""Papers of a change: the notice before, the decision only with the record of hearing, the year's ledger."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from tests.services.office_town import counted, decided, lower, stop, visited
from tests.services.test_paper_health_form import text
from tests.services.town import RED_STAR, Town
from villagevisit.domain.benefit import Reason
from villagevisit.domain.errors import Refused
from villagevisit.services import paper, refunds
from villagevisit.services.paper_types import Paper, PaperKind, PaperRequest
from villagevisit.services.refunds import Claim


def printed(bureau: Town, kind: PaperKind, subject: str = "", village: str = "") -> Paper:
    return paper.make(bureau.ws, bureau.actor("005"), PaperRequest(kind, village, subject)).value


def refusal(bureau: Town, kind: PaperKind, subject: str) -> str:
    with pytest.raises(Refused) as caught:
        printed(bureau, kind, subject)
    return caught.value.code


def test_a_stop_is_announced_then_decided_on_paper_only_after_the_hearing(bureau: Town) -> None:
    home = bureau.family("0001")
    early = stop(bureau, bureau.family("0002"))
    assert refusal(bureau, PaperKind.HEARING_NOTICE, early.id) == "paper.no-reckoning"
    visited(bureau, home)
    one = stop(bureau, home)
    notice = printed(bureau, PaperKind.HEARING_NOTICE, one.id)
    assert notice.pages == 1
    assert printed(bureau, PaperKind.HEARING_NOTICE, one.id).id == notice.id
    assert refusal(bureau, PaperKind.REASONS, early.id) == "paper.no-reckoning"
    reasons = text(printed(bureau, PaperKind.REASONS, one.id).pdf)
    told = one.reckoning
    for said in ("为什么拟停发", "954.58", f"您家{told['persons']}口人", one.facts, "听您的意见", "可以重新申请"):
        assert said in reasons, said
    assert refusal(bureau, PaperKind.DECISION, one.id) == "change.not-decided"
    clerk = bureau.actor("005")
    assert [found.id for found in paper.subjects(bureau.ws, clerk, PaperKind.DECISION)] == []
    assert {found.id for found in paper.subjects(bureau.ws, clerk, PaperKind.HEARING_NOTICE)} == {one.id, early.id}
    decided(bureau, one)
    assert printed(bureau, PaperKind.DECISION, one.id).digest != notice.digest
    assert [found.id for found in paper.subjects(bureau.ws, clerk, PaperKind.DECISION)] == [one.id]


def test_the_ledger_holds_what_counted(bureau: Town) -> None:
    home = bureau.family("0001")
    visited(bureau, home)
    before = printed(bureau, PaperKind.CHANGE_LEDGER, village=RED_STAR.code)
    counted(bureau, lower(bureau, home, "600"))
    after = printed(bureau, PaperKind.CHANGE_LEDGER, village=RED_STAR.code)
    assert (before.rows, after.rows) == (0, 1)


def test_money_is_asked_back_in_writing_after_a_decision(bureau: Town) -> None:
    home = bureau.family("0001")
    one = stop(bureau, home, Reason.FRAUD)
    claim = Claim(one.id, date(2026, 9, 1), date(2026, 11, 1), Decimal("2863.74"), date(2026, 12, 20), "财政专户 0001")
    with pytest.raises(Refused, match=r"change\.not-decided"):
        refunds.ask(bureau.ws, bureau.actor("007"), claim)
    decided(bureau, one)
    assert refusal(bureau, PaperKind.REFUND, one.id) == "paper.no-subject"
    with pytest.raises(Refused, match=r"refund\.span"):
        refunds.ask(bureau.ws, bureau.actor("007"), replace(claim, last=date(2026, 8, 1)))
    refunds.ask(bureau.ws, bureau.actor("007"), claim)
    assert printed(bureau, PaperKind.REFUND, one.id).pages == 1
    clerk = bureau.actor("005")
    assert [found.id for found in paper.subjects(bureau.ws, clerk, PaperKind.REFUND)] == [one.id]
