"""A wire between client and server that counts: bytes both ways, and requests, the same for every peer."""

import re
import selectors
import socket
import threading
from typing import Self

_REQUEST = re.compile(rb"^(?:GET|HEAD|POST|PUT|DELETE|OPTIONS) /\S* HTTP/1\.1\r$", re.MULTILINE)
_CHUNK = 256 * 1024


class Wire:
    """Forwards connections to a port of this machine while it is open; runs in a thread of the measuring process."""

    def __init__(self, port: int) -> None:
        self.bytes = 0
        self.requests = 0
        self._to = port
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._listener.getsockname()[1])
        self._select = selectors.DefaultSelector()
        self._select.register(self._listener, selectors.EVENT_READ)
        self._other: dict[socket.socket, socket.socket] = {}
        self._clients: set[socket.socket] = set()
        self._over = False
        self._thread = threading.Thread(target=self._run, name="wire")

    def take(self) -> tuple[int, int]:
        """Bytes and requests since the last time."""
        found = (self.bytes, self.requests)
        self.bytes = self.requests = 0
        return found

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over = True
        self._thread.join()
        for one in [self._listener, *self._other]:
            one.close()
        self._select.close()

    def _run(self) -> None:
        while not self._over:
            for key, _ in self._select.select(timeout=0.1):
                if key.fileobj is self._listener:
                    self._accept()
                elif isinstance(key.fileobj, socket.socket) and key.fileobj in self._other:
                    self._forward(key.fileobj)

    def _accept(self) -> None:
        client, _ = self._listener.accept()
        server = socket.create_connection(("127.0.0.1", self._to))
        for one, other in ((client, server), (server, client)):
            one.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            self._other[one] = other
            self._select.register(one, selectors.EVENT_READ)
        self._clients.add(client)

    def _forward(self, one: socket.socket) -> None:
        other = self._other[one]
        try:
            data = one.recv(_CHUNK)
            if data:
                other.sendall(data)
        except OSError:
            data = b""
        self.bytes += len(data)
        if one in self._clients:
            self.requests += len(_REQUEST.findall(data))
        if not data:
            for end in (one, other):
                self._select.unregister(end)
                self._other.pop(end, None)
                self._clients.discard(end)
                end.close()
