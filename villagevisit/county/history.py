"""The county's own history: signing it once a day, and holding everything against what was signed."""

from sync.errors import SyncError
from sync.keys import KeyPairs
from sync.server import roots
from sync.server.examining import Examination
from sync.server.log import RecordLog
from sync.server.roots import History
from villagevisit.domain.clock import Clock, today
from villagevisit.services.enrolment import coded


def sign_daily(log: RecordLog, keys: KeyPairs, clock: Clock) -> None:
    """Signs where nothing was signed today, or since a restore. Raises SyncError: database codes."""
    day = today(clock).isoformat()
    with log.reading() as s:
        due = roots.is_due(s, keys, day)
    if due:
        with log.writing() as s:
            if roots.is_due(s, keys, day):  # another drainer may have been faster
                roots.sign(s, keys, day)


def sign_now(log: RecordLog, keys: KeyPairs, clock: Clock) -> bytes:
    """A root of this moment. Raises EnvironmentFailed: database codes."""
    try:
        with log.writing() as s:
            return roots.sign(s, keys, today(clock).isoformat())
    except SyncError as error:
        raise coded(error) from error


def go_on(log: RecordLog, keys: KeyPairs, seen: Examination, limit: int) -> History:
    """Looks at the next records only, and says what was found so far. Raises EnvironmentFailed: database codes."""
    try:
        with log.reading() as s:
            seen.go_on(s, keys.trust.within(), limit)
            return roots.found(s, seen)
    except SyncError as error:
        raise coded(error) from error


def examine(log: RecordLog, keys: KeyPairs) -> History:
    """Reads the whole log once. Raises EnvironmentFailed: database codes."""
    try:
        with log.reading() as s:
            return roots.examine(s, keys.trust.within())
    except SyncError as error:
        raise coded(error) from error
