"""`villagevisit county enrol --openrosa` and `county openrosa …`: phones with ODK Collect, and the forms they see."""

import base64
import json
import zlib
from pathlib import Path
from typing import Protocol

import click
import qrcode

from sync.server import openrosa_entities as entities
from sync.server import openrosa_phones as phones
from sync.server import openrosa_shelf as shelf
from sync.server import openrosa_store as received
from sync.server.openrosa_entities import Entity
from villagevisit.county.home import CountyHome, open_county
from villagevisit.county.openrosa import shelf_of
from villagevisit.domain.clock import SystemClock, stamp
from villagevisit.domain.errors import Refused
from villagevisit.wording import explain, t


class Settings(Protocol):
    """What the options before the verb chose (made by the command line's root)."""

    home: Path
    json: bool

    def show(self, result: object, text: str) -> None: ...


_database = click.option("--database", default="", help="URL of the record log; default: the embedded one.")


@click.group("openrosa")
def group() -> None:
    """Phones with ODK Collect, and the forms they may fetch."""


def enrol_phone(
    county: CountyHome, name: str, url: str, areas: tuple[str, ...], forms: tuple[str, ...], qr: Path | None
) -> dict[str, str]:
    """A new phone: its name in the log and the URL that is its key, also as the QR picture that Collect scans.

    Raises:
        Refused: `openrosa.no-server` when nobody said where the county is reached, `openrosa.no-such-form` (form),
            `openrosa.area` (given).
        EnvironmentFailed: `county.database`.
    """
    server = (url or county.identity.server).rstrip("/")
    if not server:
        raise Refused("openrosa.no-server")
    scope = " ".join(_prefix(area) for area in areas)
    shelf_of(county).refresh()
    with county.log.writing() as s:
        known = {one.form for one in shelf.every(s)}
        for form in forms:
            if form not in known:
                raise Refused("openrosa.no-such-form", form=form)
        phone, token = phones.enrol(s, name, scope, forms, stamp(county.clock))
    address = f"{server}/key/{token}"
    if qr is not None:
        qrcode.make(collect_settings(address, county.identity.name)).save(qr)
    return {"url": address, "device": phone.device}


def collect_settings(address: str, project: str) -> str:
    """What ODK Collect reads from a QR picture: zlib-compressed JSON in Base64."""
    document = {
        "general": {"server_url": address, "form_update_mode": "match_exactly", "autosend": "wifi_and_cellular"},
        "project": {"name": project},
        "admin": {},
    }
    return base64.b64encode(zlib.compress(json.dumps(document, ensure_ascii=False).encode(), 9)).decode()


@group.command("phones")
@_database
@click.pass_obj
def phones_command(settings: Settings, database: str) -> None:
    """Lists the phones: what each sent, and how many of its records still await photos."""
    with open_county(settings.home, SystemClock(), database) as county, county.log.reading() as s:
        sent, waiting = received.received(s), received.waiting(s)
        rows = [
            {
                "device": one.device,
                "name": one.name,
                "state": one.state,
                "scope": one.scope,
                "forms": list(one.forms),
                "received": sent.get(one.device, 0),
                "incomplete": waiting.get(one.device, 0),
                "seen_at": one.seen_at,
            }
            for one in phones.every(s)
        ]
    lines = [
        t("openrosa.cli.phone", device=row["device"], name=row["name"], received=row["received"],
          incomplete=row["incomplete"], state=_state(str(row["state"])))
        for row in rows
    ]  # fmt: skip
    settings.show(rows, "\n".join(lines) or t("openrosa.cli.no_phone"))


@group.command("revoke")
@click.argument("device")
@_database
@click.pass_obj
def revoke_command(settings: Settings, device: str, database: str) -> None:
    """Shuts out a lost phone; what it sent stays."""
    with open_county(settings.home, SystemClock(), database) as county, county.log.writing() as s:
        if not phones.revoke(s, device):
            raise Refused("openrosa.no-such-phone", device=device)
    settings.show({"device": device}, t("openrosa.cli.revoked", device=device))


@group.command("forms")
@_database
@click.pass_obj
def forms_command(settings: Settings, database: str) -> None:
    """Lists the forms that phones see, and files in `forms/` that are no forms."""
    with open_county(settings.home, SystemClock(), database) as county:
        kept = shelf_of(county)
        kept.refresh()
        with county.log.reading() as s:
            listed = shelf.every(s)
    rows = [{"form": one.form, "version": one.version, "title": one.title, "closed": one.closed} for one in listed]
    lines = [
        t("openrosa.cli.form_closed" if one.closed else "openrosa.cli.form", form=one.form, version=one.version,
          title=one.title)
        for one in listed
    ]  # fmt: skip
    lines += [t("openrosa.cli.broken", file=one.file, why=explain(one.error)) for one in kept.broken]
    broken = [{"file": one.file, "code": one.error.code} for one in kept.broken]
    settings.show({"forms": rows, "broken": broken}, "\n".join(lines))


@group.command("close")
@click.argument("form")
@_database
@click.pass_obj
def close_command(settings: Settings, form: str, database: str) -> None:
    """Takes no more of a form from phones; what was begun may still be completed."""
    _set_closed(settings, database, form, closed=True)
    settings.show({"form": form, "closed": True}, t("openrosa.cli.closed", form=form))


@group.command("open")
@click.argument("form")
@_database
@click.pass_obj
def open_command(settings: Settings, form: str, database: str) -> None:
    """Lets phones use a closed form again."""
    _set_closed(settings, database, form, closed=False)
    settings.show({"form": form, "closed": False}, t("openrosa.cli.opened", form=form))


@group.command("lists")
@_database
@click.pass_obj
def lists_command(settings: Settings, database: str) -> None:
    """Shows the lists that phones fill, and their entries that two phones changed at once."""
    with open_county(settings.home, SystemClock(), database) as county, county.log.reading() as s:
        counts, doubtful = entities.counts(s), entities.conflicts(s)
    rows = [
        {
            "list": one.list,
            "entities": one.entities,
            "conflicts": [
                {"id": each.id, "label": each.label, "conflict": each.conflict} for each in _of(one.list, doubtful)
            ],
        }
        for one in counts
    ]
    lines: list[str] = []
    for one in counts:
        lines.append(t("openrosa.cli.list", list=one.list, entities=one.entities, conflicts=one.conflicts))
        lines += [t("openrosa.cli.conflict", id=each.id, label=each.label, kind=_kind(each.conflict))
                  for each in _of(one.list, doubtful)]  # fmt: skip
    settings.show(rows, "\n".join(lines) or t("openrosa.cli.no_list"))


@group.command("checked")
@click.argument("list_", metavar="LIST")
@click.argument("entity")
@_database
@click.pass_obj
def checked_command(settings: Settings, list_: str, entity: str, database: str) -> None:
    """Notes that somebody looked at an entry that two phones changed at once."""
    with open_county(settings.home, SystemClock(), database) as county, county.log.writing() as s:
        if not entities.set_checked(s, list_, entity):
            raise Refused("openrosa.no-such-entity", list=list_, id=entity)
    settings.show({"id": entity}, t("openrosa.cli.checked", id=entity))


@group.command("drop")
@click.argument("list_", metavar="LIST")
@click.argument("entity")
@_database
@click.pass_obj
def drop_command(settings: Settings, list_: str, entity: str, database: str) -> None:
    """Takes an entry off a list; what phones sent stays."""
    with open_county(settings.home, SystemClock(), database) as county, county.log.writing() as s:
        if not entities.set_deleted(s, list_, entity):
            raise Refused("openrosa.no-such-entity", list=list_, id=entity)
    settings.show({"id": entity}, t("openrosa.cli.dropped", id=entity))


def _of(list_: str, doubtful: list[Entity]) -> list[Entity]:
    return [one for one in doubtful if one.list == list_]


def _kind(conflict: str) -> str:
    return t("openrosa.cli.conflict_hard") if conflict == entities.HARD else t("openrosa.cli.conflict_soft")


def _set_closed(settings: Settings, database: str, form: str, *, closed: bool) -> None:
    with open_county(settings.home, SystemClock(), database) as county:
        shelf_of(county).refresh()
        with county.log.writing() as s:
            if not shelf.set_closed(s, form, closed=closed):
                raise Refused("openrosa.no-such-form", form=form)


def _state(state: str) -> str:
    return t("openrosa.cli.shut_out") if state == phones.REVOKED else t("openrosa.cli.in_use")


def _prefix(area: str) -> str:
    """The prefix that stands for a county, township or village. Raises Refused `openrosa.area`."""
    if len(area) != 12 or not area.isdecimal():
        raise Refused("openrosa.area", given=area)
    return area[:6] if area.endswith("000000") else area[:9] if area.endswith("000") else area
