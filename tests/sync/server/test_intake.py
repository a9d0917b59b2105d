"""The county's door: each batch is imported whole or not at all, once; strangers and forks are kept and told."""

import random
from dataclasses import replace
from pathlib import Path

import pytest

from sync import down, receipt
from sync.batch import Content, Enrolment, Piece, cut
from sync.down import Down
from sync.errors import SyncError
from sync.receipt import Refusal, runs
from sync.server import devices, overview, records
from sync.server.intake import Intake, Taken
from sync.server.log import RecordLog
from tests.sync.makers import (
    ADDRESS,
    AT,
    COUNTY,
    COUNTY_KEYS,
    DEVICE,
    ENROLMENT,
    LAPTOP,
    chain,
    example,
    pairs,
    photo,
    sealed,
)
from tests.sync.server.conftest import VILLAGE


def count(log: RecordLog) -> int:
    return len(overview.records_after(log, 0, 10_000))


def read(taken: Taken) -> receipt.Receipt:
    return receipt.read(taken.receipt, COUNTY_KEYS.public_signing)


def refused(intake: Intake, data: bytes) -> str:
    with pytest.raises(SyncError) as caught:
        intake.receive(data, "network")
    return caught.value.code


def test_a_batch_is_taken_once_and_answered_the_same_each_time(intake: Intake, log: RecordLog) -> None:
    first = intake.receive(example(), "network")
    second = intake.receive(example(), "stick")
    assert second.repeated
    assert second.receipt == first.receipt
    assert read(first).accepted == runs(chain(3))
    assert read(first).blobs == (photo(b"photo" * 50).digest,)
    assert count(log) == 3
    assert [logged.record for logged in overview.records_after(log, 0, 10)] == chain(3)


def test_overlapping_batches_are_a_union(intake: Intake, log: RecordLog) -> None:
    run = chain(6)
    intake.receive(sealed(Content(tuple(run[:4]), ())), "stick")
    answer = read(intake.receive(sealed(Content(tuple(run[2:]), ())), "stick"))
    assert answer.duplicate == runs(run[2:4])
    assert answer.accepted == runs(run[4:6])
    assert count(log) == 6


def test_any_order_gives_the_same_records_and_gaps_are_shown_meanwhile(intake: Intake, log: RecordLog) -> None:
    run = chain(9, size=30)
    batches = [sealed(Content(tuple(run[start : start + 3]), ())) for start in (0, 3, 6)]
    intake.receive(batches[2], "stick")
    assert [(gap.first, gap.last) for gap in overview.look(log).gaps] == [(1, 6)]
    intake.receive(batches[0], "stick")
    assert [(gap.first, gap.last) for gap in overview.look(log).gaps] == [(4, 6)]
    intake.receive(batches[1], "stick")
    assert overview.look(log).gaps == ()
    assert {logged.record.digest for logged in overview.records_after(log, 0, 20)} == {one.digest for one in run}


def test_what_the_judge_refuses_is_kept_and_told_each_time(intake: Intake, log: RecordLog) -> None:
    run = chain(8)
    answer = read(intake.receive(sealed(Content(tuple(run), ())), "network"))
    assert answer.refused == (Refusal(7, run[6].digest, "record.seven"),)
    assert sum(map(len, answer.accepted)) == 7
    again = read(intake.receive(sealed(Content(tuple(run[5:]), ())), "network"))
    assert again.refused == (Refusal(7, run[6].digest, "record.seven"),)
    assert count(log) == 8


def test_a_cloned_laptop_is_found_out_and_overwrites_nothing(intake: Intake, log: RecordLog, tmp_path: Path) -> None:
    run = chain(4)
    fork = chain(2, start=run[1], salt=b"\1")
    intake.receive(sealed(Content(tuple(run), ())), "network")
    data = sealed(Content(tuple(fork), ()))
    answer = read(intake.receive(data, "network"))
    assert answer.refused == tuple(Refusal(one.seq, one.digest, "record.fork") for one in fork)
    assert {logged.record.digest for logged in overview.records_after(log, 0, 20)} == {one.digest for one in run}
    assert [one.code for one in overview.look(log).alarms] == ["record.fork"]
    assert (tmp_path / "quarantine" / f"{answer.batch}.vvb").read_bytes() == data


def test_a_fork_that_comes_before_its_gap_is_filled_is_found_too(intake: Intake) -> None:
    run = chain(3)
    fork = chain(2, start=run[0], salt=b"\1")
    intake.receive(sealed(Content((run[0],), ())), "network")
    intake.receive(sealed(Content((fork[1],), ())), "network")
    answer = read(intake.receive(sealed(Content((run[1],), ())), "network"))
    assert answer.refused == (Refusal(run[1].seq, run[1].digest, "record.fork"),)


@pytest.mark.parametrize("case", ["stranger", "wrong-secret", "expired", "no-place", "other-key", "revoked"])
def test_who_may_not_speak_is_set_aside_and_taken_in_when_he_may(
    intake: Intake, log: RecordLog, tmp_path: Path, case: str
) -> None:
    address, keys, device, code = ADDRESS, LAPTOP, DEVICE, "device.unknown"
    if case == "stranger":
        address = replace(ADDRESS, enrolment=Enrolment("other", b"o" * 32))
    elif case == "wrong-secret":
        address = replace(ADDRESS, enrolment=Enrolment(ENROLMENT.id, b"w" * 32))
    elif case == "expired":
        address, code = replace(ADDRESS, enrolment=Enrolment("late", b"l" * 32)), "device.expired"
        with log.writing() as s:
            devices.invite(s, address.enrolment, "2号机", 1, AT, "2026-11-01")
    elif case == "no-place":
        for number in (5, 6):
            name = f"DZ-TEST-000{number}"
            intake.receive(sealed(Content((), ()), device=name, keys=pairs(number)), "network")
        code = "device.no-place"
    else:
        intake.receive(example(), "network")
        if case == "revoked":
            code = "device.revoked"
            with log.writing() as s:
                assert devices.revoke(s, DEVICE)
        else:
            keys, code = pairs(9), "device.other-key"
    before = count(log)
    data = sealed(Content(tuple(chain(2, start=chain(3)[-1])), ()), device=device, keys=keys, address=address)
    assert refused(intake, data) == code
    assert refused(intake, data) == code
    assert count(log) == before
    assert [path.read_bytes() for path in (tmp_path / "quarantine").iterdir()] == [data]
    if case == "stranger":
        with log.writing() as s:
            devices.invite(s, address.enrolment, "later", 1, AT, "2026-12-22")
        assert sum(map(len, read(intake.receive(data, "network")).accepted)) == 2
        assert [one.state for one in overview.look(log).batches] == ["imported"]


def test_an_import_that_breaks_leaves_nothing_and_the_next_try_takes_all(
    intake: Intake, log: RecordLog, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise SyncError("county.database", environment=True)

    with monkeypatch.context() as patch:
        patch.setattr(intake.blobs, "count", broken)
        assert refused(intake, example()) == "county.database"
    assert count(log) == 0
    assert overview.look(log).devices == ()
    assert sum(map(len, read(intake.receive(example(), "network")).accepted)) == 3


def test_a_large_attachment_comes_in_pieces_in_any_order(intake: Intake, log: RecordLog) -> None:
    data = random.Random(5).randbytes(3_000_000)
    digest = photo(data).digest
    pieces = list(cut(digest, data))
    answers = [read(intake.receive(sealed(Content((), (piece,))), "stick")) for piece in reversed(pieces)]
    assert [answer.blobs for answer in answers] == [(), (), (digest,)]
    assert intake.blobs.read(digest) == data
    assert overview.whole_blobs(log, [digest, "00" * 32]) == {digest}


def test_pieces_that_do_not_make_the_attachment_they_name_are_thrown_away(intake: Intake) -> None:
    data = b"a" * 900 + b"b" * 900
    digest = photo(data).digest
    wrong = Piece(digest, 1800, 900, b"x" * 900)
    first, second = Piece(digest, 1800, 0, data[:900]), Piece(digest, 1800, 900, data[900:])
    assert read(intake.receive(sealed(Content((), (first, wrong))), "stick")).blobs == ()
    assert intake.blobs.read(digest) is None
    assert read(intake.receive(sealed(Content((), (first, second))), "stick")).blobs == (digest,)


def waits(intake: Intake, cursor: bytes = b"") -> Down:
    file = intake.waiting(DEVICE, cursor)
    assert file is not None
    return down.read(file, COUNTY, COUNTY_KEYS.public_signing, DEVICE, LAPTOP.opening)


def test_another_county_and_changed_bytes_leave_no_trace(intake: Intake, log: RecordLog, tmp_path: Path) -> None:
    elsewhere = replace(ADDRESS, county="999998000000")
    assert refused(intake, sealed(Content((), ()), address=elsewhere)) == "batch.other-county"
    assert refused(intake, example()[:-60] + b"x" * 60) == "batch.truncated"
    rng = random.Random(11)
    for _ in range(500):
        spoilt = bytearray(example())
        spoilt[rng.randrange(len(spoilt))] ^= 1 << rng.randrange(8)
        refused(intake, bytes(spoilt))
    assert count(log) == 0
    assert overview.look(log).batches == ()
    assert not (tmp_path / "quarantine").exists()


def test_records_are_counted_per_device(intake: Intake, log: RecordLog) -> None:
    intake.receive(example(), "network")
    with log.reading() as s:
        one = records.head(s, DEVICE)
    assert (one.whole, one.digest, one.highest, one.records) == (3, chain(3)[-1].digest, 3, 3)


@pytest.mark.parametrize(
    ("scope", "alarms"),
    [("", 0), ("999999", 0), ("999998 999999001002", 0), ("999999001003", 1), ("999998 9999990011", 1)],
)
def test_work_for_a_village_out_of_scope_is_taken_and_a_person_is_told(
    intake: Intake, log: RecordLog, scope: str, alarms: int
) -> None:
    intake.receive(sealed(Content((), ())), "network")
    with log.writing() as s:
        devices.set_scope(s, DEVICE, "team", scope)
    run = chain(6)
    assert sum(map(len, read(intake.receive(sealed(Content(tuple(run[:3]), ())), "network")).accepted)) == 3
    assert sum(map(len, read(intake.receive(sealed(Content(tuple(run[3:]), ())), "network")).accepted)) == 3
    assert {logged.area for logged in overview.records_after(log, 0, 10)} == {VILLAGE}
    assert [one.code for one in overview.look(log).alarms] == ["record.out-of-scope"] * alarms


def test_a_restored_laptop_goes_on_under_a_new_name_and_uses_no_place(intake: Intake, log: RecordLog) -> None:
    with log.writing() as s:
        devices.invite(s, Enrolment("one", b"o" * 32), "3号机", 1, AT, "2026-12-22", "clerk", "999999001")
    address = replace(ADDRESS, enrolment=Enrolment("one", b"o" * 32))
    intake.receive(sealed(Content(tuple(chain(2)), ()), address=address), "network")
    run = chain(2, device="DZ-TEST-NEW")
    answer = read(intake.receive(sealed(Content(tuple(run), ()), device="DZ-TEST-NEW", address=address), "network"))
    assert sum(map(len, answer.accepted)) == 2
    old, new = overview.look(log).devices
    assert (new.previous, new.name, new.role, new.scope) == (DEVICE, old.name, "clerk", "999999001")
    with log.writing() as s:
        devices.revoke(s, DEVICE)
    third = sealed(Content((), ()), device="DZ-TEST-3", address=address)
    assert refused(intake, third) == "device.revoked"
