"""The network end of an exchange: performs what the state machine asks for, over HTTP with urllib3."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Self
from urllib.parse import quote

import urllib3

from sync.container import MAX_FILE
from sync.errors import SyncError
from sync.exchange import Answer, Ask, Broken, Busy, Collect, Declined, Fetch, Held, Reply, Request, Send, Waiting
from sync.handout import Want

_AGENT = "villagevisit-exchange/1"
_CHUNK = 64 * 1024
_TIMEOUT = urllib3.Timeout(connect=10, read=60)


@dataclass(frozen=True, slots=True)
class Question:
    """What stands with a request for what waits: digests of attachments, one after the other, and our signature."""

    asked: bytes
    signature: bytes


@dataclass(frozen=True, slots=True)
class Take:
    """An attachment, please. The signature is ours, see `sync.handout`."""

    want: Want
    signature: bytes


class Link:
    """A connection to one county server. Close it, or use it as a context manager.

    `load` gives the bytes of a batch by its digest, `ask` what we say when we ask what waits behind a cursor; `watch`
    is told how far each batch has come. `device` is our name, which every request carries: allowances are per device.

    Raises:
        SyncError: `exchange.bad-url`.
    """

    def __init__(
        self,
        url: str,
        *,
        device: Callable[[], str],
        load: Callable[[str], bytes],
        ask: Callable[[bytes], Question],
        watch: Callable[[str, int], None],
    ) -> None:
        if not _is_server(url):
            raise SyncError("exchange.bad-url", url=url)
        self._base = url.rstrip("/")
        self._load = load
        self._ask_as = ask
        self._device = device
        self._watch = watch
        self._pool = urllib3.PoolManager(num_pools=1, maxsize=1, retries=False, timeout=_TIMEOUT)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        self._pool.clear()

    def perform(self, request: Request | Take) -> Reply:
        """One request, one reply; never raises for what the network does."""
        try:
            match request:
                case Ask(batch):
                    return self._ask(batch.digest)
                case Send(batch, offset):
                    return self._send(batch.digest, offset)
                case Collect(batch):
                    return self._collect(batch.digest)
                case Fetch(cursor):
                    return self._fetch(cursor)
                case Take(want, signature):
                    return self._take(want, signature)
        except (urllib3.exceptions.NewConnectionError, urllib3.exceptions.ConnectTimeoutError):
            return Broken(reached=False)
        except urllib3.exceptions.HTTPError:
            return Broken(reached=True)

    def _ask(self, digest: str) -> Reply:
        response = self._pool.request("HEAD", f"{self._base}/v1/batches/{digest}", headers=self._headers())
        if response.status in (200, 404):
            offset = _number(response.headers.get("Upload-Offset", "0" if response.status == 404 else ""))
            return Declined("exchange.not-a-county") if offset is None else Held(offset)
        return _trouble(response)

    def _send(self, digest: str, offset: int) -> Reply:
        data = self._load(digest)
        headers = self._headers() | {
            "Content-Type": "application/vnd.villagevisit.batch",
            "Content-Length": str(len(data) - offset),
            "Upload-Digest": digest,
            "Upload-Offset": str(offset),
            "Upload-Length": str(len(data)),
        }
        response = self._pool.request(
            "POST",
            f"{self._base}/v1/batches",
            body=self._pieces(digest, data, offset),
            headers=headers,
            preload_content=False,
        )
        body = _bounded(response)
        if response.status == 200:
            return Answer(body)
        if response.status in (202, 409) and "Upload-Offset" in response.headers:
            held = _number(response.headers["Upload-Offset"])
            if held is None:
                return Broken(reached=True)
            return Held(held) if held < len(data) or response.status == 409 else _waiting(response)
        return _waiting(response) if response.status == 202 else _trouble(response)

    def _collect(self, digest: str) -> Reply:
        url = f"{self._base}/v1/batches/{digest}"
        response = self._pool.request("GET", url, headers=self._headers(), preload_content=False)
        body = _bounded(response)
        if response.status == 200:
            return Answer(body)
        if response.status == 202:
            return _waiting(response)
        return Held(0) if response.status == 404 else _trouble(response)

    def _fetch(self, cursor: bytes) -> Reply:
        question = self._ask_as(cursor)
        response = self._pool.request(
            "POST" if question.asked else "GET",
            f"{self._base}/v1/downlink?device={quote(self._device())}&cursor={cursor.hex()}",
            body=question.asked or None,
            headers=self._headers(question.signature),
            preload_content=False,
        )
        body = _bounded(response)
        return Answer(body) if response.status == 200 else _trouble(response)

    def _take(self, want: Want, signature: bytes) -> Reply:
        response = self._pool.request(
            "GET",
            f"{self._base}/v1/blobs/{want.digest}?device={quote(self._device())}&offset={want.offset}",
            headers=self._headers(signature),
            preload_content=False,
        )
        body = _bounded(response)
        return Answer(body) if response.status == 200 else _trouble(response)

    def _headers(self, signature: bytes = b"") -> dict[str, str]:
        own = {"User-Agent": _AGENT, "VillageVisit-Device": self._device()}
        return own | ({"VillageVisit-Signature": signature.hex()} if signature else {})

    def _pieces(self, digest: str, data: bytes, offset: int) -> Iterator[bytes]:
        for place in range(offset, len(data), _CHUNK):
            yield data[place : place + _CHUNK]
            self._watch(digest, min(place + _CHUNK, len(data)))


def county_keys(url: str, device: str) -> bytes | None:
    """The announcements of the county's new keys, unread; None when nothing of the kind came."""
    with urllib3.PoolManager(num_pools=1, maxsize=1, retries=False, timeout=_TIMEOUT) as pool:
        try:
            headers = {"User-Agent": _AGENT, "VillageVisit-Device": device}
            answer = pool.request("GET", f"{url.rstrip('/')}/v1/county-keys", headers=headers, preload_content=False)
            body = _bounded(answer)
        except urllib3.exceptions.HTTPError:
            return None
    return body if answer.status == 200 else None


def _is_server(url: str) -> bool:
    try:
        parsed = urllib3.util.parse_url(url)
    except urllib3.exceptions.LocationParseError:
        return False
    return parsed.scheme in ("http", "https") and bool(parsed.host)


def _bounded(response: urllib3.BaseHTTPResponse) -> bytes:
    data = response.read(MAX_FILE + 1)
    if len(data) > MAX_FILE:
        response.close()
        raise urllib3.exceptions.ProtocolError("answer too large")
    response.release_conn()
    return data


def _waiting(response: urllib3.BaseHTTPResponse) -> Reply:
    return Waiting(_number(response.headers.get("Retry-After", "")) or 0)


def _trouble(response: urllib3.BaseHTTPResponse) -> Reply:
    if response.status in (423, 425, 429, 500, 502, 503, 504, 507):
        return Busy(_number(response.headers.get("Retry-After", "")) or 0)
    code = response.headers.get("VillageVisit-Code", "")
    if response.status in (403, 404, 413, 422) and code:
        return Declined(code)
    return Declined("exchange.not-a-county")


def _number(text: str) -> int | None:
    return int(text) if text.isdecimal() and len(text) < 12 else None
