"""Keeping the auditor's list up to date: traces in with the records, scopes looked at anew where something arrived."""

import hashlib
import json
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import astuple
from datetime import date
from itertools import takewhile

from sync.errors import SyncError
from sync.server.records import Logged
from villagevisit.county import barred, traces
from villagevisit.county.looks import look
from villagevisit.county.people import People
from villagevisit.county.traces import SaidOn
from villagevisit.domain.clock import CHINA
from villagevisit.domain.policy import Policy, PolicyEntry
from villagevisit.domain.suspicion import PREFIX, Finding, Limits, Scope, Trace, pair_figures
from villagevisit.domain.suspicion_ways import judge
from villagevisit.services.exchange_bodies import SubmissionBody
from villagevisit.store import county_suspicion as rows
from villagevisit.store.connection import Store
from villagevisit.store.county_suspicion import NOTHING, PairLine, StoredFinding
from villagevisit.store.households import Db

LOOKED = "suspicion.looked"
"""The deed of somebody who looked into an entry: its id, the version of it, and what he found."""
Read = Callable[[str], bytes | None]
"""The bytes of an attachment by its digest; None when it is not here."""
_AT_ONCE = 50
_PICTURES = 300


def arrive(db: Db, logged: Logged, body: SubmissionBody, said_on: SaidOn) -> None:
    """Takes the trace of a visit, inside the view's transaction."""
    one = traces.trace_of(logged, body, said_on)
    if one is not None:
        pictures = [(str(picture.kind), picture.digest) for picture in one.pictures]
        rows.add(db, traces.stored(one, body.base), traces.keys_of(one), pictures)


def looked(one: StoredFinding, note: str) -> str:
    """What the log of deeds keeps of a person's word on an entry."""
    return f"{one.id} {one.version} {note}"


def read_looked(store: Store, people: People) -> None:
    """Brings what people said into the view; the log of deeds is where it lies."""
    new = people.deeds_after(LOOKED, rows.deeds_seen(store.reader()))
    if new:
        with store.transaction() as db:
            for deed in new:
                finding, version, note = deed.object.split(" ", 2)
                rows.set_looked(db, finding, version, deed.at, deed.actor, note)
            rows.set_deeds_seen(db, new[-1].number)


class Suspicions:
    """Looks at what arrived. The findings are a function of the records, the pictures and the county's limits."""

    def __init__(self, store: Store, read: Read, limits: Sequence[PolicyEntry]) -> None:
        self._store = store
        self._read = read
        self._limits = limits
        self._days: dict[date, tuple[Policy, Limits]] = {}
        self._mark = hashlib.sha256(repr([astuple(one) for one in limits]).encode()).hexdigest()

    def settle(self) -> None:
        """Looks at the pictures that came, then at every scope that something was added to."""
        if rows.mark(self._store.reader()) != self._mark:
            with self._store.transaction() as db:
                rows.all_due(db, self._mark)
        with suppress(SyncError):  # the shelf of attachments is out of reach; the next time looks again
            self._see()
        while due := rows.next_due(self._store.reader(), _AT_ONCE):
            with self._store.transaction() as db:
                for scope, key in due:
                    self._judge(db, Scope(scope), key)

    def _see(self) -> None:
        """Some of the pictures that nobody has seen; the rest next time, so that nobody waits long for a page."""
        unseen = rows.unseen(self._store.reader(), _PICTURES)
        seen = [(digest, scope, self._look(digest, scope)) for digest, scope in unseen]
        if seen:
            with self._store.transaction() as db:
                for digest, scope, found in seen:
                    rows.set_look(db, digest, scope, found)

    def _look(self, digest: str, scope: str) -> str:
        data = self._read(digest)
        return NOTHING if data is None else look(data, scope)

    def _judge(self, db: Db, scope: Scope, key: str) -> None:
        together = [traces.read(one) for one in rows.traces(db, scope, key)]
        if scope == Scope.VILLAGE:
            pictures = {(str(picture.kind), picture.digest) for one in together for picture in one.pictures}
            seen = rows.looks(db, pictures)
            together = barred.marked(db, [traces.with_looks(one, seen) for one in together])
        day = max(one.received for one in together).astimezone(CHINA).date()
        policy, limits = self._on(day)
        found = judge(scope, traces.officer_of(scope, key), together, limits)
        by_id = {one.id: one for one in together}
        rows.put_findings(db, scope, key, [(_stored(scope, key, one, by_id, policy), one.submissions) for one in found])
        if scope == Scope.PAIR:
            figures = pair_figures(together)
            rows.put_pair(db, PairLine(key, _area(together), _people(together), *astuple(figures)))


    def _on(self, day: date) -> tuple[Policy, Limits]:
        """The limits in force on a day, by the county's clock."""
        if day not in self._days:
            policy = Policy.on(self._limits, day)
            self._days[day] = policy, Limits.of(policy)
        return self._days[day]


def _stored(scope: Scope, key: str, one: Finding, by_id: dict[str, Trace], policy: Policy) -> StoredFinding:
    found = [by_id[submission] for submission in one.submissions]
    return StoredFinding(
        id=_digest(one.code, scope, key, one.submissions[0])[:16],
        scope=scope,
        key=key,
        code=one.code,
        version=_digest(*sorted(one.submissions))[:8],
        weight=policy.integer(f"{PREFIX}weight_{one.code}"),
        submissions=len(one.submissions),
        area=_area(found),
        villages="\n".join(sorted({it.village_name or it.village for it in found})),
        people=_people(found),
        facts=json.dumps(dict(one.facts), ensure_ascii=False, sort_keys=True),
        newest=max(it.frozen for it in found).isoformat(timespec="milliseconds"),
    )


def _people(found: Iterable[Trace]) -> str:
    return "\n".join(sorted({sign.name for one in found for sign in one.signers}))


def _area(found: Iterable[Trace]) -> str:
    """What the codes of all villages have in common: who is limited to less than that does not see it."""
    codes = sorted({one.village for one in found})
    same = takewhile(lambda both: both[0] == both[1], zip(codes[0], codes[-1], strict=False))
    area = "".join(digit for digit, _ in same)
    return area if area.isdecimal() else ""


def _digest(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()
