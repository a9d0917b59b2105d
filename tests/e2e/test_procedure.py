"""300 households, six teams, two kin filings, a tie with run-off, three objections, five clues, two deaths, a stop that
was heard: done through the app's services once, then every total counted again from raw rows and forms (issue 7).
"""

import re
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from math import ceil
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.e2e import procedure_windows
from tests.e2e.procedure_decided import PLAN, SEED, decided
from tests.e2e.procedure_disputes import COMPETING, KEPT, UPHELD, disputes
from tests.e2e.procedure_november import ADJUSTED, REFUSED, WITHDRAWN, november
from tests.e2e.procedure_october import DEAD_ALONE, DEAD_MEMBER, FILED, STOPPED, october
from tests.e2e.procedure_recount import Recount, Stand, Sum, amount, text
from tests.e2e.procedure_world import CLERK, VILLAGES, World, build
from tests.printing.papers import texts
from tests.services.town import TOWNSHIP
from tests.ui.judge import faults, seen, words_of
from villagevisit.domain.bulletin_book import Frozen
from villagevisit.domain.errors import Refused
from villagevisit.domain.event import Value
from villagevisit.services import (
    bulletin,
    case_decide,
    cases,
    clues,
    events,
    kin_filings,
    paper,
    payments,
    pledges,
    signoff,
)
from villagevisit.services.events import New
from villagevisit.services.paper_types import PaperRequest

pytestmark = pytest.mark.timeout(300)
NOVEMBER = ("2026-11-01", "2026-11-30")


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    made = build(tmp_path_factory.mktemp("procedure") / "home")
    with made.ws:
        for chapter in (october, november, disputes, decided):
            chapter(made)
        yield made


@pytest.fixture(scope="module")
def again(world: World) -> Recount:
    return Recount(world.ws.store.reader(), {world.homes[one.number]: one for one in world.plans})


@pytest.fixture(scope="module")
def told(world: World) -> Frozen:
    """The bulletin of November."""
    found = bulletin.history(world.ws, TOWNSHIP.code)
    assert [one.month for one in found] == ["2026-10", "2026-11"]
    return found[-1]


def value(told: Frozen, key: str) -> tuple[int, int | None]:
    return told.figures[key].value, told.figures[key].of


def test_the_story_is_as_large_as_it_says(world: World, again: Recount) -> None:
    assert len(world.homes) == 300
    assert len(set(world.team_of.values())) == 6
    assert len(again.of("kin.filed")) == 2
    assert len(again.of("objection.received")) == 3
    assert len(again.of("clue.listed")) == 5
    deaths = [one for one in again.of("change.reported") if one.data["what"] == "death"]
    assert len(deaths) == 2
    assert len(again.of("change.stopped")) == 3
    assert Counter(one.kind for one in again.of("case.confirmed", "case.refused", "case.withdrawn")) == {
        "case.confirmed": 56, "case.refused": 2, "case.withdrawn": 1,
    }  # fmt: skip


def test_every_confirmed_amount_follows_from_the_answers(world: World, again: Recount) -> None:
    found = again.of("case.confirmed")
    assert len(found) == 56
    for one in found:
        members, exact, yuan = amount(again.body(one.source))
        assert Decimal(one.data["exact"]) == exact
        assert one.data["after"] == {
            "category": world.plan(one.homes[0]).category, "insured": members, "amount": f"{yuan:.2f}",
        }  # fmt: skip
        assert signoff.verify(world.ws, one.source)
    assert len({one.data["after"]["amount"] for one in found}) > 40, "they differ"
    paid = {one.homes[0]: Decimal(one.data["after"]["amount"]) for one in found}
    first = amount(again.body(again.of("case.opinion")[0].source))
    assert first[2] > 0
    upheld = world.home(UPHELD)
    bodies = [one.source for one in again.of("case.opinion") if one.homes == (upheld,)]
    before, after = (amount(again.body(one))[2] for one in bodies)
    assert (paid[upheld], before > after) == (after, True), "what the second pair found is what is paid"


def test_the_amount_of_the_household_in_which_somebody_died(world: World, again: Recount) -> None:
    members, _, yuan = amount(again.body(world.known["recheck"]))
    (one,) = (flow for flow in again.flows if flow.home == world.home(DEAD_MEMBER))
    plan = world.plan(one.home)
    assert (one.before.persons, one.after.persons) == (plan.persons, members) == (4, 3)
    assert one.after.amount == yuan


def test_the_bulletin_begins_and_ends_where_the_count_does(again: Recount, told: Frozen) -> None:
    start, end = (again.total(again.on(day).values()) for day in ("2026-10-31", NOVEMBER[1]))
    assert value(told, "start_hh")[0] == start.households == 240
    assert (value(told, "start_p")[0], value(told, "end_p")[0]) == (start.persons, end.persons)
    assert value(told, "end_hh")[0] == end.households == 240 + 56 - 2
    moved = again.moved(*NOVEMBER)
    assert {key: value(told, key)[0] for key in moved} == moved
    assert (moved["added_hh"], moved["stopped_hh"]) == (56, 2)
    assert start.persons + moved["added_p"] - moved["stopped_p"] == end.persons
    assert told.explained == ()
    assert all(check.gap == 0 for check in told.checks)


def test_the_bulletin_by_village_and_by_category(again: Recount, told: Frozen) -> None:
    now = again.on(NOVEMBER[1]).values()
    units = {one.area: (one.households, one.persons) for one in told.units}
    assert units == {village.code: pair(again, now, village=village.code) for village in VILLAGES}
    parts = {one.key: (one.count, one.persons) for one in told.parts["category"]}
    assert parts == {code: pair(again, now, category=code) for code in ("1", "2")}
    assert sum(count for count, _ in parts.values()) == value(told, "end_hh")[0]


def pair(again: Recount, standing: Any, village: str = "", category: str = "") -> tuple[int, int]:
    found = again.total(
        one for one in standing if village in ("", one.village) and category in ("", one.category)
    )
    return found.households, found.persons


def test_the_bulletin_counts_what_happened(again: Recount, told: Frozen) -> None:
    def many(*kinds: str) -> int:
        return len({one.thing for one in again.of(*kinds, since=NOVEMBER[0], until=NOVEMBER[1])})

    assert value(told, "appraisals")[0] == many("appraisal.closed") == 1
    assert value(told, "boards_posted")[0] == many("board.posted") == 9
    objected, settled = many("objection.received"), many("objection.settled")
    upheld = [one for one in again.of("objection.settled") if one.data["conclusion"] != "keep"]
    assert value(told, "objections") == (objected, None) == (3, None)
    assert value(told, "objections_settled") == (settled, objected)
    assert value(told, "objections_upheld") == (len(upheld), settled) == (1, 3)
    listed = many("clue.listed")
    assert value(told, "clues") == (listed, None)
    assert value(told, "clues_concluded") == (many("clue.concluded"), listed) == (5, 5)
    assert {part.key: part.count for part in told.parts["ending"]} == dict.fromkeys(
        ("cancel", "adjust", "rectify", "not_true", "duplicate"), 1
    )
    assert value(told, "filings")[0] == many("kin.filed") == 2
    assert value(told, "inquiries")[0] == many("inquiry.opened") == 3
    assert value(told, "inquiries_closed") == (many("inquiry.closed"), 3)
    checked = again.of("check.done")
    right = [one for one in checked if not one.data["major"]]
    assert value(told, "checks")[0] == len(checked)
    assert value(told, "checks_right") == (len(right), len(checked))
    assert {part.key: part.count for part in told.parts["reason"]} == {"death": 1, "income": 1}


def test_the_round_and_the_pledges_in_the_bulletin(world: World, again: Recount, told: Frozen) -> None:
    db = world.ws.store.reader()
    signed = db.execute(
        "SELECT count(DISTINCT s.household_id) FROM submission s WHERE s.form_id = 'household_verification' AND "
        "(SELECT count(*) FROM signoff g WHERE g.submission_id = s.id) = 2"
    ).fetchone()[0]
    assert value(told, "visited") == (signed, 300)
    assert signed == 59 + 2
    people = db.execute("SELECT count(*) FROM officer WHERE active = 1").fetchone()[0]
    pledged = {one.data["person"] for one in again.of("duty.pledged")}
    assert value(told, "pledged") == (len(pledged), people) == (16, 16)
    shares = pledges.coverage(pledges.roster(world.ws), "area")
    assert (sum(one.done for one in shares), sum(one.frame for one in shares)) == (16, 16)


def test_the_payment_lists_are_what_the_answers_come_to(world: World, again: Recount) -> None:
    for month in ("2026-10", "2026-11", "2026-12"):
        standing = again.on(f"{month}-01" if month != "2026-10" else "2026-10-12", paid_in=month)
        for village in VILLAGES:
            sheet = payments.sheet(world.ws, month, village.code)
            here = {home: one for home, one in standing.items() if one.village == village.code and one.paid}
            wanted = again.total(here.values())
            assert (sheet.totals.households, sheet.totals.persons, sheet.totals.amount) == (
                wanted.households, wanted.persons, wanted.amount,
            )  # fmt: skip
            listed = {line.household_id: (line.persons, line.amount) for line in sheet.lines if line.moved != "stopped"}
            assert listed == {home: (one.persons, one.amount) for home, one in here.items()}
            assert all(line.reason for line in sheet.lines if line.moved != "same")
    paid = payments.paid_sum(world.ws, "2026-10", "2026-12")
    raw = sum((Decimal(one.data["amount"]) for one in again.of("pay.listed")), Decimal(0))
    assert paid.amount == raw


def test_ledger_register_list_and_bulletin_say_the_same(world: World, again: Recount) -> None:
    """The day after the month: everybody in the register is in the ledger, with the persons and yuan of the list."""
    standing = again.on("2026-12-01")
    for village in VILLAGES:
        made = paper.make(world.ws, world.clerk, PaperRequest("ledger", village_code=village.code)).value
        rows = again.paper(made.id)["rows"]
        here = [one for one in standing.values() if one.village == village.code and one.paid]
        wanted = again.total(here)
        found = Sum(len(rows), sum(int(row[-2]) for row in rows), sum((Decimal(row[-1]) for row in rows), Decimal(0)))
        assert found == wanted
    db = world.ws.store.reader()
    register = {
        home: Stand(village, category, persons, Decimal(yuan))
        for home, village, category, persons, yuan in db.execute(
            "SELECT id, village_code, assist_category, insured_persons, amount_month FROM household"
        ).fetchall()
    }
    assert register == standing


def test_the_meeting_counts_up_and_the_run_off_decides(world: World, again: Recount) -> None:
    rounds = [one for one in again.of("appraisal.round") if one.thing == world.meeting]
    for one in rounds:
        got = one.data
        valid = got["yes"] + got["no"] + got["abstain"]
        assert got["issued"] >= got["returned"] == valid + got["void"]
        assert got["issued"] <= got["eligible"]
    (closed,) = again.of("appraisal.closed")
    rows = {row["household"]: row for row in closed.data["rows"]}
    places = {place: rows[world.home(place)] for place in (UPHELD, *COMPETING)}
    assert {place: (row["step"], row["rank"], row["yes"]) for place, row in places.items()} == {
        UPHELD: ("2", 4, 6), 250: ("2", 1, 16), 252: ("2", 2, 10), 254: ("2", 3, 10),
    }  # fmt: skip
    offs = {one.homes[0]: one.data["yes"] for one in rounds if one.data["round"] == 2}
    assert offs == {world.home(252): 11, world.home(254): 8}
    assert (places[252]["eligible"], places[250]["eligible"]) == (18, 19), "one relative left the room"
    tree = again.body(closed.source)
    assert text(_meeting(tree), "members_total") == "24"


def _meeting(body: bytes) -> Any:
    from lxml import etree

    return etree.fromstring(body).find("g_meet")


def test_boards_hold_what_they_may_and_their_sums_agree(world: World, again: Recount) -> None:
    for one in again.of("board.posted"):
        sheet = again.paper(one.source)
        assert one.data["rows"] == len(sheet["rows"]) == sheet["households"]
        assert sum(row[4] for row in sheet["rows"]) == sheet["persons"]
        assert sum((Decimal(row[5]) for row in sheet["rows"]), Decimal(0)) == Decimal(sheet["amount"])
        for name, group, category, members, covered, yuan, remark in sheet["rows"]:
            assert not re.search(r"\d", name + category + remark)
            assert group
            assert re.fullmatch(r"\d+\.\d\d", yuan)
            assert 0 < covered <= members < 9
    request = PaperRequest("publicity_board", village_code=VILLAGES[1].code, paper="A3")
    words = "".join(texts(paper.make(world.ws, world.clerk, request).value.pdf))
    people = world.ws.store.reader().execute("SELECT id_no FROM person").fetchall()
    assert not [one for (one,) in people if one in words or one[6:14] in words]
    assert "13800000000" not in words


def test_the_first_board_shows_who_receives_and_who_is_proposed(world: World, again: Recount) -> None:
    for board, village in zip(world.boards, VILLAGES, strict=False):
        (posted,) = (one for one in again.of("board.posted") if one.thing == board)
        here = {home: one for home, one in again.on("2026-11-12").items() if one.village == village.code}
        wanted = again.total(here.values())
        for opinion in again.of("case.opinion", until="2026-11-12"):
            if opinion.area == village.code and opinion.data["opinion"] == "agree":
                members, _, yuan = amount(again.body(opinion.source))
                wanted += Sum(1, members, yuan)
        sheet = again.paper(posted.source)
        assert Sum(sheet["households"], sheet["persons"], Decimal(sheet["amount"])) == wanted


def test_result_and_standing_boards_show_who_receives_and_nobody_else(world: World, again: Recount) -> None:
    """Who waits for his decision, was refused, died or was stopped stands on neither."""
    for board, village in zip((*world.results, *world.standing), (*VILLAGES, *VILLAGES), strict=True):
        (posted,) = (one for one in again.of("board.posted") if one.thing == board)
        here = {home: one for home, one in again.on("2026-11-25").items() if one.village == village.code and one.paid}
        assert set(posted.homes) == set(here)
        sheet, wanted = again.paper(posted.source), again.total(here.values())
        assert Sum(sheet["households"], sheet["persons"], Decimal(sheet["amount"])) == wanted


def test_nothing_was_confirmed_before_its_publicity_was_over(again: Recount) -> None:
    posted = again.of("board.posted")
    for one in again.of("case.confirmed"):
        (home,) = one.homes
        hung = [board for board in posted if home in board.homes and board.at < one.at]
        last = max(hung, key=lambda board: board.at)
        objected = [row for row in again.of("objection.received") if home in row.homes]
        assert last.data["board"] == ("reviewed" if objected else "initial")
        assert last.data["closes"] < last.data["decide_from"] <= one.day
        assert any(row.thing == last.thing for row in again.of("board.proved"))


def test_those_who_looked_decided_and_checked_are_different_people(world: World, again: Recount) -> None:
    db = world.ws.store.reader()
    signers: dict[str, set[str]] = {}
    for submission, officer in db.execute("SELECT submission_id, officer_id FROM signoff").fetchall():
        signers.setdefault(submission, set()).add(officer)
    deciders = {one.homes[0]: one.data["decider"] for one in again.of("case.confirmed", "case.refused")}
    for one in again.of("case.confirmed", "case.refused"):
        assert one.data["decider"] not in signers[one.source]
        assert len(signers[one.source]) == 2
    for one in again.of("check.done"):
        crew = signers[one.source]
        assert len(crew) == 2
        assert not crew & set(one.data["team"])
        assert deciders.get(one.homes[0]) not in crew
    for one in again.of("objection.settled"):
        (home,) = one.homes
        first = min((row for row in again.of("case.opinion") if row.homes == (home,)), key=lambda row: row.at)
        assert not signers[one.source] & signers[first.source]


def test_the_draw_can_be_repeated_by_anybody(world: World, again: Recount) -> None:
    from hashlib import sha256

    (fixed,), (drawn,) = again.of("check.committed"), again.of("check.drawn")
    assert fixed.at < drawn.at
    first = {one.homes[0] for one in again.of("case.opinion", until="2026-11-12")}
    frame = [home for home in again.begun if home in first]
    assert fixed.data["size"] == len(frame) == 59
    must = {world.home(place) for place in (*FILED, UPHELD, *KEPT)}
    lots = ceil((len(frame) - len(must)) * Fraction(30, 100))
    rows = drawn.data["sample"]
    assert len(rows) == lots + len(must) == fixed.data["planned"]
    numbers = {one: again.begun[one].number for one in frame}
    by_lot = set(drawn.homes) - must
    assert must <= set(drawn.homes)
    for village in VILLAGES:
        near = [home for home in frame if again.begun[home].village == village.code and home not in must]
        order = sorted(near, key=lambda home: sha256(f"{SEED}|{PLAN.batch}|{numbers[home]}".encode()).hexdigest())
        chosen = by_lot & set(near)
        assert set(order[: len(chosen)]) == chosen
    assert world.known["absent"] in by_lot
    assert world.known["stands_in"] not in drawn.homes


def test_one_major_difference_makes_the_team_be_looked_at_wholly(world: World, again: Recount) -> None:
    (major,) = (one for one in again.of("check.done") if one.data["major"])
    team = set(major.data["team"])
    own = [home for home, pair in world.team_of.items() if {world.officer(one).id for one in pair} == team]
    seen = {one.homes[0] for one in again.of("check.done")}
    visited = {one.homes[0] for one in again.of("case.opinion", until="2026-11-12")}
    moved = {world.home(place) for place in (UPHELD, *KEPT)}
    assert set(own) & visited - moved - {world.known["absent"]} <= seen
    assert major.homes == (world.known["major"],)
    standing = cases.standing(world.ws, world.known["major"])
    assert standing is not None
    assert standing.step == "posted", "looked at again, and hung anew"


def test_kin_is_filed_checked_and_confirmed_like_anybody(world: World, again: Recount) -> None:
    homes = {world.home(place) for place in FILED}
    assert kin_filings.filed_households(world.ws) == homes
    assert {home for one in again.of("check.done") for home in one.homes} >= homes, "100 %"
    assert {home for one in again.of("case.confirmed") for home in one.homes} >= homes
    for staff_no, place in zip(("001", "003"), FILED, strict=True):
        assert staff_no not in world.team_of[world.home(place)]


def test_clues_balance_and_no_payment_moved_without_its_hearing(world: World, again: Recount) -> None:
    found = clues.funnel(world.ws)
    assert found.balances
    endings = Counter(one.data["ending"] for one in again.of("clue.concluded"))
    assert dict(found.endings) == dict(endings)
    assert (found.listed, found.open, found.true, found.removed) == (5, 0, 3, 1)
    heard = {one.thing: one.day for one in again.of("change.heard")}
    for one in again.of("change.decided"):
        (change,) = (row for row in again.of("change.proposed") if row.thing == one.thing)
        if Decimal(change.data["new"]["amount"]) < Decimal(change.data["old"]["amount"]):
            assert heard[one.thing] <= one.day
    ends = {home: flow for flow in again.flows for home in [flow.home] if flow.day == "2026-12-01"}
    assert ends[world.home(21)].after.persons == 0
    assert ends[world.home(22)].after.amount == ADJUSTED


def test_who_was_stopped_refused_or_left_is_nowhere_in_benefit(world: World, again: Recount) -> None:
    out = [world.home(place) for place in (DEAD_ALONE, STOPPED, 21, WITHDRAWN, *REFUSED)]
    now = again.on("2026-12-01")
    listed = {line.household_id for v in VILLAGES for line in payments.sheet(world.ws, "2026-12", v.code).lines
              if line.moved != "stopped"}  # fmt: skip
    assert not {home for home in out if now[home].paid or home in listed}


def test_the_week_says_what_the_rows_say(again: Recount) -> None:
    (week,) = again.of("week.reported")
    moved = again.moved("2026-11-23", "2026-11-29")
    said = week.data["figures"]
    assert (said["n_add_hh"], said["n_add_p"]) == (moved["added_hh"], moved["added_p"])
    assert (said["n_stop_hh"], said["n_stop_p"]) == (moved.get("stopped_hh", 0), moved.get("stopped_p", 0))
    assert (said["n_clue"], said["n_clue_closed"], said["n_filed"], said["n_pledge"]) == (5, 5, 2, 16)
    assert (said["n_teams"], said["n_people"], said["n_publicity"]) == (6, 12, 2)


@pytest.mark.qt_log_ignore("propagateSizeHints")
def test_the_pages_bear_a_crowded_world(world: World, qapp: QApplication, qtbot: QtBot) -> None:
    found = []
    with procedure_windows.opened(world, qapp, qtbot) as frame:
        for page, staff_no, params in procedure_windows.looks(world):
            frame.sign_in(staff_no, to=page, **params)
            found += [(page, params, fault) for fault in faults(frame.window)]
            said = [word for widget in seen(frame.window) for word in words_of(widget)]
            found += [(page, params, word) for word in said if "Error" in word]
            procedure_windows.shot(frame, f"{page}-{params.get('tab', staff_no)}")
    assert found == []


def test_a_gap_blocks_the_next_bulletin_until_it_is_explained(world: World, again: Recount) -> None:
    """Somebody enters a decision that the register does not know."""
    ws, clerk, home = world.ws, world.actor(CLERK), world.home(WITHDRAWN)
    before: Value = {"category": "", "insured": 0, "amount": "0"}
    after: Value = {"category": "1", "insured": 3, "amount": "500.00"}
    made = events.record(
        ws, clerk, New("case.confirmed", world.plan(home).village, "", (home,), data={"before": before, "after": after})
    )
    month = bulletin.look(ws, clerk, TOWNSHIP.code, "2026-12")
    assert {(one.left - one.right) for one in month.open} == {1, 3}
    with pytest.raises(Refused, match=r"bulletin\.gap"):
        bulletin.freeze(ws, clerk, TOWNSHIP.code, "2026-12", 0)
    for gap in month.open:
        bulletin.explain(ws, clerk, TOWNSHIP.code, "2026-12", gap, "误录一户，已另行更正")
    assert bulletin.look(ws, clerk, TOWNSHIP.code, "2026-12").open == ()
    assert not case_decide.recomputed(ws, made)
