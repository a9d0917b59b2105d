"""Coming in and going out: the only pages that a stranger reaches."""

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from villagevisit.county.answering import LANGUAGE_COOKIE, reader_words
from villagevisit.county.frame import Frame, form_of, see_other
from villagevisit.county.signin import COOKIE, HOURS
from villagevisit.domain.errors import Refused
from villagevisit.wording import LANGUAGES


class DoorPages:
    """Sign-in, first time, sign-out, language."""

    def __init__(self, frame: Frame) -> None:
        self._frame = frame

    def routes(self) -> list[Route]:
        return [
            Route("/sign-in", self.look, methods=["GET"]),
            Route("/sign-in", self.enter, methods=["POST"]),
            Route("/first-time", self.first, methods=["GET"]),
            Route("/first-time", self.begin, methods=["POST"]),
            Route("/sign-out", self.leave, methods=["POST"]),
            Route("/language/{language}", self.language, methods=["GET"]),
        ]

    async def look(self, request: Request) -> Response:
        return await run_in_threadpool(self._frame.door, reader_words(request))

    async def first(self, request: Request) -> Response:
        return await run_in_threadpool(lambda: self._frame.door(reader_words(request), first=True))

    async def enter(self, request: Request) -> Response:
        """Takes name and passphrase, or the code of the first sign-in. A wrong one costs a try."""
        words, form = reader_words(request), await form_of(request) or {}
        if "code" in form:
            token = await run_in_threadpool(self._frame.try_first, form["code"])
            if token is not None:
                await run_in_threadpool(self._frame.people.note, "", "sign-in.code")
                return _inside(request, token)
            wrong = words("county.page.wrong_code")
        else:
            try:
                token = await run_in_threadpool(
                    self._frame.people.sign_in, form.get("name", "").strip(), form.get("passphrase", "")
                )
                return _inside(request, token)
            except Refused:
                wrong = words("error.people.wrong")
        return await run_in_threadpool(lambda: self._frame.door(words, wrong=wrong))

    async def begin(self, request: Request) -> Response:
        """Takes the one-time code and the passphrase that its owner chose."""
        words, form = reader_words(request), await form_of(request) or {}
        try:
            if form.get("passphrase", "") != form.get("again", ""):
                raise Refused("people.differ")
            token = await run_in_threadpool(
                self._frame.people.first_time,
                form.get("name", "").strip(),
                form.get("code", ""),
                form.get("passphrase", ""),
            )
        except Refused as error:
            wrong = words(f"error.{error.code}", **error.params)
            return await run_in_threadpool(lambda: self._frame.door(words, wrong=wrong, first=True))
        return _inside(request, token)

    async def leave(self, request: Request) -> Response:
        await run_in_threadpool(self._frame.leave, request.cookies.get(COOKIE, ""))
        answer = see_other("/")
        answer.delete_cookie(COOKIE)
        return answer

    async def language(self, request: Request) -> Response:
        """Remembers the reader's language."""
        answer = see_other("/")
        language = request.path_params["language"]
        if language in LANGUAGES:
            answer.set_cookie(LANGUAGE_COOKIE, language, max_age=365 * 24 * 3600, httponly=True, samesite="lax")
        return answer


def _inside(request: Request, token: str) -> Response:
    answer = see_other("/")
    secure = request.url.scheme == "https"
    answer.set_cookie(COOKIE, token, max_age=HOURS * 3600, httponly=True, samesite="strict", secure=secure)
    return answer
