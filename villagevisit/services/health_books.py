"""A ready-made ledger as the screen shows it and as a file: the paper's own columns, its rows, its total in words."""

from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from printing.layouts.frame import columns_of
from printing.layouts.ledger import Kind, Value
from printing.texts import wording
from villagevisit.domain.changes import Done
from villagevisit.services import health_ledger_rows, health_save
from villagevisit.services.workspace import Actor, Progress, Workspace, silent
from villagevisit.wording import t

KINDS = health_ledger_rows.KINDS
_UNIT, _SIGN = 0.42, 1.25
"""Units of space for a millimetre of a column, and for a character of its head."""
_LEAST = ("remark", "head", "age", "sex")
_KEPT = frozenset({"sum", "reduced", "own", "balance", "class", "batch", "label", "issues", "measures", "known"})
"""What a narrow screen does without before anything else, and last."""
_MOST = 16
_LABELS, _HOMES = frozenset({"batch_b"}), frozenset({"poor_frame", "appraisal_score"})
_BILLS = frozenset({"waiver", "cost", "chronic", "folic", "delivery_subsidy", "chronic_appraisal", "operation"})


@dataclass(frozen=True, slots=True)
class Book:
    heads: tuple[str, ...]
    sums: tuple[bool, ...]
    """Which columns are amounts."""
    widths: tuple[int, ...]
    """As on the paper, in units of the screen's space."""
    spare: tuple[int, ...]
    """Columns that a narrow screen does without, first to last."""
    rows: tuple[tuple[str, ...], ...]
    total: str
    """How many, in persons, labels or visits, and the sums of the amounts."""


def kind_of(text: str) -> Kind:
    """Raises StopIteration for no ledger of ours."""
    return next(kind for kind in KINDS if kind == text)


def book(ws: Workspace, actor: Actor, kind: Kind, year: int, progress: Progress = silent) -> Book:
    """Raises Refused `actor.role`, and Cancelled."""
    lines = wording("ledger").words(kind)
    names = [name for name in columns_of(lines)[1] if name != "#"]
    told = {line.split("|")[0]: line.split("|") for line in lines}
    heads = tuple(told[name][1] for name in names)
    sums = tuple("sum" in told[name] for name in names)
    found = health_ledger_rows.rows(ws, actor, kind, year, progress)
    rows = tuple(tuple(_shown(row.get(name, "")) for name in names) for row in found)
    key = "labels" if kind in _LABELS else "rows" if kind in _HOMES else "visits" if kind in _BILLS else "persons"
    parts = [t("health.total", words=t(f"health.{key}", count=f"{len(rows):,}"))]
    for name, head, adds in zip(names, heads, sums, strict=True):
        values = [row[name] for row in found if isinstance(row.get(name), Decimal)]
        if adds and values:
            amount = sum((Decimal(value) for value in values), Decimal(0))
            parts.append(t("health.sum", name=head, amount=f"{amount:,.2f}"))
    wide = {name: round(column.width * _UNIT) for column, name in zip(*columns_of(lines), strict=True)}
    units = tuple(
        max(wide[name], round(_SIGN * len(head)) + 3, min(_MOST, max((_needs(row[at]) for row in rows), default=0)))
        for at, (name, head) in enumerate(zip(names, heads, strict=True))
    )
    first = [names.index(name) for name in _LEAST if name in names]
    others = [at for at in range(len(names) - 1, 2, -1) if at not in first]
    others.sort(key=lambda at: names[at] in _KEPT)
    return Book(heads, sums, units, (*first, *others), rows, "  ".join(parts))


def _shown(value: Value) -> str:
    return f"{value:,.2f}" if isinstance(value, Decimal) else str(value)


def _needs(text: str) -> int:
    """Units that a cell takes."""
    return round(sum(0.68 if sign.isascii() else _SIGN for sign in text)) + 3


def save(ws: Workspace, actor: Actor, kind: Kind, year: int, path: Path) -> Done[int]:
    """The same rows as a file. Raises what `health_save.save` raises."""
    found = book(ws, actor, kind, year)
    return health_save.save(ws, actor, path, kind, found.heads, found.rows)
