"""月通报: the bulletin of a month, its figures with their definitions, ranking, charts, and sums that must agree."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from printing.document import Block, Cell, Chart, Column, Document, Face, Keep, Paragraph, Spacer, Table
from printing.layouts import bulletin
from printing.layouts.bulletin import Article, Bulletin
from printing.layouts.common import Imprint, long_date
from printing.layouts.official import BODY_SIZE, Level
from printing.texts import Wording, wording

_CATEGORY, _RANK, _FIGURES, _CHECKS = "category", "rank", "figures", "checks"
_BARS = 30
"""To one chart: it stays on one page."""
Lines = Mapping[str, tuple[int, int]]
"""Count and persons by code."""


@dataclass(frozen=True, slots=True)
class Ranked:
    place: int
    """0: nothing to do, not ranked."""
    name: str
    households: int
    persons: int
    added: int
    stopped: int
    done: int
    frame: int
    colour: str
    """The word for it: 绿, 黄, 红; empty where it is not ranked."""


@dataclass(frozen=True, slots=True)
class Gap:
    """Why a sum does not agree."""

    why: str
    by: str
    day: date


@dataclass(frozen=True, slots=True)
class BulletinMonth:
    imprint: Imprint
    editor: str
    area: str
    month: date
    """Its first day."""
    since: date
    until: date
    made: date
    number: int
    total: int
    figures: Mapping[str, tuple[int, int | None]]
    """Value, and what it is a share of."""
    parts: Mapping[str, Lines]
    ranked: tuple[Ranked, ...]
    limits: tuple[str, str]
    """Least share of green and of yellow, as they are printed."""
    trend: tuple[tuple[int, int], ...]
    """Month and households at its end, oldest first."""
    sums: Mapping[str, tuple[int, int]]
    """What ought to be equal: both sides."""
    gaps: Mapping[str, Gap]
    said: Mapping[str, str]
    """`good`, `problems`, `next`: what the office adds; empty ones are left out."""


def layout(paper: BulletinMonth) -> Document:
    words = wording("bulletin_month")
    month = {"year": paper.month.year, "month": paper.month.month}
    article = Article(words.line("title", **month), _body(paper, words))
    foot = f"{words.line('foot', short=paper.imprint.short)} · {words.version}"
    head = Bulletin(
        words.line("name"), paper.number, paper.total, paper.editor, paper.made, (article,),
        foot=foot, code=paper.imprint.code,
    )  # fmt: skip
    return bulletin.layout(head)


def _body(paper: BulletinMonth, words: Wording) -> tuple[str | Level | Block, ...]:
    flow = {key: value for key, (value, _) in paper.figures.items()}
    since, until = long_date(paper.since), long_date(paper.until)
    body: list[str | Level | Block] = [
        words.line("opening", since=since, until=until, area=paper.area),
        Level(1, words.line("flow")),
        words.line("flow.text", **{key: flow[key] for key in _FLOW}),
        *_trend(paper, words),
        Level(1, words.line("category")),
        words.line("category.made", made=long_date(paper.made)),
        _categories(paper, words),
        Level(1, words.line("rank")),
        words.line("rank.text", green=paper.limits[0], yellow=paper.limits[1]),
        *_bars(paper),
        _ranks(paper, words),
        Level(1, words.line("figures")),
        _indicators(paper, words),
        *_breakdowns(paper, words),
        Level(1, words.line("checks")),
        words.line("checks.text"),
        _sums(paper, words),
        *_gaps(paper, words),
    ]
    for key in ("good", "problems", "next"):
        if paper.said.get(key):
            body += [Level(1, words.line(f"said.{key}")), *paper.said[key].split("\n")]
    return tuple(body)


_FLOW = ("start_hh", "start_p", "added_hh", "added_p", "stopped_hh", "stopped_p", "adjusted_hh", "end_hh", "end_p")


def _table(lines: Sequence[str], rows: Sequence[tuple[str | Cell, ...]], left: Sequence[int] = (0,)) -> Table:
    columns = tuple(
        Column(title, float(share), "left" if at in left else "centre")
        for at, (title, share) in enumerate(line.split("|") for line in lines)
    )
    return Table(columns, tuple(rows), size=10.5, head_size=10.5, row_height=7.5, head_height=9, padding=1)


def _named(words: Wording, key: str) -> dict[str, str]:
    return {code: name for code, name, *_ in (line.split("|") for line in words.words(key))}


def _share(words: Wording, value: int, of: int) -> str:
    if not of:
        return words.line("struck")
    return words.line("share", share=f"{value / of * 100:.2f}%", value=value, of=of)


def _categories(paper: BulletinMonth, words: Wording) -> Table:
    names, lines = _named(words, "categories"), paper.parts.get("category", {})
    households, persons = (sum(one[at] for one in lines.values()) for at in (0, 1))
    rows: list[tuple[str | Cell, ...]] = [
        (names.get(code, words.line("category.none")), str(count), str(people), _share(words, count, households))
        for code, (count, people) in lines.items()
    ]
    rows.append((Cell(words.line("category.total"), face=Face.HEI), str(households), str(persons), ""))
    return _table(words.words("category.columns"), rows)


def _ranks(paper: BulletinMonth, words: Wording) -> Table:
    struck = words.line("struck")
    rows: list[tuple[str | Cell, ...]] = [
        (
            str(one.place) if one.place else struck, one.name, f"{one.households}／{one.persons}", str(one.added),
            str(one.stopped), f"{one.done}／{one.frame}", one.colour or struck,
        )
        for one in paper.ranked
    ]  # fmt: skip
    sums = {
        key: sum(getattr(one, key) for one in paper.ranked)
        for key in ("households", "persons", "added", "stopped", "done", "frame")
    }
    rows.append((
        Cell(words.line("rank.total"), 2, "centre", Face.HEI), f"{sums['households']}／{sums['persons']}",
        str(sums["added"]), str(sums["stopped"]), f"{sums['done']}／{sums['frame']}", "",
    ))  # fmt: skip
    return _table(words.words("rank.columns"), rows, left=(1,))


def _bars(paper: BulletinMonth) -> list[Block]:
    """Only those that have something to do: a bar of nothing would look like nothing done."""
    ranked = [one for one in paper.ranked if one.frame]
    return [
        Chart(
            "bars",
            tuple(one.name for one in some),
            tuple(one.done / one.frame for one in some),
            tuple(f"{one.done * 100 // one.frame}%" for one in some),
            most=1,
        )
        for some in (ranked[at : at + _BARS] for at in range(0, len(ranked), _BARS))
    ]


def _trend(paper: BulletinMonth, words: Wording) -> list[Block]:
    """A line needs two points."""
    if len(paper.trend) < 2:
        return []
    names = tuple(words.line("trend.month", month=month) for month, _ in paper.trend)
    values = [value for _, value in paper.trend]
    head = Paragraph(words.line("trend"), BODY_SIZE, Face.KAI, "centre", grid=True)
    return [Keep((head, Chart("line", names, tuple(values), tuple(str(value) for value in values), height=48)))]


def _indicators(paper: BulletinMonth, words: Wording) -> Table:
    rows: list[tuple[str | Cell, ...]] = []
    for line in words.words("figures.list"):
        key, name, definition, source = line.split("|")
        value, of = paper.figures[key]
        share = words.line("struck") if of is None else _share(words, value, of)
        rows.append((name, str(value), share, definition, source))
    return _table(words.words("figures.columns"), rows, left=(0, 3, 4))


def _breakdowns(paper: BulletinMonth, words: Wording) -> list[str]:
    found = []
    for key in ("reason", "channel", "ending", "severity"):
        names = _named(words, key)
        said = [
            words.line("parts.line", name=names.get(code, words.line("unknown")), count=count)
            for code, (count, _) in paper.parts.get(key, {}).items()
        ]
        if said:
            found.append(words.line(f"parts.{key}") + words.line("parts.join").join(said) + words.line("parts.end"))
    return found


def _sums(paper: BulletinMonth, words: Wording) -> Table:
    names = _named(words, "checks.list")
    rows: list[tuple[str | Cell, ...]] = []
    for key, (left, right) in paper.sums.items():
        said = words.line("checks.ok") if left == right else words.line("checks.gap", gap=abs(left - right))
        rows.append((names[key], str(left), str(right), said))
    return _table(words.words("checks.columns"), rows)


def _gaps(paper: BulletinMonth, words: Wording) -> list[str | Block]:
    names = _named(words, "checks.list")
    lines: list[str | Block] = [Spacer(2)] if paper.gaps else []
    for key, one in paper.gaps.items():
        left, right = paper.sums[key]
        gap, day = abs(left - right), long_date(one.day)
        lines.append(words.line("explained", check=names[key], gap=gap, why=one.why, by=one.by, day=day))
    return lines
