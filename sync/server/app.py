"""The batch API: `POST|HEAD|GET /v1/batches`, `GET /v1/downlink`, `/healthz`, `/metrics`. Nothing personal is said."""

import logging
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from sqlalchemy import ColumnElement, Table, func, select
from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from sync import succession
from sync.batch import MAX_CURSOR, is_name
from sync.container import MAX_FILE
from sync.down import MOST_ASKED
from sync.errors import SyncError
from sync.handout import Want
from sync.server import records
from sync.server.drain import Drain
from sync.server.handout import Handout
from sync.server.inbox import Inbox
from sync.server.intake import Intake, Taken
from sync.server.limits import NOTED
from sync.server.log import Session
from sync.server.metrics import Metrics
from sync.server.tables import alarm, batch, blob, device
from sync.server.uploads import Uploads

_log = logging.getLogger("sync.server.app")
_HEX = frozenset("0123456789abcdef")
RETRY_AFTER = 20
PATIENCE = 2.0
"""Seconds that a sender waits for the receipt in the same request; else it asks for it later."""
_ASK_AGAIN = 5
_DIGEST = 32
_UNKNOWN = ("down.unknown-device", "blob.unknown")
_NO_ROOM = frozenset({"exchange.folder-full", "county.quarantine-full"})
"""What a person must mend; a full inbox or staging folder empties itself."""


class Service:
    """What one county serves to its laptops: made once, started with `running`.

    `taken` is told of every imported batch (to project it), `gauges` says what else is worth measuring.
    """

    def __init__(
        self,
        intake: Intake,
        uploads: Uploads,
        inbox: Inbox,
        taken: Callable[[Taken], None],
        gauges: Callable[[], dict[str, int]],
        handout: Handout,
    ) -> None:
        self.metrics = Metrics()
        self._intake = intake
        self._uploads = uploads
        self._inbox = inbox
        self._gauges = gauges
        self._handout = handout
        self._drain = Drain(inbox, taken, self.metrics.drained)

    def routes(self) -> list[Route]:
        return [
            Route("/v1/batches", self.post, methods=["POST"]),
            Route("/v1/batches/{digest}", self.head, methods=["HEAD"]),  # before GET, which would take it
            Route("/v1/batches/{digest}", self.get, methods=["GET"]),
            Route("/v1/downlink", self.downlink, methods=["GET", "POST"]),
            Route("/v1/blobs/{digest}", self.blob, methods=["GET"]),
            Route("/v1/county-keys", self.county_keys, methods=["GET"]),
            Route("/healthz", self.healthz, methods=["GET"]),
            Route("/metrics", self.show_metrics, methods=["GET"]),
        ]

    @asynccontextmanager
    async def running(self, _app: object = None) -> AsyncIterator[None]:
        """Drains the inbox meanwhile; leaving it finishes the batch in hand."""
        try:
            await run_in_threadpool(self._inbox.release)
            await run_in_threadpool(self._inbox.adopt)
        except SyncError as error:  # a full disk: serve what can be served; leases end, and laptops send again
            _log.warning("the inbox was left as it is: %s", error.code)
        async with self._drain.running():
            yield

    async def get(self, request: Request) -> Response:
        """What became of a batch: its receipt, the code why it was set aside, or that it still waits."""
        digest = request.path_params["digest"]
        if not _is_digest(digest):
            return _problem(400, "upload.bad-request")
        try:
            return await run_in_threadpool(self._outcome, digest)
        except SyncError as error:
            return self._refusal(error, digest)

    async def head(self, request: Request) -> Response:
        """How many bytes of a batch are here already."""
        digest = request.path_params["digest"]
        if not _is_digest(digest):
            return _problem(400, "upload.bad-request")
        try:
            held = await run_in_threadpool(self._size, digest)
        except SyncError as error:
            return self._refusal(error, digest)
        return Response(status_code=200 if held else 404, headers={"Upload-Offset": str(held)})

    async def post(self, request: Request) -> Response:
        """Takes bytes of a batch from where the last try stopped; soon after the last byte comes the receipt."""
        wanted = _wanted(request)
        if wanted is None:
            return _problem(400, "upload.bad-request")
        digest, offset, total = wanted
        if total > MAX_FILE:
            return _problem(413, "batch.too-large")
        try:
            if offset == total and await run_in_threadpool(self._known, digest):
                return await run_in_threadpool(self._outcome, digest)
            if not offset and self._uploads.held(digest) == total:
                self._uploads.forget(digest)  # whole when the server died, and in no inbox: its sender begins anew
            with self._uploads.open(digest, offset) as upload:
                try:
                    async for chunk in request.stream():
                        upload.write(chunk, total)
                except ClientDisconnect:
                    return Response(status_code=202)
                if upload.size < total:
                    return Response(status_code=202, headers={"Upload-Offset": str(upload.size)})
                await run_in_threadpool(upload.close)
                path = upload.path
                device = await self._drain.patience(digest, lambda: self._inbox.admit(path, digest), PATIENCE)
                request.scope[NOTED] = device
            return await run_in_threadpool(self._outcome, digest)
        except SyncError as error:
            return self._refusal(error, digest)

    async def downlink(self, request: Request) -> Response:
        """What waits for a device; the answer opens only with that device's key. A body asks about attachments."""
        name, cursor = request.query_params.get("device", ""), _hex(request.query_params.get("cursor", ""))
        signature = _hex(request.headers.get("VillageVisit-Signature", ""))
        if not is_name(name) or cursor is None or len(cursor) > MAX_CURSOR or not signature:
            return _problem(400, "upload.bad-request")
        asked = await _body(request, MOST_ASKED * _DIGEST)
        if asked is None or len(asked) % _DIGEST:
            return _problem(413, "upload.bad-request")
        return await _handed(lambda: self._intake.asked(name, cursor, signature, asked))

    async def blob(self, request: Request) -> Response:
        """An attachment from a byte on, for a laptop of the office in whose area it belongs."""
        name, digest = request.query_params.get("device", ""), request.path_params["digest"]
        offset = request.query_params.get("offset", "0")
        signature = _hex(request.headers.get("VillageVisit-Signature", ""))
        if not is_name(name) or not _is_digest(digest) or not offset.isdecimal() or len(offset) > 11 or not signature:
            return _problem(400, "upload.bad-request")
        want = Want(digest, int(offset))
        return await _handed(lambda: self._handout.answer(name, want, signature))

    async def county_keys(self, _request: Request) -> Response:
        """The announcements of the county's new keys; no secret, and nothing personal."""
        made = succession.pack(self._intake.keys.past.chain)
        return Response(made, media_type="application/vnd.villagevisit.county-keys")

    async def healthz(self, _request: Request) -> Response:
        """Whether the log answers; cheap, because it is asked all day."""
        try:
            await run_in_threadpool(self._answers)
        except SyncError as error:
            return _problem(503, error.code)
        return PlainTextResponse("ok\n")

    async def show_metrics(self, _request: Request) -> Response:
        """Prometheus text; counts only."""
        try:
            counts = await run_in_threadpool(self._count)
        except SyncError as error:
            return _problem(503, error.code)
        return PlainTextResponse(self.metrics.text(counts), media_type="text/plain; version=0.0.4")

    def _known(self, digest: str) -> bool:
        """Whether all its bytes were taken over, so that none need come again. What was set aside may come again."""
        settled = self._inbox.settled(digest)
        return bool(settled.taken if settled else self._inbox.holds(digest))

    def _size(self, digest: str) -> int:
        taken = self._intake.repeated(digest)
        return taken.size if taken else self._inbox.holds(digest) or self._uploads.held(digest)

    def _outcome(self, digest: str) -> Response:
        settled = self._inbox.settled(digest)
        if settled is None:
            size = self._inbox.holds(digest)
            if size:
                headers = {"Upload-Offset": str(size), "Retry-After": str(_ASK_AGAIN)}
                return Response(status_code=202, headers=headers)
            settled = self._inbox.settled(digest)  # it may have been imported between the two looks
        if settled is None:
            return _problem(404, "batch.unknown")
        return _receipt(settled.taken) if settled.taken else self._refusal(SyncError(settled.code), digest)

    def _refusal(self, error: SyncError, digest: str) -> Response:
        if error.code == "upload.offset":
            return Response(status_code=409, headers={"Upload-Offset": str(self._uploads.held(digest))})
        if error.code == "upload.busy":
            return _problem(423, error.code)
        if error.environment:
            return _problem(507 if error.code in _NO_ROOM else 503, error.code)
        self._uploads.forget(digest)
        if error.code.startswith("device."):
            return _problem(403, error.code)
        return _problem(413 if error.code == "batch.too-large" else 422, error.code)

    def _answers(self) -> None:
        with self._intake.log.reading() as s:
            _rows(s, device)

    def _count(self) -> dict[str, int]:
        load = self._inbox.load()
        waiting = {
            "villagevisit_inbox_batches": load.batches,
            "villagevisit_inbox_records": load.records,
            "villagevisit_inbox_bytes": load.bytes,
            "villagevisit_inbox_oldest_seconds": self._inbox.age(load),
            **self._gauges(),
        }
        with self._intake.log.reading() as s:
            return waiting | {
                "villagevisit_records": sum(one.records for one in records.heads(s)),
                "villagevisit_devices": _rows(s, device),
                "villagevisit_record_gaps": sum(1 for _ in records.gaps(s)),
                'villagevisit_batches{state="imported"}': _rows(s, batch, batch.c.state == "imported"),
                'villagevisit_batches{state="quarantined"}': _rows(s, batch, batch.c.state == "quarantined"),
                "villagevisit_attachments": _rows(s, blob, blob.c.whole == 1),
                "villagevisit_alarms": _rows(s, alarm),
            }


async def _handed(make: Callable[[], bytes]) -> Response:
    """A file for one device, or why there is none."""
    try:
        file = await run_in_threadpool(make)
    except SyncError as error:
        if error.environment:
            return _problem(503, error.code)
        return _problem(404 if error.code.endswith(_UNKNOWN) else 403, error.code)
    return Response(file, media_type="application/vnd.villagevisit.batch")


async def _body(request: Request, limit: int) -> bytes | None:
    """What was sent along; None when it is more than that, or when its sender is gone and hears no answer."""
    body = b""
    try:
        async for chunk in request.stream():
            body += chunk
            if len(body) > limit:
                return None
    except ClientDisconnect:
        return None
    return body


def _receipt(taken: Taken) -> Response:
    return Response(taken.receipt, media_type="application/vnd.villagevisit.receipt")


def _rows(s: Session, table: Table, *conditions: ColumnElement[bool]) -> int:
    """How many rows of this county there are."""
    return s.db.execute(select(func.count()).where(table.c.county == s.county, *conditions)).scalar_one()


def _wanted(request: Request) -> tuple[str, int, int] | None:
    digest = request.headers.get("Upload-Digest", "")
    offset, total = request.headers.get("Upload-Offset", ""), request.headers.get("Upload-Length", "")
    numbers = offset.isdecimal() and total.isdecimal() and len(offset) < 12 and len(total) < 12
    return (digest, int(offset), int(total)) if _is_digest(digest) and numbers else None


def _hex(text: str) -> bytes | None:
    """The bytes behind hexadecimal digits; None when it is something else."""
    try:
        return bytes.fromhex(text)
    except ValueError:
        return None


def _is_digest(text: str) -> bool:
    return len(text) == 64 and _HEX.issuperset(text)


def _problem(status: int, code: str) -> Response:
    headers = {"VillageVisit-Code": code}
    if status in (423, 503, 507):
        headers["Retry-After"] = "2" if status == 423 else str(RETRY_AFTER)
    return JSONResponse({"code": code}, status_code=status, headers=headers)
