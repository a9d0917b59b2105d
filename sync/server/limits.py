"""The gate before every route: how much one sender may ask at once, how long he may dawdle, one log line each.

Nothing personal is logged: the route's pattern instead of the path, the device's random name, sizes and times.
"""

import asyncio
import json
import logging
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import parse_qs

from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from sync.batch import is_name
from sync.server.metrics import Metrics

DEVICE = "villagevisit-device"
"""Header (lower case) in which a laptop says who it is; unproven, so it bounds fairness and nothing else."""
NOTED = "villagevisit.device"
"""Where a route notes in the scope whom it found out to be speaking."""
_MOST_KNOWN = 10_000
_log = logging.getLogger("sync.server.access")


@dataclass(frozen=True, slots=True)
class Limits:
    per_second: float = 20.0
    """Requests of one device or, without its name, of one address, in the long run."""
    burst: int = 400
    uploads: int = 4
    """Open at the same time from one device."""
    shared_uploads: int = 32
    """The same from one address for those who do not say who they are: an office behind one router."""
    requests: int = 200
    """Open at the same time in all."""
    body: int = 128 * 1024 * 1024
    """Largest request; routes have smaller limits of their own."""
    idle_seconds: float = 30.0
    """Without a byte of an unfinished request, we hang up; what came is kept."""


class Bucket:
    """So many at once, so many a second in the long run, per key."""

    def __init__(self, per_second: float, burst: int) -> None:
        self._rate = per_second
        self._burst = burst
        self._levels: dict[str, tuple[float, float]] = {}

    def wait(self, key: str, now: float) -> float:
        """Takes one; 0, or the seconds after which there will be one again."""
        level, since = self._levels.get(key, (float(self._burst), now))
        level = min(float(self._burst), level + (now - since) * self._rate)
        if level < 1:
            return (1 - level) / self._rate
        if len(self._levels) >= _MOST_KNOWN and key not in self._levels:
            del self._levels[next(iter(self._levels))]
        self._levels[key] = (level - 1, now)
        return 0.0


class Gate:
    """ASGI middleware. `ticks` gives seconds that only grow."""

    def __init__(self, app: ASGIApp, limits: Limits, metrics: Metrics, ticks: Callable[[], float]) -> None:
        self._app = app
        self._limits = limits
        self._metrics = metrics
        self._ticks = ticks
        self._bucket = Bucket(limits.per_second, limits.burst)
        self._open = 0
        self._uploads: Counter[str] = Counter()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        call = _Call(scope, receive, send, self._limits)
        begun = self._ticks()
        key = call.device or call.address
        uploading = scope["method"] == "POST"
        self._open += 1
        self._uploads[key] += uploading
        try:
            refusal = self._refusal(call, key, begun)
            await (refusal or self._app)(scope, call.receive, call.send)
        finally:
            self._open -= 1
            self._uploads[key] -= uploading
            if not self._uploads[key]:
                del self._uploads[key]
            self._note(scope, call, self._ticks() - begun)

    def _refusal(self, call: "_Call", key: str, now: float) -> JSONResponse | None:
        if call.announced > self._limits.body:
            return _problem(413, "batch.too-large", 0)
        if self._open > self._limits.requests:
            return _problem(503, "county.busy", 5)
        if self._uploads[key] > (self._limits.uploads if call.device else self._limits.shared_uploads):
            return _problem(429, "device.too-many-uploads", 5)
        wait = self._bucket.wait(key, now)
        return _problem(429, "device.too-often", max(1, round(wait))) if wait else None

    def _note(self, scope: Scope, call: "_Call", seconds: float) -> None:
        route = str(getattr(scope.get("route"), "path", "other"))
        method = scope["method"] if scope["method"] in ("GET", "HEAD", "POST") else "other"
        self._metrics.request(method, route, call.status, call.received, call.sent, seconds)
        line = {
            "method": method,
            "route": route,
            "status": call.status,
            "in": call.received,
            "out": call.sent,
            "ms": round(seconds * 1000, 1),
            "device": scope.get(NOTED, call.device),
        }
        _log.info(json.dumps(line))


class _Call:
    """One request on its way through the gate, counted."""

    def __init__(self, scope: Scope, receive: Receive, send: Send, limits: Limits) -> None:
        headers = {bytes(name): bytes(value).decode("latin-1") for name, value in scope["headers"]}
        asked = parse_qs(scope["query_string"].decode("latin-1")).get("device", [""])[0]
        named = headers.get(DEVICE.encode(), "") or asked
        self.device = named if is_name(named) else ""
        self.address = str((scope.get("client") or ("",))[0])
        length = headers.get(b"content-length", "")
        self.announced = int(length) if length.isdecimal() else 0
        self.status = 0
        self.received = 0
        self.sent = 0
        self._receive = receive
        self._send = send
        self._limits = limits
        self._whole = False

    async def receive(self) -> Message:
        """The next part of the body; a sender who sends nothing for too long, or too much, is gone for the routes."""
        if self._whole:
            return await self._receive()
        try:
            message = await asyncio.wait_for(self._receive(), self._limits.idle_seconds)
        except TimeoutError:
            return {"type": "http.disconnect"}
        self.received += len(message.get("body", b""))
        if self.received > self._limits.body:
            return {"type": "http.disconnect"}
        self._whole = message["type"] != "http.request" or not message.get("more_body", False)
        return message

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
        self.sent += len(message.get("body", b""))
        await self._send(message)


def _problem(status: int, code: str, wait: int) -> JSONResponse:
    headers = {"VillageVisit-Code": code, **({"Retry-After": str(wait)} if wait else {})}
    return JSONResponse({"code": code}, status_code=status, headers=headers)
