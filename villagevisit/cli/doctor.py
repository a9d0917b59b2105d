"""`villagevisit doctor`: checks an installation and says what to do."""

import sys
from dataclasses import asdict

import click

from villagevisit.cli import REFUSED_STATUS, Settings
from villagevisit.services import checkup
from villagevisit.wording import t


@click.command("doctor")
@click.pass_obj
def command(settings: Settings) -> None:
    """Checks the data file, audit log, disk, clock and fonts of an installation."""
    with settings.open() as ws:
        findings = checkup.examine(ws)
    lines = [t(f"{finding.code}.{'good' if finding.good else 'bad'}", **finding.params) for finding in findings]
    settings.show([asdict(finding) for finding in findings], "\n".join(lines))
    if not all(finding.good for finding in findings):
        sys.exit(REFUSED_STATUS)
