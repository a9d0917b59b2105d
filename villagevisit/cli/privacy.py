"""`villagevisit privacy …`: consent, retention, a person's copy, corrections, clearing a laptop, statistics."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from villagevisit.cli.actor import actor_of, proved
from villagevisit.domain.clock import today
from villagevisit.domain.consent import Act, How, Purpose
from villagevisit.domain.errors import Refused
from villagevisit.domain.rights import Outcome
from villagevisit.services import campaign, consents, deidentified, households, purge, requests, retention
from villagevisit.services.consents import Entry
from villagevisit.services.own_copy_paper import Identity, Shown, give
from villagevisit.services.purge import Counted
from villagevisit.services.workspace import Actor
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


@group.command("copy")
@_village
@_household
@click.option("--person", "name", required=True, help="Whose data, by name.")
@click.option("--shown", required=True, type=click.Choice([str(one) for one in Shown]), help="How he proved who he is.")
@click.option("--ending", default="", help="Last four characters of the ID number on what he showed.")
@click.option("-o", "--output", required=True, type=click.Path(path_type=Path), help="A .pdf file; data go beside it.")
@click.option("--by", "staff_nos", required=True, multiple=True, metavar="STAFF_NO", help="Who gives it; repeatable.")
@click.pass_obj
def copy_command(
    settings: "Settings", village: str, number: str, name: str, shown: str, ending: str, output: Path,
    staff_nos: Sequence[str],
) -> None:  # fmt: skip
    """Gives a person everything that is held about him: a paper (PDF) and the same as data (JSON)."""
    with settings.open() as ws:
        home = households.numbered(ws, village, number)
        person = next((one for one in home.persons if one.name == name), None)
        if person is None:
            raise Refused("visit.person-unknown")
        actor = Actor(tuple(one for staff_no in staff_nos for one in proved(ws, staff_no).officers))
        given = give(ws, actor, person.id, Identity(Shown(shown), ending), output).value
    settings.show(
        {"pdf": str(given.pdf), "data": str(given.data), "forms": given.forms, "withheld": given.withheld},
        t("copy.cli.given", forms=given.forms, withheld=given.withheld, file=given.pdf.name),
    )


@group.command("ask")
@_village
@_household
@click.option("--person", "name", required=True, help="Who asks, by name.")
@click.option("--what", required=True, help="What is to be corrected.")
@click.option("--responsible", required=True, metavar="STAFF_NO", help="The one who answers for it.")
@click.option("--due", type=click.DateTime(["%Y-%m-%d"]), help="Last day for an answer; default: 15 days from today.")
@_by
@click.pass_obj
def ask_command(
    settings: "Settings", village: str, number: str, name: str, what: str, responsible: str, due: datetime | None,
    staff_no: str,
) -> None:  # fmt: skip
    """Takes a person's wish to have something corrected."""
    with settings.open() as ws:
        home = households.numbered(ws, village, number)
        (who,) = actor_of(ws, responsible).officers
        made = requests.ask(ws, actor_of(ws, staff_no), home.id, name, what, who.id, due.date() if due else None).value
    settings.show({"id": made}, t("rights.cli.asked"))


@group.command("answer")
@click.argument("request_id")
@click.argument("outcome", type=click.Choice([str(one) for one in Outcome]))
@click.option("--note", default="", help="Reasons, or what was done.")
@_by
@click.pass_obj
def answer_command(settings: "Settings", request_id: str, outcome: str, note: str, staff_no: str) -> None:
    """Says what became of a request."""
    with settings.open() as ws:
        requests.answer(ws, actor_of(ws, staff_no), request_id, Outcome(outcome), note)
    settings.show({"id": request_id, "outcome": outcome}, t("rights.cli.answered"))


@group.command("requests")
@click.pass_obj
def requests_command(settings: "Settings") -> None:
    """Requests to correct, the open ones first."""
    with settings.open() as ws:
        cases, day = requests.every(ws), today(ws.clock)
    settings.show([requests.as_data(one) for one in cases], "\n".join(requests.line(one, day) for one in cases)
                  or t("rights.none"))  # fmt: skip


@group.command("purge")
@click.argument("round_code", required=False)
@click.option("--yes", is_flag=True, help="Really; without it only says what would go.")
@_by
@click.pass_obj
def purge_command(settings: "Settings", round_code: str | None, yes: bool, staff_no: str) -> None:
    """Takes a closed round's forms and photos off this computer, once the county holds them in a tested backup."""
    with settings.open() as ws:
        closed = purge.rounds(ws)
        if round_code is None:
            lines = [f"{one.code} {one.name}：{counts(counted)}" for one, counted in closed]
            settings.show([[one.code, asdict(counted)] for one, counted in closed], "\n".join(lines) or t("purge.none"))
            return
        found = next((one for one in campaign.rounds(ws) if one.code == round_code), None)
        if found is None:
            raise Refused("campaign.unknown")
        actor = actor_of(ws, staff_no)
        counted = purge.purge(ws, actor, found.id).value if yes else purge.look(ws, found.id)
    if yes:
        text = t("purge.done", forms=counted.forms, photos=counted.photos, papers=counted.papers)
    else:
        text = counts(counted)
    settings.show(asdict(counted), text)


def counts(counted: Counted) -> str:
    """What would go, and what stays."""
    return t("purge.look", forms=counted.forms, photos=counted.photos, papers=counted.papers, stay=counted.stay)


@group.command("export")
@click.option("-o", "--output", required=True, type=click.Path(path_type=Path), help="A .xlsx, .csv or .jsonl file.")
@click.option("--k", type=int, default=0, help="How many people at least share what is known of each; default: 5.")
@_by
@click.pass_obj
def export_command(settings: "Settings", output: Path, k: int, staff_no: str) -> None:
    """Writes the people on the list for statistics and research, so that nobody can be found in it."""
    with settings.open() as ws:
        made = deidentified.run(ws, actor_of(ws, staff_no), output, k).value
    settings.show(
        {"file": str(output), "rows": len(made.rows), "suppressed": made.suppressed, "level": made.level},
        t("deidentify.done", rows=len(made.rows), suppressed=made.suppressed, file=output.name),
    )
