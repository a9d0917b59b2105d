"""Planted bugs: one line of the protocol broken at a time. The simulator must catch each of them."""

import importlib
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from typing import Any
from unittest.mock import patch

from sqlalchemy import true

from sync.server.intake import Taken
from sync.server.log import RecordLog, Session
from sync.server.records import Verdict
from tests.sim.world import faults_of
from villagevisit.domain.changes import NOTHING
from villagevisit.store.connection import Store

Change = Callable[[Any], Any]
"""Takes the real function, gives the broken one."""


@dataclass(frozen=True)
class Mutant:
    name: str
    what: str
    """What is broken, in one line."""
    at: tuple[tuple[str, str, Change], ...]
    """Where: module and attribute (`Class.method`), and the change."""
    needs: frozenset[str]
    """Faults without which nobody could notice; seeds that lack them are passed over."""

    def seeds(self, most: int) -> list[int]:
        """The first seeds that turn on what it needs."""
        return [seed for seed in range(1, 501) if self.needs <= faults_of(seed)][:most]

    @contextmanager
    def planted(self) -> Iterator[None]:
        with ExitStack() as stack:
            for module, path, change in self.at:
                owner: Any = importlib.import_module(module)
                *parents, name = path.split(".")
                for parent in parents:
                    owner = getattr(owner, parent)
                stack.enter_context(patch.object(owner, name, change(getattr(owner, name))))
            yield


def always(value: Any) -> Change:
    return lambda _real: lambda *_args, **_settings: value


def _commit_forgotten(_real: Any) -> Any:
    """The import runs and is answered, and its transaction is rolled back."""

    def write(self: RecordLog, work: Callable[[Session], Any], **_settings: Any) -> Any:
        with self._engine.connect().execution_options(writes=True) as connection:
            begun = connection.begin()
            result = work(Session(connection, self.county))
            if isinstance(result, Taken):
                begun.rollback()
            else:
                begun.commit()
            return result

    return write


def _save_rolled_back(real: Any) -> Any:
    """Every seventh save of a laptop is said to have worked and is rolled back."""
    count = [0]

    @contextmanager
    def transaction(self: Store) -> Iterator[Any]:
        with real(self) as db:
            yield db
            count[0] += 1
            if count[0] % 7 == 0 and self.path.name == "villagevisit.db":
                self._roll_back_if_open()
                self._writer.execute("BEGIN")

    return transaction


def _sent_is_received(real: Any) -> Any:
    """What left the laptop is believed received, without the county's word."""

    def sent(db: Any, batch: str) -> Any:
        subjects = real(db, batch)
        db.execute("UPDATE record SET state = 'received' WHERE batch = ? AND state = 'sent'", [batch])
        return subjects

    return sent


def _accepts(real: Any) -> Any:
    """The judge is heard for the area only: whatever a record says is accepted."""
    return lambda self, log, keys, home, now, judge, *more: real(
        self, log, keys, home, now, lambda records: [Verdict("", one.area) for one in judge(records)], *more
    )


def _place_is_person(real: Any) -> Any:
    """Signatures are counted, not people."""

    def signature(**given: Any) -> Any:
        return real(**{**given, "officer_id": str(given["place"]), "public_key": bytes([given["place"]])})

    return signature


def _everything(_real: Any) -> Any:
    """The scope is not looked at: every laptop gets every record."""
    return lambda _device: true()


def _all_is_safe(real: Any) -> Any:
    """The last record of the log stands where the last tested backup should."""

    def backed_up(s: Session) -> Any:
        return (10**9, *real(s)[1:])

    return backed_up


def _never_revoked(real: Any) -> Any:
    def refusal(s: Session, header: Any, at: str) -> str:
        code = str(real(s, header, at))
        return "" if code == "device.revoked" else code

    return refusal


def _without_scope(real: Any) -> Any:
    return lambda s, for_, place: real(s, replace(for_, role="", scope=""), place)


def _untried(real: Any) -> Any:
    """A batch is let go when it was sent."""

    def open_batches(db: Any) -> list[Any]:
        return [one for one in real(db) if not one.tried]

    return open_batches


RECORDS, OUTBOX, LINEAGE = "villagevisit.store.records", "villagevisit.store.outbox", "villagevisit.services.lineage"
INTAKE, BLOBS = "sync.server.intake", "sync.server.blobs"
APPLY, ENROLMENT = "villagevisit.services.replica_apply", "villagevisit.services.enrolment"
FOLDER, DESK, DOWNLINK = "sync.transport.folder", "sync.server.desk", "sync.server.downlink"
MUTANTS = tuple(
    Mutant(name, what, tuple(at), frozenset(needs.split()))
    for name, needs, what, *at in (
        ("ack-before-commit", "", "the receipt goes out, the import is rolled back",
         ("sync.server.log", "RecordLog.write", _commit_forgotten)),
        ("save-rolled-back", "", "a save is said to have worked and did not",
         ("villagevisit.store.connection", "Store.transaction", _save_rolled_back)),
        ("sent-is-received", "", "sending counts as the county's word", (RECORDS, "sent", _sent_is_received)),
        ("no-fork-check", "clone", "two histories of one chain are both taken",
         ("sync.server.records", "fits", always(True))),
        ("fork-not-reissued", "clone", "a laptop whose place was taken keeps its work to itself",
         (LINEAGE, "reissue", always(set()))),
        ("no-new-lineage", "reimage", "a restored laptop writes on under its old name",
         (LINEAGE, "check", always(None)), (LINEAGE, "begin", always(None))),
        ("taken-name-kept", "fresh clone", "a copied laptop keeps the name that another one enrolled",
         (LINEAGE, "leave", always(None))),
        ("ack-never-down", "county-restore", "what was received once is never sent again",
         (RECORDS, "lost", always(set()))),
        ("photos-forgotten", "", "photos are never due", (OUTBOX, "due_blobs", always([]))),
        ("batch-forgotten", "network", "a batch is let go when it was sent, not when it was received",
         (OUTBOX, "open_batches", _untried)),
        ("torn-outbox-used", "disk", "a torn batch file is never made anew",
         ("villagevisit.services.exchange_outbox", "_usable", always(True))),
        ("signature-unverified", "forge", "the judge is not heard", (INTAKE, "Intake.__init__", _accepts)),
        ("one-person-counts", "forge", "two signatures of one person count as two people",
         ("villagevisit.county.judge", "_several", always("")),
         ("villagevisit.county.view", "ReceivedSignature", _place_is_person)),
        ("piece-order", "", "pieces are put together in the wrong order",
         (BLOBS, "_joined", lambda real: lambda parts: real(parts[::-1]))),
        ("messages-skipped", "", "the county moves the cursor over messages it did not send",
         (DOWNLINK, "_items", lambda real: lambda *args: ([], real(*args)[1] or 0))),
        ("scope-dropped", "", "every record goes down to every laptop", (DOWNLINK, "_others", _everything)),
        ("damage-hidden", "stick-harm", "a damaged file on a stick is passed over in silence",
         (DESK, "receive", lambda real: lambda *args: (one for one in real(*args) if not one.code))),
        ("quarantine-dropped", "clone", "what may not be imported is thrown away",
         (INTAKE, "Intake.keep", always(None))),
        ("last-record-forgotten", "", "the last record of a batch is answered for and not logged",
         ("sync.server.records", "add", lambda real: lambda s, judged, *more: real(s, judged[:-1], *more))),
        ("last-piece-forgotten", "", "a photo travels without its last piece",
         ("sync.batch", "cut", lambda real: lambda *args: (list(real(*args))[:-1] or list(real(*args))))),
        ("messages-not-kept", "", "messages are counted as taken and not kept",
         ("villagevisit.store.outbox", "take", always(True))),
        ("photos-not-kept", "", "a photo is answered for and not written", (BLOBS, "Blobs.keep", always(None))),
        ("signatures-not-counted", "", "signatures do not reach the lists",
         ("villagevisit.store.county_view", "Writer.add_signature", always(None))),
        ("stick-brings-nothing", "", "what waits for a laptop is not put on the stick",
         (FOLDER, "Stick.put_down", always(None))),
        ("safe-untested", "", "what is in no backup that was restored for a trial is called safe",
         (DOWNLINK, "_backed_up", _all_is_safe)),
        ("anybody-decides", "forge", "a laptop's decision counts as the county's",
         (APPLY, "COUNTY_CHAIN", lambda _real: "")),
        ("decisions-dropped", "decide", "decisions of the county are not taken over",
         ("villagevisit.services.conflicts", "take_resolution", always(None))),
        ("revoked-speaks", "revoke", "a laptop that was shut out is heard",
         ("sync.server.devices", "refusal", _never_revoked)),
        ("own-work-comes-back", "scope reimage", "work in a village that left comes down again to its author",
         (DOWNLINK, "_own", lambda _real: lambda _device: true())),
        ("area-not-heard", "scope", "what the county says of a laptop's area is passed over",
         ("villagevisit.services.replica_scope", "told", always(NOTHING))),
        ("left-village-stays", "scope", "a village that left is never taken away",
         ("villagevisit.store.leaving", "begin", always(None))),
        ("scope-not-told", "scope", "a laptop whose area grew goes on from its old place",
         (DOWNLINK, "_marked", _without_scope)),
        ("key-not-followed", "renew", "a laptop stays with the county's key that it had",
         (ENROLMENT, "follow", always(False))),
        ("words-not-compared", "renew", "a new key after a theft is believed unheard",
         (ENROLMENT, "_succeeding", lambda real: lambda known, file, _agreed: real(known, file, file.fingerprint))),
    )
)  # fmt: skip
