"""Opening the data with the county's recovery key: somebody forgot his PIN, or the disk is in another computer.

The laptop writes a request: the county's door, which is the data key sealed to the recovery key, and a public key made
for this once. The county opens the door with the key from its safe and seals the data key to that public key. Both read
a phrase of the request to each other first, so that nobody slips a key of his own in between.
"""

import json
from dataclasses import dataclass
from pathlib import Path

from sync.errors import SyncError
from sync.files import write_whole
from villagevisit.domain.changes import Done
from villagevisit.domain.clock import Clock, stamp
from villagevisit.domain.errors import EnvironmentFailed, Refused
from villagevisit.domain.officer import Officer
from villagevisit.services import barcode, check_phrase, people, sealing
from villagevisit.services.ring import COUNTY, Keeper
from villagevisit.services.sealing import CannotOpen
from villagevisit.services.workspace import Workspace
from villagevisit.store import audit

REQUEST = "villagevisit-unlock-request-1"
ANSWER = "villagevisit-unlock-answer-1"
NOT_AN_ANSWER = "unlock.not-an-answer"
_DOOR = "ring/county/"
_PLACE = "unlock/1"
_KEY_FILE = "unlock.key"
_LARGEST = 16 * 1024


@dataclass(frozen=True, slots=True)
class Request:
    public: bytes
    """Of a key pair made for this request."""
    door: bytes
    """The data key, sealed to the county's recovery key."""

    @property
    def phrase(self) -> str:
        """What the two read to each other over the telephone."""
        return check_phrase.spoken(self.public, self.door)

    @property
    def text(self) -> str:
        """What goes to the county, as a file, a code or a message: useless to everybody else."""
        return json.dumps({"format": REQUEST, "public": self.public.hex(), "door": self.door.hex()})


def request(home: Path, ring: Keeper, path: Path | None = None) -> Request:
    """The request of this computer, written to `path` if there is one; it stays the same until it was answered, so
    that the window may be closed while the county looks for its paper.

    Raises:
        Refused: `unlock.no-county` when this computer never read the county's file.
        EnvironmentFailed: codes of disk and ring.
    """
    door = next((one for one in ring.read().doors if one.kind == COUNTY), None)
    if door is None:
        raise Refused("unlock.no-county")
    kept = home / "keys" / _KEY_FILE
    try:
        if not kept.exists():
            write_whole(kept, sealing.new_pair()[0], mode=0o600)
        made = Request(sealing.public_of(kept.read_bytes()), door.sealed)
        if path is not None:
            write_whole(path, made.text.encode())
    except (OSError, SyncError) as error:
        raise EnvironmentFailed("store.io") from error
    return made


def read_request(path: Path) -> Request:
    """On the county's side, from the file or from a picture of the code on the laptop's screen.

    Raises:
        Refused: `unlock.not-a-request`.
        EnvironmentFailed: `store.io`.
    """
    code = "unlock.not-a-request"
    try:
        with path.open("rb") as file:
            is_text = file.read(1) == b"{"
        text = text_of(path, code) if is_text else barcode.read(path)
    except OSError as error:
        raise EnvironmentFailed("store.io") from error
    except Refused as error:
        raise Refused(code) from error
    return Request(*_parsed(text, REQUEST, code, "public", "door"))


def answer(asked: Request, recovery: bytes, path: Path) -> None:
    """On the county's side: the data key for whoever asked. `recovery`: the private key from the safe.

    Raises:
        Refused: `unlock.other-county` when the door was made for another recovery key.
        EnvironmentFailed: `store.io`.
    """
    try:
        key = sealing.unseal_with(recovery, asked.door, _DOOR)
    except CannotOpen as error:
        raise Refused("unlock.other-county") from error
    document = {"format": ANSWER, "sealed": sealing.seal_to(asked.public, key, _PLACE).hex()}
    try:
        write_whole(path, json.dumps(document).encode())
    except SyncError as error:
        raise EnvironmentFailed("store.io") from error


def accept(home: Path, text: str) -> bytes:
    """The data key out of the text of the county's answer.

    Raises:
        Refused: `unlock.not-an-answer`, `unlock.other-request` when it answers another request than this computer's.
        EnvironmentFailed: `store.io`.
    """
    (sealed,) = _parsed(text, ANSWER, NOT_AN_ANSWER, "sealed")
    try:
        return sealing.unseal_with((home / "keys" / _KEY_FILE).read_bytes(), sealed, _PLACE)
    except (CannotOpen, FileNotFoundError) as error:
        raise Refused("unlock.other-request") from error
    except OSError as error:
        raise EnvironmentFailed("store.io") from error


def reopen(home: Path, outside: Path | None, clock: Clock, key: bytes, staff_no: str, pin: str) -> Done[Officer]:
    """Lets this person in again under a new PIN. On another computer the doors of the one before go away; everybody
    else enters his PIN once when he signs in.

    Raises:
        Refused: `officer.unknown`, `pin.weak` (shortest); nothing was changed.
        EnvironmentFailed: codes of disk, store and ring.
    """
    with Workspace.open(home, clock, outside, key) as ws:
        found = next((one for one in people.officers(ws) if one.staff_no == staff_no), None)
        if found is None:
            raise Refused("officer.unknown")
        moved = not ws.ring.secret.is_here()
        done = people.new_pin(ws, found.id, pin)
        if moved:
            ws.ring.forget_others()
            ws.ring.put_person(ws.key, found.id, found.name, staff_no, pin)
        with ws.store.transaction() as db:
            audit.append(db, stamp(clock), found.id, "ring.opened-by-county", found.id, {"moved": int(moved)})
    (home / "keys" / _KEY_FILE).unlink(missing_ok=True)
    return Done(found, done.changes)


def text_of(path: Path, code: str = NOT_AN_ANSWER) -> str:
    """The text of a small file that came from the other side. Raises Refused (code), EnvironmentFailed `store.io`."""
    try:
        with path.open("rb") as file:
            return file.read(_LARGEST).decode("utf-8-sig")
    except OSError as error:
        raise EnvironmentFailed("store.io") from error
    except UnicodeDecodeError as error:
        raise Refused(code) from error


def _parsed(text: str, kind: str, code: str, *names: str) -> list[bytes]:
    try:
        document = json.loads(text)
        if document["format"] != kind:
            raise ValueError(kind)
        return [bytes.fromhex(document[name]) for name in names]
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise Refused(code) from error
