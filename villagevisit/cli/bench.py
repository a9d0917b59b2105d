"""`villagevisit bench`: the benchmark tables, from `bench/` of a checkout."""

import json
from importlib import import_module, util

import click

from villagevisit.cli import Settings
from villagevisit.domain.errors import Refused

NAMES = (
    "forms", "sync", "visit_answer", "roster_import", "search", "scroll", "startup", "encryption", "paper", "procedure",
    "health",
)  # fmt: skip
COLUMNS = ("bench", "case", "metric", "unit", "ours", "peer", "peer_name")


@click.command("bench")
@click.argument("name", required=False, type=click.Choice(NAMES))
@click.option("--json", "as_json", is_flag=True, help="JSON rows instead of a table.")
@click.pass_obj
def command(settings: Settings, name: str | None, as_json: bool) -> None:
    """Measures this machine and prints one table."""
    if util.find_spec("bench") is None:
        raise Refused("bench.not-a-checkout")
    rows = [row for each in ([name] if name else NAMES) for row in import_module(f"bench.{each}").rows()]
    if as_json or settings.json:
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
        return
    cells = [COLUMNS, *([_cell(row.get(column)) for column in COLUMNS] for row in rows)]
    widths = [max(len(line[place]) for line in cells) for place in range(len(COLUMNS))]
    for line in cells:
        click.echo("  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip())


def _cell(value: object) -> str:
    if value is None:
        return "-"
    return f"{value:,.2f}" if isinstance(value, float) else str(value)
