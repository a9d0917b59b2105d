"""The county's data folder: who it is, its keys, the record log, the attachments, and the view projected from them."""

import json
import os
import secrets
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

from sync import beacon, keys
from sync.batch import Enrolment
from sync.errors import SyncError
from sync.files import write_whole
from sync.keys import KeyPairs
from sync.server import devices
from sync.server.blobs import open_blobs
from sync.server.handout import Handout
from sync.server.intake import Intake, put_item
from sync.server.log import RecordLog
from villagevisit.county import high_water, history, recovery, succeeding
from villagevisit.county.judge import judge_all
from villagevisit.county.suspicion import Suspicions
from villagevisit.county.view import View
from villagevisit.domain.access import stem, within
from villagevisit.domain.clock import Clock, stamp, today
from villagevisit.domain.errors import Refused
from villagevisit.services import audit_limits
from villagevisit.services.enrolment import CountyFile, coded, recovery_message
from villagevisit.services.exchange import NOTICE
from villagevisit.services.exchange_bodies_items import REVOCATION, revocation_body
from villagevisit.services.sealing import subkey
from villagevisit.services.workspace import new_id
from villagevisit.store.connection import Store

INVITATION_DAYS = 30
LAPTOP_ROLES = ("team", "clerk", "doctor", "county")
IDENTITY = "county.json"
KEYS = "keys/county.key"
KEYS_ELSEWHERE = "VILLAGEVISIT_COUNTY_KEYS"
"""Names the folder of `county.key` where it is not to lie beside what it opens (systemd credential, stick)."""
RECOVERY = "keys/recovery.pub"
_ANNOUNCED = 3
"""Announcements of keys that a county file holds, so that it fits on one QR code; all come with the first exchange."""
_TITLE = 200
"""Characters; readers take no longer one."""


@dataclass(frozen=True, slots=True)
class Identity:
    code: str
    """12-digit code of the county."""
    name: str
    server: str
    """The URL laptops send to; empty when the county takes sticks only."""
    database: str = ""
    """URL of the record log; empty for the embedded one."""
    blobs: str = ""
    """URL of the bucket that attachments lie in; empty for a folder of the county's home."""


@dataclass
class CountyHome:
    """An open county. Made by `init`, opened by `open_county`."""

    folder: Path
    identity: Identity
    keys: KeyPairs
    log: RecordLog
    intake: Intake
    view: View
    photos: Handout
    clock: Clock

    def set_server(self, url: str) -> None:
        """Remembers where laptops reach this county."""
        self.identity = replace(self.identity, server=url)
        _save(self.folder, self.identity)

    def enrol(
        self, name: str, laptops: int, server: str = "", role: str = "team", areas: Sequence[str] = ()
    ) -> CountyFile:
        """An invitation for so many laptops, good for 30 days, and the county file that carries it.

        What lies in `areas` will come down to them; without any, only what is for all.

        Raises:
            Refused: `county.laptop-role`, `people.area` when an area is none of this county.
        """
        if role not in LAPTOP_ROLES:
            raise Refused("county.laptop-role")
        for area in areas:
            if not area.isdecimal() or len(area) != 12 or not within(area, self.identity.code):
                raise Refused("people.area", given=area)
        made = Enrolment(id=new_id(), secret=secrets.token_bytes(32))
        now = self.clock.now()
        until = (now + timedelta(days=INVITATION_DAYS)).isoformat(timespec="milliseconds")
        with self.log.writing() as s:
            devices.invite(s, made, name, laptops, stamp(self.clock), until, role, " ".join(map(stem, areas)))
        return CountyFile(
            county=self.identity.code,
            name=self.identity.name,
            server=server or self.identity.server,
            import_key=self.keys.public_opening,
            receipt_key=self.keys.public_signing,
            fingerprint=self.fingerprint,
            enrolment=made.id,
            secret=made.secret,
            recovery=self._recovery(),
            chain=self.keys.past.chain[-_ANNOUNCED:],
        )

    def _recovery(self) -> bytes:
        path = self.folder / RECOVERY
        if not path.exists():
            return b""
        public = recovery.public(path).public_bytes_raw()
        return recovery_door(self.identity.code, public, self.keys)

    @property
    def fingerprint(self) -> str:
        return keys.fingerprint(self.keys.public_opening, self.keys.public_signing)

    def has_other_keys(self) -> bool:
        """Whether the keys were renewed since this county was opened."""
        try:
            return keys.load(keys_at(self.folder)).past != self.keys.past
        except SyncError:
            return False  # taken away: it lies on a stick, or is being written

    def mark(self) -> None:
        """Notes beside the keys how far the county has come, and signs the daily root when it is due.

        Raises:
            SyncError: database and disk codes.
        """
        history.sign_daily(self.log, self.keys, self.clock)
        high_water.mark(self.folder, self.log)

    def revoke(self, device: str) -> None:
        """Shuts a laptop out and lets all others know. Raises Refused `county.no-such-device`."""
        with self.log.writing() as s:
            known = devices.revoke(s, device)
            if known:
                at = stamp(self.clock)
                put_item(s, "", new_id(), REVOCATION, device, revocation_body(device, at), at)
        if not known:
            raise Refused("county.no-such-device", device=device)

    def notify(self, text: str, device: str = "") -> int:
        """Lets a message wait for one laptop, or for all. Raises Refused `county.no-such-device`, `county.no-text`."""
        if not text.strip():
            raise Refused("county.no-text")
        with self.log.writing() as s:
            if device and devices.find(s, device) is None:
                raise Refused("county.no-such-device", device=device)
            return put_item(s, device, new_id(), NOTICE, title(text), text.strip().encode(), stamp(self.clock))


def recovery_door(county: str, public: bytes, pairs: KeyPairs) -> bytes:
    """The recovery key's public half and the county's signature of it, as county files and announcements hold it."""
    return public + pairs.signing.sign(recovery_message(county, public))


def title(text: str) -> str:
    """A message as lists show it: the whole text stands in its body."""
    line = text.strip()
    return line if len(line) <= _TITLE else line[: _TITLE - 1] + "…"


def init(home: Path, identity: Identity) -> str:
    """Makes a county: its identity file and keys. Returns the private half of the recovery key, the only time.

    Raises:
        Refused: `county.code` unless the code has 12 digits, `county.exists` (name) when there is one already.
        EnvironmentFailed: a disk code.
    """
    if len(identity.code) != 12 or not identity.code.isdecimal():
        raise Refused("county.code", given=identity.code)
    folder = county_folder(home)
    if (folder / IDENTITY).exists():
        raise Refused("county.exists", name=_identity(folder).name)
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        (folder / RECOVERY).parent.mkdir(exist_ok=True, mode=0o700)
        keys.load_or_make(keys_at(folder))
        letters = recovery.make(folder / RECOVERY)
        _save(folder, identity)
        return letters
    except SyncError as error:
        raise coded(error) from error


@contextmanager
def open_county(home: Path, clock: Clock, database: str = "") -> Iterator[CountyHome]:
    """Opens a county that `init` made; `database` for another record log than the one it remembers.

    Raises:
        Refused: `county.missing`, `county.blobs-url`, `audit.file`, `policy.…` of the county's own limits.
        EnvironmentFailed: `county.database`, `county.blobs`, `keys.damaged`, store codes.
    """
    folder = county_folder(home)
    if not (folder / IDENTITY).exists():
        raise Refused("county.missing", folder=str(home))
    identity = _identity(folder)
    url = database or identity.database or f"sqlite:///{folder / 'log.db'}"
    try:
        pairs = keys.load(keys_at(folder))
        log = RecordLog(url, identity.code, key_for(pairs, "log"))
    except SyncError as error:
        raise coded(error) from error
    store: Store | None = None
    try:
        high_water.check(folder, log)
        succeeding.announce(log, pairs, clock)
        history.sign_daily(log, pairs, clock)
        store = Store(folder / "view.db", key_for(pairs, "view"))
        shelf = open_blobs(identity.blobs or folder / "blobs", identity.code, key_for(pairs, "blobs"))
        intake = Intake(log, pairs, folder, lambda: stamp(clock), judge_all, shelf)
        limits = audit_limits.entries(folder)
        found = Suspicions(store, shelf.read, limits)
        view = View(log, store, found, pairs.trust.within(), lambda word: _said_on(pairs, word, clock))
        photos = Handout(log, pairs, shelf, view.villages_of_file, lambda: stamp(clock), view.files_of)
        yield CountyHome(folder, identity, pairs, log, intake, view, photos, clock)
        high_water.mark(folder, log)
    except SyncError as error:
        raise coded(error) from error
    finally:
        if store is not None:
            store.close()
        log.close()


def _said_on(pairs: KeyPairs, word: bytes, clock: Clock) -> date | None:
    return beacon.day_of(pairs, word, today(clock))


def county_folder(home: Path) -> Path:
    """Where everything of the county lies."""
    return home / "county"


def keys_at(folder: Path) -> Path:
    """The one file of a county that must be kept from a thief: it opens all others."""
    elsewhere = os.environ.get(KEYS_ELSEWHERE)
    return Path(elsewhere) / Path(KEYS).name if elsewhere else folder / KEYS


def key_for(pairs: KeyPairs, use: str) -> bytes:
    """What the county's own files are encrypted with: `log`, `view`, `blobs`."""
    return subkey(pairs.secret, use)


def _identity(folder: Path) -> Identity:
    document = json.loads((folder / IDENTITY).read_text("utf-8"))
    return Identity(document["code"], document["name"], document["server"], document["database"], document["blobs"])


def _save(folder: Path, identity: Identity) -> None:
    document = {
        "code": identity.code,
        "name": identity.name,
        "server": identity.server,
        "database": identity.database,
        "blobs": identity.blobs,
    }
    write_whole(folder / IDENTITY, json.dumps(document, ensure_ascii=False, indent=2).encode())
