"""Taking a phone's submission into the record log: one transaction, all of it or nothing.

A phone has a chain of its own in the county's log. The XML is kept byte for byte; the same bytes again are welcome, the
same instance with other bytes is an alarm and never an overwrite.
"""

import hashlib
import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import func, insert, select, update

from sync.batch import Piece
from sync.errors import SyncError
from sync.record import SALT_BYTES, make
from sync.server import openrosa_entities as entities
from sync.server import openrosa_phones as phones
from sync.server import openrosa_shelf as shelf
from sync.server import records
from sync.server.blobs import Blobs, Laid
from sync.server.devices import in_scope, own_name
from sync.server.intake import OUT_OF_SCOPE, raise_alarm
from sync.server.log import RecordLog, Session
from sync.server.openrosa_multipart import Posted, Spooled
from sync.server.openrosa_phones import Phone
from sync.server.openrosa_rules import Entry, HeldFile, Rules
from sync.server.openrosa_saves import drafts, saving
from sync.server.openrosa_xml import Head, read_head
from sync.server.records import Verdict
from sync.server.tables_openrosa import file, submission

CONFLICT = "openrosa.conflict"
FILE_CONFLICT = "openrosa.file-conflict"


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a post ended; `code` names the sentence that the person at the phone reads."""

    status: int
    code: str
    params: Mapping[str, str | int] = field(default_factory=dict)


class Problem(Exception):
    """A post that is refused; nothing of it was kept."""

    def __init__(self, status: int, code: str, **params: str | int) -> None:
        super().__init__(code)
        self.outcome = Outcome(status, code, params)


class Submissions:
    """What phones sent to one county."""

    def __init__(self, log: RecordLog, blobs: Blobs, rules: Rules, now: Callable[[], str]) -> None:
        self._log = log
        self._blobs = blobs
        self._rules = rules
        self._now = now

    def take(self, one: Phone, posted: Posted) -> Outcome:
        """Takes a post in.

        Raises:
            Problem: 400, 403, 404, 409 with the reasons of OpenRosa.
            SyncError: codes of `read_head`; `county.database`, blob and disk codes (environment). Nothing was kept.
        """
        head = read_head(posted.xml)
        digest = hashlib.sha256(posted.xml).hexdigest()
        laid = {one.digest: one for one in self._lay(self._wanted(one, head, digest, posted.files))}

        def work(s: Session) -> Outcome:
            phones.seen(s, one.device, self._now())
            query = select(submission).where(submission.c.county == s.county, submission.c.instance == head.instance)
            known = s.db.execute(query).first()
            if known is None:
                return self._new(s, one, head, digest, posted, laid)
            if known.digest != digest:
                raise_alarm(s, self._now(), CONFLICT, one.device, head.instance)
                return Outcome(409, "openrosa.id-used" if head.deprecated else CONFLICT)
            return self._again(s, one, head, posted.files, laid)

        return self._log.write(work)

    def _wanted(self, one: Phone, head: Head, digest: str, files: Sequence[Spooled]) -> list[Spooled]:
        """The files that will be kept, as far as a look can tell that takes no lock. Raises as `take`."""
        with self._log.reading() as s:
            query = select(submission.c.digest).where(
                submission.c.county == s.county, submission.c.instance == head.instance
            )
            known = s.db.execute(query).scalar()
            if known is None:
                self._form(s, one, head)
                _original(s, head)
                return list(files)
            return _fresh(_files(s, head.instance), files) if known == digest else []

    def _form(self, s: Session, one: Phone, head: Head) -> shelf.Shelved:
        """The form of a new submission. Raises Problem 403, 404, 409."""
        if not phones.may_use(one, head.form, self._rules.apart()):
            raise Problem(403, "openrosa.not-for-phone")
        known = shelf.versions(s, head.form)
        if not known:
            raise Problem(404, "openrosa.unknown-form")
        kept = known.get(head.version)
        if kept is None:
            raise Problem(404, "openrosa.unknown-version")
        if kept.closed:
            raise Problem(409, "openrosa.closed")
        return kept

    def _lay(self, files: Sequence[Spooled]) -> list[Laid]:
        """Puts files into the store, one after the other, before the county's lock is taken."""
        return [
            laid
            for each in files
            for laid in self._blobs.lay(self._log, [Piece(each.digest, each.size, 0, each.read())])
        ]

    def _new(
        self, s: Session, one: Phone, head: Head, digest: str, posted: Posted, laid: Mapping[str, Laid]
    ) -> Outcome:
        at = self._now()
        kept = self._form(s, one, head)
        expected = self._rules.expected(kept.xml, head)
        before = _replace(s, head)
        carried = [held for held in before if held.name in expected and held.name not in _names(posted.files)]
        held = [*carried, *self._keep(s, posted.files, laid)]
        entry = self._rules.submission(head, posted.xml, held, at)
        s.db.execute(
            insert(submission).values(
                county=s.county,
                instance=head.instance,
                form=head.form,
                device=one.device,
                digest=digest,
                record=self._append(s, one, head, entry, at),
                replaced_by="",
                received_at=at,
            )
        )
        self._save(s, one, head, kept, at)
        awaited = sorted(set(expected) - {known.name for known in held})
        _put(s, head.instance, [*held, *(HeldFile(name, "", 0, "") for name in awaited)])
        if awaited and not posted.incomplete:
            return Outcome(201, "openrosa.taken-without-files", {"count": len(awaited)})
        return Outcome(201, "openrosa.taken-so-far" if posted.incomplete else "openrosa.taken")

    def _save(self, s: Session, one: Phone, head: Head, kept: shelf.Shelved, at: str) -> None:
        """Takes over what the submission saves into lists; a correction changes none."""
        own = self._rules.own_lists()
        saved = [draft for draft in drafts(saving(kept.xml), head) if draft.list not in own]
        if saved and not head.deprecated:
            entities.save(s, entities.Source(head.instance, one.device, self._rules.area(head)), saved, at)

    def _again(self, s: Session, one: Phone, head: Head, given: Sequence[Spooled], laid: Mapping[str, Laid]) -> Outcome:
        """The same XML again: it brings files, or nothing new."""
        held = _files(s, head.instance)
        fresh = _fresh(held, given)
        if any(each not in fresh and held[each.name].digest != each.digest for each in given):
            raise_alarm(s, self._now(), FILE_CONFLICT, one.device, head.instance)
            return Outcome(409, FILE_CONFLICT)
        if not fresh:
            return Outcome(202, "openrosa.repeated")
        kept = self._keep(s, fresh, laid)
        self._append(s, one, head, self._rules.attached(head.instance, kept), self._now())
        _put(s, head.instance, kept)
        return Outcome(201, "openrosa.files-taken", {"count": len(kept)})

    def _keep(self, s: Session, files: Sequence[Spooled], laid: Mapping[str, Laid]) -> list[HeldFile]:
        for each in files:
            if each.digest not in laid or not self._blobs.count(s, laid[each.digest]):
                raise SyncError("county.blobs", environment=True)
        return [HeldFile(each.name, each.digest, each.size, each.media_type) for each in files]

    def _append(self, s: Session, one: Phone, head: Head, entry: Entry, at: str) -> str:
        """Appends to the phone's chain and returns the record's digest."""
        name = own_name(s, one.device)
        last = records.head(s, name)
        salt = secrets.token_bytes(SALT_BYTES)
        made = make(name, last.whole + 1, entry.kind, head.instance, at, last.digest, salt, entry.body)
        area = self._rules.area(head)
        records.add(s, [(made, Verdict(area=area))], "", at)
        if one.scope and area and not in_scope(one.scope, area):
            raise_alarm(s, at, OUT_OF_SCOPE, one.device, area)
        return made.digest


def waiting(s: Session) -> dict[str, int]:
    """Per phone: how many of its submissions still await files."""
    missing = select(file.c.instance).where(file.c.county == s.county, file.c.digest == "").distinct()
    instances = [str(name) for (name,) in s.db.execute(missing)]
    counts: dict[str, int] = {}
    for start in range(0, len(instances), 500):
        query = select(submission.c.device, func.count()).where(
            submission.c.county == s.county, submission.c.instance.in_(instances[start : start + 500])
        )
        for device, count in s.db.execute(query.group_by(submission.c.device)):
            counts[device] = counts.get(device, 0) + int(count)
    return counts


def received(s: Session) -> dict[str, int]:
    """Per phone: how many submissions came."""
    query = select(submission.c.device, func.count()).where(submission.c.county == s.county)
    return {device: int(count) for device, count in s.db.execute(query.group_by(submission.c.device))}


def _replace(s: Session, head: Head) -> list[HeldFile]:
    """Marks what a correction replaces, and returns its files. Raises as `_original`."""
    _original(s, head)
    if not head.deprecated:
        return []
    ours = (submission.c.county == s.county, submission.c.instance == head.deprecated)
    s.db.execute(update(submission).where(*ours).values(replaced_by=head.instance))
    return [held for held in _files(s, head.deprecated).values() if held.digest]


def _original(s: Session, head: Head) -> None:
    """Raises Problem 404 or 409 unless what a correction replaces is here, and the newest."""
    if not head.deprecated:
        return
    ours = (submission.c.county == s.county, submission.c.instance == head.deprecated)
    before = s.db.execute(select(submission.c.replaced_by, submission.c.form).where(*ours)).first()
    if before is None or before.form != head.form:
        raise Problem(404, "openrosa.unknown-original")
    if before.replaced_by:
        raise Problem(409, "openrosa.not-newest")


def _fresh(held: Mapping[str, HeldFile], given: Sequence[Spooled]) -> list[Spooled]:
    """The files that are still awaited, or that nobody asked for."""
    return [each for each in given if each.name not in held or not held[each.name].digest]


def _files(s: Session, instance: str) -> dict[str, HeldFile]:
    query = select(file).where(file.c.county == s.county, file.c.instance == instance)
    return {row.name: HeldFile(row.name, row.digest, row.size, row.media_type) for row in s.db.execute(query)}


def _put(s: Session, instance: str, files: Sequence[HeldFile]) -> None:
    for one in files:
        ours = (file.c.county == s.county, file.c.instance == instance, file.c.name == one.name)
        values = {"digest": one.digest, "size": one.size, "media_type": one.media_type}
        if s.db.execute(update(file).where(*ours).values(**values)).rowcount == 0:
            s.db.execute(insert(file).values(county=s.county, instance=instance, name=one.name, **values))


def _names(files: Sequence[Spooled]) -> set[str]:
    return {one.name for one in files}
