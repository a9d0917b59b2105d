"""Handing attachments down: to laptops of office and doctors, and only what records name that they get themselves."""

from collections.abc import Callable, Iterator

from sync import batch, handout
from sync.batch import Load, Piece
from sync.errors import SyncError
from sync.handout import Want
from sync.keys import KeyPairs, signing_key
from sync.server import devices
from sync.server.blobs import Blobs
from sync.server.devices import Device
from sync.server.downlink import FULL_ROLES, HEALTH_ROLES
from sync.server.log import RecordLog

UNKNOWN = "blob.unknown"
NOT_FOR_ROLE = "blob.not-for-role"
Villages = Callable[[str, bool], set[str]]
"""The villages whose records name an attachment (SHA-256, hex): records of health (True), or others (False)."""
Named = Callable[[list[str]], list[str]]
_ROLES = FULL_ROLES | HEALTH_ROLES


class Handout:
    """The attachments of one county on their way down. Safe to call from several threads."""

    def __init__(
        self, log: RecordLog, keys: KeyPairs, blobs: Blobs, villages: Villages, now: Callable[[], str],
        named: Named = lambda _names: [],
    ) -> None:
        """`named` tells which attachments the records of these chains name (SHA-256, hex)."""
        self.named = named
        self._log = log
        self._keys = keys
        self._blobs = blobs
        self._villages = villages
        self._now = now

    def answer(self, name: str, want: Want, signature: bytes) -> bytes:
        """An attachment from a byte on, as much as one file takes.

        Raises:
            SyncError: `down.unknown-device`, `down.signature`, `device.revoked`, `blob.not-for-role`; `blob.unknown`
                also where it is none of this device's business; `county.blobs`, `county.database` (environment).
        """
        known = self._device(name)
        if known is None:
            raise SyncError("down.unknown-device")
        if not handout.verify(self._log.county, name, want, signature, signing_key(known.key)):
            raise SyncError("down.signature")
        if known.state != devices.ENROLLED:
            raise SyncError("device.revoked")
        if known.role not in _ROLES:
            raise SyncError(NOT_FOR_ROLE)
        pieces = Load(self._cut(known, want)).portion(batch.MAX_CONTENT)
        if not pieces:
            raise SyncError(UNKNOWN)
        return self._sealed(known, pieces)

    def carry(self, name: str, list_: bytes) -> Iterator[bytes]:
        """Files for a stick that brought this list: what is wanted most first, `MOST_BYTES` in all.

        Raises:
            SyncError: the list is not this device's; `county.blobs`, `county.database` (environment).
        """
        known = self._device(name)
        if known is None or known.state != devices.ENROLLED or known.role not in _ROLES:
            return
        wants = handout.read_wants(list_, self._log.county, name, known.key, self._keys, self._now()[:10])
        load = Load(piece for want in wants for piece in self._cut(known, want))
        room = handout.MOST_BYTES
        while pieces := load.portion(min(room, batch.MAX_CONTENT)):
            room -= sum(len(one.data) + batch.OVERHEAD for one in pieces)
            yield self._sealed(known, pieces)

    def _device(self, name: str) -> Device | None:
        with self._log.reading() as s:
            return devices.find(s, name)

    def _cut(self, known: Device, want: Want) -> Iterator[Piece]:
        """The rest of an attachment in pieces; nothing where it is not whole, or not for this device."""
        reads = ((False, FULL_ROLES), (True, HEALTH_ROLES))
        named = {one for health, roles in reads if known.role in roles for one in self._villages(want.digest, health)}
        if not any(devices.in_scope(known.scope, village) for village in named):
            return
        data = self._blobs.read(want.digest)
        for begins in range(want.offset, len(data or b""), batch.MAX_PIECE):
            yield Piece(want.digest, len(data or b""), begins, (data or b"")[begins : begins + batch.MAX_PIECE])

    def _sealed(self, known: Device, pieces: tuple[Piece, ...]) -> bytes:
        return handout.seal_pieces(pieces, self._log.county, known.device, known.reply, self._keys, self._now())
