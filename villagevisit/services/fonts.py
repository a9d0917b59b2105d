"""The fonts that come with the program; apart from `paper`, which is slow to import."""

from pathlib import Path

from printing import fonts
from villagevisit.services.workspace import Workspace


def every() -> tuple[Path, ...]:
    """All font files, for the check-up."""
    return fonts.files()


def screen() -> tuple[Path, ...]:
    """The font files of the window: what is seen has the same characters as what is printed."""
    return fonts.screen_files()


def of_county(ws: Workspace) -> tuple[Path, ...]:
    """The county's own fonts: TrueType files in HOME/fonts."""
    folder = ws.home / "fonts"
    return tuple(sorted(folder.glob("*.ttf"))) if folder.is_dir() else ()
