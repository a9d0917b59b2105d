"""Finished records to an ODK Central and to a Kobo server: what counts as sent, what stays, what a person must see."""

import hashlib
import json
import ssl
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from ipaddress import IPv4Address
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tests.services.openrosa_servers import KOBO_USER, PASSWORD, USER, Central, Kobo, Post, Server, Told, response
from villagevisit.domain.clock import stamp
from villagevisit.domain.errors import CodedError
from villagevisit.services import attachments, openrosa, visit_outbox
from villagevisit.services.openrosa import Handed
from villagevisit.services.workspace import NOBODY, Workspace
from villagevisit.store import visits
from villagevisit.store.visits import AttachmentRow, StoredSubmission

PHOTO = b"\xff\xd8photo" * 1_000


def _certificate(folder: Path) -> tuple[Path, Path]:
    """A certificate of our own for localhost, and its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    places = x509.SubjectAlternativeName([x509.DNSName("localhost"), x509.IPAddress(IPv4Address("127.0.0.1"))])
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(datetime.now(UTC) - timedelta(days=1))
        .not_valid_after(datetime.now(UTC) + timedelta(days=1))
        .add_extension(places, critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    public, private = folder / "cert.pem", folder / "key.pem"
    public.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    private.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    return public, private


@pytest.fixture
def tls(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ssl.SSLContext:
    """For a server whose authority this computer trusts."""
    public, private = _certificate(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(public))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(public, private)
    return context


@pytest.fixture
def central(tls: ssl.SSLContext) -> Iterator[Central]:
    with Central(("f_visit",), tls) as one:
        yield one


@pytest.fixture
def kobo() -> Iterator[Kobo]:
    with Kobo(("f_visit",)) as one:
        yield one


def finished(
    ws: Workspace, number: int, photos: int = 0, form: str = "f_visit", replaces: str = "", signed: bool = True
) -> str:
    """A finished record with photos; its id."""
    name = f"uuid:{number:08d}-0000-4000-8000-000000000000"
    names = [f"photo-{number}-{each}.jpg" for each in range(photos)]
    before = f"<deprecatedID>{replaces}</deprecatedID>" if replaces else ""
    xml = (
        f'<data id="{form}" version="1"><note>雨</note>{"".join(f"<p>{each}</p>" for each in names)}'
        f"<meta><instanceID>{name}</instanceID>{before}</meta></data>"
    ).encode()
    digest = hashlib.sha256(xml).hexdigest()
    stored = StoredSubmission(
        id=name, form_id=form, form_version="1", household_id="", person_id="", campaign_id="", replaces=replaces,
        reason="", digest=digest, body=xml, policy="{}", result="{}", frozen_at=stamp(ws.clock), frozen_by="",
    )  # fmt: skip
    with ws.store.transaction() as db:
        visits.add_submission(db, stored)
        for each in names:
            data = PHOTO + each.encode()
            visits.put_attachment(db, AttachmentRow(name, each, attachments.store(ws, data), "image/jpeg", len(data)))
        if signed:
            visit_outbox.append_submission(ws, stored, 0, stamp(ws.clock))
    return name


def hand(ws: Workspace, server: Server, form: str = "", password: str = PASSWORD) -> Handed:
    user = KOBO_USER if isinstance(server, Kobo) else USER
    return openrosa.hand_over(ws, NOBODY, server.url, form, user, password).value


def body_of(ws: Workspace, name: str) -> bytes:
    found = visits.submission(ws.store.reader(), name)
    assert found is not None
    return found.body


def code_of(ws: Workspace, url: str, user: str = KOBO_USER, password: str = PASSWORD) -> str:
    with pytest.raises(CodedError) as caught:
        openrosa.hand_over(ws, NOBODY, url, "", user, password)
    return caught.value.code


@pytest.mark.parametrize("kind", ["central", "kobo"])
def test_finished_records_arrive_byte_for_byte_with_their_photos_and_once(
    ws: Workspace, kind: str, request: pytest.FixtureRequest
) -> None:
    server: Server = request.getfixturevalue(kind)
    names = [finished(ws, number, photos=2) for number in range(3)]
    assert hand(ws, server) == Handed(3, ())
    assert {name: server.held[name].xml for name in names} == {name: body_of(ws, name) for name in names}
    assert all(data.startswith(PHOTO) for name in names for data in server.held[name].files.values())
    assert sum(len(server.held[name].files) for name in names) == 6
    assert not server.problems
    before = len(server.posts)
    assert hand(ws, server) == Handed(0, ())
    assert len(server.posts) == before


def test_what_is_not_signed_yet_does_not_go(ws: Workspace, central: Central) -> None:
    finished(ws, 1, signed=False)
    assert hand(ws, central) == Handed(0, ())
    assert not central.posts


def test_what_was_finished_on_another_laptop_is_for_that_laptop_to_send(ws: Workspace, central: Central) -> None:
    name = finished(ws, 1)
    with ws.store.transaction() as db:
        db.execute("INSERT INTO taken_submission(id) VALUES (?)", [name])
    assert hand(ws, central) == Handed(0, ())


def test_central_gets_basic_at_once_and_kobo_digest_after_its_challenge(
    ws: Workspace, central: Central, kobo: Kobo
) -> None:
    finished(ws, 1)
    hand(ws, central)
    hand(ws, kobo)
    assert {given.partition(" ")[0] for _, given in central.seen} == {"Basic"}
    kinds = [(method, given.partition(" ")[0]) for method, given in kobo.seen]
    assert kinds == [("GET", ""), ("GET", "Digest"), ("HEAD", "Digest"), ("POST", "Digest")]


def test_a_server_on_https_that_wants_digest_gets_it(ws: Workspace, tls: ssl.SSLContext) -> None:
    finished(ws, 1)
    with Kobo(("f_visit",), tls) as server:
        assert hand(ws, server).sent == 1
        assert server.seen[-1][1].startswith("Digest ")


def test_a_server_that_nobody_vouches_for_gets_nothing(
    ws: Workspace, tls: ssl.SSLContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    finished(ws, 1)
    monkeypatch.delenv("SSL_CERT_FILE")
    with Central(("f_visit",), tls) as server:
        assert code_of(ws, server.url, USER) == "openrosa.certificate"
        assert not server.seen


def test_a_password_never_goes_out_in_clear(ws: Workspace) -> None:
    finished(ws, 1)

    class Asking(Kobo):
        def refused(self, request: object) -> Told | None:
            return Told(401, headers={"WWW-Authenticate": 'Basic realm="x"'})

    with Asking(("f_visit",)) as server:
        assert code_of(ws, server.url) == "openrosa.needs-https"
        assert {given for _, given in server.seen} == {""}


def test_a_wrong_password_is_told_and_nothing_goes(ws: Workspace, central: Central, kobo: Kobo) -> None:
    finished(ws, 1)
    assert code_of(ws, central.url, USER, "wrong") == "openrosa.credentials"
    assert code_of(ws, kobo.url, password="wrong") == "openrosa.credentials"
    assert code_of(ws, kobo.url, user="") == "openrosa.credentials"
    assert code_of(ws, kobo.url, user="王丽") == "openrosa.user-name"
    assert not central.posts
    assert not kobo.posts


def test_user_and_password_may_stand_in_the_address_and_are_kept_nowhere(ws: Workspace, central: Central) -> None:
    finished(ws, 1)
    token = "t" * 64
    url = central.url.replace("https://", "https://%E6%9D%8E%E8%8A%B3%40county:%E5%AF%86%3A%E7%A0%81%201@")
    url = url.replace("/v1/", f"/v1/key/{token}/")
    assert openrosa.hand_over(ws, NOBODY, url).value.sent == 1
    held = b"".join(path.read_bytes() for path in ws.home.rglob("*") if path.is_file())
    assert not [secret for secret in ("密:码", "%E5%AF%86", token, "localhost") if secret.encode() in held]
    assert openrosa.address_digest(url) == openrosa.address_digest(f"https://{url.partition('@')[2]}/")


def test_many_photos_are_split_as_the_server_wants(ws: Workspace, kobo: Kobo) -> None:
    kobo.room = str(30_000)
    name = finished(ws, 1, photos=9)
    assert hand(ws, kobo) == Handed(1, ())
    assert len(kobo.posts) > 2
    assert all(post.size <= 30_000 for post in kobo.posts)
    assert [post.incomplete for post in kobo.posts] == [True] * (len(kobo.posts) - 1) + [False]
    assert {post.xml for post in kobo.posts} == {body_of(ws, name)}
    assert len(kobo.held[name].files) == 9


def test_a_photo_larger_than_the_server_takes_leaves_the_record_due(ws: Workspace, kobo: Kobo) -> None:
    kobo.room = str(5_000)
    finished(ws, 1, photos=1)
    assert [one.reason for one in hand(ws, kobo).left] == ["openrosa.left.too-large"]
    assert not kobo.posts


def test_a_hundred_files_at_most_go_in_one_post(ws: Workspace, kobo: Kobo) -> None:
    finished(ws, 1, photos=101)
    assert hand(ws, kobo).sent == 1
    assert [len(post.files) for post in kobo.posts] == [100, 1]


def test_a_repeat_that_kobo_calls_duplicate_counts_as_sent(ws: Workspace, kobo: Kobo) -> None:
    kobo.next = [Told(504)]
    name = finished(ws, 1)
    assert [one.reason for one in hand(ws, kobo).left] == ["openrosa.left.later"]
    kobo.take(kobo.posts[0])
    assert hand(ws, kobo) == Handed(1, ())
    assert [post.xml for post in kobo.posts] == [body_of(ws, name)] * 2


@pytest.mark.parametrize(
    ("status", "reason"),
    [
        (200, "openrosa.left.login-page"),
        (204, "openrosa.left.later"),
        (302, "openrosa.left.later"),
        (400, "openrosa.left.refused"),
        (401, "openrosa.left.not-allowed"),
        (403, "openrosa.left.not-allowed"),
        (404, "openrosa.left.unknown"),
        (405, "openrosa.left.closed"),
        (413, "openrosa.left.too-large"),
        (423, "openrosa.left.later"),
        (429, "openrosa.left.later"),
        (500, "openrosa.left.later"),
        (503, "openrosa.left.later"),
    ],
)
def test_everything_but_201_and_202_stays_due_and_goes_again_with_the_same_bytes(
    ws: Workspace, central: Central, status: int, reason: str
) -> None:
    central.next = [Told(status, response("wait a moment") if status != 204 else b"")]
    name = finished(ws, 1, photos=1)
    left = hand(ws, central).left
    assert [(one.reason, one.stopped) for one in left] == [(reason, False)]
    assert left[0].said == ("" if status == 204 else "wait a moment")
    assert hand(ws, central) == Handed(1, ())
    assert {post.xml for post in central.posts} == {body_of(ws, name)}


def test_other_content_under_the_same_number_stops_that_record_and_no_other(ws: Workspace, central: Central) -> None:
    first, second = finished(ws, 1), finished(ws, 2)
    central.take(_other(first))
    handed = hand(ws, central)
    assert (handed.sent, [(one.submission_id, one.stopped) for one in handed.left]) == (1, [(first, True)])
    assert handed.left[0].said == "An instance with this ID already exists."
    assert second in central.held
    posts = len(central.posts)
    assert hand(ws, central) == Handed(0, ())
    assert len(central.posts) == posts


def test_a_correction_waits_for_what_it_corrects(ws: Workspace, central: Central) -> None:
    first = finished(ws, 1)
    second = finished(ws, 2, replaces=first)
    central.next = [Told(503)]
    handed = hand(ws, central)
    assert [one.reason for one in handed.left] == ["openrosa.left.later", "openrosa.left.original-first"]
    assert hand(ws, central) == Handed(2, ())
    assert list(central.held) == [first, second]


def test_a_form_the_server_does_not_have_is_left_with_a_sentence(ws: Workspace, central: Central) -> None:
    finished(ws, 1, form="f_other")
    finished(ws, 2)
    handed = hand(ws, central)
    assert (handed.sent, [one.reason for one in handed.left]) == (1, ["openrosa.left.form-not-listed"])
    central.forms = ("f_visit", "f_other")
    assert hand(ws, central) == Handed(1, ())


def test_one_form_only(ws: Workspace, central: Central) -> None:
    central.forms = ("f_visit", "f_other")
    finished(ws, 1, form="f_other")
    finished(ws, 2)
    assert hand(ws, central, "f_other") == Handed(1, ())
    assert hand(ws, central) == Handed(1, ())


def test_each_server_is_remembered_by_itself(ws: Workspace, central: Central, kobo: Kobo) -> None:
    finished(ws, 1)
    assert (hand(ws, central).sent, hand(ws, kobo).sent) == (1, 1)


def test_a_missing_photo_leaves_the_record_due(ws: Workspace, central: Central) -> None:
    name = finished(ws, 1, photos=1)
    row = visits.attachments(ws.store.reader(), name)[0]
    path = attachments.path_of(ws, row.digest)
    data = path.read_bytes()
    path.write_bytes(b"spoiled")
    assert [one.reason for one in hand(ws, central).left] == ["openrosa.left.file-missing"]
    path.write_bytes(data)
    assert hand(ws, central).sent == 1


def test_another_host_is_not_followed_and_another_path_is(ws: Workspace, central: Central) -> None:
    finished(ws, 1)
    central.location = "https://elsewhere.example/submission"
    assert code_of(ws, central.url, USER) == "openrosa.not-openrosa"
    central.location = central.url.replace("https", "http") + "/submission"
    assert code_of(ws, central.url, USER) == "openrosa.not-openrosa"
    assert not central.posts
    central.location = central.url + "/elsewhere"
    assert hand(ws, central).sent == 1


def test_what_is_no_openrosa_server_gets_nothing(ws: Workspace) -> None:
    finished(ws, 1)

    class Portal(Kobo):
        def tell(self, request: object, body: bytes) -> Told:
            return Told(200, b"<html>sign in</html>", {"X-OpenRosa-Version": ""})

    with Portal(()) as server:
        assert code_of(ws, server.url) == "openrosa.not-openrosa"
    assert code_of(ws, server.url) == "exchange.server-unreachable"
    assert code_of(ws, "ftp://x/") == "exchange.bad-url"
    assert code_of(ws, "kobo.example") == "exchange.bad-url"


def test_a_busy_server_is_tried_again_later(ws: Workspace) -> None:
    finished(ws, 1)

    class Busy(Kobo):
        def refused(self, request: object) -> Told | None:
            return Told(503)

    with Busy(("f_visit",)) as server:
        assert code_of(ws, server.url) == "openrosa.busy"


def test_the_audit_says_how_many_and_not_where(ws: Workspace, central: Central) -> None:
    finished(ws, 1)
    hand(ws, central)
    row = ws.store.reader().execute("SELECT action, object, detail FROM audit ORDER BY seq DESC LIMIT 1").fetchone()
    assert (row[0], json.loads(row[2])) == ("openrosa.handed", {"sent": 1, "left": 0})
    assert row[1] == openrosa.address_digest(central.url)[:16]


def _other(name: str) -> Post:
    return Post(f'<data id="f_visit"><meta><instanceID>{name}</instanceID></meta></data>'.encode(), {}, False, 0)
