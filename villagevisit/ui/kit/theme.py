"""The look: twelve colour names, one unit of space, one typeface in two weights.

Everything that is drawn takes its colour from a `Theme` by name, so that a theme is exactly twelve colours.
`prepare` is called once per process, `Theme.apply` whenever theme or text size changes.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from PySide6.QtCore import QLibraryInfo, QLocale, Qt, QTemporaryDir, QTranslator
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication

from villagevisit.ui.kit import icons
from villagevisit.ui.kit.qss import stylesheet

ThemeName = Literal["light", "dark", "contrast"]
Colour = Literal[
    "paper", "surface", "line", "ink", "muted", "accent", "on_accent", "select", "focus", "waiting", "refused",
    "finished",
]  # fmt: skip

COLOURS: tuple[Colour, ...] = (
    "paper",  # what one writes on
    "surface",  # beside the paper: side lists, top bar, quiet buttons under the pointer
    "line",  # separates; also the frame of a field
    "ink",
    "muted",  # labels, last year's values
    "accent",  # the next step, nothing else
    "on_accent",
    "select",  # the chosen row
    "focus",  # the ring around what the keyboard moves
    "waiting",  # waits for somebody
    "refused",  # refused or lost
    "finished",
)

PALETTES: Mapping[str, Mapping[str, str]] = {
    "light": {
        "paper": "#fffefb", "surface": "#f3f3ee", "line": "#d5d6ce", "ink": "#1d2422", "muted": "#5c6763",
        "accent": "#0b5f63", "on_accent": "#ffffff", "select": "#e0eeec", "focus": "#12858b",
        "waiting": "#8f5600", "refused": "#b3261e", "finished": "#2d6a32",
    },
    "dark": {
        "paper": "#171b1b", "surface": "#1f2525", "line": "#3c4645", "ink": "#e7eae6", "muted": "#a3aeaa",
        "accent": "#5cbdbb", "on_accent": "#06201f", "select": "#223c3c", "focus": "#7fdad6",
        "waiting": "#e3ab52", "refused": "#ff8f83", "finished": "#86c98b",
    },
    "contrast": {
        "paper": "#ffffff", "surface": "#ececec", "line": "#000000", "ink": "#000000", "muted": "#262626",
        "accent": "#00383b", "on_accent": "#ffffff", "select": "#ffe98a", "focus": "#0030d0",
        "waiting": "#5f3700", "refused": "#8c0009", "finished": "#00420a",
    },
}  # fmt: skip

TEXT_SIZES: Mapping[str, float] = {"normal": 1.0, "large": 1.15, "largest": 1.3}
BODY_PX = 44 / 3
"""11 pt at 96 dpi."""


@dataclass(frozen=True, slots=True)
class Theme:
    """Twelve colours and a text size. Lengths are logical pixels."""

    name: ThemeName = "light"
    text_size: str = "normal"

    def colour(self, name: Colour) -> QColor:
        return QColor(PALETTES[self.name][name])

    @property
    def body(self) -> int:
        """Pixel size of body text."""
        return round(BODY_PX * TEXT_SIZES[self.text_size])

    @property
    def heading(self) -> int:
        return round(self.body * 1.2)

    @property
    def title(self) -> int:
        return round(self.body * 1.5)

    @property
    def u(self) -> int:
        """The unit of space: half the body's line height (line height is 1.6)."""
        return round(self.body * 0.8)

    @property
    def touch(self) -> int:
        """The least height of anything that a finger presses."""
        return max(44, round(self.body * 3))

    def font(self, role: Literal["body", "heading", "title"] = "body", *, strong: bool = False) -> QFont:
        font = QFont(QApplication.font())
        font.setPixelSize({"body": self.body, "heading": self.heading, "title": self.title}[role])
        font.setWeight(QFont.Weight.Medium if strong or role != "body" else QFont.Weight.Normal)
        return font

    def apply(self, app: QApplication) -> None:
        """Makes every window of the application look like this. What is so already is not set again: that would go
        through every widget."""
        _state["theme"] = self
        font, palette = QFont(app.font()), self._palette()
        font.setPixelSize(self.body)
        if font != app.font():
            app.setFont(font)
        if palette != app.palette():
            app.setPalette(palette)
        sheet = stylesheet(PALETTES[self.name], self.body, self.u, self.touch, self._tick())
        if sheet != app.styleSheet():
            app.setStyleSheet(sheet)

    def _tick(self) -> str:
        """The path of a drawn tick: a style sheet can only take pictures from files."""
        folder = _state_folder.setdefault("folder", QTemporaryDir())
        path = Path(folder.path()) / f"tick-{self.name}-{self.body}.png"
        if not path.exists():
            side, colour = round(self.body * 1.2), self.colour("on_accent")
            icons.pixmap("tick", colour, side, 1.0).save(str(path))
            icons.pixmap("tick", colour, side, 2.0).save(str(path.with_stem(f"{path.stem}@2x")))
        return path.as_posix()

    def _palette(self) -> QPalette:
        palette = QPalette()
        role = QPalette.ColorRole
        for where, name in _PALETTE_ROLES:
            palette.setColor(where, self.colour(name))
        for where in (role.WindowText, role.Text, role.ButtonText):
            palette.setColor(QPalette.ColorGroup.Disabled, where, self.colour("muted"))
        return palette


_PALETTE_ROLES: tuple[tuple[QPalette.ColorRole, Colour], ...] = (
    (QPalette.ColorRole.Window, "paper"),
    (QPalette.ColorRole.Base, "paper"),
    (QPalette.ColorRole.AlternateBase, "surface"),
    (QPalette.ColorRole.Button, "surface"),
    (QPalette.ColorRole.ToolTipBase, "surface"),
    (QPalette.ColorRole.WindowText, "ink"),
    (QPalette.ColorRole.Text, "ink"),
    (QPalette.ColorRole.ButtonText, "ink"),
    (QPalette.ColorRole.ToolTipText, "ink"),
    (QPalette.ColorRole.PlaceholderText, "muted"),
    (QPalette.ColorRole.Link, "accent"),
    (QPalette.ColorRole.Highlight, "select"),
    (QPalette.ColorRole.HighlightedText, "ink"),
    (QPalette.ColorRole.Mid, "line"),
    (QPalette.ColorRole.Dark, "line"),
)

_state: dict[str, Theme] = {"theme": Theme()}
_state_folder: dict[str, QTemporaryDir] = {}


def now() -> Theme:
    """The theme last applied; what paints itself asks here."""
    return _state["theme"]


def prepare(app: QApplication, fonts: Iterable[Path], language: str = "zh_CN", theme: Theme | None = None) -> Theme:
    """Sets the process up: bundled fonts, style, locale, Qt's own words, theme. Safe to call again.

    The fonts come with the program because a machine without a Chinese font would show boxes.
    """
    known = {str(path) for path in app.property("fonts") or ()}
    families = list(app.property("families") or ())
    for path in fonts:
        if str(path) in known:
            continue
        number = QFontDatabase.addApplicationFont(str(path))
        families += [name for name in QFontDatabase.applicationFontFamilies(number) if name not in families]
        known.add(str(path))
    app.setProperty("fonts", sorted(known))
    app.setProperty("families", families)
    if not app.property("fusion"):
        app.setStyle("Fusion")
        app.setProperty("fusion", True)
    font = _base_font(families)
    if font.families() != app.font().families():
        app.setFont(font)
    speak(app, language)
    chosen = theme or now()
    chosen.apply(app)
    return chosen


def _base_font(families: list[str]) -> QFont:
    sans = [name for name in families if "Sans" in name]
    rest = [name for name in families if "Han" in name and name not in sans]
    font = QFont()
    font.setFamilies([*sorted(sans, key=len), *rest] or ["Noto Sans SC"])
    font.setFeature(QFont.Tag("tnum"), 1)
    font.setStyleStrategy(QFont.StyleStrategy.PreferAntialias)
    return font


def speak(app: QApplication, language: str) -> None:
    """Dates and Qt's own dialogs in this language (`zh_CN` or `en`)."""
    locale = QLocale(QLocale.Language.Chinese, QLocale.Country.China) if language == "zh_CN" else QLocale("en_GB")
    QLocale.setDefault(locale)
    for old in app.findChildren(QTranslator, options=Qt.FindChildOption.FindDirectChildrenOnly):
        app.removeTranslator(old)
        old.deleteLater()
    if language == "zh_CN":
        translator = QTranslator(app)
        if translator.load("qtbase_zh_CN", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
            app.installTranslator(translator)
