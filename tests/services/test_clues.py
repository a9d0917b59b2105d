"""Clues from a department's list to their one ending; leads, windows and lists of whom nobody covers."""

from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path

import pytest

from tests.printing.papers import texts
from tests.services import f01
from tests.services.test_checks import refused, visited
from tests.services.town import HEAD_OF_0001, PINS, RED_STAR, STONE, TOWNSHIP, Town, resident_id
from villagevisit.domain.clue import Clue, Ending, Match
from villagevisit.domain.discovery import Window
from villagevisit.services import (
    attachments,
    checks_due,
    clue_lists,
    clues,
    discovery,
    households,
    paper,
    rectifying,
    signoff,
    visit,
    visit_freeze,
)
from villagevisit.services.clues import Batch, Conclusion
from villagevisit.services.discovery import NewLead
from villagevisit.services.paper_types import PaperRequest
from villagevisit.store import households as rows

CARS = Batch("R-2026-1", "2", "1", "2026-10-31")
LIST = f"""云溪县交警大队名下车辆比对结果
序号,姓名,身份证号,号牌及注册日期
1,张三丰,{HEAD_OF_0001},鲁Q12345
2,李四,{resident_id("99999919710202001")},鲁Q54321
3,赵六,{resident_id("99999919650505008")},鲁Q00000
4,张三丰,{HEAD_OF_0001.lower()},鲁Q12345
"""


def listed(town: Town, tmp_path: Path) -> list[Clue]:
    path = tmp_path / "list.csv"
    path.write_bytes(LIST.encode("gb18030"))
    clues.register(town.ws, town.actor("005"), CARS, clue_lists.read(path))
    return clues.every(town.ws)


def verified(town: Town, clue: Clue, finding: str, **more: str) -> Clue:
    """F08 by 001 and 002, signed and entered."""
    crew = town.with_pins().actor("001", "002")
    draft_id = clues.begin(town.ws, crew, clue.id).value
    session = visit.open_form(town.ws, crew, "clue_verification", household_id=clue.household).value.session
    told = {
        "verify_date": "2026-11-22", "told_party": "1", "fact": "车辆登记在其名下", "finding": finding,
        "violation": "7", "transfer": "0", **more,
    }  # fmt: skip
    for name, value in told.items():
        session.answer(f"/data/g_verify/{name}", value)
    sign = attachments.attach(town.ws, draft_id, f01.PAD, "signature").value
    for name in ("sign_v1", "sign_v2"):
        session.answer(f"/data/{name}", sign)
    form = visit_freeze.freeze(town.ws, crew, draft_id, session).value.submission_id
    with refused("clue.not-signed"):
        clues.verify(town.ws, crew, clue.id, form)
    for place, one in enumerate(("001", "002"), start=1):
        signoff.sign(town.ws, form, town.officer(one).id, PINS[one], place)
    assert clues.ready(town.ws, clues.get(town.ws, clue.id)) == form
    return clues.verify(town.ws, crew, clue.id, form).value


def test_a_list_in_an_old_encoding_is_taken_in_once(town: Town, tmp_path: Path) -> None:
    home = town.family("0001")
    taken = listed(town, tmp_path)
    assert [(one.name, one.match, one.line) for one in taken] == [
        ("张三丰", Match.PERSON, 3), ("李四", Match.QUALITY, 4), ("赵六", Match.NOBODY, 5),
    ]  # fmt: skip
    assert (taken[0].household, taken[0].category, taken[0].as_of) == (home, "1", "2026-10-31")
    again = clues.register(town.ws, town.actor("005"), CARS, clue_lists.read(tmp_path / "list.csv")).value
    assert again.again == 4
    assert len(clues.every(town.ws)) == 3


def test_two_people_verify_and_the_household_is_heard_and_no_payment_changes(town: Town, tmp_path: Path) -> None:
    town.family("0001")
    first = listed(town, tmp_path)[0]
    clerk = town.actor("005")
    with refused("clue.same-person"):
        clues.assign(town.ws, clerk, [first.id], (town.officer("001").id, town.officer("001").id))
    pair = (town.officer("001").id, town.officer("002").id)
    assert clues.assign(town.ws, clerk, [first.id], pair).value == 1
    assert clues.get(town.ws, first.id).due == "2026-12-07"
    with refused("clue.not-verified"):
        clues.conclude(town.ws, clerk, first.id, Conclusion(Ending.CANCEL))
    before = households.get(town.ws, first.household)
    assert verified(town, first, "1", stop_month="2026-12-01").finding == "1"
    ended = clues.conclude(town.ws, clerk, first.id, Conclusion(Ending.CANCEL)).value
    assert (ended.ending, ended.open) == ("cancel", False)
    assert households.get(town.ws, first.household) == before
    with refused("clue.closed"):
        clues.conclude(town.ws, clerk, first.id, Conclusion(Ending.NOT_TRUE, "other"))
    found = clues.funnel(town.ws)
    assert (found.listed, found.open, found.true, found.removed, found.violations) == (3, 2, 1, 1, {"7": 1})
    assert found.balances
    sheet = "".join(texts(paper.make(town.ws, clerk, PaperRequest(kind="clue", subject_id=first.id)).value.pdf))
    assert all(words in sheet for words in ("R-2026-1-0003", "公安交管", HEAD_OF_0001, "鲁Q12345", "取消待遇"))
    ledger = PaperRequest(kind="clue_ledger", subject_id=TOWNSHIP.code)
    text = "".join(texts(paper.make(town.ws, clerk, ledger).value.pdf))
    assert all(words in text for words in ("R-2026-1-0003", "R-2026-1-0005", "取消待遇", "2026-11-22"))
    assert clues.reopen(town.ws, clerk, first.id, "又有新材料").value.form == ""


def test_today_s_list_counts_what_the_clues_themselves_say(town: Town, tmp_path: Path) -> None:
    town.family("0001")
    one, two, _ = listed(town, tmp_path)
    clerk, pair = town.actor("005"), (town.officer("001").id, town.officer("002").id)
    clues.assign(town.ws, clerk, [one.id, two.id], pair)
    town.clock.at += timedelta(days=16)
    for step in ("", "end", "again"):
        if step == "end":
            clues.conclude(town.ws, clerk, two.id, Conclusion(Ending.DUPLICATE))
        elif step == "again":
            clues.reopen(town.ws, clerk, two.id, "又有新材料")
        open_ = [clue for clue in clues.every(town.ws) if clue.open]
        late = [clue for clue in open_ if clue.due and clue.due < "2026-12-08"]
        due = checks_due.waiting(town.ws)
        assert (due.clues, due.clues_overdue) == (len(open_) - len(late), len(late))
    assert checks_due.waiting(town.ws, (STONE.code,)).clues == 1


def test_to_put_right_by_a_day_makes_something_to_put_right(town: Town, tmp_path: Path) -> None:
    town.family("0001")
    first = listed(town, tmp_path)[0]
    verified(town, first, "3", fix_due="2026-12-22")
    end = Conclusion(Ending.RECTIFY, due="2026-12-22", owner="孙经办", words="补办车辆注销手续")
    clues.conclude(town.ws, town.actor("005"), first.id, end)
    (fault,) = rectifying.every(town.ws)
    assert (fault.origin_id, fault.finding, fault.due) == (first.id, "补办车辆注销手续", "2026-12-22")


def test_what_is_handed_in_is_looked_at_before(town: Town, tmp_path: Path) -> None:
    good, path = resident_id("99999919700101001"), tmp_path / "hand-in.csv"
    other, third = (resident_id(f"9999991970010100{n}") for n in (2, 3))
    lines = ["姓名,身份证号,享受起始日期", f"甲,{good},2026-01-01", f"乙,{good},2026-01-01", "丙,123,2027-01-01"]
    lines += [f",{other},2026-13-01", f"丁,{third},20260101"]
    path.write_text("\n".join(lines), "utf-8")
    found = clue_lists.validate(town.ws, path)
    assert found.counts == {"id": 1, "empty": 1, "date": 2, "twice": 1}
    assert (found.lines, found.wrong_lines, found.error_rate) == (5, 3, Fraction(3, 5))
    clue_lists.deliver(town.ws, town.actor("005"), "D-1", found)
    assert clues.funnel(town.ws).delivered == 5


def test_a_list_without_names_is_refused(town: Town, tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("编号,金额\n1,2\n", "utf-8")
    with refused("clue.columns"):
        clue_lists.read(path)


def test_a_lead_is_due_and_says_what_came_of_it(town: Town) -> None:
    clerk = town.actor("005")
    with refused("lead.nobody"):
        discovery.lead(town.ws, clerk, NewLead(RED_STAR.code, "neighbour", "重病"))
    new = NewLead(RED_STAR.code, "hospital", "重病", name="周七", place="二组")
    lead_id = discovery.lead(town.ws, clerk, new).value
    (one,) = discovery.leads(town.ws)
    assert (one.due, one.overdue("2026-11-27"), one.overdue("2026-11-28")) == ("2026-11-27", False, True)
    discovery.visited(town.ws, clerk, lead_id, "applies")
    assert discovery.leads(town.ws)[0].result == "applies"
    assert discovery.leads(town.ws, (STONE.code,)) == []


def test_a_doctor_asks_for_a_look_and_says_nothing_of_illness(town: Town) -> None:
    """S-200: the household is named, what somebody suffers from is not; and nobody is sent twice."""
    home = town.family("0001")
    town.family("0002", STONE)
    with refused("actor.role"):
        discovery.from_doctor(town.ws, town.actor("005"), home)
    lead_id = discovery.from_doctor(town.ws, town.actor("006"), home).value
    (one,) = discovery.leads(town.ws)
    assert (one.id, one.household, one.source, one.words, one.name) == (lead_id, home, "hospital", "", "")
    with refused("lead.waiting"):
        discovery.from_doctor(town.ws, town.actor("006"), home)
    discovery.visited(town.ws, town.actor("005"), lead_id, "no_need")
    discovery.from_doctor(town.ws, town.actor("006"), home)


def test_whom_nobody_covers_stands_on_the_list_with_the_reason(town: Town) -> None:
    (edge,) = visited(town.with_pins(), "0001")
    lone = town.household("0002", ("刘奶奶", "02", resident_id("99999919400101002")))
    town.family("0003")
    with town.ws.store.transaction() as db:
        rows.update(db, edge, {"assist_category": "4"})
        rows.update(db, lone, {"assist_category": ""})
    assert {one.id: one.reasons for one in discovery.uncovered(town.ws)} == {edge: ("edge",), lone: ("elder_alone",)}
    assert [one.id for one in discovery.uncovered(town.ws, (RED_STAR.code,))] == [lone]


def test_a_window_shows_how_far_each_village_is(town: Town) -> None:
    visited(town.with_pins(), "0001")
    homes = [town.family(f"{number:04d}") for number in (2, 3, 4)]
    discovery.looked(town.ws, town.actor("001"), RED_STAR.code, homes[:1])
    today = date(2026, 11, 22)
    now = Window(2026, 3, today - timedelta(days=1), today + timedelta(days=19))
    assert [(one.village, one.done, one.of) for one in discovery.coverage(town.ws, now)] == [
        (RED_STAR.code, 1, 3), (STONE.code, 1, 1),
    ]  # fmt: skip
    later = Window(2026, 3, today + timedelta(days=1), today + timedelta(days=21))
    assert sum(one.done for one in discovery.coverage(town.ws, later)) == 0
    found = discovery.present(town.ws)
    assert found is not None
    assert found.first == date(2026, 12, 1)


def test_tags_are_counted_across_and_what_is_missing_shows(town: Town) -> None:
    home = town.family("0001")
    child = town.person(home, 3)
    discovery.tag(town.ws, town.actor("001"), RED_STAR.code, home, child, ["left_child", "child_in_need"])
    found = discovery.crossed(town.ws)
    assert (found["dibao", "dibao"], found["dibao", "left_child"], found["left_child", "left_child"]) == (3, 1, 1)
    with refused("window.tag"):
        discovery.tag(town.ws, town.actor("001"), RED_STAR.code, home, child, ["rich"])
    with town.ws.store.transaction() as db:
        rows.update(db, home, {"phone": ""})
    (village,) = discovery.completeness(town.ws)
    assert (village.households, village.having) == (1, (0, 1, 1, 1, 1, 0))


@pytest.mark.parametrize("day", ["", "2026-11-23", "2026-13-01"])
def test_data_of_no_day_or_of_tomorrow_are_refused(town: Town, day: str) -> None:
    with refused("clue.no-day"):
        clues.register(town.ws, town.actor("005"), Batch("R", "2", "1", day), [clues.Line(1, "甲", "", "")])
