"""Codes of consent, retention and requests as people read them, the same in windows, papers and commands."""

from collections.abc import Iterable

from villagevisit.wording import t


def purposes_word(purposes: Iterable[str]) -> str:
    """In the order in which people know them."""
    words = {
        "visit": t("consent.purpose.visit"), "check": t("consent.purpose.check"), "health": t("consent.purpose.health"),
        "finance": t("consent.purpose.finance"), "publicity": t("consent.purpose.publicity"),
    }  # fmt: skip
    wanted = set(purposes)
    return t("consent.comma").join(word for purpose, word in words.items() if purpose in wanted)


def standing_word(standing: str) -> str:
    words = {
        "given": t("consent.given"), "refused": t("consent.refused"), "withdrawn": t("consent.withdrawn"),
        "missing": t("consent.missing"),
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


def end_word(end: str) -> str:
    """What happens when the time is over."""
    words = {
        "delete": t("retention.end.delete"), "anonymous": t("retention.end.anonymous"), "ask": t("retention.end.ask"),
    }  # fmt: skip
    return words[end]


def due_line(form: str, place: str, made: str, since: str, end: str, source: str) -> str:
    """One record over its time."""
    name = t("retention.paper") if form == "document" else form
    return t("retention.line", since=since, form=name, place=place, made=made, end=end_word(end), source=source)
