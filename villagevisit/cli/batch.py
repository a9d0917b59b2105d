"""`villagevisit batch …`: looking at batch files."""

from contextlib import nullcontext
from dataclasses import asdict
from pathlib import Path

import click

from villagevisit.cli import Settings
from villagevisit.services import exchange_inspect
from villagevisit.wording import t


@click.group("batch")
def group() -> None:
    """Batch files, as they travel over network and stick."""


@group.command("inspect")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.pass_obj
def inspect(settings: Settings, file: Path) -> None:
    """Says what a batch holds and whether it is whole and genuine, without importing it."""
    with settings.open() if settings.home.exists() else nullcontext() as ws:
        seen = exchange_inspect.inspect(ws, file)
    own = t("exchange.cli.own") if seen.genuine == "this-device" else t("exchange.cli.others")
    text = t(
        "exchange.cli.inspected",
        device=seen.device,
        county=seen.county,
        records=seen.records,
        first=seen.first,
        last=seen.last,
        pieces=seen.pieces,
        made_at=seen.made_at,
        size=seen.size,
        fingerprint=seen.key_fingerprint,
        own=own,
    )
    kinds = ", ".join(f"{kind} {count}" for kind, count in sorted(seen.kinds.items()))
    settings.show(asdict(seen), f"{text}\n{kinds}" if kinds else text)
