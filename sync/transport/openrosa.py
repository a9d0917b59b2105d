"""Talking to an OpenRosa server such as ODK Central or Kobo: its list of forms, and handing submissions over.

Credentials live in this object only. Basic is sent ahead, and over https alone; Digest answers a challenge.
"""

import ssl
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Self
from urllib.parse import SplitResult, unquote, urljoin, urlsplit, urlunsplit

import requests
from lxml import etree
from requests.adapters import HTTPAdapter
from requests.auth import AuthBase, HTTPBasicAuth, HTTPDigestAuth

from sync.errors import SyncError

DEFAULT_ROOM = 10_000_000
"""Bytes that a server takes at once when it does not say."""
MOST_ROOM = 20_000_000
"""What we send at once though the server would take more: a post is built in memory."""
MOST_FILES = 100
_AROUND = 1_000
"""Bytes that stand around each part."""
_TIMEOUT = (10, 60)
_MOST_HOPS = 3
_LARGEST_LIST = 10_000_000
_MOST_SAID = 300
_FORM_LIST = "{http://openrosa.org/xforms/xformsList}"
_RESPONSE = "{http://openrosa.org/http/response}"
TooLarge = 413


@dataclass(frozen=True, slots=True)
class OutFile:
    """An attachment; `load` reads its bytes when they are due."""

    name: str
    media_type: str
    size: int
    load: Callable[[], bytes]


@dataclass(frozen=True, slots=True)
class Reply:
    """What the server said to a submission: 201 and 202 mean that it has it, and nothing else does."""

    status: int
    said: str

    @property
    def taken(self) -> bool:
        return self.status in (201, 202)


class OpenRosaLink:
    """A connection to one server. Close it, or use it as a context manager.

    `date` gives the moment for the `Date` header that OpenRosa asks for. User and password may stand in the URL.

    Raises:
        SyncError: `exchange.bad-url`, `openrosa.user-name`.
    """

    def __init__(self, url: str, user: str, password: str, date: Callable[[], str]) -> None:
        parts = urlsplit(url.strip())
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise SyncError("exchange.bad-url", url=without_secret(url))
        self._base = parts._replace(netloc=parts.netloc.rpartition("@")[2], path=parts.path.rstrip("/"), fragment="")
        self._target = self._under("/submission")
        self._room = DEFAULT_ROOM
        self._date = date
        self._user, self._password = user or unquote(parts.username or ""), password or unquote(parts.password or "")
        self._auth = self._first_auth()
        self._session = requests.Session()
        self._session.trust_env = False
        self._session.mount("https://", _SystemTrust())
        self._session.headers["User-Agent"] = "villagevisit-openrosa/1"

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._session.close()

    def forms(self) -> set[str]:
        """Ids of the forms that the server lists.

        Raises:
            SyncError: `openrosa.not-openrosa`, `openrosa.credentials`, `openrosa.needs-https`, `openrosa.certificate`,
                `openrosa.server-said` (status); `exchange.server-unreachable`, `exchange.interrupted`, `openrosa.busy`
                (environment).
        """
        url = self._under("/formList")
        for _ in range(_MOST_HOPS):
            answer = self._request("GET", url)
            if answer.status_code not in (301, 302, 307, 308):
                break
            url = self._hop(url, answer)
        self._must_be(answer, 200)
        try:
            root = etree.fromstring(answer.content[:_LARGEST_LIST], _parser())
        except (etree.XMLSyntaxError, ValueError) as error:
            raise SyncError("openrosa.not-openrosa") from error
        found = (each.findtext(f"{_FORM_LIST}formID") for each in root.iter(f"{_FORM_LIST}xform"))
        return {name.strip() for name in found if name}

    def look(self) -> None:
        """Asks where submissions go and how much fits into one post. Raises like `forms`."""
        for _ in range(_MOST_HOPS):
            answer = self._request("HEAD", self._target)
            if answer.status_code not in (301, 302, 307, 308):
                break
            self._target = self._hop(self._target, answer)
        self._must_be(answer, 204)
        if "Location" in answer.headers:
            self._target = self._hop(self._target, answer)
        room = answer.headers.get("X-OpenRosa-Accept-Content-Length", "")
        self._room = min(int(room), MOST_ROOM) if room.isdecimal() and 0 < len(room) < 12 else DEFAULT_ROOM

    def send(self, xml: bytes, files: Sequence[OutFile]) -> Reply:
        """Hands one submission over, in as many posts as the server wants; stops at the first that fails.

        Raises:
            SyncError: `exchange.server-unreachable`, `exchange.interrupted` (environment); it may have arrived.
        """
        if any(len(xml) + one.size + 3 * _AROUND > self._room for one in files) or len(xml) + _AROUND > self._room:
            return Reply(TooLarge, "")
        posts = list(self._posts(len(xml), files))
        reply = Reply(0, "")
        for number, load in enumerate(posts, start=1):
            parts: list[tuple[str, tuple[str | None, bytes, str]]] = [
                ("xml_submission_file", ("submission.xml", xml, "text/xml"))
            ]
            parts += [(one.name, (one.name, one.load(), one.media_type)) for one in load]
            if number < len(posts):
                parts.append(("*isIncomplete*", (None, b"yes", "text/plain")))
            answer = self._request("POST", self._target, parts)
            reply = Reply(answer.status_code, _said(answer))
            if not reply.taken:
                break
        return reply

    def _posts(self, xml_size: int, files: Sequence[OutFile]) -> Iterator[list[OutFile]]:
        load: list[OutFile] = []
        room = start = self._room - xml_size - 2 * _AROUND
        for one in files:
            cost = one.size + _AROUND
            if load and (cost > room or len(load) == MOST_FILES):
                yield load
                load, room = [], start
            load.append(one)
            room -= cost
        yield load

    def _request(
        self, method: str, url: str, parts: list[tuple[str, tuple[str | None, bytes, str]]] | None = None
    ) -> requests.Response:
        headers = {"X-OpenRosa-Version": "1.0", "Date": self._date()}
        try:
            for _ in range(2):
                answer = self._session.request(
                    method, url, headers=headers, files=parts, auth=self._auth, timeout=_TIMEOUT, allow_redirects=False
                )
                if not self._challenged(answer):
                    break
        except requests.exceptions.ConnectTimeout as error:
            raise SyncError("exchange.server-unreachable", environment=True) from error
        except requests.exceptions.SSLError as error:
            raise SyncError("openrosa.certificate") from error
        except requests.exceptions.ConnectionError as error:
            code = "exchange.server-unreachable" if method != "POST" else "exchange.interrupted"
            raise SyncError(code, environment=True) from error
        except requests.exceptions.RequestException as error:
            raise SyncError("exchange.interrupted", environment=True) from error
        return answer

    def _first_auth(self) -> AuthBase | None:
        if not self._user:
            return None
        return (
            _basic(self._user, self._password) if self._base.scheme == "https" else _digest(self._user, self._password)
        )

    def _challenged(self, answer: requests.Response) -> bool:
        """Whether Digest should be tried instead of Basic."""
        wants_digest = "digest" in answer.headers.get("WWW-Authenticate", "").lower()
        if answer.status_code != 401 or not wants_digest or not isinstance(self._auth, HTTPBasicAuth):
            return False
        self._auth = _digest(self._user, self._password)
        return True

    def _must_be(self, answer: requests.Response, status: int) -> None:
        if answer.status_code in (401, 403):
            basic_only = "basic" in answer.headers.get("WWW-Authenticate", "").lower()
            unsafe = self._base.scheme == "http" and self._user and basic_only
            wants_digest = "digest" in answer.headers.get("WWW-Authenticate", "").lower()
            raise SyncError("openrosa.needs-https" if unsafe and not wants_digest else "openrosa.credentials")
        if answer.status_code in (423, 429) or answer.status_code >= 500:
            raise SyncError("openrosa.busy", environment=True)
        if answer.headers.get("X-OpenRosa-Version", "") != "1.0":
            raise SyncError("openrosa.not-openrosa")
        if answer.status_code != status:
            raise SyncError("openrosa.server-said", status=answer.status_code)

    def _hop(self, url: str, answer: requests.Response) -> str:
        """Where the server sends us, on the same host and never from https to http. Raises `openrosa.not-openrosa`."""
        there = urljoin(url, answer.headers.get("Location", ""))
        here, parts = urlsplit(url), urlsplit(there)
        down = here.scheme == "https" and parts.scheme != "https"
        if parts.hostname != here.hostname or parts.scheme not in ("http", "https") or down:
            raise SyncError("openrosa.not-openrosa")
        if parts.scheme == "https":
            self._base = self._base._replace(scheme="https")
            if self._auth is None or isinstance(self._auth, HTTPDigestAuth):
                self._auth = self._first_auth()
        return there

    def _under(self, path: str) -> str:
        return urlunsplit(self._base._replace(path=self._base.path + path))


class _SystemTrust(HTTPAdapter):
    """Trusts what the computer trusts, such as an authority that a county runs itself."""

    def init_poolmanager(self, connections: int, maxsize: int, block: bool = False, **more: Any) -> None:
        more["ssl_context"] = ssl.create_default_context()
        super().init_poolmanager(connections, maxsize, block, **more)


def without_secret(url: str) -> str:
    """An address that may be shown: without user, password, query, and the long token of an app user in its path."""
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return ""
    path = "/".join("…" if len(part) >= 32 else part for part in parts.path.split("/"))
    return urlunsplit(SplitResult(parts.scheme, parts.netloc.rpartition("@")[2], path, "", ""))


def _basic(user: str, password: str) -> AuthBase:
    return HTTPBasicAuth(user.encode(), password.encode())


def _digest(user: str, password: str) -> AuthBase:
    """Raises SyncError `openrosa.user-name`: Digest has no way to write other letters that servers agree on."""
    if not user.isascii():
        raise SyncError("openrosa.user-name")
    return HTTPDigestAuth(user, password)


def _said(answer: requests.Response) -> str:
    """The server's own sentence, when its answer is OpenRosa."""
    try:
        root = etree.fromstring(answer.content[:_LARGEST_LIST], _parser())
    except (etree.XMLSyntaxError, ValueError):
        return ""
    return (root.findtext(f"{_RESPONSE}message") or root.findtext("message") or "").strip()[:_MOST_SAID]


def _parser() -> "etree.XMLParser":
    return etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
