"""Where the font files lie: those that come with the program, and the fallback for rare characters."""

from pathlib import Path

BUNDLED = Path(__file__).resolve().parent
_HANAZONO = Path("/usr/share/fonts/truetype/hanazono")
FALLBACK = tuple(
    path for name in ("HanaMinB.ttf", "HanaMinA.ttf") for path in (BUNDLED / name, _HANAZONO / name) if path.exists()
)
"""Fonts for characters that the bundled ones lack; empty where none is installed."""


def files() -> tuple[Path, ...]:
    """Every font that papers use, bundled ones first."""
    return (*sorted(BUNDLED.glob("*.ttf")), *FALLBACK)


def screen_files() -> tuple[Path, ...]:
    """The fonts that the window needs: the same sans as on paper, and the fallback."""
    return (*sorted(BUNDLED.glob("NotoSans*.ttf")), *FALLBACK)
