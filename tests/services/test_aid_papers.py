"""The one list of papers for each kind of aid: said once, never more, ticked as they come, on one sheet (S-266)."""

import pytest

from tests.printing.papers import texts
from tests.services.town import RED_STAR, Town
from villagevisit.domain.aid_papers import BROUGHT
from villagevisit.domain.errors import Refused
from villagevisit.services import aid_papers, events, paper
from villagevisit.services.events import New
from villagevisit.services.paper_types import PaperRequest


def test_what_is_missing_is_said_once_and_only_becomes_less(town: Town) -> None:
    town.family()
    clerk = town.actor("005")
    one = aid_papers.tell(town.ws, clerk, RED_STAR.code, "0001", "inpatient", ["id", "bills"]).value
    assert one.missing == ["form", "settled", "case", "account"]
    with pytest.raises(Refused, match=r"aid\.papers-told"):
        aid_papers.tell(town.ws, clerk, RED_STAR.code, "0001", "inpatient", [])
    town.clock.advance(days=2)
    assert aid_papers.bring(town.ws, clerk, one.id, ["form", "hukou"]).value.missing == ["settled", "case", "account"]
    more = New(BROUGHT, RED_STAR.code, one.id, (one.household,), data={"papers": ["extra"]})
    events.record(town.ws, clerk, more)
    assert set(aid_papers.find(town.ws, one.id).there) == {"id", "bills", "form"}, "off the list: nothing"
    with pytest.raises(Refused, match=r"aid\.papers-none"):
        aid_papers.bring(town.ws, clerk, one.id, ["form"])
    assert aid_papers.bring(town.ws, clerk, one.id, ["settled", "case", "account"]).value.missing == []
    again = aid_papers.tell(town.ws, clerk, RED_STAR.code, "0001", "living", []).value
    assert again.missing == ["spent"], "what was handed in for another aid is not asked for again"
    assert again.there["form"] == "2026-11-24"
    assert [each.id for each in aid_papers.every(town.ws)] == [again.id, one.id], "who misses something first"


def test_what_a_household_need_not_bring_is_struck_before_it_is_told(town: Town) -> None:
    town.family()
    spared = ["bills", "settled", "case"]
    one = aid_papers.tell(town.ws, town.actor("005"), RED_STAR.code, "0001", "inpatient", [], spared).value
    assert one.missing == ["id", "form", "case", "account"], "only what not everybody has to bring"
    request = PaperRequest(kind="aid_papers", subject_id=one.id)
    assert "医保结算单" not in texts(paper.make(town.ws, town.actor("005"), request).value.pdf)[0]


def test_what_cannot_be_told_is_refused(town: Town) -> None:
    town.family()
    for number, kind, day, code in (
        ("0001", "holiday", "", r"aid\.papers-kind"), ("9999", "living", "", r"household\.unknown"),
        ("0001", "living", "2026-11-23", r"aid\.day"), ("0001", "living", "2010-01-01", r"aid\.papers-kind"),
    ):  # fmt: skip
        with pytest.raises(Refused, match=code):
            aid_papers.tell(town.ws, town.actor("005"), RED_STAR.code, number, kind, [], day=day)
    with pytest.raises(Refused, match=r"actor\.role"):
        aid_papers.tell(town.ws, town.actor("006"), RED_STAR.code, "0001", "living", [])


def test_one_sheet_for_each_kind_empty_or_with_what_came(town: Town) -> None:
    town.family()
    clerk = town.actor("005")
    one = aid_papers.tell(town.ws, clerk, RED_STAR.code, "0001", "inpatient", ["id"]).value
    kinds = aid_papers.kinds("2026-11-22")
    found = paper.subjects(town.ws, clerk, "aid_papers")
    assert [each.id for each in found] == [*kinds, one.id]
    for each in found:
        made = paper.make(town.ws, clerk, PaperRequest(kind="aid_papers", subject_id=each.id)).value
        assert made.pages == 1, "on one sheet"
        text = texts(made.pdf)[0]
        assert ("还缺：授权书" in text.replace("\n", "")) == (each.id == one.id)
    assert not any(each.kind == "aid_papers" for each in paper.offers(town.ws, town.actor("006")))
