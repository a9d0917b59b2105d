"""The pages on which a person at the county decides between two versions of a household."""

from collections.abc import Mapping
from dataclasses import dataclass

from starlette.responses import Response
from starlette.routing import Route

from sync.server import overview
from villagevisit.county import conflict_html as html
from villagevisit.county import conflict_typed, conflicts, deciding
from villagevisit.county.conflict_html import Given
from villagevisit.county.frame import Asked, Frame, see_other
from villagevisit.county.html import Markup, join, moment, tag
from villagevisit.domain.access import Action, can, stem
from villagevisit.domain.clock import today
from villagevisit.domain.errors import Refused
from villagevisit.services import conflict_words as named
from villagevisit.services.merging import Known
from villagevisit.store import county_conflicts

PATH = "/conflicts"
PER_PAGE = 100


@dataclass
class ConflictPages:
    """The list, one household, one record."""

    frame: Frame

    def routes(self) -> list[Route]:
        self.frame.link(PATH, "conflict.title", Action.CONFLICTS)
        return [
            self.frame.route(PATH, Action.CONFLICTS, self.all),
            self.frame.route("/conflict/{household}", Action.CONFLICTS, self.one),
            self.frame.route("/conflict/{household}", Action.DECIDE, self.decide, "POST"),
            self.frame.route("/conflict/{household}/{op}", Action.CONFLICTS, self.source),
        ]

    def all(self, asked: Asked) -> Response:
        """What waits for a person, by village."""
        words, village = asked.words, asked.query.get("village", "")
        if village and not can(asked.who, Action.CONFLICTS, village):
            return self.frame.refused(words, asked.who, asked.path)
        area = village or stem(asked.who.area)
        self.frame.county.view.catch_up()
        db = self.frame.county.view.store.reader()
        found = county_conflicts.cases(db, area, PER_PAGE + 1, (asked.page - 1) * PER_PAGE)
        count = sum(n for code, n in county_conflicts.counts(db).items() if code.startswith(area))
        parts = [
            tag("h1", words("conflict.list")),
            *html.list_parts(words, found[:PER_PAGE], count, self._names()),
        ]
        if len(found) > PER_PAGE:
            query = f"?village={village}&page={asked.page + 1}" if village.isalnum() else f"?page={asked.page + 1}"
            parts.append(tag("p", tag("a", words("conflict.more"), href=query)))
        return self._page(asked, parts)

    def one(self, asked: Asked) -> Response:
        """Both sides of one household."""
        return self._household(asked, Given(), done="done" in asked.query)

    def source(self, asked: Asked) -> Response:
        """What one record says."""
        household = asked.places["household"]
        known = self._look(household)
        op = known.ops.get(asked.places["op"])
        if op is None:
            return self._unknown(asked)
        if not can(asked.who, Action.CONFLICTS, known.village_code):
            return self.frame.refused(asked.words, asked.who, asked.path)
        self._note(asked, "page.record", known)
        back = tag("p", tag("a", asked.words("conflict.back_household"), href=f"/conflict/{household}"))
        heading = tag("h1", asked.words("conflict.source"))
        return self._page(asked, [back, heading, *html.source_parts(asked.words, known, op, self._names())])

    def decide(self, asked: Asked) -> Response:
        """Takes a decision, or gives the page back with what was filled in and why not."""
        words, household = asked.words, asked.places["household"]
        known = self._look(household)
        if not known.ops:
            return self._unknown(asked)
        if not can(asked.who, Action.DECIDE, known.village_code):
            return self.frame.refused(words, asked.who, asked.path)
        try:
            self._decide(known, asked)
        except Refused as refused:
            params = dict(refused.params)
            if "field" in params:
                params["field"] = named.field_name(words, str(params["field"]))
            sentence = words(f"error.{refused.code}", **params)
            return self._household(asked, _given(asked.form, sentence), status=409)
        self._note(asked, Action.DECIDE, known)
        return see_other(f"/conflict/{household}?done=1")

    def _household(self, asked: Asked, given: Given, *, done: bool = False, status: int = 200) -> Response:
        words = asked.words
        known = self._look(asked.places["household"])
        if not known.ops:
            return self._unknown(asked)
        if not can(asked.who, Action.CONFLICTS, known.village_code):
            return self.frame.refused(words, asked.who, asked.path)
        self._note(asked, "page.conflict", known)
        parts = [tag("p", tag("a", words("conflict.back"), href=PATH)), tag("h1", _title(known))]
        if given.error:
            parts.append(tag("p", given.error, class_="refused", role="alert"))
        if done:
            parts.append(tag("p", words("conflict.done"), class_="finished"))
        if known.conflicts:
            parts += self._open(asked, known, given)
        else:
            parts.append(tag("p", words("conflict.nothing_open"), class_="finished"))
        return self._page(asked, [*parts, *html.rest_parts(words, known)], status)

    def _open(self, asked: Asked, known: Known, given: Given) -> list[Markup]:
        """What is open: who says what, and for who may decide, the form."""
        words, waiting = asked.words, known.conflicts
        since = county_conflicts.since(self.frame.county.view.store.reader(), known.household_id)
        opened = words("conflict.open_since", count=len(waiting), at=moment(since))
        choices = [html.choice_parts(words, known, one, given) for one in waiting]
        if can(asked.who, Action.DECIDE, known.village_code):
            choices += html.decide_parts(words, known, given, asked.who.name)
        form = tag(
            "form",
            tag("h2", words("conflict.what")),
            *choices,
            method="post",
            action=f"/conflict/{known.household_id}",
            class_="decide",
        )
        sides = html.side_parts(words, known, self._names())
        return [tag("p", opened, class_="waiting"), tag("h2", words("conflict.sides")), sides, form]

    def _look(self, household: str) -> Known:
        self.frame.county.view.catch_up()
        return conflicts.look(self.frame.county.view.store.reader(), household)

    def _names(self) -> dict[str, str]:
        return {one.device: one.name for one in overview.look(self.frame.county.log).devices}

    def _note(self, asked: Asked, action: str, known: Known) -> None:
        self.frame.people.note(asked.who.name, action, known.household_id[:80], known.village_code)

    def _decide(self, known: Known, asked: Asked) -> None:
        county, given = self.frame.county, _given(asked.form, "")
        chosen = {}
        for register, pick in given.picks.items():
            one = known.registers.get(register)
            if pick == html.OTHER and one is not None:
                named_parts = conflict_typed.typed_parts(one)
                typed = {part: given.typed.get(f"type:{register}:{part}", "") for part in named_parts}
                chosen[register] = conflict_typed.typed(one, typed, today(county.clock))
            elif pick.startswith("="):
                chosen[register] = pick[1:]
        if asked.form.get("all"):
            chosen = _all_of(known, asked.form["all"])
        by = asked.who.name or given.by
        deciding.decide(
            county.log, county.view, county.clock, known.household_id, chosen, given.marks, by, given.reason
        )

    def _unknown(self, asked: Asked) -> Response:
        back = tag("p", tag("a", asked.words("conflict.back"), href=PATH))
        return self._page(asked, [back, tag("p", asked.words("conflict.unknown"))], 404)

    def _page(self, asked: Asked, parts: list[Markup], status: int = 200) -> Response:
        main = join([tag("style", Markup(html.STYLE)), *parts])
        return self.frame.page(asked.words, PATH, main, asked.who, status)


def _all_of(known: Known, device: str) -> dict[str, str]:
    """What one computer says of everything that is open."""
    return {
        one.register: head.value
        for one in known.conflicts
        for head in one.heads
        if known.ops[head.op].device == device and head.register == one.register
    }


def _given(fields: Mapping[str, str], error: str) -> Given:
    """What the form says. Names of fields are `pick:`, `mark:` and `type:` with the register behind."""
    return Given(
        picks={name[5:]: value for name, value in fields.items() if name.startswith("pick:") and value},
        marks={name[5:]: value for name, value in fields.items() if name.startswith("mark:")},
        typed={name: value for name, value in fields.items() if name.startswith("type:")},
        by=fields.get("by", "")[:60],
        reason=fields.get("reason", "")[:2000],
        error=error,
    )


def _title(known: Known) -> str:
    """`0001 张三 · 红星村 第二组`."""
    place = known.place
    where = " ".join(part for part in (place.village_name or known.village_code, place.village_group) if part)
    return f"{place.household_no} {place.head_name} · {where}".strip()
