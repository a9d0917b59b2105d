"""The outermost layer for phones: whatever answers below `/key/`, a phone gets something that it understands.

The gate, the router or a bug would answer in their own way; a phone shows only an OpenRosa message to the person.
"""

from collections.abc import Callable, Mapping

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from sync.server import openrosa_xml as xml

PATH = "/key/"
TYPE = "text/xml; charset=utf-8"
_VERSION = "X-OpenRosa-Version"
_CODES = {400: "openrosa.multipart", 404: "openrosa.nothing-here", 413: "openrosa.too-large", 429: "openrosa.too-often"}

Say = Callable[[str, bool, Mapping[str, str | int]], str]
"""The sentence behind a code: code, whether in English, parameters."""


class OpenRosaFrame:
    """ASGI middleware, outside of all others. `limit` is the largest post, which the sentence about it names."""

    def __init__(self, app: ASGIApp, say: Say, limit: int) -> None:
        self._app = app
        self._say = say
        self._limit = limit

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not scope["path"].startswith(PATH):
            await self._app(scope, receive, send)
            return
        foreign = False

        async def answer(message: Message) -> None:
            nonlocal foreign
            failed = message["type"] == "http.response.start" and message["status"] >= 400
            if failed and _VERSION not in Headers(raw=message["headers"]):
                foreign = True
                await self._instead(scope, message, send)
            elif not foreign:
                await send(message)

        await self._app(scope, receive, answer)

    async def _instead(self, scope: Scope, message: Message, send: Send) -> None:
        english = Headers(scope=scope).get("Accept-Language", "").lower().startswith("en")
        code = _CODES.get(message["status"], "openrosa.out-of-order")
        body = xml.answer(self._say(code, english, {"limit": self._limit}), error=True)
        headers = MutableHeaders(raw=list(message["headers"]))
        headers.update({_VERSION: "1.0", "Content-Type": TYPE, "Content-Length": str(len(body))})
        await send({**message, "headers": headers.raw})
        await send({"type": "http.response.body", "body": b"" if scope["method"] == "HEAD" else body})
