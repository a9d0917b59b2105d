"""The county server as one ASGI application, and running it."""

import os
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta

import uvicorn
from starlette.applications import Starlette

from sync.server.app import routes
from sync.server.intake import Taken
from sync.server.uploads import Uploads
from villagevisit.county.home import CountyHome
from villagevisit.county.pages import Pages
from villagevisit.county.signin import SignIn
from villagevisit.domain.errors import EnvironmentFailed

STAGING_DAYS = 14
"""An upload that nobody resumed for so long is forgotten; the laptop still has the batch."""
_GRACE_SECONDS = 10


def application(county: CountyHome, sign_in: SignIn) -> Starlette:
    """Batch API and supervision pages."""
    oldest = (county.clock.now() - timedelta(days=STAGING_DAYS)).timestamp()
    uploads = Uploads(county.folder / "staging", oldest)

    def project(_taken: Taken) -> None:
        with suppress(EnvironmentFailed):  # the batch is safe in the log; the page catches up later
            county.view.catch_up()

    county.view.catch_up()
    return Starlette(routes=[*routes(county.intake, uploads, project), *Pages(county, sign_in).routes()])


def listen(host: str, port: int) -> socket.socket:
    """A listening socket; port 0 takes a free one. Laptops may connect from now on, and wait a moment.

    Raises:
        EnvironmentFailed: `county.port` when the port is taken or not allowed.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    try:
        if os.name != "nt":
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host, port))
        listener.listen(128)
    except (OSError, OverflowError) as error:
        listener.close()
        raise EnvironmentFailed("county.port", port=port) from error
    return listener


def serve(app: Starlette, listener: socket.socket) -> None:
    """Serves in this thread until interrupted, then lets open requests finish."""
    with suppress(KeyboardInterrupt):
        _server(app).run([listener])


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
        lifespan="off",
        server_header=False,
        timeout_graceful_shutdown=_GRACE_SECONDS,
        limit_concurrency=200,
    )
    return uvicorn.Server(config)
