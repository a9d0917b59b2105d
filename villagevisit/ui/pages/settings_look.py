"""Language, theme, text size: how it looks to the person in front of it."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import cast

from PySide6.QtWidgets import QWidget

from villagevisit.services import setup
from villagevisit.ui.kit import parts
from villagevisit.ui.kit.memory import Memory
from villagevisit.ui.kit.shell import Shell
from villagevisit.ui.kit.theme import PALETTES, TEXT_SIZES, Theme, ThemeName
from villagevisit.ui.pages.settings_section import Section
from villagevisit.wording import LANGUAGES, language, t

_LANGUAGES = {"zh_CN": "简体中文", "en": "English"}
_THEMES = {"light": "ui.theme.light", "dark": "ui.theme.dark", "contrast": "ui.theme.contrast"}
_SIZES = {"normal": "ui.size.normal", "large": "ui.size.large", "largest": "ui.size.largest"}


class LookSection(Section):
    def __init__(self, shell: Shell, may_change: bool) -> None:
        super().__init__(shell, may_change)
        self._memory = Memory(shell.ws.home)
        self.languages = _choices({code: _LANGUAGES[code] for code in LANGUAGES}, language(), self._speak)
        self.themes = _choices({name: t(_THEMES[name]) for name in PALETTES}, shell.theme.name, self._theme)
        self.sizes = _choices({name: t(_SIZES[name]) for name in TEXT_SIZES}, shell.theme.text_size, self._size)
        column = parts.column()
        box = column.layout()
        assert box is not None
        for words, buttons in (
            (t("ui.settings.language"), self.languages),
            (t("ui.settings.theme"), self.themes),
            (t("ui.settings.text_size"), self.sizes),
        ):
            box.addWidget(parts.heading(words))
            box.addWidget(parts.row(*buttons.values(), None))
        box.addWidget(parts.body(t("ui.keys"), muted=True))
        self.box.addWidget(parts.scroll(parts.column(column, None)))

    def _speak(self, code: str) -> None:
        self.shell.apply(setup.set_language(self.shell.ws, code))
        self.shell.speak(code)

    def _theme(self, name: str) -> None:
        self._restyle(replace(self.shell.theme, name=cast("ThemeName", name)))

    def _size(self, name: str) -> None:
        self._restyle(replace(self.shell.theme, text_size=name))

    def _restyle(self, theme: Theme) -> None:
        self._memory.keep_theme(theme)
        self.shell.restyle(theme)


def _choices(options: Mapping[str, str], chosen: str, call: Callable[[str], None]) -> dict[str, QWidget]:
    buttons: dict[str, QWidget] = {}
    for value, words in options.items():
        button = parts.Button(words, partial(call, value), "tile")
        button.setCheckable(True)
        button.setChecked(value == chosen)
        buttons[value] = button
    return buttons
