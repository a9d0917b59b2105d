"""The command line: one program, verbs as in docs/reference.md. Each verb's module is imported when it is used."""

import json
import os
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any, NoReturn

import click
import platformdirs

from villagevisit import __version__, wording
from villagevisit.domain.clock import SystemClock
from villagevisit.domain.errors import EnvironmentFailed, Refused
from villagevisit.services.workspace import Workspace

_VERBS = {
    "batch": "villagevisit.cli.batch:group",
    "bench": "villagevisit.cli.bench:command",
    "certificate": "villagevisit.cli.certificate:command",
    "doctor": "villagevisit.cli.doctor:command",
    "exchange": "villagevisit.cli.exchange:command",
    "export": "villagevisit.cli.export:command",
    "form": "villagevisit.cli.form:group",
    "health": "villagevisit.cli.health:group",
    "lock": "villagevisit.cli.lock:command",
    "print": "villagevisit.cli.paper:print_command",
    "privacy": "villagevisit.cli.privacy:group",
    "reset": "villagevisit.cli.reset:command",
    "roster": "villagevisit.cli.roster:group",
    "sign": "villagevisit.cli.sign_elsewhere:group",
    "unlock": "villagevisit.cli.unlock:command",
    "verify": "villagevisit.cli.paper:verify_command",
}
ENVIRONMENT_STATUS = 3
REFUSED_STATUS = 1
INTERRUPTED_STATUS = 130
_SAID_AFTER_S = 0.5
"""What an older data file takes is told when it lasts."""


@dataclass
class Settings:
    """What the options before the verb chose; `ctx.obj` of every command."""

    home: Path
    json: bool
    language: str | None = None
    staff_no: str = ""
    """Whose PIN opens locked data."""

    def open(self) -> Workspace:
        """Raises Refused `ring.locked` when the data are locked and nobody gave a PIN."""
        return self.open_with(self.key())

    def open_with(self, key: bytes | None) -> Workspace:
        begun, said = time.monotonic(), False

        def told(done: int, total: int) -> None:
            nonlocal said
            if not said and not self.json and time.monotonic() - begun > _SAID_AFTER_S:
                said = True
                click.echo(wording.t("cli.opening", done=done + 1, total=total), err=True)

        return Workspace.open(self.home, outside=marks_folder(self.home), key=key, told=told)

    def key(self) -> bytes | None:
        """The data key with the PIN of `--as`, from VILLAGEVISIT_PIN or a terminal; None without `--as`."""
        return _key(self) if self.staff_no else None

    def show(self, result: object, text: str) -> None:
        """Prints a result: one JSON document with `--json`, else the sentence."""
        click.echo(json.dumps(result, ensure_ascii=False, indent=2) if self.json else text)


def _key(settings: Settings) -> bytes:
    from villagevisit.services import locking
    from villagevisit.services.ring import Keeper

    ring = Keeper(settings.home, marks_folder(settings.home))
    door = next((one for one in ring.read().people if one.staff_no == settings.staff_no), None)
    if door is None:
        raise Refused("officer.unknown")
    pin = os.environ.get("VILLAGEVISIT_PIN", "")
    if not pin and sys.stdin.isatty():
        pin = click.prompt(wording.t("cli.lock.pin", staff_no=settings.staff_no), hide_input=True, err=True)
    if not pin:
        raise Refused("ring.locked")
    return locking.unlock(ring, SystemClock(), door.id, pin)


def load(target: str) -> Any:
    """The object behind `module:attribute`."""
    module, attribute = target.split(":")
    return getattr(import_module(module), attribute)


class _Verbs(click.Group):
    """Finds a verb by its name and imports only that verb's module."""

    def __init__(self, verbs: Mapping[str, str], **settings: Any) -> None:
        super().__init__(**settings)
        self.verbs = verbs

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(self.verbs)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        target = self.verbs.get(cmd_name)
        command: click.Command | None = load(target) if target else None
        return command


def default_home() -> Path:
    return Path(platformdirs.user_data_dir("VillageVisit", appauthor=False))


def marks_folder(home: Path) -> Path | None:
    """Where an installation notes how far it has come, so that a restored data folder shows; see `services.lineage`.

    Only the usual data folder has one: another may be a copy that somebody looks at.
    """
    if home != default_home():
        return None
    return Path(platformdirs.user_config_dir("VillageVisit", appauthor=False, roaming=True)) / "marks"


def program(window: str, doors: Mapping[str, str]) -> click.Group:
    """The whole command line.

    `window` and `doors` are `module:attribute` of what lies above or beside this room: the window that opens without
    a verb (called with home and language), and the verbs of the demo and the county.
    """

    @click.pass_context
    def root(ctx: click.Context, home: Path | None, lang: str | None, as_json: bool, staff_no: str) -> None:
        """入户通 VillageVisit: two people visit every household, and each step leaves proof."""
        if lang:
            wording.set_language(lang)
        ctx.obj = Settings(home=home or default_home(), json=as_json, language=lang, staff_no=staff_no)
        if ctx.invoked_subcommand is None:
            sys.exit(load(window)(ctx.obj.home, lang))

    return _Verbs(
        {**_VERBS, **doors},
        name="villagevisit",
        callback=root,
        invoke_without_command=True,
        params=[
            click.Option(
                ["--home"], type=click.Path(path_type=Path), envvar="VILLAGEVISIT_HOME", help="The data folder."
            ),
            click.Option(
                ["--as", "staff_no"], default="", metavar="STAFF_NO",
                help="Opens locked data with this person's PIN: VILLAGEVISIT_PIN, or a prompt.",
            ),
            click.Option(["--lang"], type=click.Choice(wording.LANGUAGES), help="Language of texts."),
            click.Option(["--json", "as_json"], is_flag=True, help="Results and errors as JSON."),
            click.Option(
                ["--version"], is_flag=True, is_eager=True, expose_value=False, callback=_version, help="The version."
            ),
        ],
    )


def _version(ctx: click.Context, _option: click.Parameter, wanted: bool) -> None:
    if wanted:
        click.echo(__version__)
        ctx.exit()


def fail(error: BaseException, as_json: bool) -> NoReturn:
    """Tells an error on stderr and leaves with the status that scripts rely on."""
    code, status = str(getattr(error, "code", "bug")), REFUSED_STATUS
    if isinstance(error, EnvironmentFailed) or getattr(error, "environment", False):
        status = ENVIRONMENT_STATUS
    _tell(code, dict(getattr(error, "params", {})), wording.explain(error), as_json)
    sys.exit(status)


def _tell(code: str, params: Mapping[str, object], message: str, as_json: bool) -> None:
    document = {"code": code, "params": params, "message": message}
    click.echo(json.dumps(document, ensure_ascii=False) if as_json else message, err=True)


def _fail_usage(error: click.ClickException, as_json: bool) -> NoReturn:
    if as_json:
        _tell("cli.usage", {}, error.format_message(), as_json)
    else:
        error.show()
    sys.exit(error.exit_code)


def main(window: str, doors: Mapping[str, str], arguments: list[str] | None = None) -> None:
    """Runs one command line and exits: 0 done, 1 refused, 2 wrong usage, 3 environment.

    A bug is told in a sentence too; with `VILLAGEVISIT_DEBUG` set it shows where it happened.
    """
    given = sys.argv[1:] if arguments is None else arguments
    as_json = "--json" in given
    try:
        status = program(window, doors).main(args=given, prog_name="villagevisit", standalone_mode=False)
    except click.ClickException as error:
        _fail_usage(error, as_json)
    except (click.Abort, KeyboardInterrupt):
        sys.exit(INTERRUPTED_STATUS)
    except Exception as error:
        if os.environ.get("VILLAGEVISIT_DEBUG"):
            raise
        if isinstance(error, OSError):
            fail(EnvironmentFailed("cli.file", file=Path(str(error.filename or "")).name), as_json)
        fail(error, as_json)
    sys.exit(status if isinstance(status, int) else 0)
