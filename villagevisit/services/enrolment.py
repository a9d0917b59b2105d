"""Which county this installation belongs to, and the keys that speak for it."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from sync import keys, succession
from sync.batch import Address, Enrolment
from sync.errors import SyncError
from sync.files import write_whole
from sync.signatures import genuine
from sync.succession import Trust
from villagevisit.domain.changes import Done, Topic, changes
from villagevisit.domain.clock import stamp
from villagevisit.domain.errors import CodedError, EnvironmentFailed, Param, Refused
from villagevisit.services import barcode, check_phrase, sealing
from villagevisit.services.workspace import Workspace
from villagevisit.store import audit, records, replicas, settings
from villagevisit.store.replicas import Came
from villagevisit.wording import t

FORMAT = "villagevisit-county-1"
NEW_KEY = "county-key"
"""Kind of the line that says that the county has a new key, in what came down."""
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
    chain: tuple[bytes, ...] = ()
    """Announcements of the county's keys up to this one, oldest first; the newest few are enough."""

    @property
    def address(self) -> Address:
        return Address(self.county, self.import_key, Enrolment(self.enrolment, self.secret))

    @property
    def trust(self) -> Trust:
        """Whose signatures are this county's."""
        return Trust(self.receipt_key, tuple(map(succession.read, self.chain)))

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
            **({"chain": [one.hex() for one in self.chain]} if self.chain else {}),
        }
        return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


@lru_cache(maxsize=8)
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
            chain=tuple(map(bytes.fromhex, document.get("chain", []))),
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
    if file.chain and not _leads_here(file):
        raise Refused("enrolment.fingerprint")
    return file


def _leads_here(file: CountyFile) -> bool:
    try:
        chain = tuple(map(succession.read, file.chain))
    except SyncError:
        return False
    last = chain[-1]
    return succession.linked(file.county, chain) and (last.signing, last.opening) == (file.receipt_key, file.import_key)


def recovery_message(county: str, public: bytes) -> bytes:
    """What the county signs, so that nobody gives a laptop a recovery key of his own."""
    return b"vv/recovery-door/1\0" + county.encode() + public


def read_county_file(ws: Workspace, path: Path, agreed: str = "") -> Done[CountyFile]:
    """Takes the county's file and remembers it. A newer file of the same county takes the place of an older one.

    `agreed`: the fingerprint that a person compared with the county, for a key that no key we trust announces.

    Raises:
        Refused: `enrolment.not-a-county-file`, `enrolment.fingerprint`, `enrolment.other-county` (have, given),
            `enrolment.older-key`, `enrolment.other-key` (phrase, fingerprint) until a person agreed.
        EnvironmentFailed: `enrolment.file-unreadable`.
    """
    try:
        with path.open("rb") as source:
            text = source.read(_LARGEST).decode("utf-8-sig")
    except OSError as error:
        raise EnvironmentFailed("enrolment.file-unreadable", file=path.name) from error
    except UnicodeDecodeError as error:
        raise Refused("enrolment.not-a-county-file") from error
    return _take(ws, text, agreed)


def read_county_picture(ws: Workspace, picture: Path | bytes, agreed: str = "") -> Done[CountyFile]:
    """The same from a picture of the QR code that the county printed.

    Raises:
        Refused: also `enrolment.no-qr` when no code can be read in the picture.
        EnvironmentFailed: `attachment.cannot-open`.
    """
    try:
        text = barcode.read(picture)
    except Refused as error:
        raise Refused("enrolment.no-qr") from error
    return _take(ws, text, agreed)


def _take(ws: Workspace, text: str, agreed: str) -> Done[CountyFile]:
    file = parse(text)
    known = county_file(ws)
    if known is not None and known.county != file.county:
        raise Refused("enrolment.other-county", have=known.name, given=file.name)
    if known is not None and (known.receipt_key, known.import_key) != (file.receipt_key, file.import_key):
        file = _succeeding(known, file, agreed)
    with ws.store.transaction() as db:
        settings.put(db, _SETTING, file.to_json())
        detail: dict[str, Param] = {"enrolment": file.enrolment, "key": file.fingerprint}
        audit.append(db, stamp(ws.clock), "", "enrolment.county-file", file.county, detail)
    _open_door(ws, file)
    return Done(file, changes(Topic.EXCHANGE))


def _succeeding(known: CountyFile, file: CountyFile, agreed: str) -> CountyFile:
    """The file with another key than ours: by itself where our key announces it, else once a person agreed."""
    if file.receipt_key in {end.old for end in known.trust.chain}:
        raise Refused("enrolment.older-key")
    try:
        led = succession.follow(known.trust, known.county, file.chain)
    except SyncError:
        led = known.trust
    if led.key != file.receipt_key and agreed != file.fingerprint:
        phrase = check_phrase.spoken(file.import_key, file.receipt_key)
        raise Refused("enrolment.other-key", phrase=phrase, fingerprint=file.fingerprint)
    return replace(file, chain=succession.leading(file.trust, (*file.chain, *known.chain)))


def follow(ws: Workspace, announcements: Sequence[bytes]) -> bool:
    """Takes over the key that these lead to from ours, and those of before that a county file had no room for.

    False when they say nothing new.

    Raises:
        SyncError: the codes of `sync.succession.follow`; nothing was changed.
    """
    known = county_file(ws)
    if known is None:
        return False
    led = succession.follow(known.trust, known.county, announcements)
    chain = succession.leading(led, (*announcements, *known.chain))
    if chain == known.chain:
        return False
    last = led.chain[-1]
    if last.number == known.trust.number:
        with ws.store.transaction() as db:
            settings.put(db, _SETTING, parse(replace(known, chain=chain).to_json()).to_json())
        return True
    file = replace(
        known,
        import_key=last.opening,
        receipt_key=last.signing,
        fingerprint=keys.fingerprint(last.opening, last.signing),
        recovery=last.recovery,
        chain=chain,
    )
    at = stamp(ws.clock)
    with ws.store.transaction() as db:
        settings.put(db, _SETTING, parse(file.to_json()).to_json())
        detail: dict[str, Param] = {"number": last.number, "day": last.day, "key": file.fingerprint}
        audit.append(db, at, "", "county.key", file.county, detail)
        replicas.note_came(db, Came(NEW_KEY, "", t("county_key.came", day=last.day, number=last.number), 1, at))
    _open_door(ws, file)
    return True


def _open_door(ws: Workspace, file: CountyFile) -> None:
    if file.recovery:
        ws.ring.put_county(ws.key, file.recovery[:32])


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
