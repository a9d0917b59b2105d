"""Spoiled posts by the thousand: no server error, and either a whole record or none. VILLAGEVISIT_SOAK=N for more."""

import os
import random
from collections import Counter
from contextlib import closing
from http.client import HTTPConnection, RemoteDisconnected
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from lxml import etree

from sync.server import overview, records
from tests.county.openrosa_spoiling import Post, post
from tests.county.phone import Phone, running_county, tree_form
from tests.county.side import COUNTY
from villagevisit.county.judge import judge
from villagevisit.services import exchange_bodies as bodies
from villagevisit.services import openrosa_records

POSTS = int(os.environ.get("VILLAGEVISIT_SOAK") or 600)
AT_ONE_COUNTY = 5_000
"""Posts until a new, empty county takes over, so that each post stays cheap."""


def _send(line: HTTPConnection, path: str, made: Post) -> int:
    headers = {**made.headers, "X-OpenRosa-Version": "1.0"}
    try:
        line.request("POST", path, made.body, headers)
        answer = line.getresponse()
    except (BrokenPipeError, ConnectionResetError, RemoteDisconnected):  # it was refused before it was all sent
        line.close()
        line.request("POST", path, made.body[:1_000], headers)
        answer = line.getresponse()
    text = answer.read().decode()
    assert answer.headers["X-OpenRosa-Version"] == "1.0", f"{answer.status}: {text}"
    assert etree.fromstring(text.encode())[0].text
    return answer.status


def _held(phone: Phone) -> int:
    with phone.county.log.reading() as s:
        return records.head(s, phone.device).records


@pytest.mark.timeout(0)
def test_no_spoiled_post_breaks_the_server_or_leaves_half_a_record(tmp_path: Path) -> None:
    seen: Counter[int] = Counter()
    for start in range(0, POSTS, AT_ONE_COUNTY):
        with running_county(tmp_path / str(start)) as place:
            place.put_form("trees.xml", tree_form())
            phone = place.phone()
            address = urlsplit(phone.base)
            with closing(HTTPConnection(str(address.hostname), address.port)) as line:
                before = 0
                for seed in range(start, min(start + AT_ONE_COUNTY, POSTS)):
                    status = _send(line, f"{address.path}/submission", post(random.Random(seed)))
                    assert status in (201, 202, 400, 404, 409, 413), f"seed {seed}: {status}"
                    held = _held(phone)
                    assert held - before == (1 if status == 201 else 0), f"seed {seed}: {status}"
                    seen[status] += 1
                    before = held
            _whole(phone)
    assert {201, 202, 400, 404, 409} <= seen.keys()
    print(dict(seen))


def _whole(phone: Phone) -> None:
    """Every record that came of it can be read, is accepted by the county's judge, and has its files."""
    logged = [
        one for one in overview.records_after(phone.county.log, 0, AT_ONE_COUNTY) if one.record.device == phone.device
    ]
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
        assert all("/" not in file.name and "\0" not in file.name for file in files)
        assert all(phone.county.intake.blobs.read(file.digest) is not None for file in files)
    assert not list((Path(phone.county.folder) / "phones").iterdir())
    blobs = [path for path in phone.county.folder.rglob("*") if len(path.name) == 64]
    assert {path.parent.parent.name for path in blobs} <= {COUNTY}
