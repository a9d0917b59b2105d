"""The county and a laptop on the command line, as an administrator and a script would use them."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.county.commanded import code, run, said
from tests.county.side import COUNTY, NAME
from villagevisit.domain.errors import Refused
from villagevisit.services.workspace import Workspace
from villagevisit.store import records


@pytest.fixture
def county(tmp_path: Path) -> Path:
    home = tmp_path / "county"
    said(home, "county", "init", "--code", COUNTY, "--name", NAME)
    return home


def due(home: Path) -> None:
    with Workspace.open(home) as ws, ws.store.transaction() as db:
        records.append(db, "later-kind", "subject", b"\xa0", "2026-11-22T10:00:00.000+08:00")


def test_a_county_is_made_once_and_its_file_fits_its_fingerprint(county: Path, tmp_path: Path) -> None:
    made = said(county, "county", "enrol", "-o", str(tmp_path / "县文件.json"), "--qr", str(tmp_path / "qr.png"))
    document = json.loads((tmp_path / "县文件.json").read_text("utf-8"))
    assert (document["county"], document["name"]) == (COUNTY, NAME)
    assert document["fingerprint"] == made["fingerprint"]
    assert (tmp_path / "县文件.json").stat().st_mode & 0o777 == 0o600
    assert (tmp_path / "qr.png").read_bytes().startswith(b"\x89PNG")
    assert code(county, "county", "init", "--code", COUNTY, "--name", NAME) == "county.exists"
    assert code(tmp_path / "x", "county", "init", "--code", "12", "--name", NAME) == "county.code"
    assert code(tmp_path / "x", "county", "enrol", "-o", "f") == "county.missing"
    assert code(county, "county", "enrol", "-o", "f", "--database", "nonsense://") == "county.database"


def test_by_stick_on_the_command_line(county: Path, tmp_path: Path) -> None:
    laptop, stick, file = tmp_path / "laptop", tmp_path / "stick", tmp_path / "county.json"
    stick.mkdir()
    said(county, "county", "enrol", "-o", str(file))
    due(laptop)
    assert code(laptop, "exchange", "--folder", str(stick)) == "exchange.no-county-file"
    sent = said(laptop, "exchange", "--folder", str(stick), "--county-file", str(file))
    assert (sent["sent"], sent["receipt"]) == (1, None)
    seen = said(laptop, "batch", "inspect", sent["batch_file"])
    assert (seen["records"], seen["genuine"], seen["for_our_county"]) == (1, "this-device", True)
    assert seen["kinds"] == {"later-kind": 1}
    assert said(tmp_path / "nobody", "batch", "inspect", sent["batch_file"])["genuine"] == "self"
    (handled,) = said(county, "county", "receive", str(stick))
    assert (handled["code"], handled["accepted"]) == ("", 1)
    said(county, "county", "notify", "请于月底前完成")
    said(county, "county", "receive", str(stick))
    back = said(laptop, "exchange", "--folder", str(stick))
    assert (back["accepted"], back["taken"]) == (1, ["请于月底前完成"])
    said(county, "county", "revoke", seen["device"])
    due(laptop)
    said(laptop, "exchange", "--folder", str(stick))
    handled = said(county, "county", "receive", str(stick))
    assert {one["code"] for one in handled} == {"device.revoked"}
    assert said(county, "county", "rebuild") == {"records": 1}
    assert code(county, "county", "revoke", "DZ-NOBODY") == "county.no-such-device"


def test_a_damaged_batch_is_told(county: Path, tmp_path: Path) -> None:
    (tmp_path / "x.vvb").write_bytes(b"junk")
    assert code(county, "batch", "inspect", str(tmp_path / "x.vvb")) == "batch.not-a-batch"
    assert code(county, "batch", "inspect", str(tmp_path / "none.vvb")) == "exchange.folder-missing"


def test_one_way_at_a_time(tmp_path: Path) -> None:
    assert run(tmp_path, "exchange").exit_code == 2
    assert run(tmp_path, "exchange", "--server", "-", "--folder", "x").exit_code == 2


def test_a_county_file_of_another_county_or_altered_is_refused(county: Path, tmp_path: Path) -> None:
    laptop, file = tmp_path / "laptop", tmp_path / "county.json"
    said(county, "county", "enrol", "-o", str(file))
    text = file.read_text("utf-8")
    for spoilt, expected in (
        (text.replace(json.loads(text)["import_key"][:4], "0000", 1), "enrolment.fingerprint"),
        (text[:50], "enrolment.not-a-county-file"),
        ("[]", "enrolment.not-a-county-file"),
        ('{"format": "villagevisit-county-1"}', "enrolment.not-a-county-file"),
    ):
        (tmp_path / "spoilt.json").write_text(spoilt, "utf-8")
        spoilt_file = str(tmp_path / "spoilt.json")
        assert code(laptop, "exchange", "--folder", str(tmp_path), "--county-file", spoilt_file) == expected
    said(laptop, "exchange", "--folder", str(tmp_path), "--county-file", str(file))
    other = tmp_path / "other"
    said(other, "county", "init", "--code", "999998000000", "--name", "别县")
    said(other, "county", "enrol", "-o", str(tmp_path / "other.json"))
    with pytest.raises(Refused) as caught:
        run(laptop, "exchange", "--folder", str(tmp_path), "--county-file", str(tmp_path / "other.json"))
    assert (caught.value.code, caught.value.params["given"]) == ("enrolment.other-county", "别县")


def test_the_server_process_serves_and_stops_when_told(county: Path, tmp_path: Path) -> None:
    laptop, file = tmp_path / "laptop", tmp_path / "county.json"
    said(county, "county", "enrol", "-o", str(file))
    due(laptop)
    program = [sys.executable, "-m", "villagevisit", "--home", str(county), "--lang", "en"]
    command = [*program, "county", "serve", "--port", "0"]
    unbuffered = {**os.environ, "PYTHONUNBUFFERED": "1"}
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdout=pipe, stderr=pipe, text=True, env=unbuffered) as process:
        assert process.stdout is not None
        told = [process.stdout.readline() for _ in range(3)]
        assert "Sign-in code" in told[1]
        url = next(word for word in told[0].split() if word.startswith("http"))
        try:
            assert said(laptop, "exchange", "--server", url, "--county-file", str(file))["accepted"] == 1
        finally:
            process.send_signal(signal.SIGINT)
            rest, errors = process.communicate(timeout=60)
    assert rest == ""
    lines = [json.loads(line) for line in errors.splitlines()]
    assert {line["level"] for line in lines} == {"INFO"}
    assert NAME not in errors
    assert process.returncode == 0
