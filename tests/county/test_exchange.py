"""From laptop to county and back: over a real connection, by stick, and through what goes wrong on the way."""

import hashlib
import http.client
import random
import shutil
import socket
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest

from sync.server import overview
from sync.server.overview import BatchLine
from tests.county.side import OTHER, PHOTO, VILLAGE, Laptop, Proxy, code_of, pass_on, shown
from villagevisit.county import server
from villagevisit.county.commands import receive
from villagevisit.county.home import CountyHome
from villagevisit.county.signin import SignIn
from villagevisit.domain.errors import Refused
from villagevisit.services import attachments, enrolment, exchange, outstanding
from villagevisit.services.outstanding import Waiting
from villagevisit.services.workspace import NOBODY, Cancelled
from villagevisit.store import outbox


def test_visits_and_photos_arrive_and_the_receipt_is_applied(laptop: Laptop, county: CountyHome, port: int) -> None:
    first = laptop.visit(1, (PHOTO, OTHER))
    laptop.visit(2, (PHOTO,))
    before = outstanding.waiting(laptop.ws)
    assert (before.records, before.visits, before.photos) == (2, 2, 2)
    assert before.bytes > len(PHOTO) + len(OTHER)
    result = laptop.send(port)
    assert (result.sent, result.accepted, result.duplicate, result.refused) == (2, 2, 0, ())
    assert result.receipt_path is not None
    assert result.receipt_path.exists()
    assert outstanding.waiting(laptop.ws) == Waiting(0, 0, 0, 0)
    assert laptop.state_of(first) == "received"
    assert laptop.outbox() == {}
    assert shown(county) == [(2, 2)]
    lines = county.view.village(VILLAGE, 10, 0)
    assert [(line.signers, line.files, line.files_missing) for line in lines] == [
        (("李芳", "王强"), 2, 0),
        (("李芳", "王强"), 1, 0),
    ]
    assert laptop.send(port).sent == 0


def test_each_photo_travels_once(laptop: Laptop, port: int) -> None:
    laptop.visit(1, (PHOTO,))
    laptop.send(port)
    laptop.visit(2, (PHOTO,))
    assert laptop.send(port).batch_bytes < 10_000


def test_the_network_fails_and_the_same_bytes_go_later(laptop: Laptop, county: CountyHome, tmp_path: Path) -> None:
    laptop.visit(1, (PHOTO,))
    laptop.write(tmp_path)
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        closed = unused.getsockname()[1]
    kept = laptop.outbox()
    assert len(kept) == 1
    assert code_of(lambda: laptop.send(closed)) == "exchange.server-unreachable"
    assert laptop.outbox() == kept
    with server.running(server.application(county, SignIn("code", county.clock))) as port:
        assert laptop.send(port).accepted == 1
    assert [one.digest for one in _batches(county)] == [next(iter(kept)).removesuffix(".vvb")]


def _batches(county: CountyHome) -> tuple[BatchLine, ...]:
    return overview.look(county.log).batches


def _uploads(request: BaseHTTPRequestHandler) -> bool:
    return request.command == "POST" and request.path == "/v1/batches"


@pytest.mark.parametrize("cut_at", [0, 1, 65_535, 65_536, 65_537, 200_000])
def test_an_upload_goes_on_at_the_byte_where_it_broke(laptop: Laptop, port: int, cut_at: int) -> None:
    laptop.visit(1, (PHOTO, OTHER))
    posted: list[tuple[int, int]] = []

    def handle(request: BaseHTTPRequestHandler) -> None:
        length = int(request.headers.get("Content-Length", 0))
        headers = {key: value for key, value in request.headers.items() if key not in ("Host", "Connection")}
        onward = http.client.HTTPConnection("127.0.0.1", port)
        if _uploads(request) and not posted:
            posted.append((int(request.headers["Upload-Offset"]), length))
            onward.putrequest("POST", request.path, skip_accept_encoding=True)
            for key, value in headers.items():
                onward.putheader(key, value)
            onward.endheaders()
            onward.send(request.rfile.read(cut_at))
            onward.close()
            request.close_connection = True
            request.connection.shutdown(socket.SHUT_RDWR)
            return
        if _uploads(request):
            posted.append((int(request.headers["Upload-Offset"]), length))
        onward.request(request.command, request.path, request.rfile.read(length), headers)
        answer = onward.getresponse()
        pass_on(request, answer, answer.read())
        onward.close()

    with Proxy(handle) as proxy:
        result = laptop.send(proxy.port)
    assert result.accepted == 1
    assert outstanding.waiting(laptop.ws).photos == 0
    total = posted[0][1]
    assert posted[1][0] <= cut_at
    assert sum(posted[1]) == total
    if cut_at > 65_537:
        assert posted[1][0] > 0


def test_a_lost_receipt_is_given_again(laptop: Laptop, county: CountyHome, port: int) -> None:
    laptop.visit(1)
    lost: list[str] = []

    def handle(request: BaseHTTPRequestHandler) -> None:
        length = int(request.headers.get("Content-Length", 0))
        onward = http.client.HTTPConnection("127.0.0.1", port)
        onward.request(request.command, request.path, request.rfile.read(length), dict(request.headers.items()))
        answer = onward.getresponse()
        body = answer.read()
        onward.close()
        request.close_connection = True
        if request.command == "GET" and not lost:
            pass_on(request, answer, body)
        else:
            lost.append(request.command)

    with Proxy(handle) as proxy:
        assert code_of(lambda: laptop.send(proxy.port)) == "exchange.interrupted"
    assert lost[0] == "POST"
    assert laptop.states() == {"due": 1}
    laptop.send(port)
    assert laptop.states() == {"received": 1}
    assert len(_batches(county)) == 1
    assert laptop.outbox() == {}


def test_a_receipt_lost_after_a_large_upload_costs_no_second_upload(laptop: Laptop, port: int) -> None:
    laptop.visit(1, (PHOTO, OTHER))
    posted: list[int] = []

    def handle(request: BaseHTTPRequestHandler) -> None:
        length = int(request.headers.get("Content-Length", 0))
        onward = http.client.HTTPConnection("127.0.0.1", port)
        onward.request(request.command, request.path, request.rfile.read(length), dict(request.headers.items()))
        answer = onward.getresponse()
        body = answer.read()
        onward.close()
        request.close_connection = True
        if _uploads(request):
            posted.append(length)
            return
        pass_on(request, answer, body)

    with Proxy(handle) as proxy:
        result = laptop.send(proxy.port)
    assert result.accepted == 1
    assert posted == [result.batch_bytes]


def test_a_sign_in_page_of_a_network_is_no_receipt(laptop: Laptop) -> None:
    laptop.visit(1)

    def handle(request: BaseHTTPRequestHandler) -> None:
        request.rfile.read(int(request.headers.get("Content-Length", 0)))
        body = b"<html>please sign in</html>"
        request.send_response_only(200)
        request.send_header("Content-Length", str(len(body)))
        request.end_headers()
        request.wfile.write(body)

    with Proxy(handle) as proxy:
        assert code_of(lambda: laptop.send(proxy.port)) == "exchange.not-a-county"
    assert laptop.states() == {"due": 1}


@pytest.mark.parametrize("harm", ["deleted", "damaged", "emptied"])
def test_a_lost_batch_file_is_made_anew(
    laptop: Laptop, county: CountyHome, port: int, tmp_path: Path, harm: str
) -> None:
    laptop.visit(1, (PHOTO,))
    laptop.write(tmp_path)
    (path,) = (laptop.ws.home / "outbox").iterdir()
    if harm == "deleted":
        path.unlink()
    elif harm == "damaged":
        path.write_bytes(path.read_bytes()[:-1])
    else:
        shutil.rmtree(path.parent)
    result = laptop.send(port)
    assert result.accepted == 1
    assert outstanding.waiting(laptop.ws).photos == 0
    receive(county, tmp_path)
    assert shown(county) == [(1, 1)]
    assert laptop.write(tmp_path).accepted == 0


def test_a_crash_between_sealing_and_noting_leaves_no_stray_file(
    laptop: Laptop, port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    laptop.visit(1)
    with monkeypatch.context() as patch:
        patch.setattr(outbox, "add_batch", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            laptop.send(port)
    assert len(laptop.outbox()) == 1
    assert laptop.states() == {"due": 1}
    assert laptop.send(port).accepted == 1
    assert laptop.outbox() == {}


def test_a_missing_photo_does_not_hold_up_the_rest(laptop: Laptop, port: int) -> None:
    first = laptop.visit(1, (PHOTO,))
    second = laptop.visit(2, (OTHER,))
    path = attachments.path_of(laptop.ws, hashlib.sha256(PHOTO).hexdigest())
    path.unlink()
    laptop.send(port)
    assert laptop.state_of(first) == "sent"
    assert laptop.state_of(second) == "received"
    assert outstanding.waiting(laptop.ws).photos == 1
    attachments.store(laptop.ws, PHOTO)
    laptop.send(port)
    assert laptop.state_of(first) == "received"


def test_what_the_county_refuses_becomes_a_task(laptop: Laptop, county: CountyHome, port: int) -> None:
    good = laptop.visit(1)
    laptop.append("submission", "bad-one", b"\x00not a body")
    result = laptop.send(port)
    assert result.refused == (("bad-one", "record.unreadable"),)
    assert result.accepted == 1
    assert laptop.state_of("bad-one") == "refused"
    assert laptop.state_of(good) == "received"
    assert outstanding.waiting(laptop.ws).refused == 1
    assert shown(county) == [(1, 1)]


def test_a_message_from_the_county_is_taken_once(laptop: Laptop, county: CountyHome, port: int) -> None:
    laptop.visit(1)
    county.notify("请于月底前完成")
    assert laptop.send(port).taken == ("请于月底前完成",)
    assert laptop.send(port).taken == ()
    county.notify("只给你", _batches(county)[0].device)
    assert laptop.send(port).taken == ("只给你",)


def test_cancel_stops_in_the_middle_and_loses_nothing(laptop: Laptop, port: int, tmp_path: Path) -> None:
    for number in range(4):
        laptop.visit(number, (random.Random(number).randbytes(1_500_000),))

    def enough(done: int, total: int) -> None:
        assert 0 <= done <= total
        if done > total // 2:
            raise Cancelled

    def by_network() -> None:
        url = f"http://127.0.0.1:{port}"
        exchange.exchange_server(laptop.ws, NOBODY, url, enough, pause=lambda _seconds: None)

    def by_stick() -> None:
        exchange.exchange_folder(laptop.ws, NOBODY, tmp_path, enough)

    for call in (by_network, by_stick, by_network):
        with pytest.raises(Cancelled):
            call()
        assert outstanding.waiting(laptop.ws).visits <= 4
    laptop.send(port)
    assert outstanding.waiting(laptop.ws) == Waiting(0, 0, 0, 0)
    assert laptop.outbox() == {}


def test_without_a_county_file_nothing_is_sent(laptop: Laptop, tmp_path: Path) -> None:
    with laptop.ws.store.transaction() as db:
        db.execute("DELETE FROM setting WHERE key = 'county.file'")
    laptop.visit(1)
    assert code_of(lambda: laptop.write(tmp_path)) == "exchange.no-county-file"
    assert code_of(lambda: laptop.send(1)) == "exchange.no-county-file"


def test_an_address_that_is_none(laptop: Laptop) -> None:
    for url in ("ftp://x", "no address", "http://"):
        assert code_of(lambda url=url: exchange.exchange_server(laptop.ws, NOBODY, url)) == "exchange.bad-url"
    assert code_of(lambda: exchange.exchange_server(laptop.ws, NOBODY)) == "exchange.no-server"


def test_a_second_laptop_needs_its_own_place(laptop: Laptop, county: CountyHome, port: int, tmp_path: Path) -> None:
    laptop.visit(1)
    laptop.send(port)
    shutil.copy(laptop.ws.home / "county.json", tmp_path / "county.json")
    with Laptop.make(tmp_path / "second", county, laptop.clock) as second:
        enrolment.read_county_file(second.ws, tmp_path / "county.json")
        second.visit(2)
        with pytest.raises(Refused) as caught:
            second.send(port)
        assert caught.value.code == "device.no-place"
        assert second.states() == {"due": 1}
        (tmp_path / "new.json").write_text(county.enrol("2号机", 1).to_json(), "utf-8")
        enrolment.read_county_file(second.ws, tmp_path / "new.json")
        assert second.send(port).accepted == 1
    assert shown(county) == [(2, 2)]


def test_a_county_that_imports_later_is_asked_later(laptop: Laptop, county: CountyHome, port: int) -> None:
    first = laptop.visit(1, (PHOTO,))
    asked: list[str] = []

    def handle(request: BaseHTTPRequestHandler) -> None:
        length = int(request.headers.get("Content-Length", 0))
        onward = http.client.HTTPConnection("127.0.0.1", port)
        onward.request(request.command, request.path, request.rfile.read(length), dict(request.headers.items()))
        answer = onward.getresponse()
        body = answer.read()
        onward.close()
        request.close_connection = True
        asked.append(f"{request.command} {'/'.join(request.path.split('?')[0].split('/')[:3])}")
        if _uploads(request) or (len(asked) < patience and asked[-1] == "GET /v1/batches"):
            request.send_response_only(202)
            request.send_header("Retry-After", "5")
            request.send_header("Content-Length", "0")
            request.end_headers()
        else:
            pass_on(request, answer, body)

    with Proxy(handle) as proxy:
        patience = 5
        result = laptop.send(proxy.port)
        assert (result.accepted, result.waiting) == (1, 0)
        assert asked == [
            "GET /v1/downlink", "POST /v1/batches", *["GET /v1/batches"] * 3, "GET /v1/downlink", "POST /v1/downlink"
        ]  # fmt: skip
        assert laptop.state_of(first) == "received"
        asked.clear()
        patience = 100
        second = laptop.visit(2, (OTHER,))
        waiting = laptop.send(proxy.port)
        assert (waiting.sent, waiting.accepted, waiting.waiting) == (1, 0, 1)
        assert laptop.state_of(second) == "sent"
        assert len(laptop.outbox()) == 1
    posted = asked.count("POST /v1/batches")
    assert laptop.send(port).waiting == 0
    assert posted == 1
    assert laptop.state_of(second) == "received"
    assert laptop.outbox() == {}
    assert shown(county) == [(2, 2)]
