"""Who acts on the command line."""

import os
import sys

import click

from villagevisit.domain.errors import Refused
from villagevisit.services import people
from villagevisit.services.workspace import NOBODY, Actor, Workspace
from villagevisit.wording import t


def actor_of(ws: Workspace, staff_no: str) -> Actor:
    """The officer of `--by STAFF_NO`; nobody when it was left out. Raises Refused `officer.unknown`."""
    if not staff_no:
        return NOBODY
    found = tuple(officer for officer in people.officers(ws) if officer.staff_no == staff_no)
    if not found:
        raise Refused("officer.unknown")
    return Actor(found)


def pin_of(staff_no: str, variable: str = "VILLAGEVISIT_PIN") -> str:
    """Somebody's PIN: from the environment, else asked for on a terminal; empty where neither is."""
    pin = os.environ.get(variable, "")
    if not pin and sys.stdin.isatty():
        pin = click.prompt(t("cli.lock.pin", staff_no=staff_no), hide_input=True, err=True)
    return pin
