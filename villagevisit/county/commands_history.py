"""`villagevisit county root` and `doctor`."""

import sys
from pathlib import Path
from typing import Protocol

import click

from sync import root as roots
from villagevisit.county import erasing, history
from villagevisit.county.history_pages import lines
from villagevisit.county.home import open_county
from villagevisit.county.html import Words
from villagevisit.county.qr import as_qr
from villagevisit.domain.clock import SystemClock
from villagevisit.store import county_roots
from villagevisit.wording import language, t
from villagevisit.wording.privacy_words import order_line

_BAD = 1


class _Settings(Protocol):
    home: Path

    def show(self, result: object, text: str) -> None: ...


@click.command("root")
@click.option("--database", default="", help="URL of the record log; default: the one that init was given.")
@click.pass_obj
def root_command(settings: _Settings, database: str) -> None:
    """Signs all that the county holds now, and shows it as a QR code for the wall."""
    with open_county(settings.home, SystemClock(), database) as county:
        signed = history.sign_now(county.log, county.keys, county.clock)
        one = roots.read(signed, county.keys.trust)
    text = roots.to_text(signed)
    settings.show(
        {"place": one.place, "day": one.day, "records": one.records, "digest": one.digest, "code": text},
        t("root.cli", place=one.place, day=one.day, records=one.records, digest=one.digest[:12], qr=as_qr(text)),
    )


@click.command("doctor")
@click.option("--database", default="", help="URL of the record log; default: the one that init was given.")
@click.pass_obj
def doctor_command(settings: _Settings, database: str) -> None:
    """Holds every record, deed and daily root of the county against each other."""
    with open_county(settings.home, SystemClock(), database) as county:
        county.view.catch_up()
        seen = history.examine(county.log, county.keys)
        said = county_roots.every(county.view.store.reader())
        orders = erasing.orders(county)
    told = [text for text, _ in lines(Words(language()), seen)]
    told.append(t("root.reports", count=len(said)) if said else t("root.no_reports"))
    told += [
        order_line(one.day, one.number, len(one.targets), one.reason, one.paper, one.by) for one in orders
    ]
    settings.show(
        {"good": seen.good and not said, "records": seen.records, "roots": seen.roots,
         "bad_roots": list(seen.bad_roots), "chain_broken": seen.chain_broken, "forks": list(seen.forks),
         "gaps": [[one.device, one.first, one.last] for one in seen.gaps], "reports": len(said),
         "erased": [[one.number, one.day, one.reason, len(one.targets)] for one in orders]},
        "\n".join(told),
    )  # fmt: skip
    if said or not seen.good:
        sys.exit(_BAD)
