"""`villagevisit form compile|run|export`."""

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

import forms
from forms import FormError, FormSession, Remark
from forms.library import shipped
from sync.errors import SyncError
from sync.files import write_whole
from villagevisit.domain.errors import EnvironmentFailed, Refused
from villagevisit.services import form_book
from villagevisit.wording import explain, t

if TYPE_CHECKING:
    from villagevisit.cli import Settings


@click.group("form")
def group() -> None:
    """Forms: compile, try out, take away for changing."""


@group.command("compile")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("-o", "--out", required=True, type=click.Path(path_type=Path), help="The package to write.")
@click.option("--media", type=click.Path(path_type=Path), help="Folder of files that the form uses.")
@click.pass_obj
def compile_command(settings: "Settings", file: Path, out: Path, media: Path | None) -> None:
    """Compiles an XLSForm (.xlsx, .md) or XForm (.xml) to a form package."""
    form = _load(file, _media(media))
    _write(out, form.package())
    remarks = [_told(remark) for remark in (*form.warnings, *form.unsupported)]
    result = {"form_id": form.id, "version": form.version, "title": form.title, "digest": form.digest}
    lines = [str(remark["message"]) for remark in remarks]
    settings.show({**result, "warnings": remarks}, "\n".join([*lines, t("form.done.compiled", out=out)]))


@group.command("export")
@click.argument("form_id")
@click.option("-o", "--out", required=True, type=click.Path(path_type=Path), help="The workbook to write.")
@click.pass_obj
def export_command(settings: "Settings", form_id: str, out: Path) -> None:
    """Writes a shipped form as XLSForm workbook, for the county to change."""
    form = next((f for f in shipped() if form_id in (f.form_id, f.code)), None)
    if form is None:
        raise Refused("form.unknown", form=form_id, version="")
    form_book.export(form.path, out)
    result = {"form_id": form.form_id, "version": form.version, "file": str(out)}
    settings.show(result, t("form.done.exported", out=out))


@group.command("run")
@click.argument("file", type=click.Path(path_type=Path))
@click.argument("script", type=click.Path(path_type=Path))
@click.option("--media", type=click.Path(path_type=Path), help="Folder of files that the form uses.")
@click.option("--now", metavar="ISO8601", help="What time it is.")
@click.option("--lang", "language", help="Language of the form to begin with.")
def run_command(file: Path, script: Path, media: Path | None, now: str | None, language: str | None) -> None:
    """Runs the steps of SCRIPT (JSON) on a form; prints one result per step."""
    try:
        steps = json.loads(_read(script))
    except ValueError as error:
        raise Refused("form.script", step=0) from error
    if not isinstance(steps, list):
        raise Refused("form.script", step=0)
    runner = _Runner(_load(file, _media(media)), _clock(now), language, file.parent)
    results = [runner.step(number, step) for number, step in enumerate(steps, 1)]
    click.echo(json.dumps(results, ensure_ascii=False))


def _told(remark: Remark) -> dict[str, object]:
    return {"code": remark.code, "params": dict(remark.params), "message": explain(remark)}


def _clock(now: str | None) -> Callable[[], datetime]:
    if now is None:
        return lambda: datetime.now(UTC).astimezone()
    try:
        at = datetime.fromisoformat(now)
    except ValueError as error:
        raise click.BadParameter(now, param_hint="--now") from error
    fixed = at if at.tzinfo else at.astimezone()
    return lambda: fixed


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise EnvironmentFailed("form.file", file=path.name) from error


def _write(path: Path, content: bytes) -> None:
    try:
        write_whole(path, content)
    except SyncError as error:
        raise EnvironmentFailed("form.file", file=path.name) from error


def _media(folder: Path | None) -> dict[str, bytes]:
    if folder is None:
        return {}
    return {path.name: _read(path) for path in sorted(folder.iterdir()) if path.is_file()}


def _load(path: Path, media: Mapping[str, bytes]) -> forms.Form:
    _read(path)
    return forms.load(path, media)


class _Runner:
    """One session and the steps that act on it."""

    def __init__(self, form: forms.Form, now: Callable[[], datetime], language: str | None, folder: Path) -> None:
        self.form = form
        self.now = now
        self.folder = folder
        self.session: FormSession = form.session(now=now, language=language)
        self.verbs: dict[str, Callable[[Any, Mapping[str, Any]], object]] = {
            "answer": self.answer,
            "add": lambda ref, _: {"count": self.session.add(ref).count},
            "insert": lambda ref, _: {"count": self.session.insert(ref).count},
            "remove": lambda ref, _: {"count": self.session.remove(ref).count},
            "get": self.get,
            "choices": lambda ref, _: [{"value": c.value, "label": c.label} for c in self.session.show_choices(ref)],
            "label": lambda ref, _: self.session.node(ref).label,
            "hint": lambda ref, _: self.session.node(ref).hint,
            "required_message": lambda ref, _: self.session.node(ref).required_message,
            "constraint_message": lambda ref, _: self.session.node(ref).constraint_message,
            "language": self.language,
            "count": lambda nodeset, _: int(float(self.session.evaluate(f"count({nodeset})"))),
            "eval": lambda xpath, step: self.session.evaluate(xpath, step.get("context")),
            "problems": lambda _, __: self.problems(),
            "reload": self.reload,
            "edit": self.edit,
            "freeze": self.freeze,
            "xml": lambda _, __: self.session.to_xml().decode(),
        }

    def step(self, number: int, step: object) -> object:
        """The result of one step; what the form refuses stands in its place as a coded error."""
        if not isinstance(step, dict):
            raise Refused("form.script", step=number)
        verb = next((name for name in step if name in self.verbs), None)
        if verb is None:
            raise Refused("form.script", step=number)
        try:
            return self.verbs[verb](step[verb], step)
        except FormError as error:
            return {"code": error.code, "params": dict(error.params)}

    def answer(self, ref: str, step: Mapping[str, Any]) -> object:
        result = self.session.answer(ref, str(step.get("value", "")))
        if result.accepted:
            return {"accepted": True}
        return {"accepted": False, "kind": result.kind, "message": result.message}

    def get(self, ref: str, _: Mapping[str, Any]) -> object:
        node = self.session.node(ref)
        names = ("ref", "value", "exists", "relevant", "required", "readonly", "valid", "type")
        return {name: getattr(node, name) for name in names}

    def language(self, name: str, _: Mapping[str, Any]) -> object:
        self.session.set_language(name)
        return {"language": self.session.language}

    def problems(self) -> list[dict[str, str]]:
        return [{"ref": p.ref, "kind": p.kind, "message": p.message} for p in self.session.problems()]

    def reload(self, _: object, __: Mapping[str, Any]) -> object:
        self.session = self.form.session(now=self.now, draft=self.session.draft())
        return {"reloaded": True}

    def edit(self, name: str, _: Mapping[str, Any]) -> object:
        path = Path(name)
        xml = _read(path if path.is_absolute() else self.folder / path)
        self.session = self.form.session(now=self.now, language=self.session.language or None, edit=xml)
        return {"instance_id": self.session.instance_id}

    def freeze(self, _: object, __: Mapping[str, Any]) -> object:
        try:
            frozen = self.session.freeze()
        except FormError as error:
            if error.code != "form.has-problems":
                raise
            return {"problems": self.problems()}
        return {"xml": frozen.xml.decode(), "digest": frozen.digest, "entities": [asdict(e) for e in frozen.entities]}
