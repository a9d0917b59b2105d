"""The network end of an exchange: performs what the state machine asks for, over HTTP with urllib3."""

from collections.abc import Callable, Iterator
from typing import Self
from urllib.parse import quote

import urllib3

from sync.container import MAX_FILE
from sync.errors import SyncError
from sync.exchange import Answer, Ask, Broken, Busy, Collect, Declined, Fetch, Held, Reply, Request, Send, Waiting

_CHUNK = 64 * 1024
_TIMEOUT = urllib3.Timeout(connect=10, read=60)


class Link:
    """A connection to one county server. Close it, or use it as a context manager.

    `load` gives the bytes of a batch by its digest, `sign` our name and signature under a request for what waits
    behind a cursor; `watch` is told how far each batch has come.

    Raises:
        SyncError: `exchange.bad-url`.
    """

    def __init__(
        self,
        url: str,
        *,
        load: Callable[[str], bytes],
        sign: Callable[[bytes], tuple[str, bytes]],
        watch: Callable[[str, int], None],
    ) -> None:
        if not _is_server(url):
            raise SyncError("exchange.bad-url", url=url)
        self._base = url.rstrip("/")
        self._load = load
        self._sign = sign
        self._watch = watch
        self._pool = urllib3.PoolManager(
            num_pools=1, maxsize=1, retries=False, timeout=_TIMEOUT, headers={"User-Agent": "villagevisit-exchange/1"}
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        self._pool.clear()

    def perform(self, request: Request) -> Reply:
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
        except (urllib3.exceptions.NewConnectionError, urllib3.exceptions.ConnectTimeoutError):
            return Broken(reached=False)
        except urllib3.exceptions.HTTPError:
            return Broken(reached=True)

    def _ask(self, digest: str) -> Reply:
        response = self._pool.request("HEAD", f"{self._base}/v1/batches/{digest}")
        if response.status in (200, 404):
            offset = _number(response.headers.get("Upload-Offset", "0" if response.status == 404 else ""))
            return Declined("exchange.not-a-county") if offset is None else Held(offset)
        return _trouble(response)

    def _send(self, digest: str, offset: int) -> Reply:
        data = self._load(digest)
        headers = {
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
        response = self._pool.request("GET", f"{self._base}/v1/batches/{digest}", preload_content=False)
        body = _bounded(response)
        if response.status == 200:
            return Answer(body)
        if response.status == 202:
            return _waiting(response)
        return Held(0) if response.status == 404 else _trouble(response)

    def _fetch(self, cursor: bytes) -> Reply:
        device, signature = self._sign(cursor)
        response = self._pool.request(
            "GET",
            f"{self._base}/v1/downlink?device={quote(device)}&cursor={cursor.hex()}",
            headers={"VillageVisit-Signature": signature.hex()},
            preload_content=False,
        )
        body = _bounded(response)
        return Answer(body) if response.status == 200 else _trouble(response)

    def _pieces(self, digest: str, data: bytes, offset: int) -> Iterator[bytes]:
        for place in range(offset, len(data), _CHUNK):
            yield data[place : place + _CHUNK]
            self._watch(digest, min(place + _CHUNK, len(data)))


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
