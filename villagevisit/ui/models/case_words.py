"""Steps, people and deadlines of a case as words, and the kind of status that a light is."""

from villagevisit.domain.boards import POSTED
from villagevisit.domain.case_flow import Visit
from villagevisit.domain.event import Event
from villagevisit.domain.working_days import Light
from villagevisit.ui.kit.format import money
from villagevisit.ui.models.words import assist
from villagevisit.wording import t

_KIND = {Light.NONE: "muted", Light.GREEN: "done", Light.YELLOW: "wait", Light.RED: "refused"}


def step_word(step: str) -> str:
    return t("case.step." + step)


def who_word(who: str) -> str:
    return t("case.who." + who)


def kind(light: Light) -> str:
    """Kind of a status."""
    return _KIND[light]


def left_words(light: Light, left: int) -> str:
    """How long there is, in working days."""
    if light is Light.NONE:
        return ""
    if light is Light.RED:
        return t("case.left.late", count=-left)
    return t("case.left.days", count=left) if left else t("case.left.today")


def short_day(iso: str, year: int) -> str:
    """`11-23` in this year, else `25-11-23`."""
    return iso[5:] if iso[:4] == str(year) else iso[2:]


def done_words(one: Event | Visit, home: str) -> str:
    """What an entry of the timeline was."""
    if isinstance(one, Visit):
        return t("case.done.visit")
    after = one.data.get("after")
    blanks = {
        "category": assist(one.text("category")),
        "number": one.text("number"),
        "result": _result(one, home),
        "opinion": t("case.opinion." + one.text("opinion")) if one.text("opinion") else "",
        "amount": money(str(after.get("amount", "0"))) if isinstance(after, dict) else "",
        "month": one.text("from") or one.text("month"),
        "reason": one.text("reason"),
        "board": t("case.board." + one.text("board")) if one.kind == POSTED else "",
    }
    return t("case.done." + one.kind, **blanks)


def _result(one: Event, home: str) -> str:
    rows = one.data.get("rows")
    if isinstance(rows, list):
        own = [str(row.get("result")) for row in rows if isinstance(row, dict) and row.get("household") == home]
        return t("case.appraised." + own[-1]) if own else ""
    return t("case.result." + one.text("result")) if one.text("result") else ""
