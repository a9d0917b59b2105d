"""What phones send, on both databases and without the application: one record or none, whatever comes in what order."""

import hashlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import ChaCha20

from sync.errors import SyncError
from sync.server import openrosa_phones as phones
from sync.server import openrosa_shelf as shelf
from sync.server import openrosa_store as received
from sync.server import records
from sync.server.intake import Intake
from sync.server.openrosa_multipart import Posted, Spooled
from sync.server.openrosa_phones import Phone
from sync.server.openrosa_rules import Entry, HeldFile
from sync.server.openrosa_shelf import Published
from sync.server.openrosa_store import Problem, Submissions
from sync.server.openrosa_xml import Head
from tests.sync.makers import AT

VILLAGE = "999999001002"
KEY = b"k" * 32
PHOTO = b"photo" * 1_000


class Plain:
    """An application that knows one list and expects the files that the XML names in `<file>`."""

    def refresh(self) -> None:
        """Nothing to publish."""

    def address(self) -> str:
        return ""

    def area(self, head: Head) -> str:
        return VILLAGE

    def expected(self, form_xml: bytes, head: Head) -> Sequence[str]:
        return [str(one.text) for one in head.root.iter("file")]

    def submission(self, head: Head, xml: bytes, files: Sequence[HeldFile], at: str) -> Entry:
        return Entry("submission", xml)

    def attached(self, instance: str, files: Sequence[HeldFile]) -> Entry:
        return Entry("attachment", b"".join(one.name.encode() for one in files))

    def apart(self) -> Collection[str]:
        return ()

    def own_lists(self) -> Collection[str]:
        return ("kept_here",)

    def entities(self, name: str, phone: Phone) -> bytes:
        return b""

    def gone(self, name: str, phone: Phone, ids: Iterable[str]) -> Mapping[str, bool]:
        return {}

    def taken(self) -> None:
        """Nothing to project."""

    def say(self, code: str, english: bool, params: Mapping[str, str | int]) -> str:
        return code


@pytest.fixture
def phone(intake: Intake) -> Phone:
    with intake.log.writing() as s:
        for version in ("1", "2"):
            shelf.publish(s, Published("f", version, "表", version, b"<form/>", {"a.csv": b"x"}, ("l.csv",)), AT)
        shelf.show(s, {"f": "2"})
        return phones.enrol(s, "手机", "999999001", ("f",), AT)[0]


@pytest.fixture
def submissions(intake: Intake) -> Submissions:
    return Submissions(intake.log, intake.blobs, Plain(), lambda: AT)


def posted(
    folder: Path, instance: str, *names: str, send: Sequence[str] = (), before: str = "", note: str = ""
) -> Posted:
    meta = f"<meta><instanceID>{instance}</instanceID><deprecatedID>{before}</deprecatedID></meta>"
    asked = "".join(f"<file>{name}</file>" for name in names)
    files = []
    for name in send:
        path = folder / name
        data = PHOTO + name.encode()
        path.write_bytes(Cipher(ChaCha20(KEY, bytes(16)), mode=None).encryptor().update(data))
        files.append(Spooled(name, path, KEY, len(data), hashlib.sha256(data).hexdigest(), "image/jpeg"))
    return Posted(f'<d id="f" version="1"><n>{note}</n>{asked}{meta}</d>'.encode(), tuple(files), incomplete=False)


def test_photos_in_any_order_make_one_whole_submission(
    intake: Intake, phone: Phone, submissions: Submissions, tmp_path: Path
) -> None:
    steps = [(("b",), 201), ((), 202), (("a", "b"), 201), (("a",), 202)]
    for send, status in steps:
        assert submissions.take(phone, posted(tmp_path, "i", "a", "b", send=send)).status == status
    with intake.log.reading() as s:
        assert [one.record.kind for one in records.after(s, 0, 10)] == ["submission", "attachment"]
        assert records.head(s, phone.device).whole == 2
        assert [one.area for one in records.after(s, 0, 10)] == [VILLAGE] * 2
        assert (received.received(s), received.waiting(s)) == ({phone.device: 1}, {})


def test_conflicts_and_corrections(intake: Intake, phone: Phone, submissions: Submissions, tmp_path: Path) -> None:
    assert submissions.take(phone, posted(tmp_path, "one", "a", send=["a"])).status == 201
    assert submissions.take(phone, posted(tmp_path, "one", "a", note="x")).code == "openrosa.conflict"
    assert submissions.take(phone, posted(tmp_path, "two", "a", "b", before="one")).status == 201
    assert submissions.take(phone, posted(tmp_path, "two", before="one")).code == "openrosa.id-used"
    for before, code in (("one", "openrosa.not-newest"), ("nobody", "openrosa.unknown-original")):
        with pytest.raises(Problem) as caught:
            submissions.take(phone, posted(tmp_path, "three", before=before))
        assert caught.value.outcome.code == code
    with intake.log.reading() as s:
        assert (received.received(s), received.waiting(s)) == ({phone.device: 2}, {phone.device: 1})


def test_a_blob_store_that_fails_leaves_nothing(
    intake: Intake, phone: Phone, submissions: Submissions, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(intake.blobs, "count", lambda *_: False)
        with pytest.raises(SyncError):
            submissions.take(phone, posted(tmp_path, "i", "a", send=["a"]))
    with intake.log.reading() as s:
        assert records.after(s, 0, 10) == []
        assert received.received(s) == {}
    assert submissions.take(phone, posted(tmp_path, "i", "a", send=["a"])).status == 201


def test_the_shelf_lists_one_version_and_keeps_all(intake: Intake, phone: Phone) -> None:
    with intake.log.writing() as s:
        assert [(one.form, one.version) for one in shelf.every(s)] == [("f", "2")]
        assert set(shelf.versions(s, "f")) == {"1", "2"}
        assert shelf.set_closed(s, "f", closed=True)
        shelf.publish(s, Published("f", "3", "表", "3", b"<form3/>", {}), AT)
        shelf.show(s, {"f": "3"})
        (one,) = shelf.every(s)
        assert (one.version, one.closed, shelf.media_hashes(s, one)) == ("3", True, {})
        assert shelf.media_content(s, shelf.versions(s, "f")["1"], "a.csv") == b"x"
        assert shelf.by_hash(s, shelf.md5(b"<form3/>")) == one
        assert not shelf.set_closed(s, "g", closed=True)
        shelf.show(s, {})
        assert shelf.every(s) == []


def test_a_phone_is_found_by_its_token_until_it_is_revoked(intake: Intake) -> None:
    with intake.log.writing() as s:
        made, token = phones.enrol(s, "手机", "", (), AT)
        assert phones.find(s, token) == made
        assert phones.find(s, token.upper()) is None
        phones.seen(s, made.device, AT)
        assert [one.seen_at for one in phones.every(s)] == [AT]
        assert phones.revoke(s, made.device)
        assert phones.find(s, token) is None
        assert not phones.revoke(s, "OR-NOBODY")
