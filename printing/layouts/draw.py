"""随机分户记录: a fair draw with its seed, so that whoever holds the sheet can repeat it (rules.md R-17)."""

from dataclasses import dataclass

from printing.document import (
    A4,
    Beside,
    Block,
    Cell,
    Column,
    Document,
    Entry,
    Face,
    Heading,
    Keep,
    KeyValueGrid,
    Paragraph,
    QrCode,
    Rule,
    Signature,
    SignatureBlock,
    Spacer,
    Table,
)
from printing.layouts.common import Imprint, code_size
from printing.texts import Wording, wording

_TEXT = 11.0
_SEED, _LONG_SEED = 34.0, 20.0
_REASONS = frozenset({"recusal.kin", "recusal.own-household", "recusal.own-village-alone", "recusal.too-few"})


@dataclass(frozen=True, slots=True)
class Team:
    name: str
    load: int
    """Households that it had before the draw."""
    given: int


@dataclass(frozen=True, slots=True)
class Lot:
    """One household in drawn order; no field for an id number or a phone."""

    household_no: str
    head_name: str
    place: str
    ticket: str
    """SHA-256, hex; the sheet shows the first eight digits."""
    team: str
    """Empty when no team may take it."""
    passed: tuple[tuple[str, str], ...] = ()
    """(team, code of the reason) of each team that was passed over."""


@dataclass(frozen=True, slots=True)
class Draw:
    round_name: str
    round_code: str
    seed: str
    drawn_at: str
    """As shown: `2026-11-22 10:00`."""
    drawn_by: str
    teams: tuple[Team, ...]
    """In the order in which equals are served."""
    lots: tuple[Lot, ...]
    example: tuple[str, str]
    """A line as it is hashed, and its hash in hex."""
    imprint: Imprint


def layout(draw: Draw) -> Document:
    """The seed and the rule first, then every household in drawn order, those left over, and two signatures."""
    words = wording("draw")
    left = tuple(lot for lot in draw.lots if not lot.team)
    short = draw.imprint.short
    running = Paragraph(words.line("running", round=draw.round_name, seed=draw.seed), 9, Face.SANS, "right")
    return Document(
        title=words.line("title"),
        page=A4,
        blocks=(
            *_masthead(draw, words),
            _facts(draw, words, len(left)),
            *_seed(draw, words),
            *_rule(draw, words),
            *_teams(draw, words),
            Heading(words.line("table.title"), 12),
            _table(draw, words),
            *_left(left, words),
            Keep((Spacer(3), _signatures(words))),
        ),
        subject=words.version,
        first_head=(Paragraph(words.line("form"), 9, Face.SANS, "left"),),
        next_head=(running, Rule(0.5, 0.5, 2.5)),
        foot_left=words.line("foot.left", wording=words.version, short=short),
        foot_right=words.line("foot.right", printed=draw.imprint.printed_at, by=draw.imprint.printed_by),
    )


def _masthead(draw: Draw, words: Wording) -> tuple[Block, ...]:
    """The code at the right; as much blank at the left keeps the title centred."""
    side = code_size(draw.imprint.code)
    code = QrCode(draw.imprint.code, side, words.line("code.caption", short=draw.imprint.short))
    title = (Heading(words.line("title"), 22, Face.TITLE, "centre", before=0, after=0),)
    centred = Beside((Spacer(1),), title, right_width=A4.width - A4.left - A4.right - 2 * (side + 4), gap=0)
    return (Beside((centred,), (code,), right_width=side + 4, gap=0, valign="middle"), Spacer(2))


def _facts(draw: Draw, words: Wording, left: int) -> KeyValueGrid:
    given = words.line("given.value", given=len(draw.lots) - left, left=left)
    entries = (
        Entry(
            words.line("round"), words.line("round.value", name=draw.round_name, code=draw.round_code), wide=True
        ),
        Entry(words.line("drawn_at"), draw.drawn_at),
        Entry(words.line("drawn_by"), draw.drawn_by),
        Entry(words.line("households"), words.line("households.value", count=len(draw.lots))),
        Entry(words.line("given"), given),
    )
    return KeyValueGrid(entries, label_width=24, size=_TEXT)


def _seed(draw: Draw, words: Wording) -> tuple[Block, ...]:
    size = _SEED if len(draw.seed) <= 20 else _LONG_SEED
    return (
        Paragraph(words.line("seed"), _TEXT, Face.SANS, "centre", before=3, keep_with_next=True),
        Paragraph(draw.seed, size, Face.HEI, "centre", leading=1.3, after=1),
    )


def _rule(draw: Draw, words: Wording) -> tuple[Block, ...]:
    line, digest = draw.example
    order = words.line("rule.order", example=line, hash=digest[:8])
    return (
        Heading(words.line("rule.title"), 12),
        Paragraph(order, _TEXT, Face.SONG, indent=2),
        Paragraph(words.line("rule.deal"), _TEXT, Face.SONG, indent=2),
    )


def _teams(draw: Draw, words: Wording) -> tuple[Block, ...]:
    columns = (
        Column(words.line("team.no"), 12, "centre"),
        Column(words.line("team.name"), 60),
        Column(words.line("team.load"), 34, "centre"),
        Column(words.line("team.given"), 34, "centre"),
        Column(words.line("team.sum"), 34, "centre"),
    )
    rows = tuple(
        (str(place), team.name, str(team.load), str(team.given), str(team.load + team.given))
        for place, team in enumerate(draw.teams, start=1)
    )
    return (Heading(words.line("teams.title"), 12), Table(columns, rows))


def _table(draw: Draw, words: Wording) -> Table:
    columns = (
        Column(words.line("column.no"), 12, "centre"),
        Column(words.line("column.household"), 24),
        Column(words.line("column.head"), 28),
        Column(words.line("column.place"), 34),
        Column(words.line("column.hash"), 24, "centre"),
        Column(words.line("column.team"), 52),
    )
    rows: tuple[tuple[str | Cell, ...], ...] = tuple(
        (str(place), lot.household_no, lot.head_name, lot.place, lot.ticket[:8], _team(lot, words))
        for place, lot in enumerate(draw.lots, start=1)
    )
    return Table(columns, rows or ((Cell(words.line("empty"), len(columns), "centre"),),))


def _team(lot: Lot, words: Wording) -> str:
    """The team, and which ones were passed over: without them nobody could repeat the dealing."""
    if not lot.team:
        return words.line("none")
    passed = words.line("comma").join(team for team, _ in lot.passed)
    return words.line("passed", team=lot.team, teams=passed) if passed else lot.team


def _left(left: tuple[Lot, ...], words: Wording) -> tuple[Block, ...]:
    if not left:
        return (Paragraph(words.line("left.none"), _TEXT, Face.SONG, before=3, keep_with_next=True),)
    columns = (
        Column(words.line("column.household"), 24),
        Column(words.line("column.head"), 28),
        Column(words.line("column.place"), 34),
        Column(words.line("left.column"), 88),
    )
    rows = tuple((lot.household_no, lot.head_name, lot.place, _reasons(lot, words)) for lot in left)
    return (Heading(words.line("left.title", count=len(left)), 12), Table(columns, rows))


def _reasons(lot: Lot, words: Wording) -> str:
    return words.line("semicolon").join(
        words.line("reason", team=team, reason=words.line(f"reason.{code if code in _REASONS else 'other'}"))
        for team, code in lot.passed
    )


def _signatures(words: Wording) -> SignatureBlock:
    labels = (words.line("sign.drawer"), words.line("sign.supervisor"))
    return SignatureBlock(tuple(Signature(label, note=words.line("sign.date")) for label in labels))
