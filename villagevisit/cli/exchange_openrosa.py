"""`villagevisit exchange --openrosa URL`: finished records to an ODK Central or Kobo server."""

import os

import click

from villagevisit.cli import Settings
from villagevisit.domain.errors import Refused
from villagevisit.services import openrosa
from villagevisit.services.openrosa import Handed, Left
from villagevisit.services.workspace import NOBODY
from villagevisit.wording import explain, t

USER, PASSWORD = "VILLAGEVISIT_OPENROSA_USER", "VILLAGEVISIT_OPENROSA_PASSWORD"


def run(settings: Settings, url: str, form_id: str) -> None:
    """Sends and shows the result; status 1 when the server lacks something afterwards.

    User and password come from the environment (or stand in the URL): a command line can be read by others.
    """
    with settings.open() as ws:
        user, password = os.environ.get(USER, ""), os.environ.get(PASSWORD, "")
        handed = openrosa.hand_over(ws, NOBODY, url, form_id, user, password).value
    settings.show(_as_json(handed), _sentence(handed))
    if handed.left:
        click.get_current_context().exit(1)


def _sentence(handed: Handed) -> str:
    if not handed.sent and not handed.left:
        return t("exchange.cli.nothing_due")
    return "\n".join([t("openrosa.cli.sent", count=handed.sent), *(_line(one) for one in handed.left)])


def _line(one: Left) -> str:
    why = explain(Refused(one.reason))
    if one.said:
        return t("openrosa.cli.left_said", form=one.form_id, id=one.submission_id, why=why, said=one.said)
    return t("openrosa.cli.left", form=one.form_id, id=one.submission_id, why=why)


def _as_json(handed: Handed) -> dict[str, object]:
    left = [
        {"submission": one.submission_id, "form": one.form_id, "code": one.reason, "said": one.said,
         "stopped": one.stopped}
        for one in handed.left
    ]  # fmt: skip
    return {"sent": handed.sent, "left": left}
