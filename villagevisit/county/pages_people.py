"""Who may sign in, and who did what."""

from starlette.responses import Response
from starlette.routing import Route

from villagevisit.county.frame import Asked, Frame, role_key
from villagevisit.county.html import Markup, Words, join, moment, table, tag
from villagevisit.domain.access import Action, can, stem

PEOPLE = "/people"
AUDIT = "/audit"
PER_PAGE = 100
_STATES = {
    "invited": "county.people.invited",
    "active": "county.people.active",
    "revoked": "county.people.revoked",
}
_DEEDS = {
    "sign-in": "county.deed.sign_in",
    "sign-in.code": "county.deed.sign_in_code",
    "sign-in.refused": "county.deed.sign_in_refused",
    "sign-out": "county.deed.sign_out",
    "county.keys": "county.deed.keys",
    "page.refused": "county.deed.page_refused",
    "page.households": "county.deed.households",
    "person.invited": "county.deed.invited",
    "person.revoked": "county.deed.revoked",
    "decide": "county.deed.decided",
    "export": "county.deed.export",
    "page.suspicion": "county.deed.to_check",
    "suspicion.looked": "county.deed.looked",
    "page.history": "county.deed.history",
    "county.unlock": "county.deed.unlock",
    "override.given": "county.deed.override",
    "certify.issue": "certify.deed.issued",
    "certify.refuse": "certify.deed.refused",
    "certify.revoke": "certify.deed.revoked",
}


class PeoplePages:
    def __init__(self, frame: Frame) -> None:
        self._frame = frame
        frame.link(PEOPLE, "county.page.people", Action.PEOPLE)
        frame.link(AUDIT, "county.page.audit", Action.AUDIT)

    def routes(self) -> list[Route]:
        return [
            self._frame.route(PEOPLE, Action.PEOPLE, self.people),
            self._frame.route(AUDIT, Action.AUDIT, self.audit),
        ]

    def people(self, asked: Asked) -> Response:
        """Everybody of the reader's area with role, area and last sign-in.

        People are let in and shut out on the command line.
        """
        words = asked.words
        heads = {
            words("county.page.name"): "",
            words("county.people.role"): "",
            words("county.people.area"): "",
            words("county.page.state"): "",
            words("county.people.seen"): "d",
        }
        rows = [
            [
                one.name,
                words(role_key(one.role)),
                one.area or words("county.people.everywhere"),
                tag("span", words(_STATES[one.state]), class_="refused" if one.state == "revoked" else ""),
                moment(one.seen_at) or "—",
            ]
            for one in self._frame.people.every()
            if can(asked.who, Action.PEOPLE, one.area)
        ]
        nobody = tag("p", words("county.people.nobody"), class_="muted")
        parts = [tag("h1", words("county.page.people")), table(heads, rows) if rows else nobody]
        parts.append(tag("p", words("county.people.how"), class_="muted"))
        return self._frame.page(words, PEOPLE, join(parts), asked.who)

    def audit(self, asked: Asked) -> Response:
        """What people did on these pages in the reader's area, newest first."""
        words, number = asked.words, asked.page
        found = self._frame.people.deeds(PER_PAGE + 1, (number - 1) * PER_PAGE, stem(asked.who.area))
        heads = {
            words("county.audit.at"): "d",
            words("county.audit.who"): "",
            words("county.audit.what"): "",
            words("county.audit.object"): "",
        }
        rows = [
            [moment(one.at), one.actor or words("county.page.first_code"), _deed(words, one.action), one.object]
            for one in found[:PER_PAGE]
        ]
        parts = [tag("h1", words("county.page.audit")), table(heads, rows) if rows else Markup("")]
        if len(found) > PER_PAGE:
            parts.append(tag("p", tag("a", words("county.page.more"), href=f"?page={number + 1}")))
        return self._frame.page(words, AUDIT, join(parts), asked.who)


def _deed(words: Words, action: str) -> str:
    return words(_DEEDS[action]) if action in _DEEDS else action
