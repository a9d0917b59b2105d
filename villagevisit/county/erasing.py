"""The county erases the content of records: by a signed order in its own chain, which every laptop obeys.

What goes with a record: the versions it replaced, every copy under another name, papers printed from it, its photos.
What stays: digest, place in the chain, who signed, and the order itself.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sync.erasure import ERASURE, MOST_TARGETS, Order, Target, order_body
from sync.errors import SyncError
from sync.record import Record, erased
from sync.server import erasing
from sync.server.log import Session
from villagevisit.county import own_chain, retention
from villagevisit.county.home import CountyHome
from villagevisit.county.people import People
from villagevisit.domain.clock import stamp, today
from villagevisit.domain.erasing import Reason
from villagevisit.domain.errors import Refused
from villagevisit.domain.retention import End
from villagevisit.services import exchange_bodies as bodies
from villagevisit.services import openrosa_records
from villagevisit.services.kept_evidence import kept_of
from villagevisit.store import county_view

NOTED = "erasure.ordered"
_KINDS = (*bodies.SUBMISSIONS, *bodies.DOCUMENTS, openrosa_records.ATTACHMENT)


@dataclass(frozen=True, slots=True)
class Erased:
    number: str
    records: int
    attachments: int


def order(county: CountyHome, subjects: Sequence[str], reason: Reason, paper: str, by: str) -> Erased:
    """Erases what is held about these submissions and papers (by id), and tells all laptops.

    Raises:
        Refused: `erase.nothing`, `erase.no-paper` (a decision on paper is needed), `erase.nobody`, `erase.unknown`,
            `erase.already`, `erase.not-due` (reason `retention` before the time, or where a person must decide and
            none did), `erase.too-many` (most).
        SyncError: database and disk codes.
    """
    if not subjects:
        raise Refused("erase.nothing")
    if not paper.strip():
        raise Refused("erase.no-paper")
    if not by.strip():
        raise Refused("erase.nobody")
    county.view.catch_up()
    if reason is Reason.RETENTION:
        _must_be_due(county, subjects)
    files = _files(county)
    with county.log.writing() as s:
        made = Order(
            number=_number(s, county), day=today(county.clock).isoformat(), reason=str(reason), paper=paper.strip(),
            by=by.strip(), targets=tuple(_targets(s, subjects, files)),
        )  # fmt: skip
        if len(made.targets) > MOST_TARGETS:
            raise Refused("erase.too-many", most=MOST_TARGETS)
        at = stamp(county.clock)
        own_chain.add(s, ERASURE, made.number, "", order_body(made), at)
        erasing.obey(s, made, at)
    People(county.log, county.clock).note(by.strip(), NOTED, made.number)
    finish(county)
    return Erased(made.number, len(made.targets), len({digest for one in made.targets for digest in one.blobs}))


def finish(county: CountyHome) -> None:
    """Takes what orders erased out of shelf, view and side files; harmless when there is nothing to do."""
    county.intake.blobs.sweep(county.log)
    county.view.catch_up()
    county.log.scrub()
    county.view.store.scrub()


def orders(county: CountyHome) -> list[Order]:
    """Every order, oldest first."""
    with county.log.reading() as s:
        return erasing.orders(s)


def _must_be_due(county: CountyHome, subjects: Sequence[str]) -> None:
    over = {one.subject for one in retention.due(county) if one.end is not End.ASK}
    if any(one not in over for one in subjects):
        raise Refused("erase.not-due")


def _number(s: Session, county: CountyHome) -> str:
    year = f"{today(county.clock).year}-"
    earlier = [int(one.number.removeprefix(year)) for one in erasing.orders(s) if one.number.startswith(year)]
    return f"{year}{max(earlier, default=0) + 1:03d}"


def _files(county: CountyHome) -> dict[str, set[str]]:
    """The submissions that name each attachment."""
    found: dict[str, set[str]] = {}
    for submission, digest in county_view.files(county.view.store.reader()):
        found.setdefault(digest, set()).add(submission)
    return found


def _targets(s: Session, subjects: Sequence[str], files: dict[str, set[str]]) -> Iterable[Target]:
    named = erasing.about(s, _KINDS, subjects)
    known = {one.subject for one, _ in named}
    if any(one not in known for one in subjects):
        raise Refused("erase.unknown")
    if not any(one.body for one, _ in named):
        raise Refused("erase.already")
    every = _with_them(s, set(subjects))
    for record, area in erasing.about(s, _KINDS, sorted(every)):
        if record.body:
            yield _target(record, area, every, files)


def _with_them(s: Session, subjects: set[str]) -> set[str]:
    """The versions that these replaced, and the papers printed from any of them."""
    while True:
        found = erasing.about(s, bodies.SUBMISSIONS, sorted(subjects))
        before = {bodies.read_submission(one.body).replaces for one, _ in found if one.body} - {""}
        if before <= subjects:
            break
        subjects = subjects | before
    areas = {area for _, area in found}
    for area in sorted(areas):
        papers = [one.subject for one in erasing.whole(s, bodies.DOCUMENTS, area)]
        for record, _ in erasing.about(s, bodies.DOCUMENTS, papers):
            if record.body and bodies.read_document(record.body).subject_id in subjects:
                subjects = subjects | {record.subject}
    return subjects


def _target(record: Record, area: str, every: set[str], files: dict[str, set[str]]) -> Target:
    """Photos that another record still names stay."""
    digests: list[str] = []
    kept = b""
    try:
        if record.kind in bodies.SUBMISSIONS:
            body = bodies.read_submission(record.body)
            kept = kept_of(body)
            digests = [one.digest for one in body.attachments]
        elif record.kind == openrosa_records.ATTACHMENT:
            digests = [one.digest for one in openrosa_records.read_attachment(record.body)[1]]
    except SyncError:
        kept = b""  # what the county could not read it never signed for
    blobs = tuple(sorted({one for one in digests if files.get(one, set()) <= every}))
    return Target(erased(record), area, kept, blobs)
