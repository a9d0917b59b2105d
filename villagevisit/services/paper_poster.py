"""A paper that hangs as a large poster, pasted together from office sheets: which sizes, how many sheets, the file."""

from dataclasses import dataclass
from pathlib import Path

from printing import render as engine
from printing.document import Document, Page, Rendered
from printing.poster import Plan, PosterSize, SheetSize, plans
from villagevisit.domain.changes import Done
from villagevisit.services import fonts, paper
from villagevisit.services.paper_types import Paper, PaperKind, PaperRequest, Signing
from villagevisit.services.workspace import Actor, Progress, Workspace, silent

HANGING = frozenset({PaperKind.PUBLICITY_BOARD, PaperKind.PLEDGE_LIST, PaperKind.OBJECTION_RESULT, PaperKind.LEAFLET})
"""What hangs in public."""
SIZES: tuple[PosterSize, ...] = ("A2", "A1", "A0")
SHEETS: tuple[SheetSize, ...] = ("A4", "A3")


@dataclass(frozen=True, slots=True)
class Choice:
    """One way to do it: how many sheets for each page, how large the pasted page is, in millimetres."""

    sheets: int
    width: float
    height: float
    wide: bool
    """Whether the sheets lie on their long side."""
    plan: Plan


@dataclass(frozen=True, slots=True)
class _Pasted:
    """What takes the finished document in place of a plain file."""

    plan: Plan
    fonts: tuple[Path, ...]

    def add(self, document: Document, name: str) -> Rendered:
        del name
        return engine.poster(document, self.plan, self.fonts)


def choices(width: float, height: float, size: PosterSize, sheet: SheetSize) -> tuple[Choice, ...]:
    """For a page of so many millimetres: from the fewest sheets, somewhat smaller, up to the very size."""
    page = Page(width, height, 0, 0, 0, 0)
    return tuple(
        Choice(plan.sheets, *plan.finished(page), plan.width > plan.height, plan) for plan in plans(page, size, sheet)
    )


def make(
    ws: Workspace,
    actor: Actor,
    request: PaperRequest,
    choice: Choice,
    signing: Signing | None = None,
    progress: Progress = silent,
) -> Done[Paper]:
    """Makes and records the paper as `paper.make` does, its pages as posters, each behind its key plan.

    Raises like `paper.make`, and PaperError `paper.poster-code`.
    """
    return paper.make(ws, actor, request, signing, progress, _Pasted(choice.plan, fonts.of_county(ws)))
