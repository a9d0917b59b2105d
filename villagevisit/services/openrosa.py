"""Handing finished records to another OpenRosa server, such as the province's ODK Central or a Kobo server.

Only what is fully signed goes, byte for byte as it was frozen. Whatever the server does not confirm stays due; where it
has other content under the same id, a person must look.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from email.utils import format_datetime

from sync.errors import SyncError
from sync.transport.openrosa import OpenRosaLink, OutFile, Reply
from villagevisit.domain.access import Deed, may
from villagevisit.domain.changes import Done, Topic, changes
from villagevisit.domain.clock import stamp
from villagevisit.domain.errors import EnvironmentFailed, Refused
from villagevisit.domain.form_ids import HEALTH_FORMS
from villagevisit.services import attachments
from villagevisit.services.enrolment import coded
from villagevisit.services.workspace import Actor, Progress, Workspace, silent
from villagevisit.store import audit, visits
from villagevisit.store import openrosa as rows
from villagevisit.store.openrosa import Sendable

_REASONS = {
    200: "openrosa.left.login-page",
    400: "openrosa.left.refused",
    401: "openrosa.left.not-allowed",
    403: "openrosa.left.not-allowed",
    404: "openrosa.left.unknown",
    405: "openrosa.left.closed",
    409: "openrosa.left.conflict",
    413: "openrosa.left.too-large",
}


@dataclass(frozen=True, slots=True)
class Left:
    """A record that the server does not have: the code why, and the server's own words."""

    submission_id: str
    form_id: str
    reason: str
    said: str
    stopped: bool
    """A person must look; it is not tried again."""


@dataclass(frozen=True, slots=True)
class Handed:
    """How many records the server has now that it did not have before, and those it still does not have."""

    sent: int
    left: tuple[Left, ...]


def hand_over(
    ws: Workspace, actor: Actor, url: str, form_id: str = "", user: str = "", password: str = "",
    progress: Progress = silent,
) -> Done[Handed]:  # fmt: skip
    """Sends what an OpenRosa server does not have yet, oldest first; `form_id` for one form only. Health
    forms go only where their doctor hands them over.

    Nothing of user, password or address is kept but a digest of the address.

    Raises:
        Refused: `exchange.bad-url`, `openrosa.not-openrosa`, `openrosa.credentials`, `openrosa.needs-https`,
            `openrosa.user-name`, `openrosa.certificate`, `openrosa.server-said`.
        EnvironmentFailed: `exchange.server-unreachable`, `exchange.interrupted`, `openrosa.busy`. What was confirmed
            before stays confirmed; the next run sends the rest, with the same bytes.
    """
    server = address_digest(url)
    waiting = due(ws, actor, server, form_id)
    left: list[Left] = []
    sent = 0
    try:
        with OpenRosaLink(url, user, password, _date(ws)) as link:
            listed = link.forms()
            link.look()
            for done, one in enumerate(waiting):
                progress(done, len(waiting))
                found = _hand(ws, link, server, one, listed)
                if found is None:
                    sent += 1
                else:
                    left.append(found)
    except SyncError as error:
        raise coded(error) from error
    finally:
        _audit(ws, actor, server, sent, len(left))
    progress(len(waiting), len(waiting))
    return Done(Handed(sent, tuple(left)), changes(Topic.EXCHANGE))


def due(ws: Workspace, actor: Actor, server: str, form_id: str) -> list[Sendable]:
    """What that server does not have yet, health forms only for their doctor."""
    apart = frozenset() if may(actor.officers, Deed.HEALTH) else HEALTH_FORMS
    return [one for one in rows.sendable(ws.store.reader(), server, form_id) if one.form_id not in apart]


def address_digest(url: str) -> str:
    """Names a server without telling its address: SHA-256 of the URL without user, password and last slash, hex."""
    scheme, _, rest = url.strip().partition("://")
    place, slash, path = rest.partition("/")
    plain = f"{scheme.lower()}://{place.rpartition('@')[2].lower()}{slash}{path}".rstrip("/")
    return hashlib.sha256(plain.encode()).hexdigest()


def _hand(ws: Workspace, link: OpenRosaLink, server: str, one: Sendable, listed: set[str]) -> Left | None:
    """One record; None when the server has it."""
    reason = _why_not_yet(ws, server, one, listed)
    if reason:
        return _note(ws, server, one, reason, "", stopped=False)
    try:
        files = [
            OutFile(row.name, row.media_type, row.size, _reading(ws, row.digest))
            for row in visits.attachments(ws.store.reader(), one.submission_id)
        ]
        reply = link.send(one.body, files)
    except EnvironmentFailed as error:
        return _note(ws, server, one, error.code, "", stopped=False)
    except SyncError as error:
        _note(ws, server, one, error.code, "", stopped=False)
        raise
    if reply.taken:
        with ws.store.transaction() as db:
            rows.note(db, server, one.submission_id, "done", "", reply.said, stamp(ws.clock))
        return None
    return _note(ws, server, one, _reason(reply), reply.said, stopped=reply.status == 409)


def _why_not_yet(ws: Workspace, server: str, one: Sendable, listed: set[str]) -> str:
    if one.form_id not in listed:
        return "openrosa.left.form-not-listed"
    if one.replaces and rows.state(ws.store.reader(), server, one.replaces) != "done":
        return "openrosa.left.original-first"
    return ""


def _note(ws: Workspace, server: str, one: Sendable, reason: str, said: str, *, stopped: bool) -> Left:
    with ws.store.transaction() as db:
        state = "stopped" if stopped else "due"
        rows.note(db, server, one.submission_id, state, reason, said, stamp(ws.clock))
    return Left(one.submission_id, one.form_id, reason, said, stopped)


def _reason(reply: Reply) -> str:
    return _REASONS.get(reply.status, "openrosa.left.later")


def _reading(ws: Workspace, digest: str) -> Callable[[], bytes]:
    """Reads an attachment when its turn comes. Raises EnvironmentFailed `openrosa.left.file-missing`."""

    def read() -> bytes:
        try:
            return attachments.read(ws, digest)
        except Refused as error:
            raise EnvironmentFailed("openrosa.left.file-missing") from error

    return read


def _date(ws: Workspace) -> Callable[[], str]:
    return lambda: format_datetime(ws.clock.now())


def _audit(ws: Workspace, actor: Actor, server: str, sent: int, left: int) -> None:
    with ws.store.transaction() as db:
        audit.append(db, stamp(ws.clock), actor.id, "openrosa.handed", server[:16], {"sent": sent, "left": left})
