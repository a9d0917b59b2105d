"""`villagevisit county keys`: which keys the county has, and renewing them."""

from pathlib import Path
from typing import Protocol

import click

from sync.errors import SyncError
from sync.files import write_whole
from villagevisit.county import rotation
from villagevisit.county.home import open_county
from villagevisit.county.qr import as_qr
from villagevisit.domain.clock import SystemClock
from villagevisit.services.enrolment import coded
from villagevisit.wording import t


class _Settings(Protocol):
    home: Path

    def show(self, result: object, text: str) -> None: ...


_database = click.option("--database", default="", help="URL of the record log; default: the one that init was given.")


@click.group("keys")
def group() -> None:
    """The county's own keys."""


@group.command("show")
@_database
@click.pass_obj
def show_command(settings: _Settings, database: str) -> None:
    """The fingerprint of the keys that speak for the county now, and when earlier ones were replaced."""
    with open_county(settings.home, SystemClock(), database) as county:
        chain, fingerprint = county.keys.trust.chain, county.fingerprint
        openings = [last for _, last in county.keys.past.openings]
    lines = [t("county_key.cli.now", fingerprint=fingerprint)]
    for one, last in zip(chain, openings, strict=True):
        said = t("county_key.cli.stolen") if one.stolen else t("county_key.cli.renewed")
        lines.append(t("county_key.cli.line", number=one.number, day=one.day, said=said, last=last))
    settings.show(
        {"fingerprint": fingerprint,
         "renewed": [{"number": one.number, "day": one.day, "stolen": one.stolen, "batches_until": last}
                     for one, last in zip(chain, openings, strict=True)]},
        "\n".join(lines),
    )  # fmt: skip


@group.command("rotate")
@click.option("--by", required=True, help="Who orders it; stands in the county's audit log.")
@click.option("--stolen", is_flag=True, help="The present key is in wrong hands: each laptop gets the new one by hand.")
@click.option("--recovery", "new_recovery", is_flag=True, help="Also makes a new recovery key; prints it once.")
@click.option("--grace-days", type=click.IntRange(0, 3650), default=rotation.GRACE_DAYS, show_default=True,
              help="How long batches for the present key are still opened.")
@click.option("-o", "--out", type=click.Path(path_type=Path), help="With --stolen: the county file for laptops.")
@_database
@click.pass_obj
def rotate_command(
    settings: _Settings, by: str, stolen: bool, new_recovery: bool, grace_days: int, out: Path | None, database: str
) -> None:
    """Makes new keys. Laptops take them over by themselves, at their next exchange or from a stick."""
    if stolen != (out is not None):
        raise click.UsageError("--stolen and --out FILE belong together")
    clock = SystemClock()
    with open_county(settings.home, clock, database) as county:
        done = rotation.rotate(county, by=by, stolen=stolen, new_recovery=new_recovery, grace_days=grace_days)
    text = ""
    if out is not None:
        with open_county(settings.home, clock, database) as county:
            text = county.enrol(out.stem, 0).to_json()
        try:
            write_whole(out, text.encode(), mode=0o600)
        except SyncError as error:
            raise coded(error) from error
    lines = [t("county_key.cli.rotated", number=done.number, fingerprint=done.fingerprint, count=done.certificates)]
    if out is not None:
        lines.append(t("county_key.cli.by_hand", file=out.name, phrase=done.phrase, qr=as_qr(text)))
    if done.recovery:
        lines.append(t("county_key.cli.recovery", letters=done.recovery, qr=as_qr(done.recovery)))
    lines.append(t("county_key.cli.back_up"))
    settings.show(
        {"number": done.number, "fingerprint": done.fingerprint, "phrase": done.phrase,
         "certificates": done.certificates, "recovery": done.recovery},
        "\n".join(lines),
    )  # fmt: skip
