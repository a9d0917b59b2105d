"""Papers of a change: the notice before, the decision only with the record of hearing, the year's ledger."""

import pytest

from tests.services.office_town import counted, decided, lower, stop, visited
from tests.services.town import RED_STAR, Town
from villagevisit.domain.errors import Refused
from villagevisit.services import paper
from villagevisit.services.paper_types import Paper, PaperKind, PaperRequest


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
