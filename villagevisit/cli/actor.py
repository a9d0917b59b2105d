"""Who acts on the command line."""

import os
import sys

import click

from villagevisit.domain.errors import Refused
from villagevisit.domain.officer import Role
from villagevisit.services import people, pins
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


def proved(ws: Workspace, staff_no: str) -> Actor:
    """The officer of `--by`, a village doctor only with his PIN: whoever opened the data could else read illness by
    writing a colleague's number. A doctor who never set a PIN is believed, and the one of `--as` gave his already.

    The PIN is VILLAGEVISIT_PIN, or VILLAGEVISIT_DOCTOR_PIN beside the `--as` of somebody else.

    Raises:
        Refused: `officer.unknown`, `pin.wrong` (left), `pin.locked` (until, minutes).
    """
    actor, opened_by = actor_of(ws, staff_no), click.get_current_context().obj.staff_no
    for one in actor.officers:
        if Role.VILLAGE_DOCTOR in one.roles and one.has_pin and one.staff_no != opened_by:
            pins.unlock(ws, one, pin_of(staff_no, "VILLAGEVISIT_DOCTOR_PIN" if opened_by else "VILLAGEVISIT_PIN"), "by")
    return actor


def pin_of(staff_no: str, variable: str = "VILLAGEVISIT_PIN") -> str:
    """Somebody's PIN: from the environment, else asked for on a terminal; empty where neither is."""
    pin = os.environ.get(variable, "")
    if not pin and sys.stdin.isatty():
        pin = click.prompt(t("cli.lock.pin", staff_no=staff_no), hide_input=True, err=True)
    return pin
