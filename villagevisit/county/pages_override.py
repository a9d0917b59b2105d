"""The month's bulletin of overrides, to be read and printed; and giving one, by written order."""

from collections.abc import Mapping
from dataclasses import dataclass

from starlette.responses import Response
from starlette.routing import Route

from villagevisit.county import overriding
from villagevisit.county.frame import Asked, Frame, entry, see_other
from villagevisit.county.html import Markup, Words, join, table, tag
from villagevisit.county.overriding import NAMES, Line, Wanted
from villagevisit.domain.access import Action, can
from villagevisit.domain.clock import today
from villagevisit.domain.errors import Refused

PATH = "/bulletin"


@dataclass
class OverridePages:
    frame: Frame

    def routes(self) -> list[Route]:
        self.frame.link(PATH, "override.page", Action.AUDIT)
        return [
            self.frame.route(PATH, Action.AUDIT, self.look),
            self.frame.route(PATH, Action.OVERRIDE, self.give, "POST"),
        ]

    def look(self, asked: Asked, error: str = "") -> Response:
        """Every override of a month, never silently one fewer; whoever may give one finds the form below."""
        words, county = asked.words, self.frame.county
        if not can(asked.who, Action.AUDIT, ""):  # the bulletin is the whole county's
            return self.frame.refused(words, asked.who, asked.path)
        month = asked.query.get("month") or f"{today(county.clock):%Y-%m}"
        try:
            found = overriding.bulletin(county, month)
        except Refused as refused:
            found, error, month = [], words(f"error.{refused.code}"), ""
        title = words("override.heading", county=county.identity.name, month=month)
        parts = [tag("h1", title), tag("p", words("override.intro"), class_="muted")]
        if error:
            parts.append(tag("p", error, class_="refused", role="alert"))
        places = {line.override.village: county.view.village_name(line.override.village) for line in found}
        parts.append(_lines(words, found, places) if found else tag("p", words("override.none", month=month)))
        parts.append(_month(words, month))
        if can(asked.who, Action.OVERRIDE, ""):
            parts.append(_form(words))
        return self.frame.page(words, PATH, join(parts), asked.who, 409 if error else 200)

    def give(self, asked: Asked) -> Response:
        """Writes one down; the sentence of a refusal stays above the list."""
        given = asked.form
        if not can(asked.who, Action.OVERRIDE, ""):
            return self.frame.refused(asked.words, asked.who, asked.path)
        wanted = Wanted(
            village=given.get("village", "").strip(),
            household_no=given.get("household", "").strip(),
            rule=given.get("rule", ""),
            officers=tuple(given.get("officers", "").split()),
            until=given.get("until", "").strip(),
            reason=given.get("reason", ""),
            ordered_by=given.get("ordered_by", ""),
            paper=given.get("paper", ""),
            visit=given.get("visit", ""),
        )
        try:
            one = overriding.give(self.frame.county, wanted, asked.who.name or asked.words("county.page.first_code"))
        except Refused as refused:
            return self.look(asked, asked.words(f"error.{refused.code}", **refused.params))
        self.frame.people.note(asked.who.name, "override.given", one.paper[:64], one.village)
        return see_other(PATH)


def _lines(words: Words, found: list[Line], places: Mapping[str, str]) -> Markup:
    heads = {
        words("override.where"): "", words("override.rule"): "", words("override.who"): "",
        words("override.until"): "d", words("override.reason"): "", words("override.ordered"): "",
        words("override.used"): "",
    }  # fmt: skip
    return table(heads, [_line(words, one, places) for one in found])


def _line(words: Words, line: Line, places: Mapping[str, str]) -> list[str]:
    one = line.override
    used = "、".join(f"{name.removeprefix('uuid:')[:8]} {day}" for name, day in line.visits)
    return [
        f"{places[one.village] or one.village} {one.household_no}",
        overriding.sentence(words, one.rule),
        "、".join(one.officers),
        f"{one.since} — {one.until}",
        one.reason,
        f"{one.ordered_by} {one.paper} ({one.by})",
        used or words("override.unused"),
    ]


def _month(words: Words, month: str) -> Markup:
    field = tag("input", name_="month", value=month, size="8")
    button = tag("button", words("override.show"), type="submit", class_="quiet")
    form = tag("form", tag("label", words("override.month") + " ", field), button, method="get", action=PATH)
    return tag("div", form, class_="line")


def _form(words: Words) -> Markup:
    rules = [tag("option", overriding.sentence(words, rule), value=name) for name, rule in NAMES.items()]
    visit = tag("label", words("override.visit"), tag("input", name_="visit", id="visit"), for_="visit")
    form = tag(
        "form",
        entry(words, "village", "override.village"),
        entry(words, "household", "override.household"),
        tag("label", words("override.rule"), tag("select", *rules, name_="rule", id="rule"), for_="rule"),
        entry(words, "officers", "override.officers"),
        visit,
        entry(words, "until", "override.until_day", "date"),
        entry(words, "reason", "override.reason"),
        entry(words, "ordered_by", "override.ordered_by"),
        entry(words, "paper", "override.paper"),
        tag("button", words("override.enter"), type="submit"),
        method="post",
        action=PATH,
    )
    return tag("details", tag("summary", words("override.give")), form, class_="stack")
