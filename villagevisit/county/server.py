"""The county server as one ASGI application, and running it."""

import gc
import os
import signal
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta

import uvicorn
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from sync.errors import SyncError
from sync.server import openapi
from sync.server.app import Service
from sync.server.inbox import Inbox
from sync.server.intake import Taken
from sync.server.limits import Gate, Limits
from sync.server.uploads import Uploads
from villagevisit import __version__
from villagevisit.county import certifying, deciding, openrosa
from villagevisit.county.conflict_pages import ConflictPages
from villagevisit.county.frame import Frame
from villagevisit.county.history_pages import HistoryPages
from villagevisit.county.home import CountyHome
from villagevisit.county.openrosa_pages import PhonePages
from villagevisit.county.pages import Pages
from villagevisit.county.pages_certify import CertifyPages
from villagevisit.county.pages_override import OverridePages
from villagevisit.county.patience import PatientProtocol
from villagevisit.county.privacy_pages import PrivacyPages
from villagevisit.county.signin import SignIn
from villagevisit.county.suspicion_pages import SuspicionPages
from villagevisit.domain.clock import stamp
from villagevisit.domain.errors import EnvironmentFailed

STAGING_DAYS = 14
"""An upload that nobody resumed for so long is forgotten; the laptop still has the batch."""
_GRACE_SECONDS = 10
_YOUNG = 50_000
"""Objects between two searches for garbage: a batch makes tens of thousands, and needs them all to its end."""
_LOOK_SECONDS = 3.0


def application(county: CountyHome, sign_in: SignIn, limits: Limits | None = None) -> Starlette:
    """Batch API and supervision pages."""
    oldest = (county.clock.now() - timedelta(days=STAGING_DAYS)).timestamp()
    uploads = Uploads(county.folder / "staging", oldest)

    def project(_taken: Taken | None = None) -> None:
        with suppress(EnvironmentFailed, SyncError):  # the batch is safe in the log; the page catches up later
            county.view.catch_up()
            deciding.announce(county.log, county.view, county.clock)
            certifying.settle(county)
            county.mark()

    county.view.catch_up()
    waiting = inbox(county)
    phones = openrosa.door(county, waiting, project).routes()
    frame = Frame(county, sign_in)
    rooms = (
        Pages(frame), ConflictPages(frame), SuspicionPages(frame), HistoryPages(frame), CertifyPages(frame),
        OverridePages(frame), PrivacyPages(frame), PhonePages(frame),
    )  # fmt: skip
    pages = [route for room in rooms for route in room.routes()]
    def gauges() -> dict[str, int]:
        return {"villagevisit_view_lag_records": county.view.lag()}

    service = Service(county.intake, uploads, waiting, project, gauges, county.photos)
    gate = Middleware(Gate, limits=limits or Limits(), metrics=service.metrics, ticks=time.monotonic)
    routes = [*service.routes(), *phones, *pages, _description(pages)]
    return Starlette(routes=routes, middleware=[openrosa.frame(), gate], lifespan=service.running)


def _description(pages: list[Route]) -> Route:
    """Where programs read what this server answers."""
    shown = [(method, page.path) for page in pages for method in sorted((page.methods or set()) - {"HEAD"})]
    said = openapi.document("VillageVisit county server", __version__, shown)

    async def answer(_request: Request) -> JSONResponse:
        return JSONResponse(said)

    return Route(openapi.PATH, answer, methods=["GET"])


def inbox(county: CountyHome) -> Inbox:
    """Where batches wait to be imported. Drainers on several machines share this folder and the database."""
    return Inbox(county.intake, county.folder / "inbox", lambda: stamp(county.clock))


def listen(host: str, port: int) -> socket.socket:
    """A listening socket; port 0 takes a free one. Laptops may connect from now on, and wait a moment.

    Raises:
        EnvironmentFailed: `county.port` when the port is taken or not allowed.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)  # else asyncio leaves Nagle's delay on
    try:
        if os.name != "nt":
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host, port))
        listener.listen(128)
    except (OSError, OverflowError) as error:
        listener.close()
        raise EnvironmentFailed("county.port", port=port) from error
    return listener


def serve(app: Starlette, listener: socket.socket, stale: Callable[[], bool] = lambda: False) -> bool:
    """Serves in this thread until interrupted, then lets open requests finish.

    `stale` is asked every few seconds; when it says yes, serving ends, and the answer is True.
    """
    gc.freeze()  # what the program is made of stays: no need to look through it again and again
    gc.set_threshold(_YOUNG)
    signal.signal(signal.SIGTERM, lambda *_: None)  # when it is done, uvicorn raises once more what stopped it
    server = _server(app)
    with watching(stale, lambda: setattr(server, "should_exit", True)) as ended, suppress(KeyboardInterrupt):
        server.run([listener])
    return ended.is_set()


@contextmanager
def watching(stale: Callable[[], bool], stop: Callable[[], None]) -> Iterator[threading.Event]:
    """Asks every few seconds whether the county's keys were renewed, and stops what goes on; the event says that it
    did."""
    done, ended = threading.Event(), threading.Event()

    def watch() -> None:
        while not done.wait(_LOOK_SECONDS):
            if stale():
                ended.set()
                stop()
                return

    watcher = threading.Thread(target=watch, name="county-keys")
    watcher.start()
    try:
        yield ended
    finally:
        done.set()
        watcher.join()


@contextmanager
def running(app: Starlette, host: str = "127.0.0.1", port: int = 0) -> Iterator[int]:
    """Serves in a thread while the context is open; gives the port. Raises like `listen`."""
    listener = listen(host, port)
    bound = int(listener.getsockname()[1])
    server = _server(app)
    thread = threading.Thread(target=server.run, args=[[listener]], name="county-server")
    thread.start()
    try:
        yield bound
    finally:
        server.should_exit = True
        thread.join()


def _server(app: Starlette) -> uvicorn.Server:
    config = uvicorn.Config(
        app,
        log_config=None,
        access_log=False,
        http=PatientProtocol,
        lifespan="on",
        server_header=False,
        timeout_graceful_shutdown=_GRACE_SECONDS,
        limit_concurrency=1_000,  # the gate refuses sooner, with a moment to come back
    )
    return uvicorn.Server(config)
