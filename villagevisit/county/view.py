"""Projecting the record log into the county's view, each record once, in one transaction with the cursor."""

import threading

from sync.server import overview
from sync.server.log import RecordLog
from sync.server.records import Logged
from villagevisit.services import exchange_bodies as bodies
from villagevisit.store import county_view
from villagevisit.store.connection import Store
from villagevisit.store.county_view import ReceivedVisit, VillageCount, VisitLine, Writer

_AT_ONCE = 500


class View:
    """The read model of one county. Safe to call from several threads."""

    def __init__(self, log: RecordLog, store: Store) -> None:
        self._log = log
        self._store = store
        self._lock = threading.Lock()

    def catch_up(self) -> int:
        """Projects what arrived since last time; returns how many records."""
        done = 0
        with self._lock:
            while True:
                start = county_view.projected(self._store.reader())
                logged = overview.records_after(self._log, start, _AT_ONCE)
                if not logged:
                    break
                with self._store.transaction() as db:
                    for one in logged:
                        _project(Writer(db), one)
                    county_view.set_projected(db, logged[-1].number)
                done += len(logged)
            wanted = county_view.wanted_files(self._store.reader())
            if wanted:
                whole = overview.whole_blobs(self._log, wanted)
                with self._store.transaction() as db:
                    county_view.add_files(db, sorted(whole))
        return done

    def rebuild(self) -> int:
        """Makes the view anew from the log; returns how many records it holds."""
        with self._lock, self._store.transaction() as db:
            county_view.clear(db)
        return self.catch_up()

    def lag(self) -> int:
        """Records of the log that this view does not show yet."""
        return overview.last_number(self._log) - county_view.projected(self._store.reader())

    def villages(self) -> list[VillageCount]:
        return county_view.villages(self._store.reader())

    def village_name(self, code: str) -> str:
        """Empty while nothing of this village was received."""
        return next((one.name for one in self.villages() if one.code == code), "")

    def village(self, code: str, limit: int, offset: int) -> list[VisitLine]:
        return county_view.village(self._store.reader(), code, limit, offset)


def _project(writer: Writer, logged: Logged) -> None:
    record = logged.record
    if logged.refusal:
        return
    if record.kind == bodies.SUBMISSION:
        body = bodies.read_submission(record.body)
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
        )
        writer.add_visit(visit, body.digest, [one.digest for one in body.attachments])
    elif record.kind == bodies.SIGNOFF:
        sign = bodies.read_signoff(record.body)
        writer.add_signature(sign.submission_id, sign.place, sign.digest, sign.officer_name, sign.signed_at)
