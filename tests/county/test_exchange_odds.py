"""Small things of the exchange that somebody would notice one day."""

import http.client
from http.server import BaseHTTPRequestHandler
from pathlib import Path

from sync.server.tables import chain, record
from tests.county.side import NAME, Laptop, Proxy, code_of, pass_on
from tests.county.test_commands import run, said
from tests.county.test_lineage import at_county, names, serving
from villagevisit.county.commands import receive
from villagevisit.county.home import CountyHome
from villagevisit.domain.clock import FixedClock
from villagevisit.services import enrolment
from villagevisit.services.workspace import Workspace
from villagevisit.store import outbox


def test_a_record_without_body_is_not_sent_when_the_county_lost_it(laptop: Laptop, county: CountyHome) -> None:
    first, second = laptop.visit(1), laptop.visit(2)
    with serving(county) as port:
        laptop.send(port)
        with laptop.ws.store.transaction() as db:  # as when its village left this laptop
            db.execute("UPDATE record SET size = 0, salt = x'', state = 'safe' WHERE subject_id = ?", [first])
        with county.log.writing() as s:
            for table in (record, chain):
                s.db.execute(table.delete().where(table.c.county == s.county))
        laptop.send(port)
        assert set(at_county(county)) == {second}
        assert laptop.states() == {"received": 2}


def test_a_long_message_comes_down_whole_under_a_short_title(laptop: Laptop, county: CountyHome, port: int) -> None:
    text = "请于月底前完成入户走访。" * 100
    county.notify(text)
    (title,) = laptop.send(port).taken
    assert (len(title), title[-1], title[:5]) == (200, "…", text[:5])
    ((_, _, body, _),) = outbox.taken(laptop.ws.store.reader(), "notice")
    assert body.decode() == text


def test_every_request_says_who_asks(laptop: Laptop, port: int) -> None:
    laptop.visit(1)
    said_by: list[str | None] = []

    def handle(request: BaseHTTPRequestHandler) -> None:
        said_by.append(request.headers.get("VillageVisit-Device"))
        onward = http.client.HTTPConnection("127.0.0.1", port)
        length = int(request.headers.get("Content-Length", 0))
        onward.request(request.command, request.path, request.rfile.read(length), dict(request.headers.items()))
        answer = onward.getresponse()
        pass_on(request, answer, answer.read())
        onward.close()

    with Proxy(handle) as proxy:
        laptop.send(proxy.port)
    assert len(said_by) > 1
    assert set(said_by) == set(names(laptop))


def test_a_stranger_hears_that_the_county_does_not_know_him(port: int) -> None:
    line = http.client.HTTPConnection("127.0.0.1", port)
    for path in ("/v1/downlink?device=DZ-NOBO-DY00&cursor=", f"/v1/blobs/{'ab' * 32}?device=DZ-NOBO-DY00&offset=0"):
        line.request("GET", path, headers={"VillageVisit-Signature": "00" * 64})
        answer = line.getresponse()
        answer.read()
        assert (answer.status, answer.headers["VillageVisit-Code"]) == (404, "down.unknown-device")
    line.close()


def test_a_greeting_is_answered_and_not_listed(tmp_path: Path) -> None:
    county, laptop, stick = (tmp_path / name for name in ("county", "laptop", "stick"))
    stick.mkdir()
    said(county, "county", "init", "--code", "999999000000", "--name", NAME)
    said(county, "county", "enrol", "-o", str(tmp_path / "county.json"))
    said(laptop, "exchange", "--county-file", str(tmp_path / "county.json"), "--folder", str(stick))
    assert said(county, "county", "receive", str(stick)) == []
    assert list((stick / "VILLAGEVISIT" / "down").rglob("*.vvb"))
    assert run(county, "county", "receive", str(stick)).exit_code == 0


def test_a_copy_that_only_uses_sticks_learns_that_its_name_is_taken(
    county: CountyHome, clock: FixedClock, tmp_path: Path
) -> None:
    stick, homes = tmp_path / "stick", [tmp_path / name for name in ("first", "second")]
    stick.mkdir()
    with Laptop.make(homes[0], county, clock, laptops=2) as first:
        first.visit(1)
        first.write(stick)
        receive(county, stick)
        first.write(stick)
        with Workspace.open(homes[1], clock) as ws, ws.store.transaction() as db:
            db.execute("INSERT INTO setting(key, value) SELECT 'device.id', ?", names(first))
        with Workspace.open(homes[1], clock) as ws:
            enrolment.read_county_file(ws, homes[0] / "county.json")
            second = Laptop(ws, clock)
            work = second.visit(2)
            second.write(stick)
            assert "device.other-key" in {one.code for one in receive(county, stick)}
            assert names(second) == names(first)
            told = second.write(stick)
            assert (told.new_name, told.sent) == ("copied", 1)
            assert [one.code for one in receive(county, stick) if one.code] == []
            assert at_county(county)[work] == names(second)[-1] != names(first)[-1]
            second.write(stick)
            assert set(second.states()) == {"received"}


def test_a_laptop_that_was_shut_out_hears_of_it_by_stick(laptop: Laptop, county: CountyHome, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    laptop.write(stick)
    receive(county, stick)
    county.revoke(names(laptop)[0])
    laptop.visit(1)
    laptop.write(stick)
    receive(county, stick)
    assert code_of(lambda: laptop.write(stick)) == "device.revoked"
    assert len(list((stick / "VILLAGEVISIT" / "up").rglob("*-1-1-*.vvb"))) == 1  # what is due lies there all the same
    laptop.write(stick)  # told once
