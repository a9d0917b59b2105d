"""Codes of consent, retention and requests as people read them, the same in windows, papers and commands."""

from collections.abc import Callable, Iterable

from villagevisit.wording import t

Say = Callable[..., str]
"""How a key becomes a sentence: in the language of this process, or of whoever asked for a page."""


def purposes_word(purposes: Iterable[str], say: Say = t) -> str:
    """In the order in which people know them."""
    words = {
        "visit": say("consent.purpose.visit"), "check": say("consent.purpose.check"),
        "health": say("consent.purpose.health"), "finance": say("consent.purpose.finance"),
        "publicity": say("consent.purpose.publicity"),
    }  # fmt: skip
    wanted = set(purposes)
    return say("consent.comma").join(word for purpose, word in words.items() if purpose in wanted)


def standing_word(standing: str, say: Say = t) -> str:
    words = {
        "given": say("consent.given"), "refused": say("consent.refused"), "withdrawn": say("consent.withdrawn"),
        "missing": say("consent.missing"),
    }  # fmt: skip
    return words[standing]


def how_word(how: str, guardian: str = "") -> str:
    words = {"laptop": t("consent.how.laptop"), "paper": t("consent.how.paper"), "spoken": t("consent.how.spoken")}
    return t("consent.by_guardian", how=words[how], guardian=guardian) if guardian else words[how]


def act_word(act: str) -> str:
    """As somebody says it now."""
    words = {
        "given": t("consent.act.given"), "refused": t("consent.act.refused"), "withdrawn": t("consent.act.withdrawn"),
    }  # fmt: skip
    return words[act]


def end_word(end: str, say: Say = t) -> str:
    """What happens when the time is over."""
    words = {
        "delete": say("retention.end.delete"), "anonymous": say("retention.end.anonymous"),
        "ask": say("retention.end.ask"),
    }  # fmt: skip
    return words[end]


def form_word(form: str, say: Say = t) -> str:
    """What a record over its time is called: its form's code, or what it is where that is not told."""
    return {"document": say("retention.paper"), "health": say("retention.health")}.get(form, form)


def due_line(form: str, place: str, made: str, since: str, end: str, source: str) -> str:
    """One record over its time."""
    name = form_word(form)
    return t("retention.line", since=since, form=name, place=place, made=made, end=end_word(end), source=source)


def reason_word(reason: str, say: Say = t) -> str:
    """Why content was erased; empty where nothing was."""
    words = {
        "retention": say("erase.reason.retention"), "withdrawn": say("erase.reason.withdrawn"),
        "request": say("erase.reason.request"), "unlawful": say("erase.reason.unlawful"), "": "–",
    }  # fmt: skip
    return words.get(reason, reason)


def order_line(day: str, number: str, count: int, reason: str, paper: str, by: str) -> str:
    """One order to erase."""
    return t("erase.line", day=day, number=number, count=count, reason=reason_word(reason), paper=paper, by=by)
