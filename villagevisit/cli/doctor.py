"""`villagevisit doctor`: checks an installation and says what to do."""

import sys
from dataclasses import asdict

import click

from villagevisit.cli import REFUSED_STATUS, Settings, marks_folder
from villagevisit.domain.clock import SystemClock
from villagevisit.domain.errors import Refused
from villagevisit.services import checkup, copies
from villagevisit.services.ring import Keeper
from villagevisit.wording import t
from villagevisit.wording.privacy_words import reason_word


@click.command("doctor")
@click.option("--restore", is_flag=True, help="Puts back the newest copy in HOME/backups of a damaged data file.")
@click.pass_obj
def command(settings: Settings, restore: bool) -> None:
    """Checks the data file, audit log, records, disk, clock and fonts of an installation."""
    if restore:
        _restore(settings)
        return
    with settings.open() as ws:
        findings = checkup.examine(ws)
    lines = [_line(finding) for finding in findings]
    settings.show([asdict(finding) for finding in findings], "\n".join(lines))
    if not all(finding.good for finding in findings):
        sys.exit(REFUSED_STATUS)


def _line(finding: checkup.Finding) -> str:
    params = dict(finding.params)
    if "reason" in params:
        params["reason"] = reason_word(str(params["reason"]))
    return t(f"{finding.code}.{'good' if finding.good else 'bad'}", **params)


def _restore(settings: Settings) -> None:
    key = settings.key() or Keeper(settings.home, marks_folder(settings.home)).by_computer()
    if key is None:
        raise Refused("ring.locked")
    file = copies.restore(settings.home, key, SystemClock())
    settings.show({"file": file.name}, t("doctor.restored", file=file.name))
