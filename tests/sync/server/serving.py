"""The batch API over real HTTP, in a thread of this process."""

import http.client
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import uvicorn
from starlette.applications import Starlette
from starlette.middleware import Middleware

from sync.server.app import Service
from sync.server.limits import Gate, Limits


@dataclass(frozen=True)
class Heard:
    status: int
    headers: dict[str, str]
    body: bytes


@dataclass
class Server:
    port: int
    stop: threading.Event

    def ask(self, method: str, path: str, body: bytes = b"", headers: dict[str, str] | None = None) -> Heard:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            connection.request(method, path, body, headers or {})
            answer = connection.getresponse()
            return Heard(answer.status, {k.lower(): v for k, v in answer.getheaders()}, answer.read())
        finally:
            connection.close()

    def post(self, data: bytes, digest: str, offset: int = 0, device: str = "") -> Heard:
        headers = {"Upload-Digest": digest, "Upload-Offset": str(offset), "Upload-Length": str(len(data))}
        if device:
            headers["VillageVisit-Device"] = device
        return self.ask("POST", "/v1/batches", data[offset:], headers)


@contextmanager
def serving(service: Service, limits: Limits | None = None) -> Iterator[Server]:
    """Serves while the context is open; `stop` ends it sooner, gracefully."""
    gate = Middleware(Gate, limits=limits or Limits(), metrics=service.metrics, ticks=time.monotonic)
    app = Starlette(routes=service.routes(), middleware=[gate], lifespan=service.running)
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    listener.listen(128)
    config = uvicorn.Config(app, log_config=None, access_log=False, lifespan="on", timeout_graceful_shutdown=10)
    server = uvicorn.Server(config)
    stop = threading.Event()
    thread = threading.Thread(target=server.run, args=[[listener]])

    def watch() -> None:
        stop.wait()
        server.should_exit = True

    watcher = threading.Thread(target=watch)
    thread.start()
    watcher.start()
    try:
        yield Server(listener.getsockname()[1], stop)
    finally:
        stop.set()
        watcher.join()
        thread.join()
