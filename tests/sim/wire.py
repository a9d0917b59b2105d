"""The network: the real HTTP client's requests reach the real application in this process, or are hurt on the way."""

import asyncio
import io
import random
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Self
from urllib.parse import urlsplit

import urllib3
from starlette.types import Message

CAPTIVE = b"<html><body>please sign in to the hotel network</body></html>"
_CHUNK = 16 * 1024
HURTS = ("refused", "request-cut", "reply-lost", "duplicate", "delayed", "captive", "busy", "reply-cut", "full")


@dataclass(frozen=True)
class Sent:
    """One request, kept so that it can arrive twice or late."""

    method: str
    url: str
    headers: Mapping[str, str]
    body: bytes


@dataclass
class Reply:
    status: int = 0
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""


Serve = Callable[[Sent, int | None], Reply | None]
"""Lets the county answer a request whose body is cut at a byte (None: whole); None when nobody answers."""


class Wire:
    """What stands in for urllib3's pool. `hurt` is asked before each request what goes wrong with it."""

    def __init__(self, serve: Serve, hurt: Callable[[Sent], str], rng: random.Random, late: list[Sent]) -> None:
        self._serve = serve
        self._hurt = hurt
        self._rng = rng
        self._late = late

    def pool(self, *_: object, **__: object) -> "Wire":
        """Called in the place of `urllib3.PoolManager`."""
        return self

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.clear()

    def clear(self) -> None:
        """Nothing is kept open."""

    def request(
        self,
        method: str,
        url: str,
        body: bytes | Iterable[bytes] | None = None,
        headers: Mapping[str, str] | None = None,
        preload_content: bool = True,
        **_: object,
    ) -> urllib3.BaseHTTPResponse:
        """One request as urllib3 would do it; raises its exceptions."""
        data = body if isinstance(body, bytes) else b"".join(body or ())
        sent = Sent(method, url, dict(headers or {}), data)
        reply = self._over(sent, self._hurt(sent))
        if reply is None:
            raise urllib3.exceptions.ProtocolError("the connection broke")
        if reply.status == 0:
            raise urllib3.exceptions.ConnectTimeoutError("nobody there")
        return urllib3.HTTPResponse(
            body=io.BytesIO(reply.body), headers=reply.headers, status=reply.status, preload_content=preload_content
        )

    def _over(self, sent: Sent, hurt: str) -> Reply | None:
        match hurt:
            case "refused":
                return Reply()
            case "captive":
                return Reply(200, {"Content-Type": "text/html"}, CAPTIVE)
            case "busy":
                return Reply(503, {"Retry-After": "3"}, b"busy")
            case "full":
                return Reply(507)
            case "request-cut":
                self._serve(sent, int(self._rng.random() * (len(sent.body) + 1)))
                return None
            case "delayed":
                self._late.append(sent)
                return None
            case "duplicate":
                self._serve(sent, None)
                self._late.append(sent)
        reply = self._serve(sent, None)
        if reply is None or hurt == "reply-lost":
            return None
        if hurt == "reply-cut":
            return Reply(reply.status, reply.headers, reply.body[: int(self._rng.random() * len(reply.body))])
        return reply


def call(loop: asyncio.AbstractEventLoop, app: Any, sent: Sent, cut: int | None) -> Reply:
    """Lets an ASGI application answer; the client is gone after `cut` bytes of its body."""
    parts = urlsplit(sent.url)
    headers = {"host": parts.netloc, "content-length": str(len(sent.body)), **sent.headers}
    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": sent.method,
        "scheme": "http",
        "path": parts.path,
        "raw_path": parts.path.encode(),
        "query_string": parts.query.encode(),
        "root_path": "",
        "headers": [(name.lower().encode(), value.encode()) for name, value in headers.items()],
        "server": ("county", 80),
        "client": ("10.0.0.2", 4000),
    }
    data = sent.body if cut is None else sent.body[:cut]
    chunks = [data[place : place + _CHUNK] for place in range(0, len(data), _CHUNK)]
    reply = Reply()

    async def receive() -> Message:
        if chunks:
            piece = chunks.pop(0)
            return {"type": "http.request", "body": piece, "more_body": bool(chunks) or cut is not None}
        if cut is not None or reply.status:
            return {"type": "http.disconnect"}
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Message) -> None:
        if message["type"] == "http.response.start":
            reply.status = message["status"]
            reply.headers = {name.decode(): value.decode() for name, value in message.get("headers", ())}
        else:
            reply.body += message.get("body", b"")

    loop.run_until_complete(app(scope, receive, send))
    return reply
