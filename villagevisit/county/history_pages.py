"""The auditor's page of the county's own history: the newest root for the wall, what does not fit, what laptops say."""

import threading
from collections.abc import Iterator
from dataclasses import dataclass, field

from starlette.responses import Response
from starlette.routing import Route

from sync import root as roots
from sync.errors import SyncError
from sync.server import overview
from sync.server.examining import Examination
from sync.server.roots import History
from sync.succession import Trust
from villagevisit.county import history
from villagevisit.county.frame import Asked, Frame
from villagevisit.county.html import Markup, Words, join, moment, table, tag
from villagevisit.county.qr import as_svg
from villagevisit.domain.access import Action, can
from villagevisit.services.roots import COPIED, GAP, OLDER, OTHER
from villagevisit.store import county_roots
from villagevisit.store.county_roots import Report

PATH = "/history"
NOTED = "page.history"
AT_ONCE = 5_000
"""Records that one look at the page reads."""
_CODES = {
    OTHER: "root.said_other",
    OLDER: "root.said_older",
    GAP: "root.said_gap",
    COPIED: "root.said_copied",
}


@dataclass
class HistoryPages:
    frame: Frame
    _seen: Examination = field(default_factory=Examination)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def routes(self) -> list[Route]:
        self.frame.link(PATH, "root.title", Action.AUDIT)
        return [self.frame.route(PATH, Action.AUDIT, self.look)]

    def look(self, asked: Asked) -> Response:
        """Goes on where the last look stopped; with `?again` it begins anew. `county doctor` reads all at once."""
        county, words = self.frame.county, asked.words
        if not can(asked.who, Action.AUDIT, ""):  # the history is the whole county's
            return self.frame.refused(words, asked.who, asked.path)
        county.view.catch_up()
        with self._lock:
            if "again" in asked.query:
                self._seen = Examination()
            seen = history.go_on(county.log, county.keys, self._seen, AT_ONCE)
        self.frame.people.note(asked.who.name, NOTED)
        said = county_roots.every(county.view.store.reader())
        names = {one.device: one.name for one in overview.look(county.log).devices}
        parts = [tag("h1", words("root.title")), tag("p", words("root.intro"), class_="muted")]
        parts += [tag("p", text, class_=kind) for text, kind in lines(words, seen)]
        parts.append(tag("p", tag("a", words("root.again"), href=f"{PATH}?again=1")))
        parts += _reports(words, said, names, county.keys.trust.within())
        parts += _newest(words, seen, county.keys.trust.within())
        return self.frame.page(words, PATH, join(parts), asked.who)


def lines(words: Words, seen: History) -> Iterator[tuple[str, str]]:
    """What a look at everything found, as sentences with the class of each."""
    if seen.records < seen.of:
        yield words("root.so_far", done=seen.records, total=seen.of), "waiting"
    if seen.chain_broken:
        yield words("root.chain_bad"), "refused"
    else:
        yield words("root.chain_good", count=seen.records), "finished"
    if seen.bad_roots:
        yield words("root.roots_bad", places="、".join(map(str, seen.bad_roots))), "refused"
    else:
        yield words("root.roots_good", count=seen.roots), "finished"
    for one in seen.gaps:
        yield words("county.page.gap", device=one.device, first=one.first, last=one.last), "waiting"
    for name in seen.forks:
        yield words("root.fork", device=name), "waiting"


def _reports(words: Words, said: list[Report], names: dict[str, str], trust: Trust) -> list[Markup]:
    if not said:
        return [tag("p", words("root.no_reports"), class_="finished")]
    heads = {
        words("county.page.received"): "d",
        words("county.page.device_name"): "",
        words("root.what"): "",
        words("root.known"): "",
        words("root.seen"): "",
    }
    rows = [
        [
            moment(one.received_at),
            names.get(one.device, one.device),
            words(_CODES[one.code]) if one.code in _CODES else one.code,
            _said(words, one.known, trust),
            _said(words, one.seen, trust),
        ]
        for one in said
    ]
    return [tag("h2", words("root.reports", count=len(said)), class_="refused"), table(heads, rows)]


def _said(words: Words, signed: bytes, trust: Trust) -> str:
    """A root in a few words; whoever reports one that we did not sign is told apart."""
    if not signed:
        return words("root.none")
    try:
        one = roots.read(signed, trust)
    except SyncError:
        return words("root.not_ours")
    return words("root.short", day=one.day, place=one.place, records=one.records, digest=one.digest[:12])


def _newest(words: Words, seen: History, trust: Trust) -> list[Markup]:
    if not seen.newest:
        return []
    heading = tag("h2", words("root.newest"))
    try:
        one = roots.read(seen.newest, trust)
    except SyncError:
        return [heading, tag("p", words("root.not_ours"), class_="refused")]
    text = words("root.short", day=one.day, place=one.place, records=one.records, digest=one.digest[:12])
    return [heading, tag("p", text), tag("p", words("root.print"), class_="muted"), as_svg(roots.to_text(seen.newest))]
