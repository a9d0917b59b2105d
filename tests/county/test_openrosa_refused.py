"""What a phone sends and the county does not take: broken, hostile, unknown, too large; and a full disk."""

import errno
import random
from collections.abc import Iterator
from contextlib import closing
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from sync.server import openrosa_multipart
from tests.county.phone import Phone, Place, chain, filled, incomplete, new_instance, part, running_county, said

ONE = random.Random(1).randbytes(40_000)


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    with running_county(tmp_path_factory.mktemp("county")) as one:
        yield one


@pytest.fixture
def phone(place: Place) -> Phone:
    return place.phone()


def _meta(instance: str) -> str:
    return f"<meta><instanceID>{instance}</instanceID></meta>"


LAUGHS = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10 if n else "lol"}">' for n in range(9))
BAD_XML: dict[str, bytes] = {
    "empty": b"",
    "not xml": b"hello",
    "cut off": filled(new_instance())[:150],
    "two roots": filled(new_instance()) + b"<x/>",
    "nul": filled(new_instance(), "x").replace(b"<note>x", b"<note>\0"),
    "wrong encoding": filled(new_instance(), "一").replace("一".encode(), b"\xff\xfe"),
    "unknown encoding": b'<?xml version="1.0" encoding="x-none"?><data id="crop_visit" version="1"/>',
    "external entity": (
        f'<!DOCTYPE data [<!ENTITY x SYSTEM "file:///etc/passwd">]><data id="crop_visit" version="1"><note>&x;</note>'
        f"{_meta(new_instance())}</data>"
    ).encode(),
    "billion laughs": (
        f'<!DOCTYPE data [{LAUGHS}]><data id="crop_visit" version="1"><note>&a8;</note>{_meta(new_instance())}</data>'
    ).encode(),
    "document type from the net": (
        f'<!DOCTYPE data SYSTEM "http://127.0.0.1:9/x.dtd"><data id="crop_visit" version="1">'
        f"{_meta(new_instance())}</data>"
    ).encode(),
    "deep": b"<d>" * 5_000 + b"</d>" * 5_000,
    "no form id": f'<data version="1">{_meta(new_instance())}</data>'.encode(),
    "no meta": b'<data id="crop_visit" version="1"/>',
    "empty instance id": f'<data id="crop_visit" version="1">{_meta("")}</data>'.encode(),
    "endless instance id": f'<data id="crop_visit" version="1">{_meta("u" * 81)}</data>'.encode(),
    "encrypted": f'<data id="crop_visit" version="1" encrypted="yes">{_meta(new_instance())}</data>'.encode(),
}  # fmt: skip


@pytest.mark.parametrize("case", BAD_XML)
def test_what_cannot_be_read_is_400_and_leaves_no_trace(phone: Phone, case: str) -> None:
    answer = phone.post(BAD_XML[case], {"a.jpg": ONE})
    assert answer.status_code == 400
    assert said(answer)
    assert chain(phone) == []


XML_PART = part("xml_submission_file", filled(new_instance(), photo="a.jpg"), "s.xml")
BAD_BODIES: dict[str, bytes] = {
    "nothing": b"",
    "no xml": part("a.jpg", ONE, "a.jpg") + b"--b--\r\n",
    "no end": XML_PART,
    "cut in a photo": XML_PART + part("a.jpg", ONE, "a.jpg")[:-1000],
    "other boundary": XML_PART.replace(b"--b\r\n", b"--c\r\n") + b"--c--\r\n",
    "xml twice": XML_PART * 2 + b"--b--\r\n",
    "no header": b"--b\r\n\r\nx\r\n--b--\r\n",
    "broken header": b"--b\r\nContent-Disposition form-data\r\n\r\nx\r\n--b--\r\n",
    "a name that is none": XML_PART + part("x", ONE, "..") + b"--b--\r\n",
    "a name with a control sign": XML_PART + part("x", ONE, "a\tb.jpg") + b"--b--\r\n",
    "an endless name": XML_PART + part("x", ONE, "n" * 201) + b"--b--\r\n",
}


@pytest.mark.parametrize("case", BAD_BODIES)
def test_a_body_that_is_not_whole_is_400_and_leaves_no_trace(phone: Phone, case: str) -> None:
    answer = phone.raw(BAD_BODIES[case])
    assert answer.status_code == 400, answer.text
    assert said(answer)
    assert chain(phone) == []


@pytest.mark.parametrize(
    "kind",
    [
        "text/xml",
        "multipart/form-data",
        "multipart/form-data; boundary=" + "x" * 400,
        "",
        "multipart/mixed; boundary=b",
    ],
)
def test_another_kind_of_body_is_400(phone: Phone, kind: str) -> None:
    answer = phone.raw(XML_PART + b"--b--\r\n", **{"Content-Type": kind})
    assert (answer.status_code, bool(said(answer))) == (400, True)


def test_unknown_forms_and_versions_are_404(phone: Phone) -> None:
    form = phone.post(filled(new_instance(), form="no_such"))
    version = phone.post(filled(new_instance(), version="9"))
    assert (form.status_code, version.status_code) == (404, 404)
    assert said(form) != said(version)


def test_a_phone_that_was_not_given_the_form_is_403(place: Place) -> None:
    phone = place.phone(forms=["pledge"])
    assert phone.post(filled(new_instance())).status_code == 403


def test_an_announced_size_above_the_limit_is_413_before_a_byte_is_read(phone: Phone) -> None:
    address = urlsplit(phone.base)
    with closing(HTTPConnection(str(address.hostname), address.port)) as line:
        line.putrequest("POST", f"{address.path}/submission")
        line.putheader("Content-Type", "multipart/form-data; boundary=b")
        line.putheader("Content-Length", "100000001")
        line.endheaders()
        answer = line.getresponse()
        assert answer.status == 413
        assert answer.headers["X-OpenRosa-Version"] == "1.0"
        assert "100000000" in answer.read().decode()


def test_what_grows_too_large_is_413_and_never_lies_on_the_disk(phone: Phone, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(openrosa_multipart, "LARGEST_FILE", 30_000)
    monkeypatch.setattr(openrosa_multipart, "LARGEST_XML", 3_000)
    largest = _watch_disk(monkeypatch)
    assert phone.post(filled(new_instance(), photo="a.jpg"), {"a.jpg": ONE}).status_code == 413
    assert max(largest) <= 30_000
    assert phone.post(filled(new_instance(), "字" * 1_001)).status_code == 413
    monkeypatch.setattr(openrosa_multipart, "MOST_BYTES", 20_000)
    chunks = iter([XML_PART, part("a.jpg", ONE, "a.jpg"), b"--b--\r\n"])
    kind = {"Content-Type": "multipart/form-data; boundary=b"}
    answer = phone.session.post(f"{phone.base}/submission", data=chunks, headers=kind)
    assert answer.status_code == 413
    assert chain(phone) == []
    assert not list((phone.county.folder / "phones").iterdir())


def _watch_disk(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Notes how large each spooled file got."""
    sizes = [0]
    before = openrosa_multipart._Part.close

    def close(part: openrosa_multipart._Part) -> None:
        before(part)
        if part.path.exists():
            sizes.append(part.path.stat().st_size)

    monkeypatch.setattr(openrosa_multipart._Part, "close", close)
    return sizes


def test_too_many_parts_are_413(phone: Phone) -> None:
    many = b"".join(part(f"{number}.jpg", b"x", f"{number}.jpg") for number in range(260))
    assert phone.raw(XML_PART + many + b"--b--\r\n").status_code == 413
    assert chain(phone) == []


def test_a_hundred_photos_fit_into_one_post(phone: Phone) -> None:
    names = [f"{number}.jpg" for number in range(100)]
    assert phone.post(filled(new_instance(), portraits=names), dict.fromkeys(names, b"x")).status_code == 201
    assert incomplete(phone) == 0


def test_a_full_disk_is_507_and_the_phone_tries_again(phone: Phone, monkeypatch: pytest.MonkeyPatch) -> None:
    xml = filled(new_instance(), photo="a.jpg")
    opened = Path.open

    def full(path: Path, mode: str = "r", *rest: Any, **more: Any) -> Any:
        if mode == "wb":
            raise OSError(errno.ENOSPC, "full")
        return opened(path, mode, *rest, **more)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "open", full)
        answer = phone.post(xml, {"a.jpg": ONE})
    assert answer.status_code == 507
    assert "Retry-After" in answer.headers
    assert chain(phone) == []
    assert phone.post(xml, {"a.jpg": ONE}).status_code == 201
