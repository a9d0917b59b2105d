"""What became of a household's benefit, newest first (S-199); a page about one household shows it."""

from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from villagevisit.services import dynamic_timeline
from villagevisit.services.dynamic_timeline import Moment
from villagevisit.ui.kit import parts, theme
from villagevisit.ui.kit.shell import Shell
from villagevisit.ui.models import dynamic_words as words
from villagevisit.ui.widgets.flow import Flow
from villagevisit.wording import t

_LIGHT = {"done": "done", "kept": "muted", "report": "wait", "review": "done", "level": "info", "open": "wait"}


class BenefitTimeline(QWidget):
    """The household's changes, reports, reviews and levels; `deeds` offers to enter more."""

    def __init__(self, shell: Shell, household_id: str, *, deeds: bool) -> None:
        super().__init__()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(theme.now().u)
        box.addWidget(parts.heading(t("dynamic.timeline")))
        found = dynamic_timeline.of_household(shell.ws, household_id)
        if not found:
            box.addWidget(parts.body(t("dynamic.timeline.none"), muted=True))
        for one in found:
            box.addWidget(parts.status(_LIGHT[one.kind], f"{one.day}  {_words(one)}", wrap=True))
        if deeds:
            report = partial(shell.go, "dynamic", tab="events", household_id=household_id)
            propose = partial(shell.go, "dynamic", tab="changes", household_id=household_id)
            box.addWidget(Flow(
                parts.plain(t("dynamic.timeline.report"), report), parts.plain(t("dynamic.propose"), propose)
            ))  # fmt: skip


def _words(one: Moment) -> str:
    if one.change is not None:
        step = words.step(one.step) if one.step is not None else ""
        return " · ".join(word for word in (words.line(one.change), words.reason(one.change.reason), step) if word)
    if one.event is not None:
        return " · ".join(word for word in (words.event(one.event), one.note) if word)
    if one.level is not None:
        return t("dynamic.timeline.level", level=words.level(one.level))
    return " · ".join(word for word in (t("dynamic.timeline.reviewed"), one.note) if word)
