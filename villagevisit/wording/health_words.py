"""Why something of another system's health file was not taken, in windows and on the command line."""

from typing import Protocol

from villagevisit.wording import t


class Left(Protocol):
    """Somebody or something of a file that stayed outside."""

    @property
    def code(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def detail(self) -> str: ...


def not_taken(one: Left) -> str:
    """One sentence."""
    own = {"name": one.name, "detail": one.detail}
    sentences = {
        "health.unknown-person": t("health.why.unknown-person", name=one.name),
        "health.other-name": t("health.why.other-name", name=one.name),
        "health.several": t("health.why.several", name=one.name),
        "health.clash": t("health.why.clash", **own),
        "health.no-day": t("health.why.no-day", **own),
        "health.impossible": t("health.why.impossible", **own),
    }
    return sentences.get(one.code) or t("health.why.consent", name=one.name)
