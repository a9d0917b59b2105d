"""`villagevisit county drain`: one more drainer for a county on PostgreSQL; the server has one of its own."""

import signal
from pathlib import Path
from typing import Protocol

import click

from sync.errors import SyncError
from sync.server.drain import Drain
from villagevisit.county import logs
from villagevisit.county.home import open_county
from villagevisit.county.server import inbox, watching
from villagevisit.domain.clock import SystemClock
from villagevisit.domain.errors import EnvironmentFailed
from villagevisit.services.enrolment import coded
from villagevisit.wording import t


class _Settings(Protocol):
    home: Path

    def show(self, result: object, text: str) -> None: ...


@click.command("drain")
@click.option("--until-empty", is_flag=True, help="Ends when nothing waits; default: when it is interrupted.")
@click.option("--database", default="", help="URL of the record log; default: the one that init was given.")
@click.pass_obj
def drain_command(settings: _Settings, until_empty: bool, database: str) -> None:
    """Imports batches that wait. Run as many as there are cores to spare, beside the server."""
    logs.to_stderr()
    with open_county(settings.home, SystemClock(), database) as county:
        drain = Drain(inbox(county))
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda *_: drain.stop())
        try:
            with watching(county.has_other_keys, drain.stop) as renewed:
                count = drain.run(until_empty=until_empty)
        except SyncError as error:
            raise coded(error) from error
    if renewed.is_set():
        raise EnvironmentFailed("county.keys-renewed")  # systemd starts it again, with the new ones
    settings.show({"batches": count}, t("county.cli.drained", count=count))
