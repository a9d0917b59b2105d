"""Spoiled posts by the thousand: no server error, and either a whole record or none. VILLAGEVISIT_SOAK=N for more."""

import os
import random
from collections.abc import Callable, Iterator
from contextlib import closing
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from sync.server import records
from tests.county.phone import FORM, Phone, Place, chain, filled, part, running_county
from villagevisit.county.judge import judge
from villagevisit.services import exchange_bodies as bodies
from villagevisit.services import openrosa_records

POSTS = int(os.environ.get("VILLAGEVISIT_SOAK") or 2_000)
PIECES = [
    b"--b\r\n", b"--b--\r\n", b"\r\n\r\n", b"\r\n", b"\0", b"\xff\xfe", b"<", b">", b"&x;", b"]]>", b"<!DOCTYPE d [",
    b"<!ENTITY a 'b'>", b"<?xml version='1.0' encoding='utf-16'?>", b'name="', b'filename="', b"xml_submission_file",
    b"*isIncomplete*", b"yes", b"Content-Disposition: form-data; ", b"<![CDATA[", b"uuid:", b"<meta>", b"\xe4\xb8",
    b"</data>", b' version="', b"..", b"/", b"\\", b"%00", b"<orx:deprecatedID>", b"\r", b'"', b";", b"=",
]  # fmt: skip


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    with running_county(tmp_path_factory.mktemp("county")) as one:
        yield one


def _body(rng: random.Random) -> bytes:
    """A whole post about one of few instances, so that repeats, conflicts and corrections come up."""
    names = [f"照{rng.randrange(3)}.jpg" for _ in range(rng.randrange(3))]
    xml = filled(
        f"uuid:{rng.randrange(400)}",
        note=rng.choice(["", "雨", "晴"]) if rng.random() < 0.2 else "",
        photo=names[0] if names else "",
        portraits=names[1:],
        form=rng.choice([FORM] * 8 + ["nothing"]),
        version=rng.choice(["1"] * 8 + ["7"]),
        deprecated=f"uuid:{rng.randrange(400)}" if rng.random() < 0.1 else "",
    )
    body = part("xml_submission_file", xml, "s.xml")
    for name in dict.fromkeys(names):
        body += part(name, name.encode() * rng.randrange(1, 40), name)
    if rng.random() < 0.2:
        body += part("*isIncomplete*", b"yes")
    return body + b"--b--\r\n"


def _cut(rng: random.Random, body: bytes) -> bytes:
    return body[: rng.randrange(len(body) + 1)]


def _flip(rng: random.Random, body: bytes) -> bytes:
    spoiled = bytearray(body)
    for _ in range(rng.randrange(1, 6)):
        spoiled[rng.randrange(len(spoiled))] = rng.randrange(256)
    return bytes(spoiled)


def _insert(rng: random.Random, body: bytes) -> bytes:
    at = rng.randrange(len(body))
    return body[:at] + rng.choice(PIECES) * rng.randrange(1, 4) + body[at:]


def _remove(rng: random.Random, body: bytes) -> bytes:
    at = rng.randrange(len(body))
    return body[:at] + body[at + rng.randrange(60) :]


def _repeat(rng: random.Random, body: bytes) -> bytes:
    first, last = sorted(rng.randrange(len(body)) for _ in range(2))
    return body[:last] + body[first:]


SPOILERS: list[Callable[[random.Random, bytes], bytes]] = [_cut, _flip, _insert, _remove, _repeat]


def _post(line: HTTPConnection, path: str, rng: random.Random, body: bytes) -> int:
    kind = "multipart/form-data; boundary=b"
    if rng.random() < 0.03:
        kind = _flip(rng, kind.encode()).decode("latin-1").translate(dict.fromkeys(range(32), "x"))
    headers = {"Content-Type": kind, "X-OpenRosa-Version": "1.0"}
    line.request("POST", path, body, headers)
    answer = line.getresponse()
    text = answer.read().decode()
    assert answer.headers["X-OpenRosa-Version"] == "1.0", f"{answer.status}: {text}"
    return answer.status


def _held(phone: Phone) -> int:
    with phone.county.log.reading() as s:
        return records.head(s, phone.device).records


@pytest.mark.timeout(0)
def test_no_spoiled_post_breaks_the_server_or_leaves_half_a_record(place: Place) -> None:
    phone = place.phone()
    address = urlsplit(phone.base)
    seen: dict[int, int] = {}
    with closing(HTTPConnection(str(address.hostname), address.port)) as line:
        for seed in range(POSTS):
            rng = random.Random(seed)
            body = _body(rng)
            for _ in range(rng.choice([0, 1, 1, 1, 2, 4])):
                body = rng.choice(SPOILERS)(rng, body) or b"-"
            before = _held(phone)
            status = _post(line, f"{address.path}/submission", rng, body)
            assert status in (201, 202, 400, 404, 409, 413), f"seed {seed}: {status}"
            assert _held(phone) - before == (1 if status == 201 else 0), f"seed {seed}: {status}"
            seen[status] = seen.get(status, 0) + 1
    assert {201, 202, 400, 404, 409} <= seen.keys()
    _whole(phone)


def _whole(phone: Phone) -> None:
    """Every record that came of it can be read, is accepted by the county's judge, and has its files."""
    logged = chain(phone)
    assert [one.record.seq for one in logged] == list(range(1, len(logged) + 1))
    known = set()
    for one in logged:
        assert one.record.holds()
        if one.record.kind == bodies.SUBMISSION:
            assert judge(one.record).refusal == ""
            files = bodies.read_submission(one.record.body).attachments
            known.add(one.record.subject)
        else:
            subject, files = openrosa_records.read_attachment(one.record.body)
            assert subject in known
        assert all(phone.county.intake.blobs.read(file.digest) is not None for file in files)
    assert not list((Path(phone.county.folder) / "phones").iterdir())
