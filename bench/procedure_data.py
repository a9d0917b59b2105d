"""A township of 20,000 households in the middle of its procedure: visits, cases, boards, clues, inquiries, pledges."""

import hashlib
import random
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from sqlite_utils import Database

from bench import data
from villagevisit.domain.area import Area
from villagevisit.domain.event import Event, Value
from villagevisit.domain.officer import Officer, Role
from villagevisit.domain.policy import PolicyEntry
from villagevisit.services.workspace import Workspace, new_id
from villagevisit.store import areas, events, people, policies, signoffs, visits
from villagevisit.store.signoffs import SignoffRow
from villagevisit.store.visits import StoredSubmission

HOUSEHOLDS, CLUES, INQUIRIES, ENGAGED, OFFICERS = 20_000, 8_265, 2_000, 3_000, 200
TOWNSHIP = Area("999999101000", "清溪镇", "township")
_VISITED = date(2026, 10, 8)
_BODY = b"<data>" + b"x" * 8_000
"""A filled visit is about so long."""


def township(ws: Workspace) -> None:
    """Fills an empty data folder. Rows are put there without the records that would carry them."""
    places = [Area(f"999999101{201 + n}", f"第{n + 1}村", "village") for n in range(40)]
    data.big_store(ws, HOUSEHOLDS, places=places)
    with ws.store.transaction() as db:
        areas.put(db, [TOWNSHIP], in_scope=True)
        staff = [new_id() for _ in range(OFFICERS)]
        for number, one in enumerate(staff):
            role = Role.CLERK if number < 5 else Role.INVESTIGATOR
            people.add(db, Officer(one, f"{number:04d}", f"干部{number}", frozenset({role})), f"gb{number}")
        homes = list(db.execute("SELECT id, village_code FROM household ORDER BY village_code, row").fetchall())
        seen = {home: _visit(db, home, staff[number % 90 * 2 :][:2], number) for number, (home, _) in enumerate(homes)}
        for event in _events(homes, seen, staff):
            events.add(db, event)
        policies.put(db, PolicyEntry("appraisal_mode", "always", "2026-01-02"))


def _visit(db: Database, home: str, pair: Sequence[str], number: int) -> str:
    """A complete F01, signed by two."""
    visit, body = new_id(), _BODY + str(number).encode()
    digest, at = hashlib.sha256(body).hexdigest(), f"{_VISITED.isoformat()}T10:00:00.000+08:00"
    result = '{"final": "1", "visit_result": "1", "counted_members": "3", "months_due": "540.00"}'
    visits.add_submission(db, StoredSubmission(
        visit, "household_visit", "1", home, "", "", "", "", digest, body, "{}", result, at, pair[0]))  # fmt: skip
    for place, officer in enumerate(pair, start=1):
        signoffs.add(db, SignoffRow(visit, place, officer, digest, b"", b"", at, b""))
    return visit


class _Maker:
    """Events one after another, a moment apart."""

    def __init__(self, clerk: str) -> None:
        self.clerk = clerk
        self.count = 0

    def made(
        self, kind: str, area: str, day: date, homes: Sequence[str] = (), thing: str = "", source: str = "", /,
        **said: Value,
    ) -> Event:  # fmt: skip
        self.count += 1
        minute, second = divmod(self.count // 1000, 60)
        at = f"{day.isoformat()}T11:{minute:02d}:{second:02d}.{self.count % 1000:03d}"
        one = new_id()
        return Event(one, kind, area, thing or one, day.isoformat(), at + "+08:00", "孙经办", (self.clerk,),
                     tuple(homes), source, said)  # fmt: skip


def _events(homes: Sequence[tuple[str, str]], seen: dict[str, str], staff: Sequence[str]) -> Iterator[Event]:
    make = _Maker(staff[0])
    yield from _cases(make, homes, seen)
    yield from _clues(make, homes, staff)
    yield from _inquiries(make, homes)
    yield from _pledges(make, staff)


def _cases(make: _Maker, homes: Sequence[tuple[str, str]], seen: dict[str, str]) -> Iterator[Event]:
    """Every household applied; three in four got as far as the board of their village."""
    for number, (home, village) in enumerate(homes):
        began = make.made("case.applied", village, date(2026, 10, 1), [home], category="1", authorised=True)
        yield began
        yield make.made("case.accepted", village, date(2026, 10, 2), [home], began.thing, appraisal="on_objection",
                        number=f"受2026{make.count:06d}", delegation="")  # fmt: skip
        yield make.made("case.checked", village, date(2026, 10, 5), [home], began.thing, result="clear")
        if number % 4:
            yield make.made("case.opinion", village, date(2026, 10, 10), [home], began.thing, seen[home],
                            opinion="agree", text="")  # fmt: skip
    for village in dict.fromkeys(village for _, village in homes):
        mine = [home for home, where in homes if where == village]
        board = make.made(
            "board.posted", village, date(2026, 10, 12), mine, board="initial", posted="2026-10-12",
            closes="2026-10-19", decide_from="2026-10-20", places=["1"], pages=9, rows=len(mine), proof="1",
        )  # fmt: skip
        yield board
        yield make.made("board.proved", village, date(2026, 10, 12), mine, board.thing, outcome="same", photos=[])


def _clues(make: _Maker, homes: Sequence[tuple[str, str]], staff: Sequence[str]) -> Iterator[Event]:
    pick = random.Random(7)
    for number in range(CLUES):
        home, village = homes[number % len(homes)]
        day = date(2026, 10, 9) + timedelta(days=number % 30)
        one = make.made(
            "clue.listed", village, day, [home], line=number + 1, batch=f"2026第{number // 2000 + 1}批", source="3",
            as_of="2026-09-30", kind=str(number % 9 + 1), name=f"居民{number}", id_no=f"9999991950{number:07d}X",
            detail="名下有小型汽车一辆，登记日期 2025-03", match="person", category="1",
        )  # fmt: skip
        yield one
        pair = list[Value](staff[5:7])
        yield make.made("clue.assigned", village, day, [home], one.thing, verifiers=pair, due="2026-11-30")
        if pick.random() < 0.8:
            yield make.made("clue.verified", village, day, [home], one.thing, "form", finding="4", heard=True)
            yield make.made("clue.concluded", village, day, [home], one.thing, ending="not_true", reason="sold_before")


def _inquiries(make: _Maker, homes: Sequence[tuple[str, str]]) -> Iterator[Event]:
    for number in range(INQUIRIES):
        home, village = homes[number * 7 % len(homes)]
        day = date(2025, 10, 1) + timedelta(days=number % 400)
        one = make.made(
            "inquiry.opened", village, day, [home], channel=str(number % 9 + 1), matter=str(number % 9 + 1),
            content="低保金上个月没有到账，来问过两次都说不知道", first="0000", first_name="干部0", real_name=True,
            inform_by=(day + timedelta(days=15)).isoformat(), due=(day + timedelta(days=60)).isoformat(),
            reference="", objection="",
        )  # fmt: skip
        yield one
        yield make.made("inquiry.told", village, day, [home], one.thing)
        yield make.made("inquiry.answered", village, day, [home], one.thing, text="已向本人说明", handling="1")
        if number % 5:
            yield make.made("inquiry.closed", village, day, [home], one.thing, feedback=day.isoformat())


def _pledges(make: _Maker, staff: Sequence[str]) -> Iterator[Event]:
    here = [(one, f"干部{number}") for number, one in enumerate(staff)]
    for number in range(ENGAGED):
        one = make.made(
            "duty.engaged", TOWNSHIP.code, date(2026, 1, 5), sort="committee", name=f"村干{number}", unit="村委会",
            post="委员", village=f"999999101{201 + number % 40}", until="", officer="",
        )  # fmt: skip
        yield one
        here.append((one.thing, f"村干{number}"))
    for number, (person, name) in enumerate(here):
        if number % 10:
            yield make.made(
                "duty.pledged", TOWNSHIP.code, date(2026, 2, 1), person=person, name=name, unit="村委会", post="委员",
                role="3", version="1", valid_to="2027-01-31", replaces="",
            )  # fmt: skip
