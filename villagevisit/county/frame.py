"""What every page stands in: who asks, in which language, whether he may, and the links at the top."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from urllib.parse import parse_qs

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from villagevisit.county.answering import SAFE, reader_words
from villagevisit.county.home import CountyHome
from villagevisit.county.html import Markup, Words, document, join, tag
from villagevisit.county.people import People
from villagevisit.county.signin import COOKIE, SignIn
from villagevisit.domain.access import Action, Role, Who, can
from villagevisit.wording import LANGUAGES

LARGEST_FORM = 64 * 1024
FIRST = Who("", Role.COUNTY)
"""Whoever came in by the code that `serve` printed or read."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One question of somebody who may ask it."""

    words: Words
    who: Who
    path: str
    places: Mapping[str, str]
    """Named parts of the path."""
    query: Mapping[str, str]
    form: Mapping[str, str] = field(default_factory=dict)
    """What was filled in, when this is a POST."""

    @property
    def page(self) -> int:
        """Number of the page of a long list, from 1."""
        given = self.query.get("page", "1")
        return max(1, int(given)) if given.isdecimal() and len(given) < 6 else 1


Answer = Callable[[Asked], Response]


class Frame:
    """The pages of one county have this in common."""

    def __init__(self, county: CountyHome, first: SignIn) -> None:
        self.county = county
        self.people = People(county.log, county.clock)
        self._first = first
        self._links: list[tuple[str, str, Action]] = []

    def link(self, path: str, key: str, action: Action) -> None:
        """Puts a page among the links at the top, for those who may see it."""
        self._links.append((path, key, action))

    def route(self, path: str, action: Action, answer: Answer, method: str = "GET") -> Route:
        """A page behind the door. `answer` runs in a thread, and must itself ask `can` about the area it shows."""

        async def guarded(request: Request) -> Response:
            words = reader_words(request)
            who = await run_in_threadpool(self.who, request.cookies.get(COOKIE, ""))
            if who is None:
                return await run_in_threadpool(self.door, words)
            if not can(who, action):
                return await run_in_threadpool(self.refused, words, who, request.url.path)
            form = await form_of(request) if method == "POST" else {}
            if form is None:
                return self.page(words, "", tag("p", words("county.page.too_much"), class_="refused"), who, 413)
            asked = Asked(words, who, request.url.path, request.path_params, request.query_params, form)
            return await run_in_threadpool(answer, asked)

        return Route(path, guarded, methods=[method])

    def who(self, token: str) -> Who | None:
        """Who holds this session."""
        if self.first_counts() and self._first.knows(token):
            return FIRST
        return self.people.who(token) if token else None

    def first_counts(self) -> bool:
        """Whether the code that `serve` printed or read still opens the door."""
        return self._first.lasting or not self.people.county_is_staffed()

    def try_first(self, code: str) -> str | None:
        """A session for the code; None when it is wrong, used up, or too many were wrong just now."""
        return self._first.try_code(code) if self.first_counts() else None

    def leave(self, token: str) -> None:
        self._first.end(token)
        self.people.leave(token)

    def refused(self, words: Words, who: Who, thing: str) -> Response:
        """Says that this is not for this person, and writes down that it was asked."""
        self.people.note(who.name, "page.refused", thing[:120])
        text = [tag("h1", words("county.page.not_yours")), tag("p", words("county.page.not_yours_why"))]
        return self.page(words, "", join(text), who, 403)

    def door(self, words: Words, *, wrong: str = "", first: bool = False) -> Response:
        """The page of somebody who has not signed in; `wrong` is the sentence about the last try."""
        warning = tag("p", wrong, class_="refused", role="alert") if wrong else Markup("")
        by_code = self.first_counts()
        forms = _first_form(words) if first else _code_form(words) if by_code else _name_form(words)
        parts = [tag("h1", self.county.identity.name), warning, forms]
        if first or by_code:
            other = tag("a", words("county.page.by_name"), href="/sign-in") if first else _folded_name(words)
            parts.append(other)
        if not first:
            parts.append(tag("p", tag("a", words("county.page.first_time"), href="/first-time")))
        return self.page(words, "", tag("div", *parts, class_="door"), None, 403 if wrong else 200)

    def page(self, words: Words, path: str, main: Markup, who: Who | None, status: int = 200) -> Response:
        """A whole page; `path` is the link at the top that it belongs to."""
        other = next(language for language in LANGUAGES if language != words.language)
        links = []
        if who is not None:
            for target, key, action in self._links:
                if can(who, action):
                    here = {"aria_current": "page"} if target == path else {}
                    links.append(tag("a", words(key), href=target, **here))
        right = [tag("a", Words(other)("county.page.language"), href=f"/language/{other}")]
        if who is not None:
            name = who.name or words("county.page.first_code")
            right.append(tag("span", f"{name} · {words(role_key(who.role))}", class_="muted"))
            leave = tag("button", words("county.page.leave"), type="submit", class_="quiet")
            right.append(tag("form", leave, method="post", action="/sign-out"))
        links.append(tag("span", *right, class_="right"))
        text = document(words, words("county.page.title"), tag("nav", *links), main)
        return HTMLResponse(text, status_code=status, headers=SAFE)


def role_key(role: str) -> str:
    """Wording key of a role's name."""
    return {
        Role.COUNTY: "county.role.county",
        Role.CLERK: "county.role.clerk",
        Role.AUDITOR: "county.role.auditor",
        Role.DOCTOR: "county.role.doctor",
        Role.ADMIN: "county.role.admin",
    }[Role(role)]


async def form_of(request: Request) -> dict[str, str] | None:
    """What was filled in; None when it is more than any page of ours asks for."""
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > LARGEST_FORM:
            return None
    given = parse_qs(body.decode("ascii", "replace"), keep_blank_values=True, max_num_fields=2_000)
    return {name: values[0] for name, values in given.items()}


def see_other(path: str) -> RedirectResponse:
    """After a POST, the page to look at."""
    return RedirectResponse(path, status_code=303)


def entry(words: Words, name: str, key: str, kind: str = "text", fill: str = "off") -> Markup:
    """A labelled field."""
    field_ = Markup(f'<input id="{name}" name="{name}" type="{kind}" autocomplete="{fill}" required>')
    return tag("label", words(key), field_, for_=name)


def _name_form(words: Words) -> Markup:
    return tag(
        "form",
        entry(words, "name", "county.page.name", fill="username"),
        entry(words, "passphrase", "county.page.passphrase", "password", "current-password"),
        tag("button", words("county.page.enter"), type="submit"),
        method="post",
        action="/sign-in",
    )


def _folded_name(words: Words) -> Markup:
    return tag("details", tag("summary", words("county.page.by_name")), _name_form(words))


def _code_form(words: Words) -> Markup:
    return tag(
        "form",
        entry(words, "code", "county.page.code"),
        tag("button", words("county.page.enter"), type="submit"),
        method="post",
        action="/sign-in",
    )


def _first_form(words: Words) -> Markup:
    return tag(
        "form",
        tag("p", words("county.page.first_time_how"), class_="muted"),
        entry(words, "name", "county.page.name", fill="username"),
        entry(words, "code", "county.page.one_time_code"),
        entry(words, "passphrase", "county.page.new_passphrase", "password", "new-password"),
        entry(words, "again", "county.page.again", "password", "new-password"),
        tag("button", words("county.page.enter"), type="submit"),
        method="post",
        action="/first-time",
    )
