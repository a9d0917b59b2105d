"""Two people over a year: how long they stay and read, when, with which results; and the clock of a laptop."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from itertools import pairwise
from statistics import median

from villagevisit.domain.clock import CHINA
from villagevisit.domain.suspicion import Finding, Limits, Trace, finding, in_order, readings


def short(_pair: str, traces: Sequence[Trace], limits: Limits) -> Iterator[Finding]:
    """Visits in person that were over before anybody can have gone through the form."""
    visits = [(one, one.minutes) for one in in_order(traces) if one.counts and one.minutes is not None]
    few = [(one, minutes) for one, minutes in visits if 0 <= minutes < limits.visit_minutes]
    if len(few) >= limits.short_visits:
        middle = median(minutes for _, minutes in few)
        yield finding(
            "short", [one for one, _ in few], count=len(few), of=len(visits), minutes=middle, least=limits.visit_minutes
        )


def unread(_pair: str, traces: Sequence[Trace], limits: Limits) -> Iterator[Finding]:
    """A signature follows so soon on what came before that nobody read: one person may hold both PINs."""
    quick = {
        submission: min(seconds)
        for submission, seconds in readings(traces).items()
        if len(seconds) > 1 and min(seconds) < limits.reading_seconds
    }
    signed = sum(len(one.signers) > 1 for one in traces)
    if len(quick) >= limits.unread_visits and len(quick) >= limits.unread_share * signed:
        found = [one for one in in_order(traces) if one.id in quick]
        yield finding("unread", found, count=len(quick), of=signed, seconds=max(0.0, median(quick.values())))


def night(_pair: str, traces: Sequence[Trace], limits: Limits) -> Iterator[Finding]:
    """Visits that begin at night. Freezing and signing late is nothing odd."""
    found = [
        one
        for one in in_order(traces)
        if one.counts and not limits.night_to <= one.begun.astimezone(CHINA).hour < limits.night_from
    ]
    if len(found) >= limits.night_visits:
        yield finding("night", found, count=len(found), late=limits.night_from, early=limits.night_to)


def after_receipt(_pair: str, traces: Sequence[Trace], limits: Limits) -> Iterator[Finding]:
    """A record says that it was made after the county had it."""
    ahead = {one.id: max(one.frozen, one.made, *_signed(one)) - one.received for one in traces}
    found = [one for one in in_order(traces) if ahead[one.id] > timedelta(minutes=limits.clock_minutes)]
    if found:
        most = max(ahead[one.id] for one in found).total_seconds() / 60
        yield finding("after_receipt", found, count=len(found), minutes=most)


def before_known(_pair: str, traces: Sequence[Trace], limits: Limits) -> Iterator[Finding]:
    """A record says that it was closed before a message of the county that its laptop had by then."""
    late = {one.id: one.known - one.made for one in traces if one.known is not None}
    found = [one for one in in_order(traces) if late.get(one.id, timedelta()) > timedelta(minutes=limits.clock_minutes)]
    if found:
        most = max(late[one.id] for one in found).total_seconds() / 60
        yield finding("before_known", found, count=len(found), minutes=most)


def alike(_pair: str, traces: Sequence[Trace], limits: Limits) -> Iterator[Finding]:
    """Very many visits, and each of them came out the same: nobody away, nobody moved, nobody above the line."""
    own = [one for one in in_order(traces) if not one.correction and one.result]
    if len(own) >= limits.alike_visits and len({one.result for one in own}) == 1:
        yield finding("alike", own, count=len(own))


def bunched(_pair: str, traces: Sequence[Trace], limits: Limits) -> Iterator[Finding]:
    """Incomes crowd just below the line, and hardly any lies just above it."""
    measured = [
        (one, one.income / one.line)
        for one in in_order(traces)
        if not one.correction and one.income is not None and one.line
    ]
    below = [one for one, share in measured if 1 - limits.bunch_band <= share < 1]
    above = sum(1 <= share <= 1 + limits.bunch_band for _, share in measured)
    crowded = len(below) >= limits.bunch_visits and len(below) >= limits.bunch_share * len(measured)
    if crowded and above * 4 <= len(below):
        percent = 100 * limits.bunch_band
        yield finding("bunched", below, count=len(below), of=len(measured), above=above, percent=percent)


def clock_back(_device: str, traces: Sequence[Trace], limits: Limits) -> Iterator[Finding]:
    """A laptop's next record says that it is older than the one before."""
    for one, after in pairwise(sorted(traces, key=lambda one: one.seq)):
        back = (one.made - after.made).total_seconds() / 60
        if back > limits.clock_minutes:
            yield finding("clock_back", (one, after), minutes=back)


def _signed(one: Trace) -> Iterator[datetime]:
    yield from (sign.at for sign in one.signers)
