"""抽查复核表 (F16): two others look again, item by item; empty items are filled in by hand."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from printing.document import Document, Face, Keep, Paragraph, Spacer
from printing.layouts.common import Imprint
from printing.layouts.frame import Frame, by_hand, section
from printing.texts import wording


@dataclass(frozen=True, slots=True)
class Item:
    item: str
    original: str
    now: str = ""
    grade: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class SpotCheck:
    imprint: Imprint
    batch: str
    seed: str
    rank: int | None
    mode: str
    household: str
    head_name: str
    original: str
    checked: date | None = None
    items: tuple[Item, ...] = ()
    """Those known; without any, the usual twelve stand there empty."""
    per_head_original: Decimal | None = None
    per_head_now: Decimal | None = None
    score: int | None = None
    aware: bool | None = None
    conclusion: str = ""
    order: str = ""
    order_due: date | None = None
    closed: date | None = None
    watermark: str = ""

    @property
    def deviation(self) -> str:
        """Of the income per head, as R-09 shares are shown."""
        if not self.per_head_original or self.per_head_now is None:
            return ""
        return f"{(self.per_head_now / self.per_head_original - 1) * 100:+.2f}%"


@dataclass(frozen=True, slots=True)
class _Result:
    per_head_original: Decimal | None
    per_head_now: Decimal | None
    deviation: str
    score: int | None
    aware: bool | None
    conclusion: str
    order: str
    order_due: date | None
    closed: date | None


def layout(paper: SpotCheck) -> Document:
    words = wording("spot_check")
    frame = Frame(words, paper.imprint, "F16", paper.batch, watermark=paper.watermark)
    answers = Frame(words, paper.imprint, blank=not paper.conclusion)
    items = paper.items or tuple(Item(name, "") for name in words.words("names"))
    result = _Result(
        paper.per_head_original, paper.per_head_now, paper.deviation, paper.score, paper.aware, paper.conclusion,
        paper.order, paper.order_due, paper.closed,
    )  # fmt: skip
    return frame.document(
        (
            section(words.line("sample.title")),
            answers.grid("sample", paper, size=10.5, row=7.5),
            Paragraph(words.line("independent"), 10, Face.SANS, "left", 1.5, before=1),
            section(words.line("items.title")),
            answers.table("items", items, size=10, row=7.5 if paper.conclusion else 10),
            Keep((
                section(words.line("result.title")),
                answers.grid("result", result, label=36, size=10.5, row=7.5),
                Spacer(2),
                by_hand(words.words("sign"), 26),
            )),
        )
    )
