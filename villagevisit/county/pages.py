"""The supervision pages: who has sent what, village by village. No ID numbers, no illness, no money."""

from dataclasses import dataclass
from urllib.parse import parse_qs

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from sync.server import overview
from sync.server.overview import Overview
from villagevisit.county.home import CountyHome
from villagevisit.county.html import Markup, Words, document, join, table, tag
from villagevisit.county.signin import COOKIE, HOURS, SignIn
from villagevisit.store.county_view import VillageCount, VisitLine
from villagevisit.wording import LANGUAGES

LANGUAGE_COOKIE = "vv_language"
PER_PAGE = 200
_LARGEST_FORM = 4096
_SAFE = {
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}


@dataclass
class Pages:
    """The pages of one county."""

    county: CountyHome
    sign_in: SignIn

    def routes(self) -> list[Route]:
        return [
            Route("/", self.home, methods=["GET"]),
            Route("/village/{code}", self.village, methods=["GET"]),
            Route("/sign-in", self.enter, methods=["POST"]),
            Route("/sign-out", self.leave, methods=["POST"]),
            Route("/language/{language}", self.language, methods=["GET"]),
        ]

    async def home(self, request: Request) -> Response:
        """Villages, devices, batches; or the door."""
        words = _words(request)
        if not self._signed_in(request):
            return self._door(words, wrong=False)
        villages, seen, lag = await run_in_threadpool(self._look)
        parts = [
            tag("h1", self.county.identity.name),
            tag("p", words("county.page.lag", count=lag), class_="waiting") if lag else Markup(""),
            *_villages(words, villages),
            *_warnings(words, seen),
            *_devices(words, seen),
            *_batches(words, seen),
        ]
        return self._page(words, words("county.page.title"), join(parts), signed_in=True)

    async def village(self, request: Request) -> Response:
        """The households of one village."""
        words = _words(request)
        if not self._signed_in(request):
            return self._door(words, wrong=False)
        code, page = request.path_params["code"], request.query_params.get("page", "1")
        number = int(page) if page.isdecimal() and 0 < len(page) < 6 else 1
        name = await run_in_threadpool(self.county.view.village_name, code)
        lines = await run_in_threadpool(self.county.view.village, code, PER_PAGE + 1, (max(number, 1) - 1) * PER_PAGE)
        parts = [
            tag("p", tag("a", words("county.page.back"), href="/")),
            tag("h1", words("county.page.village", name=name or code)),
            _households(words, lines[:PER_PAGE]),
        ]
        if len(lines) > PER_PAGE:
            parts.append(tag("p", tag("a", words("county.page.more"), href=f"?page={number + 1}")))
        return self._page(words, words("county.page.title"), join(parts), signed_in=True)

    async def enter(self, request: Request) -> Response:
        """Takes the code. A wrong one costs a try."""
        words = _words(request)
        body = b""
        async for chunk in request.stream():
            body += chunk
            if len(body) > _LARGEST_FORM:
                return self._door(words, wrong=True)
        given = parse_qs(body.decode("ascii", "replace")).get("code", [""])[0]
        token = self.sign_in.try_code(given)
        if token is None:
            return self._door(words, wrong=True)
        answer = RedirectResponse("/", status_code=303)
        secure = request.url.scheme == "https"
        answer.set_cookie(COOKIE, token, max_age=HOURS * 3600, httponly=True, samesite="strict", secure=secure)
        return answer

    async def leave(self, request: Request) -> Response:
        self.sign_in.end(request.cookies.get(COOKIE, ""))
        answer = RedirectResponse("/", status_code=303)
        answer.delete_cookie(COOKIE)
        return answer

    async def language(self, request: Request) -> Response:
        """Remembers the reader's language."""
        answer = RedirectResponse("/", status_code=303)
        language = request.path_params["language"]
        if language in LANGUAGES:
            answer.set_cookie(LANGUAGE_COOKIE, language, max_age=365 * 24 * 3600, httponly=True, samesite="lax")
        return answer

    def _look(self) -> tuple[list[VillageCount], Overview, int]:
        self.county.view.catch_up()
        return self.county.view.villages(), overview.look(self.county.log), self.county.view.lag()

    def _signed_in(self, request: Request) -> bool:
        return self.sign_in.knows(request.cookies.get(COOKIE, ""))

    def _door(self, words: Words, *, wrong: bool) -> Response:
        form = tag(
            "form",
            tag("label", words("county.page.code"), for_="code"),
            Markup('<input id="code" name="code" autocomplete="off" autofocus required>'),
            tag("button", words("county.page.enter"), type="submit"),
            method="post",
            action="/sign-in",
        )
        warning = tag("p", words("county.page.wrong_code"), class_="refused") if wrong else Markup("")
        parts = join([tag("h1", self.county.identity.name), warning, form])
        return self._page(words, words("county.page.title"), parts, signed_in=False, status=403 if wrong else 200)

    def _page(self, words: Words, title: str, main: Markup, *, signed_in: bool, status: int = 200) -> Response:
        other = next(language for language in LANGUAGES if language != words.language)
        links = [tag("a", Words(other)("county.page.language"), href=f"/language/{other}")]
        if signed_in:
            leave = tag("button", words("county.page.leave"), type="submit", class_="quiet")
            links.append(tag("form", leave, method="post", action="/sign-out"))
        return HTMLResponse(document(words, title, tag("nav", *links), main), status_code=status, headers=_SAFE)


def _words(request: Request) -> Words:
    chosen = request.cookies.get(LANGUAGE_COOKIE, "")
    if chosen not in LANGUAGES:
        accepted = request.headers.get("Accept-Language", "zh")
        chosen = "en" if accepted.lower().startswith("en") else "zh_CN"
    return Words(chosen)


def _villages(words: Words, villages: list[VillageCount]) -> list[Markup]:
    if not villages:
        return [tag("p", words("county.page.nothing"), class_="muted")]
    heads = {
        words("county.page.village_name"): "",
        words("county.page.households"): "n",
        words("county.page.signed"): "n",
        words("county.page.records"): "n",
        words("county.page.last"): "",
    }
    rows = [
        [
            tag("a", one.name or one.code, href=f"/village/{one.code}"),
            str(one.households),
            str(one.signed),
            str(one.records),
            _moment(one.last_received),
        ]
        for one in villages
    ]
    return [tag("h2", words("county.page.villages")), table(heads, rows)]


def _households(words: Words, lines: list[VisitLine]) -> Markup:
    heads = {
        words("county.page.household_no"): "",
        words("county.page.group"): "",
        words("county.page.head"): "",
        words("county.page.frozen"): "",
        words("county.page.signers"): "",
        words("county.page.files"): "",
        words("county.page.received"): "",
    }
    rows = [
        [
            one.household_no,
            one.village_group,
            one.head_name,
            _moment(one.frozen_at),
            _signers(words, one),
            _files(words, one),
            _moment(one.received_at),
        ]
        for one in lines
    ]
    return table(heads, rows)


def _signers(words: Words, one: VisitLine) -> Markup:
    if one.corrected:
        return tag("span", words("county.page.corrected"), class_="muted")
    complete = len(one.signers) >= one.signatures_needed
    text = "、".join(one.signers) if words.language == "zh_CN" else ", ".join(one.signers)
    mark = words("county.page.signed_by", names=text) if complete else words("county.page.unsigned", names=text or "—")
    return tag("span", mark, class_="finished" if complete else "waiting")


def _files(words: Words, one: VisitLine) -> Markup:
    if not one.files_missing:
        return tag("span", str(one.files))
    text = words("county.page.files_missing", held=one.files - one.files_missing, count=one.files)
    return tag("span", text, class_="waiting")


def _warnings(words: Words, seen: Overview) -> list[Markup]:
    lines = [
        tag("p", words("county.page.gap", device=gap.device, first=gap.first, last=gap.last), class_="waiting")
        for gap in seen.gaps
    ]
    lines += [
        tag(
            "p",
            words("county.page.alarm", at=_moment(one.at), device=one.device, why=words.refusal(one.code)),
            class_="refused",
        )
        for one in seen.alarms
    ]
    return [tag("h2", words("county.page.look_at")), *lines] if lines else []


def _devices(words: Words, seen: Overview) -> list[Markup]:
    if not seen.devices:
        return []
    heads = {
        words("county.page.device"): "",
        words("county.page.device_name"): "",
        words("county.page.records"): "n",
        words("county.page.contact"): "",
        words("county.page.state"): "",
    }
    states = {"enrolled": words("county.page.enrolled"), "revoked": words("county.page.revoked")}
    rows = [
        [
            one.device,
            one.name,
            str(seen.records_of.get(one.device, 0)),
            _moment(one.seen_at),
            tag("span", states[one.state], class_="refused" if one.state == "revoked" else ""),
        ]
        for one in seen.devices
    ]
    return [tag("h2", words("county.page.devices")), table(heads, rows)]


def _batches(words: Words, seen: Overview) -> list[Markup]:
    if not seen.batches:
        return []
    heads = {
        words("county.page.received"): "",
        words("county.page.device"): "",
        words("county.page.records"): "n",
        words("county.page.pieces"): "n",
        words("county.page.size"): "n",
        words("county.page.via"): "",
        words("county.page.state"): "",
    }
    via = {"network": words("county.page.network"), "stick": words("county.page.stick")}
    rows = []
    for one in seen.batches:
        good = one.state == "imported" and not one.code
        state = words("county.page.imported") if good else words.refusal(one.code)
        rows.append(
            [
                _moment(one.received_at),
                one.device,
                str(one.records),
                str(one.pieces),
                f"{max(1, round(one.size / 1024)):,} KB",
                via[one.via],
                tag("span", state, class_="finished" if good else "refused"),
            ]
        )
    return [tag("h2", words("county.page.batches")), table(heads, rows)]


def _moment(text: str) -> str:
    """`2026-11-22 10:00` of a stored moment."""
    return text[:16].replace("T", " ")
