"""The pages of what should be looked at again, for auditors and the county: the list, one entry, how teams work."""

from dataclasses import dataclass

from starlette.responses import Response
from starlette.routing import Route

from sync.server import overview
from villagevisit.county import suspicion_html as html
from villagevisit.county.frame import Asked, Frame, see_other
from villagevisit.county.html import Markup, join, tag
from villagevisit.county.suspicion import LOOKED, looked, read_looked
from villagevisit.county.suspicion_html import Given
from villagevisit.domain.access import Action, can, stem
from villagevisit.store import county_suspicion as rows
from villagevisit.store.connection import Store
from villagevisit.store.county_suspicion import FindingLine

PATH = "/to-check"
TEAMS = "/teams"
PER_PAGE = 50
TEAMS_PER_PAGE = 200
_VISITS = 100


@dataclass
class SuspicionPages:
    frame: Frame

    def routes(self) -> list[Route]:
        self.frame.link(PATH, "audit.title", Action.SUSPICION)
        return [
            self.frame.route(PATH, Action.SUSPICION, self.all),
            self.frame.route(PATH + "/{finding}", Action.SUSPICION, self.one),
            self.frame.route(PATH + "/{finding}", Action.SUSPICION, self.look, "POST"),
            self.frame.route(TEAMS, Action.SUSPICION, self.teams),
        ]

    def all(self, asked: Asked) -> Response:
        """What waits for a look, or what had one; the weightiest first."""
        words, done = asked.words, "done" in asked.query
        db, area = self._ready().reader(), stem(asked.who.area)
        start = (asked.page - 1) * PER_PAGE
        found = rows.findings(db, area, open_=not done, limit=PER_PAGE + 1, offset=start)
        here = PATH + ("?done=1" if done else "")
        parts = [
            tag("h1", words("audit.list")),
            tag("p", words("audit.intro"), class_="muted"),
            html.tabs(words, *rows.count(db, area), here),
            *html.list_parts(words, found[:PER_PAGE], done=done),
        ]
        if not found:
            parts.append(tag("p", words("audit.none_done") if done else words("audit.none"), class_="muted"))
        if len(found) > PER_PAGE:
            further = f"?{'done=1&' if done else ''}page={asked.page + 1}"
            parts.append(tag("p", tag("a", words("county.page.more"), href=further)))
        return self._page(asked, parts)

    def one(self, asked: Asked) -> Response:
        """One entry with its visits. That somebody read it is written down."""
        return self._finding(asked, Given(), saved="saved" in asked.query)

    def look(self, asked: Asked) -> Response:
        """Takes a person's word that he looked into it, or gives the page back with why not."""
        words, note = asked.words, " ".join(asked.form.get("note", "").split())
        found = self._find(asked)
        if found is None or not can(asked.who, Action.SUSPICION, found.finding.area) or not asked.who.name:
            return self._finding(asked, Given())
        error = ""
        if not note:
            error = words("audit.note_needed")
        elif len(note) > html.NOTE:
            error = words("audit.note_long", most=html.NOTE)
        elif asked.form.get("version") != found.finding.version:
            error = words("audit.changed")
        if error:
            return self._finding(asked, Given(note, error), status=409)
        self.frame.people.note(asked.who.name, LOOKED, looked(found.finding, note), _twelve(found.finding.area))
        return see_other(f"{PATH}/{found.finding.id}?saved=1")

    def teams(self, asked: Asked) -> Response:
        """How each two people work, beside the county's medians."""
        words, area = asked.words, stem(asked.who.area)
        db, start = self._ready().reader(), (asked.page - 1) * TEAMS_PER_PAGE
        found = rows.pairs(db, area)
        parts = [
            tag("h1", words("audit.pairs")),
            tag("p", words("audit.pairs_intro"), class_="muted"),
            html.tabs(words, *rows.count(db, area), TEAMS),
            *html.pair_parts(words, found[start : start + TEAMS_PER_PAGE], rows.pairs(db, "")),
        ]
        if len(found) > start + TEAMS_PER_PAGE:
            parts.append(tag("p", tag("a", words("county.page.more"), href=f"?page={asked.page + 1}")))
        return self._page(asked, parts)

    def _finding(self, asked: Asked, given: Given, *, saved: bool = False, status: int = 200) -> Response:
        words = asked.words
        back = tag("p", tag("a", words("audit.back"), href=PATH))
        found = self._find(asked)
        if found is None:
            return self._page(asked, [back, tag("p", words("audit.unknown"))], 404)
        if not can(asked.who, Action.SUSPICION, found.finding.area):
            return self.frame.refused(words, asked.who, asked.path)
        self.frame.people.note(asked.who.name, "page.suspicion", found.finding.id, _twelve(found.finding.area))
        county = self.frame.county
        seen = rows.visits(county.view.store.reader(), found.finding.id, _VISITS + 1)
        names = {one.device: one.name for one in overview.look(county.log).devices}
        parts = [back, *html.finding_parts(words, found)]
        if given.error:
            parts.append(tag("p", given.error, class_="refused", role="alert"))
        if saved:
            parts.append(tag("p", words("audit.saved"), class_="finished"))
        parts += html.visit_parts(words, seen, names, _VISITS)
        parts += html.look_parts(words, found, given, named=bool(asked.who.name))
        return self._page(asked, parts, status)

    def _find(self, asked: Asked) -> FindingLine | None:
        return rows.finding(self._ready().reader(), asked.places["finding"])

    def _ready(self) -> Store:
        county = self.frame.county
        county.view.catch_up()
        read_looked(county.view.store, self.frame.people)
        return county.view.store

    def _page(self, asked: Asked, parts: list[Markup], status: int = 200) -> Response:
        main = join([tag("style", Markup(html.STYLE)), *parts])
        return self.frame.page(asked.words, PATH, main, asked.who, status)


def _twelve(area: str) -> str:
    """The code of a village, or nothing: the log of deeds knows places, not parts of their codes."""
    return area if len(area) == 12 else ""
