"""Two servers of other people, as far as a client notices: one behaves as ODK Central, one as Kobo."""

import hashlib
import re
import ssl
import threading
from base64 import b64decode
from dataclasses import dataclass, field, replace
from email.parser import BytesParser
from email.policy import HTTP
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Self
from urllib.parse import urlsplit
from urllib.request import parse_http_list, parse_keqv_list

from lxml import etree

USER, PASSWORD = "李芳@county", "密:码 1"
KOBO_USER = "wang_li"
REALM, NONCE = "kobo", "a1b2c3"


@dataclass
class Post:
    xml: bytes
    files: dict[str, bytes]
    incomplete: bool
    size: int


@dataclass
class Told:
    """What the server answers to one request."""

    status: int
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)


def response(message: str) -> bytes:
    return (
        f'<OpenRosaResponse xmlns="http://openrosa.org/http/response"><message nature="error">{message}</message>'
        "</OpenRosaResponse>"
    ).encode()


class Server:
    """Common to both: the list of forms, and what has been received."""

    def __init__(self, forms: tuple[str, ...], context: ssl.SSLContext | None = None) -> None:
        self.forms = forms
        self.room = "100000000"
        self.location = ""
        self.posts: list[Post] = []
        self.held: dict[str, Post] = {}
        self.next: list[Told] = []
        """Answers for the next posts, whatever they bring."""
        self.seen: list[tuple[str, str]] = []
        """Method and `Authorization` of every request."""
        self.problems: list[str] = []
        server = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                server.answer(self)

            do_HEAD = do_POST = do_GET

            def log_message(self, *_: object) -> None:
                """Says nothing."""

        self._http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._http.daemon_threads = True
        if context is not None:
            self._http.socket = context.wrap_socket(self._http.socket, server_side=True)
        scheme = "https" if context is not None else "http"
        self.url = f"{scheme}://localhost:{self._http.server_port}/v1/projects/1"
        self._thread = threading.Thread(target=self._http.serve_forever, kwargs={"poll_interval": 0.01})

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._http.shutdown()
        self._http.server_close()
        self._thread.join()

    def answer(self, request: BaseHTTPRequestHandler) -> None:
        body = request.rfile.read(int(request.headers.get("Content-Length", "0")))
        self.seen.append((request.command, request.headers.get("Authorization", "")))
        told = self.tell(request, body)
        request.send_response(told.status)
        for name, value in {"X-OpenRosa-Version": "1.0", "Content-Type": "text/xml", **told.headers}.items():
            request.send_header(name, value)
        if told.status != 204:
            request.send_header("Content-Length", str(len(told.body)))
        request.end_headers()
        if request.command != "HEAD":
            request.wfile.write(told.body)

    def tell(self, request: BaseHTTPRequestHandler, body: bytes) -> Told:
        if request.headers.get("X-OpenRosa-Version") != "1.0" or not request.headers.get("Date"):
            self.problems.append("header")
            return Told(400, response("header"))
        refused = self.refused(request)
        if refused is not None:
            return refused
        path = urlsplit(request.path).path
        if path.endswith("/formList"):
            rows = "".join(f"<xform><formID>{form}</formID><name>x</name></xform>" for form in self.forms)
            return Told(200, f'<xforms xmlns="http://openrosa.org/xforms/xformsList">{rows}</xforms>'.encode())
        if request.command == "HEAD":
            place = {"Location": self.location} if self.location else {}
            return Told(204, headers={"X-OpenRosa-Accept-Content-Length": self.room, **place})
        post = read_post(request.headers["Content-Type"], body)
        self.posts.append(post)
        if len(body) > int(self.room):
            return Told(413)
        return self.next.pop(0) if self.next else self.take(post)

    def refused(self, request: BaseHTTPRequestHandler) -> Told | None:
        raise NotImplementedError

    def take(self, post: Post) -> Told:
        raise NotImplementedError


class Central(Server):
    """Basic, sent ahead, over https only; no challenge. Tells 404.5 and 409.1."""

    def refused(self, request: BaseHTTPRequestHandler) -> Told | None:
        kind, _, given = request.headers.get("Authorization", "").partition(" ")
        if not self.url.startswith("https") or kind != "Basic" or b64decode(given).decode() != f"{USER}:{PASSWORD}":
            return Told(401, response("Could not authenticate with the provided credentials."))
        return None

    def take(self, post: Post) -> Told:
        instance, deprecated = ids(post.xml)
        before = self.held.get(instance)
        if before is None:
            if deprecated and deprecated not in self.held:
                return Told(404, response("The submission being edited does not exist."))
            self.held[instance] = replace(post, files=dict(post.files))
        elif before.xml != post.xml:
            return Told(409, response("An instance with this ID already exists."))
        else:
            before.files.update(post.files)
        return Told(201, response("full submission upload was successful!"))


class Kobo(Server):
    """Digest after a challenge; a repeat without new files is 202."""

    def refused(self, request: BaseHTTPRequestHandler) -> Told | None:
        kind, _, given = request.headers.get("Authorization", "").partition(" ")
        values = parse_keqv_list(parse_http_list(given)) if kind == "Digest" else {}
        secret = _md5(f"{KOBO_USER}:{REALM}:{PASSWORD}")
        place = _md5(f"{request.command}:{request.path}")
        right = _md5(f"{secret}:{NONCE}:{values.get('nc')}:{values.get('cnonce')}:auth:{place}")
        if values.get("response") == right:
            return None
        challenge = f'Digest realm="{REALM}", nonce="{NONCE}", qop="auth", algorithm=MD5'
        return Told(401, headers={"WWW-Authenticate": challenge})

    def take(self, post: Post) -> Told:
        instance, _ = ids(post.xml)
        before = self.held.get(instance)
        if before is None:
            self.held[instance] = replace(post, files=dict(post.files))
            return Told(201, response("Successful submission."))
        if before.xml != post.xml:
            return Told(409, response("Submission with this instance ID already exists"))
        fresh = post.files.keys() - before.files.keys()
        before.files.update(post.files)
        return Told(201 if fresh else 202, response("Duplicate submission"))


def read_post(kind: str, body: bytes) -> Post:
    message = BytesParser(policy=HTTP).parsebytes(f"Content-Type: {kind}\r\n\r\n".encode() + body)
    xml, files, incomplete = b"", {}, False
    for number, each in enumerate(message.iter_parts()):
        head = str(each["Content-Disposition"])
        name = re.findall(r'[; ]name="([^"]*)"', head)[0]
        data = each.get_payload(decode=True)
        assert isinstance(data, bytes)
        if name == "xml_submission_file":
            assert number == 0
            xml = data
        elif name == "*isIncomplete*":
            incomplete = data == b"yes"
        else:
            files[re.findall(r'filename="([^"]*)"', head)[0]] = data
    return Post(xml, files, incomplete, len(body))


def ids(xml: bytes) -> tuple[str, str]:
    """Instance id and deprecated id."""
    found = {etree.QName(each).localname: each.text or "" for each in etree.fromstring(xml).iter("{*}*")}
    return found["instanceID"], found.get("deprecatedID", "")


def _md5(text: str) -> str:
    return hashlib.md5(text.encode()).hexdigest()
