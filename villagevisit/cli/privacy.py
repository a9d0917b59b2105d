"""`villagevisit privacy …`: consent, retention, a person's copy, corrections, clearing a laptop, statistics."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import TYPE_CHECKING

import click

from villagevisit.cli.actor import actor_of
from villagevisit.domain.consent import Act, How, Purpose
from villagevisit.services import consents, households, retention
from villagevisit.services.consents import Entry
from villagevisit.wording import t
from villagevisit.wording.privacy_words import due_line, how_word, purposes_word, standing_word

if TYPE_CHECKING:
    from villagevisit.cli import Settings

_village = click.option("--village", required=True, metavar="CODE", help="12-digit code of the village.")
_household = click.option("--household", "number", required=True, metavar="NO", help="Number of the household.")
_by = click.option("--by", "staff_no", default="", metavar="STAFF_NO", help="Who does it.")


@click.group("privacy")
def group() -> None:
    """What the law on personal information asks for (PIPL)."""


@group.command("consent")
@click.argument("act", type=click.Choice([str(one) for one in Act]))
@_village
@_household
@click.option("--person", "name", required=True, help="Who said it, by name.")
@click.option("--purpose", "purposes", multiple=True, required=True, type=click.Choice([str(one) for one in Purpose]))
@click.option("--on", "day", type=click.DateTime(["%Y-%m-%d"]), help="Day on which it was said; default: today.")
@click.option("--how", type=click.Choice([str(one) for one in How]), default=str(How.PAPER), show_default=True)
@click.option("--guardian", default="", help="Name of who said it for him.")
@click.option("--wording", default="", help="Number of the notice that was read out or signed.")
@_by
@click.pass_obj
def consent_command(
    settings: "Settings", act: str, village: str, number: str, name: str, purposes: Sequence[str],
    day: datetime | None, how: str, guardian: str, wording: str, staff_no: str,
) -> None:  # fmt: skip
    """Enters that somebody consented, refused, or takes a consent back."""
    with settings.open() as ws:
        home = households.numbered(ws, village, number)
        entry = Entry(
            home.id, name, Act(act), frozenset(map(Purpose, purposes)), How(how), day.date() if day else None,
            guardian, wording,
        )  # fmt: skip
        made = consents.record(ws, actor_of(ws, staff_no), entry).value
    settings.show({"id": made, "act": act, "purposes": sorted(purposes)}, t("consent.cli.recorded"))


@group.command("consents")
@_village
@_household
@click.pass_obj
def consents_command(settings: "Settings", village: str, number: str) -> None:
    """Who of a household consented to what, and what is held without consent."""
    with settings.open() as ws:
        home = households.numbered(ws, village, number)
        said = consents.history(ws, home.id)
        lacking = consents.missing(ws, home.id)
    lines = [
        t("consent.line", name=one.name, what=standing_word(one.act), purposes=purposes_word(one.purposes), day=one.day,
          how=how_word(one.how, one.guardian))
        for one in said
    ]  # fmt: skip
    lines += [
        t("consent.lacking", name=one.name, purpose=purposes_word([one.purpose]), standing=standing_word(one.standing))
        for one in lacking
    ]
    settings.show(
        {
            "acts": [
                {"name": one.name, "act": one.act, "purposes": sorted(one.purposes), "day": one.day, "how": one.how,
                 "guardian": one.guardian, "wording": one.wording, "by_form": bool(one.source)}
                for one in said
            ],
            "lacking": [
                {"name": one.name, "purpose": one.purpose, "standing": one.standing} for one in lacking
            ],
        },
        "\n".join(lines) or t("consent.none"),
    )  # fmt: skip


@group.command("due")
@click.option("--village", default="", metavar="CODE", help="One village only.")
@click.pass_obj
def due_command(settings: "Settings", village: str) -> None:
    """What is held here beyond its time. The county erases it; its order comes down."""
    with settings.open() as ws:
        found = retention.due(ws, village)
    lines = [
        due_line(one.form, f"{one.village} {one.household_no}".strip(), one.made, one.since, one.end, one.source)
        for one in found
    ]
    lines.append(t("retention.count", count=len(found)) if found else t("retention.none"))
    settings.show([asdict(one) for one in found], "\n".join(lines))
