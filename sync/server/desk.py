"""The county's end of a stick: imports what lies on it, and writes the answers back in the same visit."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from sync import container, succession
from sync.batch import read_header
from sync.errors import SyncError
from sync.fields import Fields
from sync.receipt import Refused, seal_refused
from sync.server.handout import Handout
from sync.server.intake import Intake, Taken
from sync.transport.folder import Found, Stick

MOST_DOWN = 64
"""Down files for one device on one stick; the rest comes the next time."""


@dataclass(frozen=True, slots=True)
class Handled:
    """One file of the stick. `code` is empty when it was imported (now or before)."""

    file: str
    device: str
    code: str
    repeated: bool = False
    accepted: int = 0
    duplicate: int = 0
    refused: int = 0
    greeting: bool = False
    """It carried nothing but how far the laptop has come."""


def receive(intake: Intake, photos: Handout, stick: Stick, taken: Callable[[Taken], None]) -> Iterator[Handled]:
    """Takes in every batch on the stick, then writes answers for each device seen, with the attachments it asks for.

    A file that is no batch, damaged or not allowed is reported with its code and stays where it is.

    Raises:
        SyncError: disk, stick and database codes (environment); what was imported stays imported, and the next visit of
            the stick writes the missing receipts.
    """
    seen: dict[str, tuple[str, bytes]] = {}
    for found in stick.batches():
        handled, answer = _one(intake, found)
        if handled.code.startswith("device."):
            _refuse(intake, stick, found, handled)
        if answer is not None:
            taken(answer)
            stick.put_other("refused", answer.device, f"{answer.digest}.vvr", None)
            stick.put_receipt(answer.device, answer.digest, answer.receipt)
            header = read_header(container.parse(found.data))
            seen[answer.device] = max(seen.get(answer.device, ("", b"")), (header.at, header.cursor))
        yield handled
    if intake.keys.past.chain:
        stick.put_other("keys", intake.log.county, "keys.vvs", succession.pack(intake.keys.past.chain))
    for device, (_, cursor) in seen.items():
        stick.put_down(device, _waiting(intake, photos, device, cursor))
        stick.put_blobs(device, _carried(photos, stick, device))


def _carried(photos: Handout, stick: Stick, device: str) -> Iterator[bytes]:
    """The attachments that a device asks for; a list that is not its own asks for nothing."""
    for found in stick.others("wants", device):
        try:
            yield from photos.carry(device, found.data)
        except SyncError as error:
            if error.environment:
                raise


def _refuse(intake: Intake, stick: Stick, found: Found, handled: Handled) -> None:
    """Tells a laptop that sees no network why its work is set aside."""
    digest = container.parse(found.data).digest
    why = Refused(intake.log.county, handled.device, digest, intake.now(), handled.code)
    stick.put_other("refused", handled.device, f"{digest}.vvr", seal_refused(why, intake.keys.signing))


def _waiting(intake: Intake, photos: Handout, device: str, cursor: bytes) -> Iterator[bytes]:
    """All that waits behind a cursor, in as many files as it takes. A laptop that sees no network cannot ask which of
    its attachments are here: where it begins from the start, it is told of all."""
    for _ in range(MOST_DOWN):
        file = intake.waiting(device, cursor, photos.named)
        if file is None:
            return
        yield file
        header = Fields(container.parse(file).header, "down.damaged")
        cursor = header.raw("upto")
        if header.any("more") is not True:
            return


def _one(intake: Intake, found: Found) -> tuple[Handled, Taken | None]:
    name = found.path.name
    try:
        answer = intake.receive(found.data, "stick")
    except SyncError as error:
        if error.environment:
            raise
        return Handled(name, _device(found.data), error.code), None
    return (
        Handled(
            file=name,
            device=answer.device,
            code="",
            repeated=answer.repeated,
            accepted=answer.accepted,
            duplicate=answer.duplicate,
            refused=answer.refused,
            greeting=_is_greeting(found.data),
        ),
        answer,
    )


def _is_greeting(data: bytes) -> bool:
    header = read_header(container.parse(data))
    return not (header.records or header.pieces or header.others)


def _device(data: bytes) -> str:
    """Who says to have made it, for the list that a person reads; unproven."""
    try:
        return read_header(container.parse(data)).device
    except SyncError:
        return ""
