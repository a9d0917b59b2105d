"""What goes down to whom: the scope is the privacy boundary, the cursor says how far, `held` what the county has."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import event, insert, update

from sync import down
from sync.batch import Content, seal
from sync.down import Down
from sync.errors import SyncError
from sync.keys import KeyPairs
from sync.receipt import runs
from sync.record import CHAIN_START, Record, encode, make
from sync.server import devices, downlink
from sync.server.intake import Intake, Verdict, put_item
from sync.server.log import RecordLog
from sync.server.tables_backup import backup
from sync.voucher import genuine
from tests.sync.makers import ADDRESS, AT, COUNTY, COUNTY_KEYS, DEVICE, ENROLMENT, LAPTOP, chain, pairs, sealed

AUTHOR, OTHER = "DZ-AUTH-0001", pairs(5)
HERE, THERE, NEXT_DOOR = "999999001201", "999999002201", "999999001202"


def judge(record: Record) -> Verdict:
    """The subject says the village in these tests."""
    area, _, refusal = record.subject.partition("!")
    return Verdict(refusal, area if area.isdecimal() else "")


@pytest.fixture
def log(tmp_path: Path) -> Iterator[RecordLog]:
    one = RecordLog(f"sqlite:///{tmp_path / 'log.db'}", COUNTY)
    yield one
    one.close()


@pytest.fixture
def intake(log: RecordLog, tmp_path: Path) -> Intake:
    with log.writing() as s:
        devices.invite(s, ENROLMENT, "1号机", 9, AT, "9999")
    one = Intake(log, COUNTY_KEYS, tmp_path, lambda: AT, lambda several: [judge(one) for one in several])
    one.receive(sealed(Content((), ())), "network")
    return one


def work(*made: tuple[str, str]) -> tuple[Record, ...]:
    """Records of another laptop: kind and subject of each."""
    found: list[Record] = []
    for seq, (kind, subject) in enumerate(made, start=1):
        prev = found[-1].digest if found else CHAIN_START
        found.append(make(AUTHOR, seq, kind, subject, AT, prev, b"s" * 16, encode({"n": seq})))
    return tuple(found)


def arrives(intake: Intake, records: tuple[Record, ...], keys: KeyPairs = OTHER, name: str = AUTHOR) -> None:
    intake.receive(seal(Content(records, ()), ADDRESS, name, keys, AT), "network")


def scope(log: RecordLog, role: str, area: str) -> None:
    with log.writing() as s:
        assert devices.set_scope(s, DEVICE, role, area)


def fetch(intake: Intake, cursor: bytes = b"", name: str = DEVICE) -> Down:
    file = intake.asked(name, cursor, down.sign_request(COUNTY, name, cursor, b"", LAPTOP.signing))
    return down.read(file, COUNTY, COUNTY_KEYS.public_signing, name, LAPTOP.opening)


def came(file: Down) -> list[tuple[str, str]]:
    return [(one.record.kind, one.record.subject) for one in file.records]


@pytest.mark.parametrize(
    ("role", "area", "expected"),
    [
        ("team", "", []),
        ("team", HERE, [("roster", HERE), ("assignment", HERE), ("resolution", HERE)]),
        ("doctor", "999999001", [("roster", HERE), ("assignment", HERE), ("resolution", HERE), ("roster", NEXT_DOOR)]),
        ("clerk", HERE, [("roster", HERE), ("assignment", HERE), ("submission", HERE), ("resolution", HERE)]),
        ("clerk", f"{THERE} {NEXT_DOOR}", [("roster", NEXT_DOOR), ("submission", THERE), ("roster", THERE)]),
        ("team", "99999900120", [("roster", HERE), ("assignment", HERE), ("resolution", HERE), ("roster", NEXT_DOOR)]),
        ("team", "%", []),
        ("team", "_", []),
    ],
)
def test_only_what_the_role_reads_in_its_own_area_goes_down(
    intake: Intake, log: RecordLog, role: str, area: str, expected: list[tuple[str, str]]
) -> None:
    made = (
        ("roster", HERE),
        ("assignment", HERE),
        ("submission", HERE),
        ("resolution", HERE),
        ("roster", NEXT_DOOR),
        ("submission", THERE),
        ("roster", THERE),
        ("submission", f"{HERE}!record.unreadable"),
        ("note", "no village"),
    )
    arrives(intake, work(*made))
    scope(log, role, area)
    file = fetch(intake)
    assert sorted(came(file)) == sorted(expected)
    assert all(genuine(one, COUNTY_KEYS, COUNTY) for one in file.records)
    assert all(one.record.holds() for one in file.records)
    assert fetch(intake, file.upto).records == ()


@pytest.mark.parametrize("own", [False, True], ids=["others", "its own under an earlier name"])
def test_health_goes_down_to_doctors_and_county_of_the_area_alone(intake: Intake, log: RecordLog, own: bool) -> None:
    made = work(*((kind, HERE) for kind in downlink.HEALTH_KINDS))
    name = "DZ-TEST-0002" if own else DEVICE
    arrives(intake, made)
    if own:
        intake.receive(seal(Content((), ()), ADDRESS, name, LAPTOP, AT), "network")
        with log.writing() as s:
            s.db.execute(update(downlink.record).values(device=DEVICE))
    for role in ("", "team", "clerk", "doctor", "county", "nurse"):
        for area in ("", THERE, f"{THERE} 999999001"):
            scope(log, role, area)
            near = any(HERE.startswith(prefix) for prefix in area.split()) or (own and not area)
            expected = [(one.kind, one.subject) for one in made] if near and role in ("doctor", "county") else []
            assert came(fetch(intake, name=name)) == expected, (role, area)


def test_much_comes_in_several_files_and_none_twice(
    intake: Intake, log: RecordLog, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(downlink, "MOST_ROWS", 4)
    arrives(intake, work(*(("roster", HERE) for _ in range(10))))
    scope(log, "team", HERE)
    with log.writing() as s:
        for number in range(9):
            put_item(s, "", f"i{number}", "notice", "大家", b"all", AT)
    files, cursor = [], b""
    while not files or files[-1].more:
        files.append(fetch(intake, cursor))
        assert files[-1].after == cursor
        cursor = files[-1].upto
    assert [item.id for file in files for item in file.items] == [f"i{number}" for number in range(9)]
    assert [one.record.seq for file in files for one in file.records] == list(range(1, 11))
    assert len(files) > 4
    assert fetch(intake, cursor).upto == cursor


def test_what_is_not_for_it_is_passed_over_without_reading_a_body(intake: Intake, log: RecordLog) -> None:
    scope(log, "team", HERE)
    arrives(intake, work(("submission", THERE), ("roster", THERE)))
    asked: list[tuple[str, object]] = []
    event.listen(log._engine, "before_cursor_execute", lambda *now: asked.append((now[2], now[3])))
    assert came(fetch(intake)) == []
    with closing(log._engine.raw_connection()) as raw:
        cursor = raw.cursor()
        plans = [str(cursor.execute(f"EXPLAIN QUERY PLAN {query}", values).fetchall()) for query, values in asked
                 if query.startswith("SELECT") and "FROM record" in query]  # fmt: skip
    walks = [plan for plan in plans if "number>?" in plan]
    assert walks
    assert all("COVERING INDEX" in plan for plan in walks), walks


def test_a_file_is_bounded_by_its_bytes_and_one_large_record_still_comes(
    intake: Intake, log: RecordLog, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(downlink, "MAX_CONTENT", 300)
    arrives(intake, work(("roster", HERE), ("roster", HERE)))
    scope(log, "team", HERE)
    first = fetch(intake)
    assert (len(first.records), first.more) == (1, True)
    second = fetch(intake, first.upto)
    assert (len(second.records), second.more) == (1, False)


def test_a_cursor_that_is_not_the_countys_counts_as_none(intake: Intake, log: RecordLog, tmp_path: Path) -> None:
    arrives(intake, work(("roster", HERE)))
    scope(log, "team", HERE)
    cursor = fetch(intake).upto
    assert fetch(intake, cursor).after == cursor
    for false in (b"nonsense", cursor[:-1], encode([0, b"", 1, b"", b""]), encode({"a": 1}), encode([1, 2, 3, 4, 5])):
        file = fetch(intake, false)
        assert (file.after, len(file.records)) == (b"", 1)
    scope(log, "team", "999999001")
    assert fetch(intake, cursor).after == b""  # another area: everything is read again


def test_a_county_that_was_restored_knows_a_cursor_from_its_lost_future(intake: Intake, log: RecordLog) -> None:
    scope(log, "team", HERE)
    arrives(intake, work(("roster", HERE), ("assignment", HERE)))
    cursor = fetch(intake).upto
    with log.writing() as s:
        s.db.execute(downlink.record.delete().where(downlink.record.c.county == COUNTY))
    assert fetch(intake, cursor).after == b""
    late = make("DZ-LATE-0001", 1, "roster", HERE, AT, CHAIN_START, b"t" * 16, b"\x80")
    arrives(intake, (late,), pairs(6), late.device)
    file = fetch(intake, cursor)  # the number is taken again, by something else
    assert (file.after, came(file)) == (b"", [("roster", HERE)])


def test_held_tells_runs_refusals_and_what_a_tested_backup_has(intake: Intake, log: RecordLog) -> None:
    made = chain(7)
    for part in (made[:2], made[3:4], made[5:]):
        intake.receive(sealed(Content(tuple(part), ())), "stick")
    (held,) = fetch(intake).held
    assert held.runs == runs([*made[:2], made[3], *made[5:]])
    assert (held.safe, fetch(intake).safe_at) == (0, "")
    with log.writing() as s:
        row = {"id": "b", "until_number": 3, "until_word": 5, "checked_at": AT, "root": "0" * 64}
        s.db.execute(insert(backup).values(county=COUNTY, **row))
    (held,) = fetch(intake).held
    assert (held.safe, fetch(intake).safe_at) == (2, AT)
    intake.receive(sealed(Content((made[2],), ())), "stick")
    (held,) = fetch(intake).held
    assert (held.runs, held.safe) == (runs([*made[:4], *made[5:]]), 2)


def test_a_new_lineage_gets_back_what_the_old_name_sent_and_hears_of_both(intake: Intake) -> None:
    made = chain(2)
    intake.receive(sealed(Content(tuple(made), ())), "network")
    new = "DZ-TEST-0002"
    intake.receive(seal(Content((), ()), ADDRESS, new, LAPTOP, AT), "network")
    file = fetch(intake, name=new)
    assert [one.record for one in file.records] == made
    assert [held.device for held in file.held] == [DEVICE, new]
    assert fetch(intake).records == ()  # its own name's records are not sent back to itself


def test_a_request_must_be_the_devices_own(intake: Intake, log: RecordLog) -> None:
    signature = down.sign_request(COUNTY, DEVICE, b"", b"", LAPTOP.signing)
    for name, cursor, signed, code in (
        ("DZ-NOBO-DY00", b"", signature, "down.unknown-device"),
        (DEVICE, b"x", signature, "down.signature"),
        (DEVICE, b"", b"", "down.signature"),
        (DEVICE, b"", down.sign_request(COUNTY, DEVICE, b"", b"", OTHER.signing), "down.signature"),
    ):
        with pytest.raises(SyncError) as caught:
            intake.asked(name, cursor, signed)
        assert caught.value.code == code
    with log.writing() as s:
        devices.revoke(s, DEVICE)
    with pytest.raises(SyncError, match=r"device\.revoked"):
        intake.asked(DEVICE, b"", signature)
    assert intake.waiting(DEVICE, b"") is None
