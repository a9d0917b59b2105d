"""What the window remembers between starts: its size, theme, text size and language. Nothing of the work itself."""

from pathlib import Path
from typing import cast

from PySide6.QtCore import QByteArray, QSettings

from villagevisit.ui.kit.theme import PALETTES, TEXT_SIZES, Theme, ThemeName


class Memory:
    """A small file `window.ini` in the data folder."""

    def __init__(self, home: Path) -> None:
        self._settings = QSettings(str(home / "window.ini"), QSettings.Format.IniFormat)

    def theme(self) -> Theme | None:
        """What somebody chose here; None before anybody did."""
        name = str(self._settings.value("theme", ""))
        size = str(self._settings.value("text_size", ""))
        return Theme(cast("ThemeName", name), size) if name in PALETTES and size in TEXT_SIZES else None

    def keep_theme(self, theme: Theme) -> None:
        self._settings.setValue("theme", theme.name)
        self._settings.setValue("text_size", theme.text_size)
        self._settings.sync()

    def language(self) -> str:
        """Of the window that was open last, for what is said before the data are open; empty before the first."""
        return str(self._settings.value("language", ""))

    def keep_language(self, language: str) -> None:
        if language != self.language():
            self._settings.setValue("language", language)
            self._settings.sync()

    def geometry(self) -> QByteArray | None:
        value = self._settings.value("geometry")
        return value if isinstance(value, QByteArray) else None

    def keep_geometry(self, geometry: QByteArray) -> None:
        self._settings.setValue("geometry", geometry)
        self._settings.sync()
