"""`villagevisit county …`: the county's side, on the command line."""

import json
from pathlib import Path
from typing import Protocol

import click
import qrcode

from sync.errors import SyncError
from sync.files import write_whole
from sync.server import desk
from sync.server.desk import Handled
from sync.transport.folder import Stick
from villagevisit.county import (
    certifying,
    commands_backup,
    commands_drain,
    commands_history,
    commands_keys,
    commands_openrosa,
    commands_override,
    commands_people,
    commands_privacy,
    commands_publish,
    commands_unlock,
    logs,
    server,
)
from villagevisit.county.commands_people import ROLES
from villagevisit.county.deciding import announce
from villagevisit.county.home import CountyHome, Identity, init, open_county
from villagevisit.county.people import People
from villagevisit.county.qr import as_qr
from villagevisit.county.signin import SignIn, new_code
from villagevisit.domain.clock import SystemClock
from villagevisit.domain.errors import Refused
from villagevisit.services.enrolment import coded
from villagevisit.wording import t


class Settings(Protocol):
    """What the options before the verb chose (made by the command line's root)."""

    home: Path
    json: bool

    def show(self, result: object, text: str) -> None: ...


_database = click.option("--database", default="", help="URL of the record log; default: the embedded one.")


@click.group("county")
def group() -> None:
    """The county's side: server, enrolment of laptops, sticks."""


group.add_command(commands_openrosa.group)
group.add_command(commands_backup.backup_command)
group.add_command(commands_backup.restore_command)
group.add_command(commands_unlock.unlock_command)
group.add_command(commands_publish.publish_command)
group.add_command(commands_publish.scope_command)
group.add_command(commands_drain.drain_command)
group.add_command(commands_override.override_command)
group.add_command(commands_override.bulletin_command)
group.add_command(commands_history.root_command)
group.add_command(commands_history.doctor_command)
group.add_command(commands_keys.group)
group.add_command(commands_privacy.due_command)
group.add_command(commands_privacy.erase_command)
group.add_command(commands_privacy.erased_command)


@group.command("init")
@click.option("--code", required=True, help="12-digit code of the county.")
@click.option("--name", required=True, help="Name of the county.")
@click.option("--server", "url", default="", help="URL at which laptops reach this county.")
@click.option("--blobs", default="", help="Bucket for attachments, s3://bucket?endpoint=URL; default: a folder.")
@_database
@click.pass_obj
def init_command(settings: Settings, code: str, name: str, url: str, blobs: str, database: str) -> None:
    """Makes a county: its identity and keys. Prints the recovery key for paper, once."""
    letters = init(settings.home, Identity(code, name, url, database, blobs))
    with open_county(settings.home, SystemClock()) as county:
        print_of_keys = county.fingerprint
    settings.show(
        {"county": code, "name": name, "server": url, "fingerprint": print_of_keys, "recovery": letters},
        t("county.cli.made", name=name, fingerprint=print_of_keys, recovery=letters, qr=as_qr(letters)),
    )


@group.command("enrol")
@click.option("-o", "--out", type=click.Path(path_type=Path), help="The county file to write; default: print it.")
@click.option("--name", default="", help="What the county calls the laptop.")
@click.option("--laptops", type=click.IntRange(1, 1000), default=1, show_default=True, help="How many may use it.")
@click.option("--server", "url", default="", help="URL at which laptops reach this county.")
@click.option("--qr", type=click.Path(path_type=Path), help="Also writes the file as a QR picture (PNG).")
@click.option("--openrosa", is_flag=True, help="For a phone with ODK Collect: prints its URL, draws its QR picture.")
@click.option("--person", default="", help="For the county's pages: prints a one-time code for this person.")
@click.option("--role", type=click.Choice(ROLES), help="Of the laptop (default: team), or of the person.")
@click.option("--area", "areas", multiple=True, help="Code of a township or village that it is for.")
@click.option("--form", "forms", multiple=True, help="A form that the phone may use; default: all.")
@_database
@click.pass_obj
def enrol_command(
    settings: Settings, out: Path | None, name: str, laptops: int, url: str, qr: Path | None, openrosa: bool,
    person: str, role: str | None, areas: tuple[str, ...], forms: tuple[str, ...], database: str,
) -> None:  # fmt: skip
    """Lets a laptop, a phone or a person in; a laptop by a county file that it opens in VillageVisit."""
    with open_county(settings.home, SystemClock(), database) as county:
        if person:
            commands_people.enrol_person(settings, county, person, role, areas)
            return
        if openrosa:
            phone = commands_openrosa.enrol_phone(county, name, url, areas, forms, qr)
            settings.show(phone, json.dumps(phone))
            return
        file = county.enrol(name or (out.stem if out else ""), laptops, url, role or "team", areas)
    text = file.to_json()
    if qr is not None:
        qrcode.make(text).save(qr)
    if out is None:
        click.echo(text, nl=False)
        return
    try:
        write_whole(out, text.encode(), mode=0o600)
    except SyncError as error:
        raise coded(error) from error
    settings.show(
        {"file": str(out), "county": file.county, "server": file.server, "laptops": laptops,
         "enrolment": file.enrolment, "fingerprint": file.fingerprint},
        t("county.cli.enrolled", file=out.name, laptops=laptops, fingerprint=file.fingerprint),
    )  # fmt: skip


@group.command("serve")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", type=click.IntRange(0, 65535), required=True, help="Port to listen on; 0 takes a free one.")
@click.option("--code-file", type=click.Path(path_type=Path), help="Reads the sign-in code from here.")
@_database
@click.pass_obj
def serve_command(settings: Settings, host: str, port: int, code_file: Path | None, database: str) -> None:
    """Runs the county server until interrupted."""
    code = _code_from(code_file) if code_file else new_code()
    logs.to_stderr()
    while True:
        port, again = _serve(settings, host, port, code, database, by_file=code_file is not None)
        if not again:
            return


def _serve(settings: Settings, host: str, port: int, code: str, database: str, *, by_file: bool) -> tuple[int, bool]:
    """Serves until interrupted, or until the county has new keys; returns the port, and whether to go on with those."""
    clock = SystemClock()
    with open_county(settings.home, clock, database) as county:
        app = server.application(county, SignIn(code, clock, lasting=by_file))
        listener = server.listen(host, port)
        url = f"http://{host}:{listener.getsockname()[1]}"
        shown = "" if by_file or People(county.log, clock).county_is_staffed() else code
        instead = t("county.cli.code_from_file") if by_file else t("county.cli.code_by_people")
        settings.show(
            {"url": url, "code": shown, "county": county.identity.code},
            t("county.cli.serving", name=county.identity.name, url=url, code=shown or instead),
        )
        return int(listener.getsockname()[1]), server.serve(app, listener, county.has_other_keys)


@group.command("receive")
@click.argument("folder", type=click.Path(path_type=Path))
@_database
@click.pass_obj
def receive_command(settings: Settings, folder: Path, database: str) -> None:
    """Takes in every batch on a stick, and writes receipts and messages back to it."""
    with open_county(settings.home, SystemClock(), database) as county:
        handled = receive(county, folder)
    lines = [_line(one) for one in handled if not one.greeting]
    lines.append(t("county.cli.pull_out") if handled else t("county.cli.nothing_on_stick"))
    settings.show([_as_json(one) for one in handled if not one.greeting], "\n".join(lines))


@group.command("notify")
@click.argument("text")
@click.option("--device", default="", help="For one laptop only.")
@_database
@click.pass_obj
def notify_command(settings: Settings, text: str, device: str, database: str) -> None:
    """Lets a message wait for the laptops; they take it at their next exchange."""
    with open_county(settings.home, SystemClock(), database) as county:
        number = county.notify(text, device)
    settings.show({"number": number}, t("county.cli.notified"))


@group.command("revoke")
@click.argument("device", default="")
@click.option("--person", default="", help="A person of the county's pages instead of a laptop.")
@_database
@click.pass_obj
def revoke_command(settings: Settings, device: str, person: str, database: str) -> None:
    """Shuts out a lost laptop (what it sends from now on goes to quarantine) or a person."""
    if bool(device) == bool(person):
        raise Refused("people.what")
    with open_county(settings.home, SystemClock(), database) as county:
        if person:
            commands_people.revoke_person(settings, county, person)
            return
        county.revoke(device)
    settings.show({"device": device}, t("county.cli.revoked", device=device))


@group.command("certify")
@click.option("--staff-no", required=True, help="Staff number of the person.")
@click.option("--roles", required=True, help="Work that he is certified for, parted by commas: investigator, clerk …")
@click.option("--area", "areas", multiple=True, help="Code of a township or village; default: the whole county.")
@_database
@click.pass_obj
def certify_command(settings: Settings, staff_no: str, roles: str, areas: tuple[str, ...], database: str) -> None:
    """Prints a one-time code: whoever types it in on his laptop is certified when it sends."""
    with open_county(settings.home, SystemClock(), database) as county:
        code = commands_people.certify(county, staff_no, roles, areas)
    settings.show({"staff_no": staff_no, "code": code}, t("certify.cli.code", number=staff_no, code=code))


@group.command("rebuild")
@_database
@click.pass_obj
def rebuild_command(settings: Settings, database: str) -> None:
    """Makes the county's view anew from the record log."""
    with open_county(settings.home, SystemClock(), database) as county:
        count = county.view.rebuild()
    settings.show({"records": count}, t("county.cli.rebuilt", count=count))


def receive(county: CountyHome, folder: Path) -> list[Handled]:
    """What `receive` does: imports a stick and answers on it.

    Raises:
        EnvironmentFailed: stick, disk and database codes; what was imported stays imported.
    """
    try:
        handled = list(desk.receive(county.intake, county.photos, Stick(folder), lambda _taken: None))
        county.view.catch_up()
        announce(county.log, county.view, county.clock)
        certifying.settle(county)
    except SyncError as error:
        raise coded(error) from error
    return handled


def _code_from(path: Path) -> str:
    return path.read_text("utf-8").strip()


def _line(one: Handled) -> str:
    if one.code:
        return t("county.cli.file_refused", file=one.file, why=refusal_sentence(one.code))
    if one.repeated:
        return t("county.cli.file_repeated", file=one.file)
    return t(
        "county.cli.file_taken", file=one.file, accepted=one.accepted, duplicate=one.duplicate, refused=one.refused
    )


def refusal_sentence(code: str) -> str:
    """Why the county did not take something."""
    try:
        return t(f"refusal.{code}")
    except KeyError:
        return code


def _as_json(one: Handled) -> dict[str, object]:
    return {
        "file": one.file,
        "device": one.device,
        "code": one.code,
        "repeated": one.repeated,
        "accepted": one.accepted,
        "duplicate": one.duplicate,
        "refused": one.refused,
    }
