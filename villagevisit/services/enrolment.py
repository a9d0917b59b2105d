"""Which county this installation belongs to, and the keys that speak for it."""

import json
from dataclasses import dataclass
from pathlib import Path

from sync import keys
from sync.batch import Address, Enrolment
from sync.errors import SyncError
from sync.files import write_whole
from sync.signatures import genuine
from villagevisit.domain.changes import Done, Topic, changes
from villagevisit.domain.clock import stamp
from villagevisit.domain.errors import CodedError, EnvironmentFailed, Refused
from villagevisit.services import barcode, sealing
from villagevisit.services.workspace import Workspace
from villagevisit.store import audit, records, settings

FORMAT = "villagevisit-county-1"
_SETTING = "county.file"
_LARGEST = 64 * 1024


@dataclass(frozen=True, slots=True)
class CountyFile:
    """What `villagevisit county enrol` wrote: where to send, and whom to trust."""

    county: str
    """12-digit code."""
    name: str
    server: str
    """Base URL; empty when the county takes sticks only."""
    import_key: bytes
    """X25519 public key that batches are encrypted to."""
    receipt_key: bytes
    """Ed25519 public key that receipts are signed with."""
    fingerprint: str
    """Eight groups of four digits that two people can read to each other."""
    enrolment: str
    """Id of the invitation."""
    secret: bytes
    """Proves the invitation; whoever has the file can enrol a computer until its places are used up."""
    recovery: bytes = b""
    """X25519 public key of the paper in the county's safe, and the county's signature of it (`recovery_message`): a
    laptop keeps a door for it. Empty in files of earlier versions."""

    @property
    def address(self) -> Address:
        return Address(self.county, self.import_key, Enrolment(self.enrolment, self.secret))

    def to_json(self) -> str:
        """The file's text."""
        document = {
            "format": FORMAT,
            "county": self.county,
            "name": self.name,
            "server": self.server,
            "import_key": self.import_key.hex(),
            "receipt_key": self.receipt_key.hex(),
            "fingerprint": self.fingerprint,
            "enrolment": self.enrolment,
            "secret": self.secret.hex(),
            **({"recovery": self.recovery.hex()} if self.recovery else {}),
        }
        return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def parse(text: str) -> CountyFile:
    """Raises Refused `enrolment.not-a-county-file`, `enrolment.fingerprint`."""
    try:
        document = json.loads(text)
        if document["format"] != FORMAT:
            raise ValueError(FORMAT)
        file = CountyFile(
            county=str(document["county"]),
            name=str(document["name"]),
            server=str(document["server"]),
            import_key=bytes.fromhex(document["import_key"]),
            receipt_key=bytes.fromhex(document["receipt_key"]),
            fingerprint=str(document["fingerprint"]),
            enrolment=str(document["enrolment"]),
            secret=bytes.fromhex(document["secret"]),
            recovery=bytes.fromhex(document.get("recovery", "")),
        )
        if len(file.county) != 12 or len(file.import_key) != 32 or len(file.receipt_key) != 32:
            raise ValueError(FORMAT)
    except (ValueError, KeyError, TypeError) as error:
        raise Refused("enrolment.not-a-county-file") from error
    if file.fingerprint != keys.fingerprint(file.import_key, file.receipt_key):
        raise Refused("enrolment.fingerprint")
    signed, signature = recovery_message(file.county, file.recovery[:32]), file.recovery[32:]
    if file.recovery and not genuine(file.receipt_key, signature, signed):
        raise Refused("enrolment.fingerprint")
    return file


def recovery_message(county: str, public: bytes) -> bytes:
    """What the county signs, so that nobody gives a laptop a recovery key of his own."""
    return b"vv/recovery-door/1\0" + county.encode() + public


def read_county_file(ws: Workspace, path: Path) -> Done[CountyFile]:
    """Takes the county's file and remembers it. A newer file of the same county takes the place of an older one.

    Raises:
        Refused: `enrolment.not-a-county-file`, `enrolment.fingerprint`, `enrolment.other-county` (have, given).
        EnvironmentFailed: `enrolment.file-unreadable`.
    """
    try:
        with path.open("rb") as source:
            text = source.read(_LARGEST).decode("utf-8-sig")
    except OSError as error:
        raise EnvironmentFailed("enrolment.file-unreadable", file=path.name) from error
    except UnicodeDecodeError as error:
        raise Refused("enrolment.not-a-county-file") from error
    return _take(ws, text)


def read_county_picture(ws: Workspace, picture: Path | bytes) -> Done[CountyFile]:
    """The same from a picture of the QR code that the county printed.

    Raises:
        Refused: also `enrolment.no-qr` when no code can be read in the picture.
        EnvironmentFailed: `attachment.cannot-open`.
    """
    try:
        text = barcode.read(picture)
    except Refused as error:
        raise Refused("enrolment.no-qr") from error
    return _take(ws, text)


def _take(ws: Workspace, text: str) -> Done[CountyFile]:
    file = parse(text)
    known = county_file(ws)
    if known is not None and known.county != file.county:
        raise Refused("enrolment.other-county", have=known.name, given=file.name)
    with ws.store.transaction() as db:
        settings.put(db, _SETTING, file.to_json())
        audit.append(db, stamp(ws.clock), "", "enrolment.county-file", file.county, {"enrolment": file.enrolment})
    if file.recovery:
        ws.ring.put_county(ws.key, file.recovery[:32])
    return Done(file, changes(Topic.EXCHANGE))


def county_file(ws: Workspace) -> CountyFile | None:
    """The county this installation belongs to; None before its file was read."""
    text = settings.get(ws.store.reader(), _SETTING)
    return parse(text) if text else None


def device_name(ws: Workspace) -> str:
    """What this installation is called in batches and on sticks (`DZ-3F7K-Q2MD`)."""
    known = records.lineages(ws.store.reader())
    if known:
        return known[-1]
    with ws.store.transaction() as db:
        return records.device(db)


def device_keys(ws: Workspace) -> keys.KeyPairs:
    """The keys of this installation, made at first use in HOME/keys, sealed with the data key.

    Raises:
        EnvironmentFailed: `keys.damaged`, or a disk code.
    """
    path = _key_file(ws)
    wrapping = sealing.subkey(ws.key, "device")
    try:
        if not path.exists():
            write_whole(path, sealing.seal(wrapping, keys.pack(keys.generate()), path.name), mode=0o600)
        return keys.unpack(sealing.unseal(wrapping, path.read_bytes(), path.name))
    except SyncError as error:
        raise coded(error) from error
    except (OSError, sealing.CannotOpen) as error:
        raise EnvironmentFailed("keys.damaged") from error


def has_keys(ws: Workspace) -> bool:
    """Whether this installation has made its keys."""
    return _key_file(ws).exists()


def _key_file(ws: Workspace) -> Path:
    return ws.home / "keys" / "device.key"


def coded(error: SyncError) -> CodedError:
    """The same error in the application's words: by blame."""
    kind = EnvironmentFailed if error.environment else Refused
    return kind(error.code, **error.params)
