"""People who wait for the county's word on their key, and those who have it."""

from dataclasses import dataclass

from starlette.responses import Response
from starlette.routing import Route

from sync.server import overview
from villagevisit.county import certifying
from villagevisit.county.frame import Asked, Frame, see_other
from villagevisit.county.html import Markup, Words, join, moment, table, tag
from villagevisit.domain.access import Action, can
from villagevisit.domain.errors import Refused
from villagevisit.domain.officer import Role
from villagevisit.services import check_phrase
from villagevisit.store import county_certificates as rows
from villagevisit.store.county_certificates import AskingKey, CertificateRow

PATH = "/certify"
_ROLES = {
    Role.INVESTIGATOR: "certify.role.investigator",
    Role.CLERK: "certify.role.clerk",
    Role.VILLAGE_DOCTOR: "certify.role.village_doctor",
    Role.COUNTY: "certify.role.county",
}


@dataclass
class CertifyPages:
    frame: Frame

    def routes(self) -> list[Route]:
        self.frame.link(PATH, "certify.page", Action.CERTIFY)
        return [
            self.frame.route(PATH, Action.CERTIFY, self.all),
            self.frame.route(PATH, Action.CERTIFY, self.answer, "POST"),
        ]

    def all(self, asked: Asked, error: str = "") -> Response:
        """Who waits, with the words to read to him over the telephone, and who is certified."""
        words, county = asked.words, self.frame.county
        if not can(asked.who, Action.CERTIFY, ""):  # a certificate may be for any place of the county
            return self.frame.refused(words, asked.who, asked.path)
        county.view.catch_up()
        db = county.view.store.reader()
        names = {one.device: one.name for one in overview.look(county.log).devices}
        waiting, known = rows.asking(db), rows.certificates(db)
        parts = [tag("h1", words("certify.page")), tag("p", words("certify.intro"), class_="muted")]
        if error:
            parts.append(tag("p", error, class_="refused", role="alert"))
        parts += [_asking(words, one, names.get(one.device, one.device)) for one in waiting]
        if not waiting:
            parts.append(tag("p", words("certify.nobody"), class_="muted"))
        if known:
            parts += [tag("h2", words("certify.known")), _known(words, known)]
        return self.frame.page(words, PATH, join(parts), asked.who, 409 if error else 200)

    def answer(self, asked: Asked) -> Response:
        """Takes the person's answer for one key, or for one certificate."""
        given, county = asked.form, self.frame.county
        if not can(asked.who, Action.CERTIFY, ""):
            return self.frame.refused(asked.words, asked.who, asked.path)
        county.view.catch_up()
        act, whom = given.get("act", ""), given.get("key", "")
        try:
            if act == "revoke":
                certifying.revoke(county, int(whom) if whom.isdecimal() and len(whom) < 10 else 0)
            else:
                waiting = rows.asking(county.view.store.reader())
                one = next((it for it in waiting if it.key.hex() == whom), None)
                if one is None:
                    raise Refused("certify.unknown")
                if act == "refuse":
                    certifying.refuse(county, one)
                else:
                    roles = frozenset(role for role in Role if given.get(f"role:{role}"))
                    certifying.issue(county, one, roles, given.get("areas", "").split())
        except Refused as refused:
            return self.all(asked, asked.words(f"error.{refused.code}", **refused.params))
        self.frame.people.note(asked.who.name, f"certify.{act}", whom[:64])
        return see_other(PATH)


def _asking(words: Words, one: AskingKey, laptop: str) -> Markup:
    boxes = []
    for role, key in _ROLES.items():
        ticked = {"checked": "checked"} if role in one.roles.split() else {}
        box = tag("input", type="checkbox", name_=f"role:{role}", value="1", **ticked)
        boxes.append(tag("label", box, " " + words(key)))
    facts = words("certify.asks", name=one.name, number=one.staff_no, laptop=laptop, at=moment(one.asked_at))
    form = tag(
        "form",
        tag("input", type="hidden", name_="key", value=one.key.hex()),
        tag("p", *boxes),
        tag("p", tag("label", words("certify.areas") + " ", tag("input", name_="areas", size="40"))),
        tag("button", words("certify.issue"), type="submit", name_="act", value="issue"),
        tag("button", words("certify.refuse"), type="submit", name_="act", value="refuse", class_="quiet"),
        method="post",
        action=PATH,
    )
    spoken = tag("p", words("certify.phrase"), " ", tag("strong", check_phrase.spoken(one.key)))
    return tag("section", tag("h2", facts), spoken, form)


def _known(words: Words, known: list[CertificateRow]) -> Markup:
    heads = {
        words("county.page.name"): "",
        words("certify.number"): "",
        words("county.people.role"): "",
        words("county.people.area"): "",
        words("certify.until"): "d",
        words("county.page.state"): "",
    }
    return table(heads, [_line(words, one) for one in known])


def _line(words: Words, one: CertificateRow) -> list[str]:
    revoke = tag(
        "form",
        tag("input", type="hidden", name_="key", value=str(one.serial)),
        tag("button", words("certify.revoke"), type="submit", name_="act", value="revoke", class_="quiet"),
        method="post",
        action=PATH,
    )
    roles = "、".join(words(_ROLES[Role(role)]) for role in one.roles.split())
    state = words("certify.revoked", at=moment(one.revoked)) if one.revoked else revoke
    return [one.name, one.staff_no, roles, " ".join(one.scope), one.until, state]
