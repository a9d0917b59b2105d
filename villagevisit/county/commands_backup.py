"""`villagevisit county backup` and `restore`."""

from pathlib import Path
from typing import Protocol

import click

from villagevisit.county.backup import KEEP, back_up
from villagevisit.county.home import open_county
from villagevisit.county.restore import restore
from villagevisit.domain.clock import SystemClock
from villagevisit.wording import t


class _Settings(Protocol):
    home: Path

    def show(self, result: object, text: str) -> None: ...


@click.command("backup")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--keep", type=click.IntRange(1, 1000), default=KEEP, show_default=True, help="How many backups stay.")
@click.option("--deep", is_flag=True, help="Also opens every attachment of earlier backups.")
@click.option("--database", default="", help="URL of the record log; default: the one that init was given.")
@click.pass_obj
def backup_command(settings: _Settings, folder: Path, keep: int, deep: bool, database: str) -> None:
    """Backs the county up while it serves, then restores the backup aside and compares. Run one at a time."""
    with open_county(settings.home, SystemClock(), database) as county:
        made = back_up(county, folder, keep, deep=deep)
    settings.show(
        {"id": made.id, "file": str(made.file), "root": made.root, "until_number": made.until_number,
         "records": made.records, "attachments": made.attachments},
        t("county.cli.backed_up", records=made.records, attachments=made.attachments, file=made.file.name),
    )  # fmt: skip


@click.command("restore")
@click.argument("source", type=click.Path(path_type=Path, exists=True))
@click.option("--recovery-key", type=click.Path(path_type=Path), required=True, help="File with the letters on paper.")
@click.option("--database", default="", help="URL of an empty record log; default: the embedded one.")
@click.option("--blobs", default="", help="Bucket for attachments, s3://bucket?endpoint=URL; default: a folder.")
@click.pass_obj
def restore_command(settings: _Settings, source: Path, recovery_key: Path, database: str, blobs: str) -> None:
    """Brings a county back from a backup folder into a home that has none."""
    back = restore(settings.home, source, recovery_key, database, blobs)
    settings.show(
        {"county": back.county, "name": back.name, "file": back.file, "records": back.records,
         "attachments": back.attachments},
        t("county.cli.restored", name=back.name, file=back.file, records=back.records, attachments=back.attachments),
    )  # fmt: skip
