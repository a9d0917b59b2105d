"""Backing a county up while it serves. A backup counts only after it was restored aside and found whole.

`FOLDER/<county>-<id>.vvk` holds the log, the keys, the identity and what was set aside; `FOLDER/attachments/aa/` one
file for each attachment, written once and shared by all backups. Everything is sealed to the recovery key on paper, and
to the county's own key, so that the check reads back what really lies there.
"""

import hashlib
import secrets
import shutil
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from sync import keys, vault
from sync.canonical import Plain
from sync.erasure import is_order
from sync.errors import SyncError
from sync.fields import Fields, decoded
from sync.files import write_whole
from sync.record import Record
from sync.server import dump, erasing
from sync.server.dump import Digest, Rows
from sync.server.log import RecordLog, Session
from villagevisit.county import recovery
from villagevisit.county.home import IDENTITY, KEYS, RECOVERY, CountyHome, key_for, keys_at
from villagevisit.domain.clock import stamp
from villagevisit.services.enrolment import coded

KEEP = 14
ASIDE = ("quarantine", "forms")
"""Folders of the county whose files go along."""
SUFFIX = ".vvk"
PAPER = "recovery.pub"
"""Beside the backups: public half of the key that opens them."""
_OWN = (IDENTITY, KEYS, RECOVERY)
_DISK = {
    "exchange.folder-full": "backup.full",
    "exchange.folder-read-only": "backup.read-only",
    "exchange.folder-missing": "backup.no-folder",
    "exchange.interrupted": "backup.interrupted",
}


@dataclass(frozen=True, slots=True)
class Backup:
    id: str
    file: Path
    root: str
    """Digest of all that it holds."""
    until_number: int
    records: int
    attachments: int


@dataclass
class Restored:
    """What came out of a backup file."""

    county: str = ""
    id: str = ""
    identity: bytes = b""
    keys: bytes = b""
    recovery: bytes = b""
    root: str = ""
    until_number: int = 0
    word: int = 0
    records: int = 0
    attachments: tuple[str, ...] = ()


def back_up(county: CountyHome, folder: Path, keep: int = KEEP, *, deep: bool = False) -> Backup:
    """Makes a backup, checks it, and only then lets it count; the `keep` newest stay.

    `deep` also opens every attachment that an earlier backup wrote.

    Raises:
        EnvironmentFailed: `backup.no-folder`, `backup.full`, `backup.read-only`, `backup.interrupted`,
            `backup.attachment-lost`, `county.database`, `county.blobs`.
        Refused: `backup.damaged` and its relatives, when what was written does not come back whole.
    """
    with told():
        if not folder.is_dir():
            raise SyncError("backup.no-folder", environment=True)
        for left in folder.glob("**/*.part"):
            left.unlink()
        _one_paper(county, folder)
        made = county.clock.now().strftime("%Y%m%d-%H%M%S")
        file = folder / f"{county.identity.code}-{made}-{secrets.token_hex(3)}{SUFFIX}"
        attachments = _write(county, file)
        fresh = _copy(county, folder, attachments)
        found = _check(county, file)
        for digest in found.attachments if deep else fresh:
            attachment(folder, digest, *county.keys.openers)
        at = stamp(county.clock)
        with county.log.writing() as s:
            dump.remember(s, found.id, found.until_number, found.word, at, found.root)
        for old in sorted(folder.glob(f"{county.identity.code}-*{SUFFIX}"))[:-keep]:
            old.unlink()
        _forget(county, folder)
    return Backup(found.id, file, found.root, found.until_number, found.records, len(found.attachments))


def fill(file: Path, key: X25519PrivateKey, folder: Path, url: str) -> Restored:
    """Puts a backup into an empty log at `url`, and the files set aside under `folder`; all of the log or nothing.

    The log is encrypted as the county that it comes from encrypts its own.

    What the county writes itself from then on stands in chains of new names: laptops hold the lost ends of the old.

    Raises:
        SyncError: the codes of `sync.vault.frames`, `backup.chain`, `backup.not-empty`, `county.database`, disk codes.
    """
    frames = vault.frames(file, key)
    found = _head(frames, folder)
    log = RecordLog(url, found.county, key_for(keys.unpack(found.keys), "log"))
    try:
        with log.writing() as s:
            dump.load(s, _rows(frames, found, folder))
            _compare(s, found)
            s.begin_lineage(found.word)
    finally:
        log.close()
    return found


def attachment(folder: Path, digest: str, *keys: X25519PrivateKey) -> bytes:
    """The bytes of one attachment in a backup folder, with the first of the keys that opens it.

    Raises:
        SyncError: `backup.attachment-lost` or as `frames`.
    """
    path = _attachment(folder, digest)
    if not path.exists():
        raise SyncError("backup.attachment-lost")
    frames = _opened(path, keys)
    data = frames[0].raw("data") if len(frames) == 1 else b""
    if hashlib.sha256(data).hexdigest() != digest:
        raise SyncError("backup.damaged")
    return data


def _opened(path: Path, keys: Sequence[X25519PrivateKey]) -> list[Fields]:
    for key in keys[:-1]:
        with suppress(SyncError):
            return list(vault.frames(path, key))
    return list(vault.frames(path, keys[-1]))


def newest_keys(file: Path, key: X25519PrivateKey) -> Restored | None:
    """The county's keys in a backup; None where it does not open with this key."""
    try:
        return _head(vault.frames(file, key), file.parent)
    except SyncError:
        return None


def orders(file: Path, key: X25519PrivateKey) -> list[Record]:
    """Orders to erase in a backup, as far as it can be read: it may be the spoilt one that nobody restores."""
    found: list[Record] = []
    with suppress(SyncError):
        for frame in vault.frames(file, key):
            if frame.any("table") == "record":
                columns = frame.texts("columns")
                rows = [decoded(frame.cells(row).raw("0"), "backup.damaged") for row in frame.rows("rows", 1)]
                found += [one for one in (dump.record_in(columns, row) for row in rows) if is_order(one)]
    return found


@contextmanager
def told() -> Iterator[None]:
    """Says in the words of backups what went wrong."""
    try:
        yield
    except SyncError as error:
        raise coded(SyncError(_DISK.get(error.code, error.code), environment=error.environment)) from error


def _write(county: CountyHome, file: Path) -> list[str]:
    receivers = [recovery.public(county.folder / RECOVERY), county.keys.opening.public_key()]
    total = Digest()
    with county.log.reading() as s, vault.sealing(file, receivers) as put:
        put({"county": s.county, "id": file.stem.removeprefix(f"{s.county}-")})
        for name in _OWN:
            path = keys_at(county.folder) if name == KEYS else county.folder / name
            put({"file": name, "data": path.read_bytes()})
        for path in _aside(county.folder):
            put({"file": f"{path.parent.name}/{path.name}", "data": path.read_bytes()})
        for some in dump.rows(s):
            total.add(some)
            columns: list[Plain] = [*some.columns]
            put({"table": some.table, "columns": columns, "rows": [[row] for row in some.rows]})
        attachments = dump.attachments(s)
        put(
            {
                "root": total.hex(),
                "until": dump.last_number(s),
                "word": s.word().number,
                "attachments": [bytes.fromhex(one) for one in attachments],
            }
        )
    return attachments


def _copy(county: CountyHome, folder: Path, attachments: Iterable[str]) -> list[str]:
    """Seals the attachments that no earlier backup has; returns which."""
    receivers = [recovery.public(county.folder / RECOVERY), county.keys.opening.public_key()]
    fresh = []
    for digest in attachments:
        path = _attachment(folder, digest)
        if path.exists():
            continue
        data = county.intake.blobs.read(digest)
        if data is None:
            raise SyncError("backup.attachment-lost", environment=True)
        path.parent.mkdir(parents=True, exist_ok=True)
        with vault.sealing(path, receivers) as put:
            put({"digest": digest, "data": data})
        fresh.append(digest)
    return fresh


def _one_paper(county: CountyHome, folder: Path) -> None:
    """A folder's backups all open with one recovery key; with a new one they begin in another folder."""
    path, public = folder / PAPER, recovery.public(county.folder / RECOVERY).public_bytes_raw()
    if path.exists():
        known = path.read_bytes() == public
    else:
        known = not county.keys.past.chain or not any(folder.glob(f"{county.identity.code}-*{SUFFIX}"))
    if not known:
        raise SyncError("backup.other-paper")
    write_whole(path, public)


def _forget(county: CountyHome, folder: Path) -> None:
    """Takes erased attachments away once every backup that stays is younger than the order to erase them."""
    oldest = min(folder.glob(f"{county.identity.code}-*{SUFFIX}"), key=lambda path: path.name)
    made = oldest.name.removeprefix(f"{county.identity.code}-")[: len("20261122-100000")]
    with county.log.reading() as s:
        ordered = [(at, digest) for at, one in erasing.dated(s) for target in one.targets for digest in target.blobs]
    for at, digest in ordered:
        if datetime.fromisoformat(at).strftime("%Y%m%d-%H%M%S") < made:
            _attachment(folder, digest).unlink(missing_ok=True)


def _check(county: CountyHome, file: Path) -> Restored:
    scratch = county.folder / "scratch"
    shutil.rmtree(scratch, ignore_errors=True)
    scratch.mkdir(mode=0o700)
    try:
        return fill(file, county.keys.opening, scratch, f"sqlite:///{scratch / 'log.db'}")
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


def _head(frames: Iterator[Fields], folder: Path) -> Restored:
    """Whose backup it is, and the county's own files, which come first because its keys are needed for the rest."""
    first = next(frames, None)
    if first is None:
        raise SyncError("backup.damaged")
    found = Restored(county=first.text("county", 12), id=first.text("id", 40))
    for frame in islice(frames, len(_OWN)):
        _put_aside(found, folder, frame.text("file"), frame.raw("data"))
    if not found.keys:
        raise SyncError("backup.damaged")
    return found


def _rows(frames: Iterator[Fields], found: Restored, folder: Path) -> Iterator[Rows]:
    """The rows for the log; everything else is put into `found` and the folder on the way."""
    for frame in frames:
        if frame.any("table") is not None:
            rows = [frame.cells(row).raw("0") for row in frame.rows("rows", 1)]
            yield Rows(frame.text("table"), frame.texts("columns"), rows)
        elif frame.any("file") is not None:
            _put_aside(found, folder, frame.text("file"), frame.raw("data"))
        else:
            found.root, found.until_number = frame.text("root", 64), frame.count("until")
            found.word = frame.count("word")
            found.attachments = frame.digests("attachments")


def _put_aside(found: Restored, folder: Path, name: str, data: bytes) -> None:
    if name == IDENTITY:
        found.identity = data
    elif name == KEYS:
        found.keys = data
    elif name == RECOVERY:
        found.recovery = data
    else:
        place, _, plain = name.partition("/")
        if place not in ASIDE or Path(plain).name != plain or plain in ("", ".", ".."):
            raise SyncError("backup.damaged")
        (folder / place).mkdir(exist_ok=True)
        (folder / place / plain).write_bytes(data)


def _compare(s: Session, found: Restored) -> None:
    """The log that came out is the log that went in, and every chain holds from its first record."""
    total = Digest()
    for some in dump.rows(s):
        total.add(some)
    if total.hex() != found.root or not found.identity:
        raise SyncError("backup.damaged")
    found.records = dump.chains(s)
    if tuple(dump.attachments(s)) != found.attachments or dump.last_number(s) != found.until_number:
        raise SyncError("backup.damaged")


def _aside(folder: Path) -> Iterator[Path]:
    for name in ASIDE:
        if (folder / name).is_dir():
            yield from sorted(path for path in (folder / name).iterdir() if path.is_file() and path.suffix != ".part")


def _attachment(folder: Path, digest: str) -> Path:
    return folder / "attachments" / digest[:2] / f"{digest}{SUFFIX}"
