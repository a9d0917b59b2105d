"""The county's door over real HTTP: what it says while batches wait, how it bounds guests, what it tells of itself."""

import json
import logging
import socket
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from sync import container
from sync.batch import Content
from sync.receipt import read as read_receipt
from sync.record import Record
from sync.server import app as app_module
from sync.server import overview, records
from sync.server.app import Service
from sync.server.handout import Handout
from sync.server.inbox import HighWater, Inbox
from sync.server.intake import Intake, Verdict
from sync.server.limits import Bucket, Limits
from sync.server.log import RecordLog
from sync.server.uploads import Uploads
from tests.sync.makers import AT, COUNTY_KEYS, DEVICE, chain, example, pairs, photo, sealed
from tests.sync.server.conftest import VILLAGE, one_by_one
from tests.sync.server.serving import serving


class Side:
    """A service whose drainer stands still until `go` is set."""

    def __init__(self, log: RecordLog, folder: Path, most: HighWater | None = None) -> None:
        self.go = threading.Event()
        self.started = threading.Event()
        self.intake = Intake(log, COUNTY_KEYS, folder, lambda: AT, one_by_one(self._judge))
        self.uploads = Uploads(folder / "staging", 0)
        self.inbox = Inbox(self.intake, folder / "inbox", lambda: AT, most)
        self.told: list[str] = []
        photos = Handout(log, COUNTY_KEYS, self.intake.blobs, lambda _digest, _health: {VILLAGE}, lambda: AT)
        self.service = Service(
            self.intake, self.uploads, self.inbox, lambda one: self.told.append(one.digest), dict, photos
        )

    def _judge(self, _record: Record) -> Verdict:
        self.started.set()
        assert self.go.wait(30)
        return Verdict(area=VILLAGE)


@pytest.fixture
def side(log: RecordLog, tmp_path: Path) -> Iterator[Side]:
    one = Side(log, tmp_path)
    yield one
    one.go.set()


def test_a_slow_attachment_store_holds_up_its_own_batch_alone(
    log: RecordLog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One laptop's photo hangs in the store; the other laptop is answered, and nothing is locked meanwhile."""
    slow, go, waiting = Side(log, tmp_path), threading.Event(), threading.Event()
    slow.go.set()
    keep = slow.intake.blobs.keep

    def hang(digest: str, data: bytes) -> None:
        waiting.set()
        assert go.wait(60)
        keep(digest, data)

    monkeypatch.setattr(slow.intake.blobs, "keep", hang)
    monkeypatch.setattr(app_module, "PATIENCE", 30.0)
    held = sealed(Content(tuple(chain(1)), (photo(b"x" * 900),)))
    other = sealed(Content(tuple(chain(2, device="DZ-TEST-0002")), ()), device="DZ-TEST-0002", keys=pairs(5))
    with serving(slow.service) as server, ThreadPoolExecutor(1) as crew:
        first = crew.submit(server.post, held, container.parse(held).digest)
        assert waiting.wait(30)
        assert server.post(other, container.parse(other).digest).status == 200
        with log.writing(serial=True) as s:
            assert [one.device for one in records.heads(s)] == ["DZ-TEST-0002"]
        go.set()
        assert first.result().status == 200
    with log.reading() as s:
        assert [one.device for one in records.heads(s)] == [DEVICE, "DZ-TEST-0002"]


@pytest.fixture
def _in_no_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(app_module, "PATIENCE", 0.05)


def digest_of(data: bytes) -> str:
    return container.parse(data).digest


@pytest.mark.usefixtures("_in_no_time")
def test_a_batch_that_waits_is_asked_for_until_its_receipt_is_there(side: Side) -> None:
    data = example()
    path = f"/v1/batches/{digest_of(data)}"
    with serving(side.service) as server:
        assert server.ask("GET", path).status == 404
        posted = server.post(data, digest_of(data))
        assert (posted.status, posted.headers["upload-offset"]) == (202, str(len(data)))
        waiting = server.ask("GET", path)
        assert (waiting.status, waiting.headers["upload-offset"]) == (202, str(len(data)))
        assert int(waiting.headers["retry-after"]) > 0
        assert server.ask("HEAD", path).headers["upload-offset"] == str(len(data))
        assert server.post(data, digest_of(data), len(data)).status == 202
        side.go.set()
        while (answer := server.ask("GET", path)).status == 202:
            pass
        assert answer.status == 200
        assert read_receipt(answer.body, COUNTY_KEYS.public_signing).batch == digest_of(data)
        assert server.post(data, digest_of(data), len(data)).body == answer.body
        assert server.ask("GET", "/v1/batches/xyz").status == 400
    assert side.told == [digest_of(data)]


def test_a_quick_import_answers_in_the_same_request_and_a_refusal_too(side: Side, log: RecordLog) -> None:
    side.go.set()
    stranger = sealed(Content((), ()), device="DZ-STRANGER", keys=COUNTY_KEYS)
    with serving(side.service) as server:
        assert server.post(example(), digest_of(example())).status == 200
        with log.writing() as s:
            from sqlalchemy import update

            from sync.server.tables import enrolment

            s.db.execute(update(enrolment).where(enrolment.c.county == s.county).values(places=0))
        refused = server.post(stranger, digest_of(stranger))
        assert (refused.status, refused.headers["villagevisit-code"]) == (403, "device.no-place")
        again = server.ask("GET", f"/v1/batches/{digest_of(stranger)}")
        assert (again.status, again.headers["villagevisit-code"]) == (403, "device.no-place")
        torn = server.post(example()[:-1] + b"x", "0" * 64)
        assert (torn.status, torn.headers["villagevisit-code"]) == (422, "batch.truncated")


@pytest.mark.usefixtures("_in_no_time")
def test_a_rush_above_the_high_water_mark_is_sent_away_and_comes_back(log: RecordLog, tmp_path: Path) -> None:
    """24 senders at once, room for 8: nobody is lost, nobody is counted twice."""
    side = Side(log, tmp_path, HighWater(records=40))
    run = chain(120)
    batches = [sealed(Content(tuple(run[start : start + 5]), ())) for start in range(0, 120, 5)]

    def send(data: bytes) -> tuple[int, dict[str, str]]:
        heard = server.post(data, digest_of(data))
        return heard.status, heard.headers

    def insist(data: bytes) -> int:
        path, tries = f"/v1/batches/{digest_of(data)}", 0
        while (status := server.ask("GET", path).status) != 200:
            if status == 404:
                server.post(data, digest_of(data), int(server.ask("HEAD", path).headers["upload-offset"]))
            tries += 1
        return tries

    with serving(side.service) as server, ThreadPoolExecutor(24) as pool:
        first = list(pool.map(send, batches))
        statuses = [status for status, _ in first]
        assert set(statuses) == {202, 503}
        assert statuses.count(202) >= 8  # a soft mark: those who come at the same moment may pass it
        assert all(int(headers["retry-after"]) > 0 for status, headers in first if status == 503)
        assert {headers["villagevisit-code"] for status, headers in first if status == 503} == {"county.inbox-full"}
        side.go.set()
        list(pool.map(insist, batches))
    assert sorted(one.record.seq for one in overview.records_after(log, 0, 1_000)) == list(range(1, 121))
    assert overview.look(log).alarms == ()
    assert list((tmp_path / "staging").iterdir()) == []


def test_a_stopping_server_finishes_what_it_has_in_hand(side: Side, log: RecordLog) -> None:
    with serving(side.service) as server, ThreadPoolExecutor(1) as pool:
        answer = pool.submit(server.post, example(), digest_of(example()))
        assert side.started.wait(20)
        server.stop.set()
        side.go.set()
        assert answer.result().status == 200
    assert len(overview.records_after(log, 0, 10)) == 3
    assert side.inbox.load().batches == 0


def test_too_often_is_told_when_to_come_back(side: Side) -> None:
    side.go.set()
    with serving(side.service, Limits(per_second=0.5, burst=3)) as server:
        device = {"VillageVisit-Device": DEVICE}
        assert [server.ask("GET", "/healthz", headers=device).status for _ in range(3)] == [200] * 3
        refused = server.ask("GET", "/healthz", headers=device)
        assert (refused.status, refused.headers["retry-after"]) == (429, "2")
        assert server.ask("GET", "/healthz", headers={"VillageVisit-Device": "DZ-OTHER"}).status == 200


def test_a_bucket_fills_again_and_forgets_nobody_it_must_remember() -> None:
    bucket = Bucket(2.0, 2)
    assert [bucket.wait("a", 0.0) for _ in range(3)] == [0.0, 0.0, 0.5]
    assert bucket.wait("b", 0.0) == 0.0
    assert bucket.wait("a", 0.5) == 0.0
    assert bucket.wait("a", 0.5) == 0.5
    assert [bucket.wait("a", 100.0) for _ in range(3)] == [0.0, 0.0, 0.5]


def test_one_device_has_few_uploads_open_and_a_large_request_is_refused(side: Side) -> None:
    with serving(side.service, Limits(uploads=2, body=1_000)) as server:
        held = [socket.create_connection(("127.0.0.1", server.port)) for _ in range(2)]
        try:
            for place, one in enumerate(held):
                one.sendall(head(f"{place:064d}"))
                one.sendall(b"x")
            while len(list(side.uploads._folder.iterdir())) < 2:
                pass
            heard = server.post(b"y" * 500, "f" * 64, device=DEVICE)
            assert (heard.status, heard.headers["villagevisit-code"]) == (429, "device.too-many-uploads")
            assert server.post(b"y" * 500, "e" * 64, device="DZ-OTHER").status == 422
        finally:
            for one in held:
                one.close()
        assert server.post(b"y" * 1_001, "d" * 64).status == 413


def head(digest: str) -> bytes:
    return (
        f"POST /v1/batches HTTP/1.1\r\nHost: x\r\nContent-Length: 500\r\nUpload-Digest: {digest}\r\n"
        f"Upload-Offset: 0\r\nUpload-Length: 500\r\nVillageVisit-Device: {DEVICE}\r\n\r\n"
    ).encode()


def test_a_sender_who_dawdles_is_hung_up_on_and_his_bytes_are_kept(side: Side) -> None:
    with serving(side.service, Limits(idle_seconds=0.2)) as server:
        with socket.create_connection(("127.0.0.1", server.port), timeout=20) as slow:
            slow.sendall(head("a" * 64) + b"z" * 100)
            while slow.recv(4_096):
                pass
        assert server.ask("HEAD", f"/v1/batches/{'a' * 64}").headers["upload-offset"] == "100"


def test_each_request_is_one_line_without_personal_data(side: Side, caplog: pytest.LogCaptureFixture) -> None:
    side.go.set()
    with caplog.at_level(logging.INFO, "sync.server.access"), serving(side.service) as server:
        server.post(example(), digest_of(example()))
        server.ask("GET", f"/v1/batches/{digest_of(example())}?name=%E5%BC%A0%E4%B8%89")
        server.ask("GET", "/secret/999999001002")
    lines = [json.loads(record.getMessage()) for record in caplog.records if record.name == "sync.server.access"]
    assert [(one["method"], one["route"], one["status"], one["device"]) for one in lines] == [
        ("POST", "/v1/batches", 200, DEVICE),
        ("GET", "/v1/batches/{digest}", 200, ""),
        ("GET", "other", 404, ""),
    ]
    assert lines[0]["in"] == len(example())
    assert set(lines[0]) == {"method", "route", "status", "in", "out", "ms", "device"}
    assert "张三" not in caplog.text
    assert VILLAGE not in caplog.text


@pytest.mark.usefixtures("_in_no_time")
def test_metrics_say_what_waits_and_how_long_it_took(side: Side) -> None:
    with serving(side.service) as server:
        server.post(example(), digest_of(example()))
        before = metrics(server.ask("GET", "/metrics").body)
        assert before["villagevisit_inbox_batches"] == 1
        assert before["villagevisit_inbox_records"] == 3
        assert before["villagevisit_inbox_bytes"] == len(example())
        assert before["villagevisit_drain_seconds_count"] == 0
        side.go.set()
        while server.ask("GET", f"/v1/batches/{digest_of(example())}").status != 200:
            pass
        while (after := metrics(server.ask("GET", "/metrics").body))["villagevisit_drain_seconds_count"] != 1:
            pass
    assert after["villagevisit_inbox_batches"] == 0
    assert after["villagevisit_records"] == 3
    assert after['villagevisit_requests_total{method="POST",route="/v1/batches",status="202"}'] == 1
    assert after['villagevisit_request_seconds_bucket{route="/metrics",le="+Inf"}'] >= 1


def metrics(page: bytes) -> dict[str, float]:
    lines = [line.rsplit(" ", 1) for line in page.decode().splitlines() if not line.startswith("#")]
    return {name: float(value) for name, value in lines}
