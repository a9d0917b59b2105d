"""A doctor before a page of health, and what stands on it."""

import os
from pathlib import Path

from PySide6.QtWidgets import QApplication

from tests.ui.day_town import Day
from tests.ui.judge import faults, seen, words_of
from villagevisit.ui.pages.health_panel import HealthPage

SHOTS = os.environ.get("VILLAGEVISIT_SHOTS", "")


def shown(day: Day, name: str = "") -> str:
    day.frame.settle()
    found = faults(day.frame.window)
    if SHOTS and name:
        Path(SHOTS).mkdir(parents=True, exist_ok=True)
        day.frame.window.grab().save(f"{SHOTS}/{name}.png")
    assert found == [], found
    return "\n".join(word for widget in seen(day.frame.window) for word in words_of(widget))


def begin(day: Day, language: tuple[str, int, int], to: str, **params: str) -> HealthPage:
    day.shell.speak(language[0])
    day.frame.window.resize(language[1], language[2])
    QApplication.processEvents()
    day.frame.sign_in("006", to=to, **params)
    page = day.frame.page
    assert isinstance(page, HealthPage)
    return page
