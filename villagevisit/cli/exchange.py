"""`villagevisit exchange`: sends what is due to the county and takes what waits."""

from pathlib import Path

import click

from villagevisit.cli import Settings, exchange_openrosa
from villagevisit.services import enrolment, exchange
from villagevisit.services.exchange import ExchangeResult
from villagevisit.services.workspace import NOBODY
from villagevisit.wording import t


@click.command("exchange")
@click.option("--server", "url", help="URL of the county server; “-” takes the one in the county file.")
@click.option("--folder", type=click.Path(path_type=Path), help="A stick, or a folder that stands for one.")
@click.option("--county-file", type=click.Path(path_type=Path), help="Reads the county's file first.")
@click.option("--agreed", default="", help="Fingerprint of the county's new keys, once compared by telephone.")
@click.option("--openrosa", help="URL of an ODK Central or Kobo server instead: sends finished records there.")
@click.option("--form", "form_id", default="", help="With --openrosa: records of this form only.")
@click.pass_obj
def command(
    settings: Settings, url: str | None, folder: Path | None, county_file: Path | None, agreed: str,
    openrosa: str | None, form_id: str,
) -> None:  # fmt: skip
    """One exchange with the county, over the network or by stick."""
    if sum(given is not None for given in (url, folder, openrosa)) != 1:
        raise click.UsageError("give one of --server URL, --folder DIR and --openrosa URL")
    if openrosa is not None:
        exchange_openrosa.run(settings, openrosa, form_id)
        return
    with settings.open() as ws:
        if county_file is not None:
            enrolment.read_county_file(ws, county_file, agreed)
        if folder is not None:
            result = exchange.exchange_folder(ws, NOBODY, folder).value
        else:
            result = exchange.exchange_server(ws, NOBODY, "" if url == "-" else url or "").value
    settings.show(_as_json(result), _sentence(result, by_stick=folder is not None))


def _sentence(result: ExchangeResult, *, by_stick: bool) -> str:
    lines = []
    if result.sent or result.batches:
        key = "exchange.cli.written" if by_stick else "exchange.cli.sent"
        lines.append(t(key, records=result.sent, batches=result.batches, kilobytes=-(-result.batch_bytes // 1024)))
    else:
        lines.append(t("exchange.cli.nothing_due"))
    if result.accepted or result.duplicate or result.refused:
        counts = {"accepted": result.accepted, "duplicate": result.duplicate, "refused": len(result.refused)}
        lines.append(t("exchange.cli.receipt", **counts))
    if result.waiting:
        lines.append(t("exchange.cli.waiting", count=result.waiting))
    if result.brought:
        lines.append(t("exchange.cli.brought", count=result.brought))
    if result.photos:
        lines.append(t("exchange.cli.photos", count=result.photos))
    lines += [t("exchange.cli.taken", title=title) for title in result.taken]
    if result.new_name:
        lines.append({"restored": t("lineage.restored"), "copied": t("lineage.copied")}[result.new_name])
    if by_stick:
        lines.append(t("exchange.cli.pull_out"))
    return "\n".join(lines)


def _as_json(result: ExchangeResult) -> dict[str, object]:
    return {
        "batch_file": str(result.batch_file) if result.batch_file else None,
        "batch_bytes": result.batch_bytes,
        "batches": result.batches,
        "sent": result.sent,
        "accepted": result.accepted,
        "duplicate": result.duplicate,
        "refused": [{"subject": subject, "code": code} for subject, code in result.refused],
        "taken": list(result.taken),
        "waiting": result.waiting,
        "brought": result.brought,
        "photos": result.photos,
        "new_name": result.new_name,
        "receipt": str(result.receipt_path) if result.receipt_path else None,
    }
