"""The supervision pages: how far each village is, and its households. No ID numbers, no illness, no money."""

from dataclasses import dataclass

from starlette.responses import Response
from starlette.routing import Route

from sync.server import dump, overview
from villagevisit.county.conflict_html import in_doubt
from villagevisit.county.frame import Asked, Frame
from villagevisit.county.html import Markup, Words, join, moment, table, tag
from villagevisit.county.pages_computers import PATH as COMPUTERS
from villagevisit.county.pages_computers import ComputerPages, count_warnings, yours
from villagevisit.county.pages_door import DoorPages
from villagevisit.county.pages_people import PeoplePages
from villagevisit.domain.access import Action, Who, can
from villagevisit.store.county_view import VillageCount, VisitLine

HOME = "/"
PER_PAGE = 200


@dataclass
class Pages:
    """The pages of one county."""

    frame: Frame

    def routes(self) -> list[Route]:
        """Every page; the door is the only one without a lock."""
        self.frame.link(HOME, "county.page.villages_link", Action.COUNTS)
        return [
            self.frame.route(HOME, Action.COUNTS, self.home),
            self.frame.route("/village/{code}", Action.HOUSEHOLDS, self.village),
            *ComputerPages(self.frame).routes(),
            *PeoplePages(self.frame).routes(),
            *DoorPages(self.frame).routes(),
        ]

    def home(self, asked: Asked) -> Response:
        """How far everything is, what waits for a person, whether it is safe; then village by village."""
        county, words, who = self.frame.county, asked.words, asked.who
        county.view.catch_up()
        year, years = _year(asked, county.view.years())
        villages = [one for one in county.view.villages(year) if can(who, Action.COUNTS, one.code)]
        lag = county.view.lag()
        parts = [
            tag("h1", county.identity.name),
            _years(words, year, years),
            _sum(words, villages),
            tag("p", words("county.page.lag", count=lag), class_="waiting") if lag else Markup(""),
            *self._waiting(words, who),
            *([] if who.area or not can(who, Action.CONFLICTS) else in_doubt(words, county.view.doubtful())),
            *_villages(words, villages, who, f"?year={year}" if len(years) > 1 else ""),
        ]
        return self.frame.page(words, HOME, join(parts), who)

    def village(self, asked: Asked) -> Response:
        """The households of one village."""
        words, code, number = asked.words, asked.places["code"], asked.page
        if not can(asked.who, Action.HOUSEHOLDS, code):
            return self.frame.refused(words, asked.who, asked.path)
        self.frame.county.view.catch_up()
        view = self.frame.county.view
        year, years = _year(asked, view.years())
        lines = view.village(code, PER_PAGE + 1, (number - 1) * PER_PAGE, year)
        self.frame.people.note(asked.who.name, "page.households", code[:12], code[:12])
        parts = [
            tag("p", tag("a", words("county.page.back"), href=f"{HOME}?year={year}" if year else HOME), class_="back"),
            tag("h1", words("county.page.village", name=view.village_name(code) or code)),
            _years(words, year, years),
            _households(words, lines[:PER_PAGE]),
        ]
        if len(lines) > PER_PAGE:
            parts.append(tag("p", tag("a", words("county.page.more"), href=f"?year={year}&page={number + 1}")))
        return self.frame.page(words, HOME, join(parts), asked.who)

    def _waiting(self, words: Words, who: Who) -> list[Markup]:
        if not can(who, Action.COMPUTERS):
            return []
        seen = overview.look(self.frame.county.log)
        count = count_warnings(seen, yours(who, seen), whole=not who.area)
        link = tag("a", words("county.page.look_at_count", count=count), href=COMPUTERS)
        return [
            tag("p", link, class_="waiting") if count else tag("p", words("county.page.all_well"), class_="finished"),
            _safe(words, dump.newest_check(self.frame.county.log)),
        ]


def _year(asked: Asked, years: list[str]) -> tuple[str, list[str]]:
    """The year that was asked for, else the newest, and all of which there is anything."""
    given = asked.query.get("year", "")
    return (given if given in years else next(iter(years), ""), years)


def _years(words: Words, year: str, years: list[str]) -> Markup:
    """The year that is shown and the others to choose from; nothing while there is one."""
    if len(years) < 2:
        return Markup("")
    links = (
        tag("b", words("county.page.year", year=one)) if one == year
        else tag("a", words("county.page.year", year=one), href=f"?year={one}")
        for one in years
    )  # fmt: skip
    return tag("p", *(part for link in links for part in (link, "\u2003")))


def _safe(words: Words, checked_at: str) -> Markup:
    if not checked_at:
        return tag("p", words("county.page.no_backup"), class_="waiting")
    return tag("p", words("county.page.backup", at=moment(checked_at)), class_="muted")


def _sum(words: Words, villages: list[VillageCount]) -> Markup:
    if not villages:
        return Markup("")
    text = words(
        "county.page.sum",
        villages=len(villages),
        households=f"{sum(one.households for one in villages):,}",
        signed=f"{sum(one.signed for one in villages):,}",
    )
    return tag("p", text)


def _villages(words: Words, villages: list[VillageCount], who: Who, query: str) -> list[Markup]:
    if not villages:
        return [tag("p", words("county.page.nothing"), class_="muted"), tag("p", words("county.page.nothing_how"))]
    doubts = can(who, Action.CONFLICTS)
    heads = {
        words("county.page.village_name"): "",
        words("county.page.households"): "n",
        words("county.page.signed"): "n",
        **({words("conflict.column"): "n"} if doubts else {}),
        words("county.page.records"): "n",
        words("county.page.last"): "d",
    }
    rows = [
        [
            _name(one, who, query),
            f"{one.households:,}",
            f"{one.signed:,}",
            *([_doubtful(one)] if doubts else []),
            f"{one.records:,}",
            moment(one.last_received),
        ]
        for one in villages
    ]
    return [tag("h2", words("county.page.villages")), table(heads, rows)]


def _name(one: VillageCount, who: Who, query: str) -> str:
    if not can(who, Action.HOUSEHOLDS, one.code):
        return one.name or one.code
    return tag("a", one.name or one.code, href=f"/village/{one.code}{query}")


def _doubtful(one: VillageCount) -> str:
    return tag("a", str(one.doubtful), href=f"/conflicts?village={one.code}") if one.doubtful else ""


def _households(words: Words, lines: list[VisitLine]) -> Markup:
    heads = {
        words("county.page.household_no"): "",
        words("county.page.group"): "",
        words("county.page.head"): "",
        words("county.page.frozen"): "d",
        words("county.page.signers"): "",
        words("county.page.files"): "",
        words("county.page.received"): "d",
    }
    rows = [
        [
            one.household_no,
            one.village_group,
            one.head_name,
            moment(one.frozen_at),
            _signers(words, one),
            _files(words, one),
            moment(one.received_at),
        ]
        for one in lines
    ]
    return table(heads, rows)


def _signers(words: Words, one: VisitLine) -> Markup:
    if one.corrected:
        return tag("span", words("county.page.corrected"), class_="muted")
    text = "、".join(one.signers) if words.language == "zh_CN" else ", ".join(one.signers)
    if one.signed:
        return tag("span", words("county.page.signed_by", names=text), class_="finished")
    enough = len(one.signers) >= one.signatures_needed
    mark = words("county.page.uncertified" if enough else "county.page.unsigned", names=text or "—")
    return tag("span", mark, class_="waiting")


def _files(words: Words, one: VisitLine) -> Markup:
    if not one.files_missing:
        return tag("span", str(one.files))
    text = words("county.page.files_missing", held=one.files - one.files_missing, count=one.files)
    return tag("span", text, class_="waiting")
