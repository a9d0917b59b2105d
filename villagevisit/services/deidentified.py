"""Writing a de-identified table of the people on the list, for statistics and research."""

from datetime import date
from decimal import Decimal
from pathlib import Path

from villagevisit.domain.access import Deed
from villagevisit.domain.changes import NOTHING, Done
from villagevisit.domain.clock import stamp, today
from villagevisit.domain.deidentify import COLUMNS, Subject, Table, table
from villagevisit.domain.errors import Param, Refused
from villagevisit.domain.form_ids import VISIT_FORM
from villagevisit.services import allowing, shipped_tables
from villagevisit.services.export import whole, writer
from villagevisit.services.workspace import Actor, Workspace
from villagevisit.store import audit, exports

_LEAST_K = 2


def defaults() -> dict[str, Decimal]:
    """The shipped figures, by key."""
    return {row["key"]: Decimal(row["value"]) for row in shipped_tables.rows("deidentify_default.csv")}


def run(ws: Workspace, actor: Actor, path: Path, k: int = 0) -> Done[Table]:
    """Writes the table; `k`: how many people at least share what is known of each; 0: as shipped.

    Raises:
        Refused: `actor.role`, `export.format`, `deidentify.k` (least), `deidentify.too-few` (k).
        EnvironmentFailed: `export.unwritable`.
    """
    allowing.require(ws, actor, Deed.LISTS)
    figures = defaults()
    k = k or int(figures["deidentify_k"])
    if k < _LEAST_K:
        raise Refused("deidentify.k", least=_LEAST_K)
    write = writer(path)
    day = today(ws.clock)
    people = [_subject(row, day) for row in exports.subjects(ws.store.reader(), VISIT_FORM)]
    made = table(people, k, figures["deidentify_most_suppressed"])
    if not made.rows:
        raise Refused("deidentify.too-few", k=k)
    with whole(path) as part:
        write(part, COLUMNS, (dict(zip(COLUMNS, row, strict=True)) for row in made.rows))
        detail: dict[str, Param] = {"rows": len(made.rows), "suppressed": made.suppressed, "k": k, "level": made.level}
        with ws.store.transaction() as db:
            audit.append(db, stamp(ws.clock), actor.id, "export.deidentified", "persons", detail)
    return Done(made, NOTHING)


def _subject(row: exports.SubjectRow, day: date) -> Subject:
    per_capita = Decimal(row.per_capita) if row.per_capita else None
    return Subject(
        _age(row.birth, day), row.sex, row.village_code, row.hukou_type, row.assist_category, row.members,
        Decimal(row.amount_month or "0"), per_capita,
    )  # fmt: skip


def _age(birth: str, day: date) -> int | None:
    if len(birth) != len("2000-01-01"):
        return None
    born = date.fromisoformat(birth)
    return max(0, day.year - born.year - ((day.month, day.day) < (born.month, born.day)))
