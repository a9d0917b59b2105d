"""A laptop with visits to send, without filling in forms: records as `services.visit` appends them."""

import hashlib
import random
import threading
from collections.abc import Callable
from dataclasses import dataclass
from http.client import HTTPResponse
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Self

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from villagevisit.county.home import CountyHome
from villagevisit.domain.clock import Clock, stamp
from villagevisit.domain.errors import CodedError
from villagevisit.services import attachments, enrolment, exchange, exchange_bodies
from villagevisit.services.exchange import ExchangeResult
from villagevisit.services.exchange_bodies import Attached, Place, SignoffBody, SubmissionBody
from villagevisit.services.workspace import NOBODY, Workspace, new_id
from villagevisit.store import records

COUNTY = "999999000000"
NAME = "云溪县"
VILLAGE = "999999100201"
NO_PHOTO: tuple[bytes, ...] = ()
PHOTO = random.Random(1).randbytes(120_000)
OTHER = random.Random(2).randbytes(150_000)


@dataclass
class Laptop:
    ws: Workspace
    clock: Clock

    @classmethod
    def make(cls, home: Path, county: CountyHome, clock: Clock, laptops: int = 1) -> Self:
        ws = Workspace.open(home, clock)
        path = home / "county.json"
        path.write_text(county.enrol("1号机", laptops).to_json(), "utf-8")
        enrolment.read_county_file(ws, path)
        return cls(ws, clock)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.ws.close()

    def visit(
        self, number: int, photos: tuple[bytes, ...] = NO_PHOTO, signatures: int = 2, size: int = 3_000,
        replaces: str = "",
    ) -> str:  # fmt: skip
        """A submission with its sign-offs; returns its id."""
        filling = random.Random(number).randbytes(size // 2).hex()
        name = new_id()
        meta = f"<meta><instanceID>{name}</instanceID></meta>"
        xml = f"<data id='F01'><no>{number}</no>{filling}{meta}</data>".encode()
        digest = hashlib.sha256(xml).hexdigest()
        files = tuple(self._attach(data) for data in photos)
        body = SubmissionBody(
            id=name,
            form_id="f01",
            form_version="1",
            digest=digest,
            xml=xml,
            frozen_at=stamp(self.clock),
            place=Place(f"household-{number}", f"{number:04d}", VILLAGE, "红星村", "一组", "张三丰"),
            signatures_needed=2,
            attachments=files,
            result={"net_year": "10145.00"},
            replaces=replaces,
        )
        with self.ws.store.transaction() as db:
            for one in files:
                db.execute(
                    "INSERT INTO attachment(owner_id, name, digest, media_type, size) VALUES (?, ?, ?, ?, ?)",
                    [body.id, one.name, one.digest, one.media_type, one.size],
                )
            signed = exchange_bodies.submission_body(signed_by(body, signatures))
            records.append(db, "submission", body.id, signed, stamp(self.clock))
        return body.id

    def append(self, kind: str, subject: str, body: bytes) -> str:
        with self.ws.store.transaction() as db:
            return records.append(db, kind, subject, body, stamp(self.clock))

    def send(self, port: int) -> ExchangeResult:
        url = f"http://127.0.0.1:{port}"
        return exchange.exchange_server(self.ws, NOBODY, url, pause=lambda _seconds: None).value

    def write(self, folder: Path) -> ExchangeResult:
        return exchange.exchange_folder(self.ws, NOBODY, folder).value

    def states(self) -> dict[str, int]:
        rows = self.ws.store.reader().execute("SELECT state, count(*) FROM record GROUP BY state")
        return dict(rows.fetchall())

    def state_of(self, submission_id: str) -> str:
        return records.state_of(self.ws.store.reader(), submission_id)

    def outbox(self) -> dict[str, bytes]:
        folder = self.ws.home / "outbox"
        return {path.name: path.read_bytes() for path in sorted(folder.iterdir())} if folder.is_dir() else {}

    def _attach(self, data: bytes) -> Attached:
        digest = attachments.store(self.ws, data)
        return Attached(f"photo-{digest[:16]}.jpg", digest, len(data), "image/jpeg")


def signed_by(body: SubmissionBody, people: int) -> SubmissionBody:
    """With the signatures of the first one or two of two people."""
    signoffs: list[SignoffBody] = []
    for place in range(1, people + 1):
        key = Ed25519PrivateKey.from_private_bytes(bytes([place]) * 32)
        before = signoffs[-1].signature if signoffs else b""
        public = key.public_key().public_bytes_raw()
        message = exchange_bodies.signed_message(body.digest, exchange_bodies.claimed(body), place, public, b"", before)
        signoffs.append(
            SignoffBody(
                officer_id=f"officer-{place}",
                staff_no=f"00{place}",
                officer_name=("李芳", "王强")[place - 1],
                public_key=public,
                signature=key.sign(message),
                signed_at=body.frozen_at,
            )
        )
    return body._replace(signoffs=tuple(signoffs))


class Proxy:
    """Stands between laptop and county and spoils what `spoil` says: see `handle` of the tests that use it."""

    def __init__(self, handle: Callable[[BaseHTTPRequestHandler], None]) -> None:
        class Handler(BaseHTTPRequestHandler):
            def do_HEAD(self) -> None:
                handle(self)

            do_GET = do_POST = do_HEAD

            def log_message(self, *_: object) -> None:
                """Says nothing."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = False
        self.port = self._server.server_port
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01})

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


def pass_on(request: BaseHTTPRequestHandler, answer: HTTPResponse, body: bytes) -> None:
    """Hands the county's answer to the laptop."""
    request.send_response_only(answer.status)
    for key, value in answer.getheaders():
        request.send_header(key, value)
    request.end_headers()
    request.wfile.write(body)


def code_of(call: Callable[[], object]) -> str:
    with pytest.raises(CodedError) as caught:
        call()
    return caught.value.code


def shown(county: CountyHome) -> list[tuple[int, int]]:
    county.view.catch_up()
    return [(one.households, one.signed) for one in county.view.villages()]
