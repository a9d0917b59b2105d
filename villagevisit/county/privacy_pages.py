"""The county's page of personal data: what is over its time, what was erased by order, who said no."""

from dataclasses import dataclass

from starlette.responses import Response
from starlette.routing import Route

from sync.erasure import Order
from villagevisit.county import erasing, retention
from villagevisit.county.frame import Asked, Frame
from villagevisit.county.html import Markup, Words, join, table, tag
from villagevisit.county.retention import DueRecord
from villagevisit.domain.access import Action, can
from villagevisit.domain.consent import Consent
from villagevisit.store import consents
from villagevisit.wording.privacy_words import end_word, form_word, purposes_word, reason_word, standing_word

PATH = "/privacy"
NOTED = "page.privacy"
_MOST = 200
"""Lines of each list; commands show all."""


@dataclass
class PrivacyPages:
    frame: Frame

    def routes(self) -> list[Route]:
        self.frame.link(PATH, "privacy.page", Action.AUDIT)
        return [self.frame.route(PATH, Action.AUDIT, self.look)]

    def look(self, asked: Asked) -> Response:
        """As far as the person's area reaches; orders name nobody and are for all who may see this page."""
        county, words, area = self.frame.county, asked.words, asked.who.area
        found = retention.due(county, area)
        due = found if can(asked.who, Action.HEALTH) else [retention.hidden(one) for one in found]
        said = consents.refusals(county.view.store.reader(), [area], _MOST)
        self.frame.people.note(asked.who.name, NOTED, "", area)
        parts = [tag("h1", words("privacy.page")), tag("p", words("privacy.page_intro"), class_="muted")]
        parts += _due(words, due)
        parts += _orders(words, erasing.orders(county))
        parts += _refusals(words, said)
        return self.frame.page(words, PATH, join(parts), asked.who)


def _due(words: Words, due: list[DueRecord]) -> list[Markup]:
    if not due:
        return [tag("h2", words("privacy.due")), tag("p", words("retention.none"), class_="finished")]
    heads = {
        words("privacy.since"): "d", words("privacy.form"): "", words("privacy.place"): "", words("privacy.end"): "",
        words("privacy.source"): "", words("privacy.record"): "",
    }  # fmt: skip
    rows = [
        [
            one.since, form_word(one.form, words), f"{one.village} {one.household_no}".strip(),
            end_word(one.end, words), one.source, one.subject,
        ]
        for one in due[:_MOST]
    ]  # fmt: skip
    return [tag("h2", words("retention.count", count=len(due)), class_="waiting"), table(heads, rows)]


def _orders(words: Words, orders: list[Order]) -> list[Markup]:
    heading = tag("h2", words("privacy.orders"))
    if not orders:
        return [heading, tag("p", words("erase.none"), class_="muted")]
    heads = {
        words("privacy.number"): "", words("privacy.day"): "d", words("privacy.why"): "", words("privacy.paper"): "",
        words("privacy.by"): "", words("privacy.records"): "n",
    }  # fmt: skip
    rows = [
        [one.number, one.day, reason_word(one.reason, words), one.paper, one.by, str(len(one.targets))]
        for one in reversed(orders)
    ]
    return [heading, table(heads, rows[:_MOST])]


def _refusals(words: Words, said: list[Consent]) -> list[Markup]:
    heading = tag("h2", words("privacy.refusals"))
    if not said:
        return [heading, tag("p", words("privacy.no_refusals"), class_="muted")]
    heads = {
        words("privacy.day"): "d", words("privacy.village"): "", words("privacy.person"): "", words("privacy.word"): "",
        words("privacy.purposes"): "",
    }  # fmt: skip
    rows = [
        [one.day, one.village_code, one.name, standing_word(one.act, words), purposes_word(one.purposes, words)]
        for one in said
    ]
    return [heading, table(heads, rows)]
