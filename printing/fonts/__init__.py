"""Where the font files lie: those of the program, those of this computer, and the last fallback."""

import os
import sys
from functools import lru_cache
from pathlib import Path

BUNDLED = Path(__file__).resolve().parent
_HANAZONO = Path("/usr/share/fonts/truetype/hanazono")
FALLBACK = tuple(
    path for name in ("HanaMinB.ttf", "HanaMinA.ttf") for path in (BUNDLED / name, _HANAZONO / name) if path.exists()
)
"""Fonts for characters that the bundled ones lack; empty where none is installed."""
_TYPES = frozenset({".ttf", ".ttc"})


def files() -> tuple[Path, ...]:
    """Every font that papers use, bundled ones first."""
    return (*sorted(BUNDLED.glob("*.ttf")), *FALLBACK)


def screen_files() -> tuple[Path, ...]:
    """The fonts that the window needs: the same sans as on paper, and the fallback."""
    return (*sorted(BUNDLED.glob("NotoSans*.ttf")), *FALLBACK)


def _places() -> list[Path]:
    """The font folders of Windows, and of Linux desktops such as Kylin and UOS."""
    if sys.platform == "win32":
        local = os.environ.get("LOCALAPPDATA", "")
        folders = [Path(os.environ.get("WINDIR", "C:/Windows")) / "Fonts"]
        return [*folders, Path(local) / "Microsoft" / "Windows" / "Fonts"] if local else folders
    home = Path.home()
    return [home / ".local/share/fonts", home / ".fonts", Path("/usr/local/share/fonts"), Path("/usr/share/fonts")]


@lru_cache(maxsize=1)
def installed() -> tuple[Path, ...]:
    """The font files of this computer."""
    return tuple(
        Path(folder) / name
        for place in _places()
        for folder, _, names in os.walk(place)
        for name in sorted(names)
        if Path(name).suffix.lower() in _TYPES
    )
