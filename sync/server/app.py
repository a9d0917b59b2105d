"""The batch API: `POST|HEAD /v1/batches`, `GET /v1/downlink`, `/healthz`, `/metrics`. Nothing personal is said."""

from collections.abc import Callable

from sqlalchemy import ColumnElement, Table, func, select
from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from sync.container import MAX_FILE
from sync.errors import SyncError
from sync.server import records
from sync.server.intake import Intake, Taken
from sync.server.log import Session
from sync.server.tables import alarm, batch, blob, device, record
from sync.server.uploads import Uploads

_HEX = frozenset("0123456789abcdef")
RETRY_AFTER = "20"


def routes(intake: Intake, uploads: Uploads, taken: Callable[[Taken], None]) -> list[Route]:
    """The routes of one county. `taken` is told of every batch after it was imported (to project it)."""
    api = _Api(intake, uploads, taken)
    return [
        Route("/v1/batches", api.post, methods=["POST"]),
        Route("/v1/batches/{digest}", api.head, methods=["HEAD"]),
        Route("/v1/downlink", api.downlink, methods=["GET"]),
        Route("/healthz", api.healthz, methods=["GET"]),
        Route("/metrics", api.metrics, methods=["GET"]),
    ]


class _Api:
    def __init__(self, intake: Intake, uploads: Uploads, taken: Callable[[Taken], None]) -> None:
        self._intake = intake
        self._uploads = uploads
        self._taken = taken

    async def head(self, request: Request) -> Response:
        """How many bytes of a batch are here already."""
        digest = request.path_params["digest"]
        if not _is_digest(digest):
            return _problem(400, "upload.bad-request")
        earlier = await run_in_threadpool(self._intake.repeated, digest)
        held = earlier.size if earlier else self._uploads.held(digest)
        return Response(status_code=200 if earlier or held else 404, headers={"Upload-Offset": str(held)})

    async def post(self, request: Request) -> Response:
        """Takes bytes of a batch from where the last try stopped; with the last byte comes the receipt."""
        wanted = _wanted(request)
        if wanted is None:
            return _problem(400, "upload.bad-request")
        digest, offset, total = wanted
        if total > MAX_FILE:
            return _problem(413, "batch.too-large")
        try:
            if offset == total:
                earlier = await run_in_threadpool(self._intake.repeated, digest)
                if earlier is not None:
                    return _receipt(earlier)
            with self._uploads.open(digest, offset) as upload:
                try:
                    async for chunk in request.stream():
                        upload.write(chunk, total)
                except ClientDisconnect:
                    return Response(status_code=202)
                if upload.size < total:
                    return Response(status_code=202, headers={"Upload-Offset": str(upload.size)})
                answer = await run_in_threadpool(self._import, upload.path.read_bytes(), digest)
                upload.finish()
        except SyncError as error:
            return self._refusal(error, digest)
        return _receipt(answer)

    async def downlink(self, request: Request) -> Response:
        """What waits for a device; the answer opens only with that device's key."""
        name, after = request.query_params.get("device", ""), request.query_params.get("after", "0")
        if not name or not after.isdecimal() or len(after) > 12:
            return _problem(400, "upload.bad-request")
        try:
            file = await run_in_threadpool(self._intake.waiting, name, int(after))
        except SyncError as error:
            return _problem(503 if error.environment else 404, error.code)
        if file is None:
            return Response(status_code=204)
        return Response(file, media_type="application/vnd.villagevisit.batch")

    async def healthz(self, _request: Request) -> Response:
        """Whether the log answers; cheap, because it is asked all day."""
        try:
            await run_in_threadpool(self._answers)
        except SyncError as error:
            return _problem(503, error.code)
        return PlainTextResponse("ok\n")

    async def metrics(self, _request: Request) -> Response:
        """Prometheus text; counts only."""
        try:
            counts = await run_in_threadpool(self._count)
        except SyncError as error:
            return _problem(503, error.code)
        lines = [f"# TYPE {name.split('{')[0]} gauge\n{name} {value}" for name, value in counts.items()]
        return PlainTextResponse("\n".join(lines) + "\n", media_type="text/plain; version=0.0.4")

    def _import(self, data: bytes, digest: str) -> Taken:
        taken = self._intake.receive(data, "network")
        if taken.digest != digest:
            raise SyncError("batch.damaged")
        self._taken(taken)
        return taken

    def _refusal(self, error: SyncError, digest: str) -> Response:
        if error.code == "upload.offset":
            return Response(status_code=409, headers={"Upload-Offset": str(self._uploads.held(digest))})
        if error.code == "upload.busy":
            return _problem(423, error.code)
        if error.environment:
            return _problem(507 if error.code.endswith("full") else 503, error.code)
        self._uploads.forget(digest)
        if error.code.startswith("device."):
            return _problem(403, error.code)
        return _problem(413 if error.code == "batch.too-large" else 422, error.code)

    def _answers(self) -> None:
        with self._intake.log.reading() as s:
            _rows(s, device)

    def _count(self) -> dict[str, int]:
        with self._intake.log.reading() as s:
            return {
                "villagevisit_records": _rows(s, record),
                "villagevisit_devices": _rows(s, device),
                "villagevisit_record_gaps": sum(1 for _ in records.gaps(s)),
                'villagevisit_batches{state="imported"}': _rows(s, batch, batch.c.state == "imported"),
                'villagevisit_batches{state="quarantined"}': _rows(s, batch, batch.c.state == "quarantined"),
                "villagevisit_attachments": _rows(s, blob, blob.c.whole == 1),
                "villagevisit_alarms": _rows(s, alarm),
            }


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


def _is_digest(text: str) -> bool:
    return len(text) == 64 and _HEX.issuperset(text)


def _problem(status: int, code: str) -> Response:
    headers = {"VillageVisit-Code": code}
    if status in (423, 503, 507):
        headers["Retry-After"] = "2" if status == 423 else RETRY_AFTER
    return JSONResponse({"code": code}, status_code=status, headers=headers)
