"""From the printed board to the wall, the objection, the second visit by others and the second board; the register."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.services import f01
from tests.services.replica_side import made, take
from tests.services.town import PINS, RED_STAR, Town, opened, team
from villagevisit.domain import boards as rules
from villagevisit.domain.boards import Bar, Outcome, Phase
from villagevisit.domain.clock import FixedClock, today
from villagevisit.domain.errors import Refused
from villagevisit.domain.event import Value
from villagevisit.domain.officer import Role
from villagevisit.domain.policy import PolicyEntry
from villagevisit.domain.publicity import BoardKind
from villagevisit.services import (
    barcode,
    boards,
    campaign,
    households,
    inquiries,
    objections,
    own_copy,
    paper,
    people,
    policy,
    signoff,
    visit,
    visit_freeze,
)
from villagevisit.services.events import New, record
from villagevisit.services.inquiries import Asked
from villagevisit.services.objections import Objected
from villagevisit.services.paper_types import Paper, PaperRequest
from villagevisit.services.people import NewOfficer
from villagevisit.services.workspace import Workspace
from villagevisit.store import coming, events, outbox

_PINS = {**PINS, "008": "123987"}


def code_of(call: object, *args: object, **named: object) -> str:
    assert callable(call)
    with pytest.raises(Refused) as refused:
        call(*args, **named)
    return refused.value.code


def printed(town: Town, kind: BoardKind = BoardKind.INITIAL) -> Paper:
    request = PaperRequest("publicity_board", village_code=RED_STAR.code, board=kind, paper="A4")
    return paper.make(town.ws, town.actor("005"), request).value


def hung(town: Town, kind: BoardKind = BoardKind.INITIAL, until: date | None = None) -> str:
    sheet = printed(town, kind)
    return boards.post(town.ws, town.actor("005"), sheet.id, places=("1",), until=until).value.id


def visited(town: Town, home: str, first: str, second: str) -> None:
    crew = town.actor(first, second)
    open_ = visit.open_form(town.ws, crew, f01.FORM, household_id=home).value
    f01.fill(town, open_)
    done = visit_freeze.freeze(town.ws, crew, open_.draft_id, open_.session).value
    for place, staff_no in enumerate((first, second), start=1):
        signoff.sign(town.ws, done.submission_id, town.officer(staff_no).id, _PINS[staff_no], place)


def test_what_hangs_is_what_was_printed_and_photos_prove_it(town: Town) -> None:
    homes = [town.family("0001"), town.family("0002")]
    sheet, actor = printed(town), town.actor("005")
    (waiting,) = boards.to_post(town.ws)
    assert (waiting.document, waiting.rows) == (sheet.id, 2)
    board = boards.post(town.ws, actor, sheet.id, places=("1", "2")).value
    assert boards.to_post(town.ws) == ()
    assert (board.closes, board.decide_from) == (date(2026, 11, 30), date(2026, 12, 1))
    assert board.households == frozenset(homes)
    assert board.bar(date(2026, 12, 1)) is Bar.UNPROVED
    photo = paper.page_png(sheet.pdf, 0, 150)
    assert boards.prove(town.ws, actor, board.id, [("a.png", photo)]).value is Outcome.SAME
    proof = boards.get(town.ws, board.id).proofs[0]
    assert (proof.by, proof.day, len(proof.photos)) == ("孙经办", "2026-11-22", 1)
    proved = boards.get(town.ws, board.id)
    assert (proved.bar(date(2026, 11, 30)), proved.bar(date(2026, 12, 1))) == (Bar.HANGING, None)
    town.family("0003")
    other = paper.page_png(printed(town).pdf, 0, 150)
    assert boards.prove(town.ws, actor, board.id, [("b.png", other)]).value is Outcome.OTHER
    assert boards.prove(town.ws, actor, board.id, [("c.jpg", f01.picture())]).value is Outcome.UNREAD


def test_photos_of_a_board_travel_and_are_asked_for_elsewhere(town: Town, tmp_path: Path) -> None:
    town.family("0001")
    board = hung(town)
    boards.prove(town.ws, town.actor("005"), board, [("c.jpg", f01.picture())])
    (digest,) = boards.get(town.ws, board).proofs[0].photos
    with town.ws.store.transaction() as db:
        assert [blob.digest for blob in outbox.due_blobs(db)] == [digest]
    with Workspace.open(tmp_path / "other", FixedClock(town.clock.now())) as other:
        take(other, made(town))
        assert boards.get(other, board).proofs == boards.get(town.ws, board).proofs
        assert [want.digest for want in coming.wanted(other.store.reader(), 9)] == [digest]


def test_an_event_cannot_name_a_file_outside_of_the_photos(town: Town) -> None:
    photos: list[Value] = [{"digest": "../../villagevisit.db", "size": 1}, {"digest": "ab" * 32, "size": "1"}, "x"]
    record(town.ws, town.actor("005"), New("board.proved", RED_STAR.code, data={"photos": photos}))
    assert coming.wanted(town.ws.store.reader(), 9) == []


def test_a_board_is_posted_once_on_its_day_in_a_place(town: Town) -> None:
    town.family("0001")
    sheet, actor = printed(town), town.actor("005")
    assert code_of(boards.post, town.ws, actor, sheet.id, places=()) == "board.no-place"
    assert code_of(boards.post, town.ws, actor, "none", places=("1",)) == "board.no-paper"
    late = PaperRequest("publicity_board", village_code=RED_STAR.code, posted_on=date(2026, 11, 21), paper="A4")
    backdated = paper.make(town.ws, actor, late).value
    assert code_of(boards.post, town.ws, actor, backdated.id, places=("1",)) == "board.other-day"
    boards.post(town.ws, actor, sheet.id, places=("1",))
    assert code_of(boards.post, town.ws, actor, sheet.id, places=("1",)) == "board.posted-already"
    assert code_of(boards.post, town.ws, town.actor("006"), sheet.id, places=("1",)) == "actor.role"


def test_it_comes_down_when_its_time_is_over_or_counts_for_nothing(town: Town) -> None:
    town.family("0001")
    actor, picture = town.actor("005"), [("c.jpg", f01.picture())]
    board = hung(town, BoardKind.RESULT)
    assert boards.get(town.ws, board).closes == date(2026, 12, 7)
    assert code_of(boards.take_down, town.ws, actor, board) == "board.too-early"
    town.clock.advance(days=16)
    assert boards.get(town.ws, board).phase(date(2026, 12, 8)) is Phase.OVER
    assert code_of(boards.take_down, town.ws, actor, board) == "board.no-proof"
    assert [one.id for one in rules.sort_out(boards.every(town.ws), date(2026, 12, 8)).unproved] == [board]
    boards.prove(town.ws, actor, board, picture)
    boards.take_down(town.ws, actor, board, picture)
    assert code_of(boards.prove, town.ws, actor, board, picture) == "board.is-down"
    short = hung(town)
    boards.take_down(town.ws, actor, short, reason="金额印错")
    assert boards.get(town.ws, short).bar(date(2027, 1, 1)) is Bar.CUT_SHORT
    policy.set_value(town.ws, actor, PolicyEntry("publicity_proof", "0", today(town.ws.clock).isoformat()))
    free = boards.get(town.ws, hung(town, BoardKind.REVIEWED))
    assert (free.demanded, free.bar(free.decide_from)) == (False, None)


def test_a_standing_board_is_renewed_every_month_until_the_next_review(town: Town) -> None:
    town.family("0001")
    assert code_of(hung, town, BoardKind.STANDING) == "board.no-until"
    review = boards.next_review(town.ws)
    assert review == date(2027, 5, 22)
    old = hung(town, BoardKind.STANDING, review)
    town.clock.advance(days=31)
    assert boards.get(town.ws, old).phase(town.clock.now().date()) is Phase.STALE
    new = hung(town, BoardKind.STANDING, review)
    assert boards.get(town.ws, old).renewed_by == new
    assert boards.get(town.ws, new).phase(town.clock.now().date()) is Phase.HANGING


def objected(town: Town, home: str, board: str = "") -> str:
    said = Objected("2", "income", "他家有一辆车", (home,), board, "钱某", "13900001111")
    return objections.receive(town.ws, town.actor("005"), said).value.id


def test_after_an_objection_others_visit_and_the_household_hangs_again(town: Town) -> None:
    home, other, ws, clerk = town.family("0001"), town.family("0002"), town.with_pins().ws, town.actor("005")
    people.add(ws, town.actor("005"), NewOfficer("008", "冯调查", frozenset({Role.INVESTIGATOR})))
    people.set_pin(ws, town.officer("008").id, _PINS["008"])
    visited(town, home, "001", "002")
    board = hung(town)
    town.clock.advance(hours=1)
    one = objected(town, home, board)
    assert objections.of_board(ws, board)[0].barred == {"001", "002"}
    assert objections.open_households(ws, [home, other]) == {home}
    settle: dict[str, Any] = {"conclusion": "keep", "reason": "车已报废", "feedback": date(2026, 11, 22)}
    assert code_of(objections.settle, ws, clerk, one, **settle) == "objection.no-revisit"
    for pair in (("001", "002"), ("001", "008")):
        assert code_of(visit.open_form, ws, town.actor(*pair), f01.FORM, household_id=home) == "recusal.same-pair"
    round_ = opened(town, RED_STAR.code)
    first, second = team(town, round_, "一", "001", "002"), team(town, round_, "二", "008", "003")
    refused = campaign.assign(ws, clerk, round_.id, [home, other], first.id).value.refused
    assert [(each.household_id, each.code) for each in refused] == [(home, "recusal.same-pair")]
    assert campaign.assign(ws, clerk, round_.id, [home], second.id).value.assigned == 1
    town.clock.advance(hours=1)
    visited(town, home, "008", "003")
    assert code_of(objections.settle, ws, clerk, one, **settle | {"reason": " "}) == "objection.no-reason"
    assert code_of(objections.settle, ws, clerk, one, **settle | {"feedback": date(2026, 11, 23)}) == (
        "inquiry.feedback-day"
    )
    town.clock.advance(hours=1)
    settled = objections.settle(ws, clerk, one, **settle).value
    assert settled.settled is not None
    assert not settled.settled.upheld
    assert inquiries.get(ws, settled.inquiry).closed is not None
    result = paper.make(ws, clerk, PaperRequest("objection_result", village_code=RED_STAR.code)).value
    assert result.rows == 1
    town.clock.advance(hours=1)
    again = hung(town, BoardKind.REVIEWED)
    assert boards.get(ws, again).households == {home}
    boards.prove(ws, clerk, again, [("c.jpg", f01.picture())])
    proved = boards.get(ws, again)
    assert (proved.bar(date(2026, 11, 25)), proved.bar(date(2026, 11, 26))) == (Bar.HANGING, None)
    assert code_of(objections.settle, ws, clerk, one, **settle) == "objection.settled-already"


def test_who_objects_is_in_nothing_that_travels_to_a_township(town: Town) -> None:
    home = town.family("0001")
    one = objections.get(town.ws, objected(town, home))
    family = households.get(town.ws, home)
    copy = own_copy.gather(town.ws, town.actor("005"), family, family.persons[0])
    assert [step["what"] for step in copy.steps if "车" in str(step)] == []
    found = events.of_thing(town.ws.store.reader(), one.inquiry) + events.of_thing(town.ws.store.reader(), one.id)
    for event in found:
        assert event.secret or "钱某" not in json.dumps(dict(event.data), ensure_ascii=False)
    assert objections.person(town.ws, town.actor("005"), one.inquiry) == ("钱某", "13900001111")
    assert code_of(objections.person, town.ws, town.actor("001"), one.inquiry) == "actor.role"
    sheet = paper.preview(town.ws, town.actor("005"), PaperRequest("first_inquiry", subject_id=one.inquiry))
    assert "钱某" not in sheet.name


def test_it_stays_with_the_first_until_another_accepts(town: Town) -> None:
    ws, clerk, crew = town.ws, town.actor("005"), town.actor("001")
    one = inquiries.open_(ws, clerk, Asked("1", "3", "窗口态度不好")).value
    assert (one.owner.name, one.inform_by, one.due) == ("孙经办", "2026-12-07", "2027-01-21")
    offered = inquiries.hand_over(ws, clerk, one.id, town.officer("001").id, "由包村人员核实").value
    assert offered.owner.staff_no == "005"
    assert code_of(inquiries.answer, ws, crew, one.id, "好", handling="1") == "inquiry.not-yours"
    assert code_of(inquiries.accept, ws, town.actor("002"), one.id) == "inquiry.for-another"
    assert inquiries.accept(ws, crew, one.id).value.owner.staff_no == "001"
    assert code_of(inquiries.close, ws, clerk, one.id, date(2026, 11, 22)) == "inquiry.not-yours"
    assert code_of(inquiries.close, ws, crew, one.id, date(2026, 11, 22)) == "inquiry.no-answer"
    inquiries.answer(ws, crew, one.id, "已当面道歉", handling="1", article="首问负责制")
    assert code_of(inquiries.close, ws, crew, one.id, date(2026, 11, 21)) == "inquiry.feedback-day"
    later = inquiries.extend(ws, crew, one.id, "还要再核实").value
    assert later.due == "2027-02-22"  # 30 days are over on a Saturday
    assert code_of(inquiries.extend, ws, crew, one.id, "再") == "inquiry.extended-already"
    done = inquiries.close(ws, crew, one.id, date(2026, 11, 22), "1").value
    assert done.closed is not None
    assert code_of(inquiries.told, ws, crew, one.id) == "inquiry.closed"


def test_a_supervised_matter_is_the_countys_own(town: Town) -> None:
    ws, clerk = town.ws, town.actor("005")
    people.add(ws, clerk, NewOfficer("007", "吴县干", frozenset({Role.COUNTY})))
    county = town.actor("007")
    assert code_of(inquiries.open_, ws, clerk, Asked("8", "4", "督办", reference="云督3号")) == "inquiry.county-only"
    one = inquiries.open_(ws, clerk, Asked("8", "4", "市局转来")).value
    assert code_of(inquiries.supervise, ws, clerk, one.id, "云督〔2026〕3号") == "inquiry.county-only"
    taken = inquiries.supervise(ws, county, one.id, "云督〔2026〕3号").value
    assert taken.owner.name == "吴县干"
    assert code_of(inquiries.hand_over, ws, county, one.id, town.officer("005").id, "去办") == "inquiry.below-county"
    assert inquiries.receivers(ws, taken) == []
    sheet = paper.make(ws, clerk, PaperRequest("supervised_case", subject_id=one.id)).value
    assert "督办单" in sheet.name


def test_the_month_is_confirmed_by_somebody(town: Town) -> None:
    ws, clerk = town.ws, town.actor("005")
    for number in (1, 2, 3, 4):
        town.family(f"{number:04d}")
    inquiries.open_(ws, clerk, Asked("3", "3", "电话没人接"))
    inquiries.visitors(ws, clerk, 12)
    month = inquiries.month(ws, "2026-11")
    assert (month.major, month.visitors, month.households, str(month.rate)) == (None, 12, 4, "25.00")
    assert inquiries.confirm_month(ws, clerk, "2026-11", 0).value.major == 0
    assert code_of(inquiries.confirm_month, ws, clerk, "2026-12", 0) == "inquiry.month-not-over"


def test_answers_rest_on_articles_in_force(town: Town) -> None:
    found = inquiries.templates(town.ws, "8")
    assert found[0].matter == "8"
    assert all(one.article and one.text for one in found)
    town.clock.at = town.clock.at.replace(year=2020)
    assert list(inquiries.templates(town.ws)) == []


def test_a_second_code_leads_to_where_people_complain_when_the_county_set_it(town: Town) -> None:
    """S-063."""
    town.family("0001")
    plain = printed(town)
    assert not any(code.startswith("tel:") for code in barcode.read_all(paper.page_png(plain.pdf, 0, 150)))
    for value, seen in (("12345", "tel:12345"), ("https://mz.example.cn/ts", "https://mz.example.cn/ts")):
        policy.set_value(town.ws, town.actor("005"), PolicyEntry("complaint_contact", value, "2026-01-02"))
        assert seen in barcode.read_all(paper.page_png(printed(town).pdf, 0, 150))
    entry = PolicyEntry("complaint_contact", "javascript:x", "2026-01-02")
    assert code_of(policy.set_value, town.ws, town.actor("005"), entry) == "policy.not-a-contact"
