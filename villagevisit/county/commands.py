"""`villagevisit county …`: the county's side, on the command line."""

from pathlib import Path
from typing import Protocol

import click
import qrcode

from sync.errors import SyncError
from sync.files import write_whole
from sync.server import desk
from sync.server.desk import Handled
from sync.transport.folder import Stick
from villagevisit.county import server
from villagevisit.county.home import CountyHome, Identity, init, open_county
from villagevisit.county.signin import SignIn, new_code
from villagevisit.domain.clock import SystemClock
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


@group.command("init")
@click.option("--code", required=True, help="12-digit code of the county.")
@click.option("--name", required=True, help="Name of the county.")
@click.option("--server", "url", default="", help="URL at which laptops reach this county.")
@click.pass_obj
def init_command(settings: Settings, code: str, name: str, url: str) -> None:
    """Makes a county: its identity and keys."""
    init(settings.home, Identity(code, name, url))
    with open_county(settings.home, SystemClock()) as county:
        print_of_keys = county.fingerprint
    settings.show(
        {"county": code, "name": name, "server": url, "fingerprint": print_of_keys},
        t("county.cli.made", name=name, fingerprint=print_of_keys),
    )


@group.command("enrol")
@click.option("-o", "--out", type=click.Path(path_type=Path), help="The county file to write; default: print it.")
@click.option("--name", default="", help="What the county calls the laptop.")
@click.option("--laptops", type=click.IntRange(1, 1000), default=1, show_default=True, help="How many may use it.")
@click.option("--server", "url", default="", help="URL at which laptops reach this county.")
@click.option("--qr", type=click.Path(path_type=Path), help="Also writes the file as a QR picture (PNG).")
@_database
@click.pass_obj
def enrol_command(
    settings: Settings, out: Path | None, name: str, laptops: int, url: str, qr: Path | None, database: str
) -> None:
    """Writes a county file: whoever opens it in VillageVisit may send to this county."""
    with open_county(settings.home, SystemClock(), database) as county:
        file = county.enrol(name or (out.stem if out else ""), laptops, url)
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
    clock = SystemClock()
    with open_county(settings.home, clock, database) as county:
        app = server.application(county, SignIn(code, clock))
        listener = server.listen(host, port)
        url = f"http://{host}:{listener.getsockname()[1]}"
        shown = "" if code_file else code
        settings.show(
            {"url": url, "code": shown, "county": county.identity.code},
            t("county.cli.serving", name=county.identity.name, url=url, code=shown or t("county.cli.code_from_file")),
        )
        server.serve(app, listener)


@group.command("receive")
@click.argument("folder", type=click.Path(path_type=Path))
@_database
@click.pass_obj
def receive_command(settings: Settings, folder: Path, database: str) -> None:
    """Takes in every batch on a stick, and writes receipts and messages back to it."""
    with open_county(settings.home, SystemClock(), database) as county:
        handled = receive(county, folder)
    lines = [_line(one) for one in handled]
    lines.append(t("county.cli.pull_out") if handled else t("county.cli.nothing_on_stick"))
    settings.show([_as_json(one) for one in handled], "\n".join(lines))


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
@click.argument("device")
@_database
@click.pass_obj
def revoke_command(settings: Settings, device: str, database: str) -> None:
    """Shuts out a lost laptop: what it sends from now on goes to quarantine."""
    with open_county(settings.home, SystemClock(), database) as county:
        county.revoke(device)
    settings.show({"device": device}, t("county.cli.revoked", device=device))


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
        handled = list(desk.receive(county.intake, Stick(folder), lambda _taken: None))
    except SyncError as error:
        raise coded(error) from error
    county.view.catch_up()
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
