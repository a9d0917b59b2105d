"""Projecting the record log into the county's view, each record once, in one transaction with the cursor."""

import threading
from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import TypeVar

from sync.record import is_erased
from sync.server import erasing, overview
from sync.server.log import RecordLog
from sync.server.records import Logged
from sync.succession import Trust
from villagevisit.county import barred, suspicion
from villagevisit.county.certificates import answers
from villagevisit.county.conflicts import Arrivals
from villagevisit.county.suspicion import Suspicions
from villagevisit.county.traces import SaidOn
from villagevisit.domain.errors import Refused
from villagevisit.domain.form_ids import HEALTH_FORMS
from villagevisit.services import (
    consent_body,
    event_body,
    key_body,
    openrosa_records,
    overrides,
    request_body,
    roots,
)
from villagevisit.services import exchange_bodies as bodies
from villagevisit.services.exchange_bodies import SubmissionBody
from villagevisit.store import (
    consents,
    county_certificates,
    county_conflicts,
    county_roots,
    county_suspicion,
    county_view,
    events,
    requests,
)
from villagevisit.store import overrides as county_overrides
from villagevisit.store.connection import Store
from villagevisit.store.county_certificates import OFFER, AskingKey
from villagevisit.store.county_roots import Report
from villagevisit.store.county_view import ReceivedSignature, ReceivedVisit, VillageCount, VisitLine, Writer
from villagevisit.store.households import Db

_AT_ONCE = 500
_MOST_FILES = 40_000
"""34 bytes each, in a down file that has room for two megabytes more than its records."""


T = TypeVar("T")


class View:
    """The read model of one county. Safe to call from several threads."""

    def __init__(
        self, log: RecordLog, store: Store, suspicions: Suspicions, trust: Trust, said_on: SaidOn
    ) -> None:
        """`trust`: whose signatures on certificates and overrides are the county's."""
        self._log = log
        self._store = store
        self._suspicions = suspicions
        self._trust = trust
        self._said_on = said_on
        self._lock = threading.Lock()
        self._counted = threading.local()

    @property
    def store(self) -> Store:
        """For other readers of what was projected."""
        return self._store

    def catch_up(self) -> int:
        """Projects what arrived since last time; returns how many records."""
        done = 0
        with self._lock:
            self._recognise()
            while True:
                start = county_view.projected(self._store.reader())
                logged = overview.records_after(self._log, start, _AT_ONCE)
                if not logged:
                    break
                with self._store.transaction() as db:
                    writer, arrivals = Writer(db), Arrivals(db)
                    for one in logged:
                        if not one.refusal and not is_erased(one.record):
                            submission = _submission(one)
                            _project(db, writer, one, submission)
                            _root_alarm(db, one)
                            self._override(db, one)
                            arrivals.add(one, submission)
                            if submission is not None:
                                suspicion.arrive(db, one, submission, self._said_on)
                    writer.finish()
                    arrivals.finish()
                    county_view.set_projected(db, logged[-1].number, logged[-1].record.digest)
                done += len(logged)
            self._certificates()
            wanted = county_view.wanted_files(self._store.reader())
            if wanted:
                whole = overview.whole_blobs(self._log, wanted)
                with self._store.transaction() as db:
                    county_view.add_files(db, sorted(whole))
            self._suspicions.settle()
        return done

    def rebuild(self) -> int:
        """Makes the view anew from the log; returns how many records it holds."""
        with self._lock:
            self._clear()
        return self.catch_up()

    def _certificates(self) -> None:
        new = answers(self._log, self._trust, county_certificates.shown(self._store.reader()))
        if new is not None:
            with self._store.transaction() as db:
                county_certificates.put(db, new.mark, new.issued, new.refused, new.revoked)

    def _override(self, db: Db, logged: Logged) -> None:
        record = logged.record
        if record.kind == overrides.OVERRIDE:
            with suppress(Refused):  # not the county's word: somebody changed the log, which `doctor` tells
                one = overrides.read(self._log.county, self._trust, record.body)
                county_overrides.put(db, overrides.row_of(one, record.digest, record.body))

    def _recognise(self) -> None:
        """Begins anew where the log has not got the record that this view came to (it was restored or replaced), and
        after an order to erase: what follows from a body is then gone wherever it had got to."""
        number, digest = county_view.reached(self._store.reader())
        erased = erasing.count(self._log)
        new_order = erased != county_view.erased(self._store.reader())
        if new_order or (number and overview.digest_at(self._log, number) != digest):
            self._clear()
        if new_order:
            with self._store.transaction() as db:
                county_view.set_erased(db, erased)
                county_suspicion.forget_looks(db, overview.erased_blobs(self._log))

    def _clear(self) -> None:
        with self._store.transaction() as db:
            county_view.clear(db)
            county_conflicts.clear(db)
            county_suspicion.clear(db)
            county_roots.clear(db)
            county_certificates.clear(db)
            county_overrides.forget_all(db)
            consents.clear(db)
            requests.clear(db)
            events.clear(db)

    def shown(self) -> int:
        """Number of the newest record of the log that this view shows."""
        return county_view.projected(self._store.reader())

    def lag(self) -> int:
        """Records of the log that this view does not show yet."""
        return overview.last_number(self._log) - self.shown()

    def years(self) -> list[str]:
        return self._kept("years", county_view.years)

    def villages(self, year: str = "") -> list[VillageCount]:
        return self._kept(f"villages {year}", lambda db: county_view.villages(db, year))

    def _kept(self, name: str, count: Callable[[Db], list[T]]) -> list[T]:
        """What was counted by this thread and still holds, because nobody wrote since: a county takes seconds."""
        db = self._store.reader()
        (version,) = db.execute("PRAGMA data_version").fetchone()
        kept: dict[str, tuple[int, list[T]]] = self._counted.__dict__
        if name not in kept or kept[name][0] != version:
            kept[name] = version, count(db)
        return kept[name][1]

    def doubtful(self) -> int:
        """Households of which two versions wait for a person."""
        return sum(county_conflicts.counts(self._store.reader()).values())

    def villages_of_file(self, digest: str, health: bool) -> set[str]:
        """The villages whose records name an attachment, those of health or the others."""
        if self.lag():
            self.catch_up()
        return county_view.villages_of_file(self._store.reader(), digest, health=health)

    def files_of(self, devices: Iterable[str]) -> list[str]:
        """Attachments that these laptops' records name, at most as many as a down file has room for."""
        if self.lag():
            self.catch_up()
        return county_view.files_of(self._store.reader(), devices, _MOST_FILES)

    def village_name(self, code: str) -> str:
        """Empty while nothing of this village was received."""
        return county_view.village_name(self._store.reader(), code)

    def village(self, code: str, limit: int, offset: int, year: str = "") -> list[VisitLine]:
        return county_view.village(self._store.reader(), code, limit, offset, year)


def _submission(logged: Logged) -> SubmissionBody | None:
    record = logged.record
    return bodies.read_submission(record.body) if record.kind in bodies.SUBMISSIONS else None


def _project(db: Db, writer: Writer, logged: Logged, body: SubmissionBody | None) -> None:
    record = logged.record
    if body is not None:
        visit = ReceivedVisit(
            submission_id=body.id,
            device=record.device,
            village_code=body.place.village_code,
            village_name=body.place.village_name,
            village_group=body.place.village_group,
            household_id=body.place.household_id,
            household_no=body.place.household_no,
            head_name=body.place.head_name,
            form_id=body.form_id,
            frozen_at=body.frozen_at,
            replaces=body.replaces,
            signatures_needed=body.signatures_needed,
            received_at=logged.received_at,
            health=record.kind == bodies.HEALTH or body.form_id in HEALTH_FORMS,
        )
        writer.add_visit(visit, body.digest, [one.digest for one in body.attachments])
        for place, sign in enumerate(body.signoffs, start=1):
            writer.add_signature(
                ReceivedSignature(
                    submission_id=body.id,
                    place=place,
                    digest=body.digest,
                    officer_id=sign.officer_id,
                    public_key=sign.public_key,
                    officer_name=sign.officer_name,
                    signed_at=sign.signed_at,
                )
            )
    elif record.kind == key_body.KEY:
        one = key_body.read_key(record.body)
        asking = AskingKey(
            one.key, one.officer_id, one.staff_no, one.name, one.roles, one.proof, record.device, logged.received_at
        )
        county_certificates.ask(db, asking)
    elif record.kind == OFFER:
        county_certificates.offer(db, record.digest, record.body)
    elif record.kind == consent_body.CONSENT:
        consents.add(db, *consent_body.read_consent(record.body))
    elif record.kind == request_body.REQUEST:
        requests.put(db, request_body.read_request(record.body))
    elif record.kind in event_body.EVENTS:
        event = event_body.read_event(record.body)
        events.add(db, event)
        if event.kind in barred.KINDS:
            barred.look_again(db, event.area)
    elif record.kind == openrosa_records.ATTACHMENT:
        submission, files = openrosa_records.read_attachment(record.body)
        writer.add_files(submission, [one.digest for one in files])


def _root_alarm(db: Db, logged: Logged) -> None:
    """What a laptop says of the county's daily roots."""
    record = logged.record
    if record.kind == roots.ALARM:
        said = roots.read_alarm(record.body)
        report = Report(record.device, said.code, said.known, said.seen, record.at, logged.received_at)
        county_roots.put(db, report)
