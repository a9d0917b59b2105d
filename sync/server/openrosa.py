"""OpenRosa 1.0 over HTTP, so that ODK Collect on a phone can fetch forms from the county and send to it.

Everything hangs below `/key/{token}`; the token in the path is all that a phone needs, and is written nowhere. Every
answer, errors too, is OpenRosa: the version header, `text/xml`, and a sentence that the phone shows.
"""

import shutil
import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route

from sync.errors import SyncError
from sync.files import failure
from sync.server import openrosa_entities as lists
from sync.server import openrosa_phones as phones
from sync.server import openrosa_shelf as shelf
from sync.server import openrosa_xml as xml
from sync.server.blobs import Blobs
from sync.server.limits import NOTED
from sync.server.log import RecordLog
from sync.server.openrosa_frame import PATH, TYPE
from sync.server.openrosa_multipart import MOST_BYTES, Posted, receive
from sync.server.openrosa_phones import Phone, Wrong
from sync.server.openrosa_rules import Rules
from sync.server.openrosa_shelf import Shelved
from sync.server.openrosa_store import Outcome, Problem, Submissions

_ALL = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]
_HEADERS = {"X-OpenRosa-Version": "1.0", "X-OpenRosa-Accept-Content-Length": str(MOST_BYTES)}
_MOST_ASKED = 1_000
_STATUS = {
    "openrosa.too-large": 413,
    "openrosa.too-many": 413,
    "openrosa.same-name": 409,
    "exchange.folder-full": 507,
    "county.database": 503,
}


class Door:
    """The OpenRosa door of one county. `folder` is for posts on their way; what a crash left there is thrown away.

    `require_room` (records, bytes) raises `county.inbox-full` while more waits than the county allows.
    """

    def __init__(
        self,
        log: RecordLog,
        blobs: Blobs,
        rules: Rules,
        folder: Path,
        now: Callable[[], str],
        seconds: Callable[[], float],
        require_room: Callable[[int, int], None],
    ) -> None:
        self._log = log
        self._require_room = require_room
        self._submissions = Submissions(log, blobs, rules, now)
        self._now = now
        self._rules = rules
        self._folder = folder
        self._wrong = Wrong(seconds)
        shutil.rmtree(folder, ignore_errors=True)

    def routes(self) -> list[Route]:
        return [Route(PATH + "{token}/{rest:path}", self.handle, methods=_ALL)]

    async def handle(self, request: Request) -> Response:
        """Any request below a token."""
        try:
            return await self._answer(request)
        except Problem as problem:
            return self._say(request, problem.outcome)
        except SyncError as error:
            status = _STATUS.get(error.code, 503 if error.environment else 400)
            code = "openrosa.no-room" if status == 507 else "openrosa.out-of-order" if status == 503 else error.code
            return self._say(request, Outcome(status, code, error.params))

    async def _answer(self, request: Request) -> Response:
        phone = await run_in_threadpool(self._phone, request)
        if request.headers.get("X-OpenRosa-Version", "1.0") != "1.0":
            raise Problem(400, "openrosa.version")
        rest = request.path_params["rest"].split("/")
        match rest:
            case ["submission"]:
                _only(request, "GET", "HEAD", "POST")
                if request.method == "POST":
                    return await self._post(request, phone)
                return Response(status_code=204, headers=_HEADERS)
            case ["formList"]:
                return await self._get(request, self._list, phone)
            case ["forms", _] | ["forms", _, "manifest"] | ["forms", _, "media" | "entities" | "integrity", _]:
                return await self._get(request, self._of_form, phone)
        raise Problem(404, "openrosa.nothing-here")

    async def _get(
        self, request: Request, make: Callable[[Request, Phone], tuple[bytes, str]], phone: Phone
    ) -> Response:
        _only(request, "GET", "HEAD")
        body, media_type = await run_in_threadpool(make, request, phone)
        headers = {**_HEADERS, "ETag": f'"{shelf.md5(body)}"', "Cache-Control": "private, no-cache"}
        if headers["ETag"] in request.headers.get("If-None-Match", ""):
            return Response(status_code=304, headers=headers)
        if request.method == "HEAD":
            return Response(status_code=204, headers=headers)
        return Response(body, media_type=media_type, headers=headers)

    async def _post(self, request: Request, phone: Phone) -> Response:
        announced = request.headers.get("Content-Length", "0")
        if announced.isdecimal() and int(announced) > MOST_BYTES:
            raise SyncError("openrosa.too-large", limit=MOST_BYTES)
        await run_in_threadpool(self._require_room, 1, int(announced) if announced.isdecimal() else 0)
        folder = await run_in_threadpool(self._room)
        try:
            posted = await receive(request.stream(), request.headers.get("Content-Type", ""), folder)
            outcome = await run_in_threadpool(self._take, phone, posted)
        except ClientDisconnect as error:
            raise SyncError("openrosa.broken-off") from error
        finally:
            await run_in_threadpool(shutil.rmtree, folder, ignore_errors=True)
        return self._say(request, outcome)

    def _room(self) -> Path:
        try:
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            return Path(tempfile.mkdtemp(dir=self._folder))
        except OSError as error:
            raise failure(error) from error

    def _take(self, phone: Phone, posted: Posted) -> Outcome:
        self._rules.refresh()
        outcome = self._submissions.take(phone, posted)
        self._rules.taken()
        return outcome

    def _phone(self, request: Request) -> Phone:
        """Raises Problem 403, so that no client asks the person for a password; 429 after many wrong tokens."""
        with self._log.reading() as s:
            found = phones.find(s, request.path_params["token"])
        if found is None:
            if self._wrong.too_many(request.client.host if request.client else ""):
                raise Problem(429, "openrosa.too-many-tries")
            raise Problem(403, "openrosa.unknown-phone")
        request.scope[NOTED] = found.device
        return found

    def _list(self, request: Request, phone: Phone) -> tuple[bytes, str]:
        self._rules.refresh()
        base, wanted = self._base(request), request.query_params.get("formID")
        with self._log.writing() as s:
            phones.seen(s, phone.device, self._now())
            lists.settle(s, self._now())
            apart = self._rules.apart()
            listed = [
                one
                for one in shelf.every(s)
                if not one.closed and wanted in (None, one.form) and phones.may_use(phone, one.form, apart)
            ]
            with_files = {one.form for one in listed if one.lists or shelf.media_hashes(s, one)}
        entries: list[tuple[dict[str, str], dict[str, str]]] = [
            (
                {},
                {
                    "formID": one.form,
                    "name": one.title,
                    "version": one.version,
                    "hash": f"md5:{one.hash}",
                    "downloadUrl": f"{base}/forms/{one.hash}",
                    "manifestUrl": f"{base}/forms/{one.hash}/manifest" if one.form in with_files else "",
                },
            )
            for one in listed
        ]
        return xml.rows(xml.FORM_LIST, "xforms", "xform", entries), TYPE

    def _of_form(self, request: Request, phone: Phone) -> tuple[bytes, str]:
        """A form, its manifest, or one of its files."""
        _, digest, *more = request.path_params["rest"].split("/")
        with self._log.reading() as s:
            one = shelf.by_hash(s, digest)
            if one is None or not phones.may_use(phone, one.form, self._rules.apart()):
                raise Problem(404, "openrosa.nothing-here")
            match more:
                case []:
                    return one.xml, TYPE
                case ["manifest"]:
                    hashes = shelf.media_hashes(s, one)
                case ["media", name]:
                    content = shelf.media_content(s, one, name)
                    if content is None:
                        raise Problem(404, "openrosa.nothing-here")
                    return content, _media_type(name)
        if more == ["manifest"]:
            return self._manifest(request, phone, one, hashes), TYPE
        return self._entities(request, phone, one, *more)

    def _manifest(self, request: Request, phone: Phone, one: Shelved, hashes: Mapping[str, str]) -> bytes:
        base = f"{self._base(request)}/forms/{one.hash}"
        entries: list[tuple[dict[str, str], dict[str, str]]] = [
            ({}, {"filename": name, "hash": f"md5:{value}", "downloadUrl": f"{base}/media/{quote(name)}"})
            for name, value in hashes.items()
        ]
        for name in one.lists:
            content = self._csv(name, phone)
            if content is not None:
                children = {
                    "filename": name,
                    "hash": f"md5:{shelf.md5(content)}",
                    "downloadUrl": f"{base}/entities/{quote(name)}",
                    "integrityUrl": f"{base}/integrity/{quote(name)}",
                }
                entries.append(({"type": "entityList"}, children))
        return xml.rows(xml.MANIFEST, "manifest", "mediaFile", entries)

    def _entities(self, request: Request, phone: Phone, one: Shelved, what: str, name: str) -> tuple[bytes, str]:
        if name not in one.lists:
            raise Problem(404, "openrosa.nothing-here")
        if what == "integrity":
            asked = [each for each in request.query_params.get("id", "").split(",") if each][:_MOST_ASKED]
            return xml.integrity(self._gone(name, phone, asked)), TYPE
        content = self._csv(name, phone)
        if content is None:
            raise Problem(404, "openrosa.nothing-here")
        return content, "text/csv; charset=utf-8"

    def _csv(self, name: str, phone: Phone) -> bytes | None:
        """An entity list; None when nobody keeps one of this name."""
        kept = name.removesuffix(".csv")
        if kept in self._rules.own_lists():
            return self._rules.entities(kept, phone)
        with self._log.reading() as s:
            return lists.as_csv(s, kept, phone)

    def _gone(self, name: str, phone: Phone, ids: Sequence[str]) -> Mapping[str, bool]:
        kept = name.removesuffix(".csv")
        if kept in self._rules.own_lists():
            return self._rules.gone(kept, phone, ids)
        with self._log.reading() as s:
            return lists.gone(s, kept, phone, ids)

    def _base(self, request: Request) -> str:
        server = self._rules.address().rstrip("/") or f"{request.url.scheme}://{request.url.netloc}"
        return f"{server}{PATH}{request.path_params['token']}"

    def _say(self, request: Request, outcome: Outcome) -> Response:
        english = request.headers.get("Accept-Language", "").lower().startswith("en")
        message = self._rules.say(outcome.code, english, outcome.params)
        headers = dict(_HEADERS)
        if outcome.status == 405:
            headers["Allow"] = str(outcome.params["allowed"])
        if outcome.status in (429, 503, 507):
            headers["Retry-After"] = "60"
        body = xml.answer(message, error=outcome.status >= 400)
        return Response(body, status_code=outcome.status, media_type=TYPE, headers=headers)


def _only(request: Request, *methods: str) -> None:
    if request.method not in methods:
        raise Problem(405, "openrosa.method", allowed=", ".join(methods))


def _media_type(name: str) -> str:
    kinds = {".csv": "text/csv; charset=utf-8", ".xml": TYPE, ".geojson": "application/geo+json"}
    return kinds.get(Path(name).suffix.lower(), "application/octet-stream")
