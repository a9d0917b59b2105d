"""Giving the copy: who he is was seen, the paper and the data are written, and it stands in the audit log."""

import hashlib
import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from printing import render as engine
from printing.layouts import own_copy as sheet
from printing.layouts.own_copy import OwnCopySheet, Part
from villagevisit.domain.access import Deed, Thing
from villagevisit.domain.changes import NOTHING, Done
from villagevisit.domain.clock import stamp
from villagevisit.domain.errors import EnvironmentFailed, Param, Refused
from villagevisit.services import allowing, fonts, households, own_copy, people
from villagevisit.services.own_copy import OwnCopy, OwnForm
from villagevisit.services.visit_subject import household_of_person
from villagevisit.services.workspace import Actor, Workspace
from villagevisit.store import audit
from villagevisit.wording import t
from villagevisit.wording.copy_words import deed_word, facts, outcome_word, paper_word
from villagevisit.wording.privacy_words import how_word, purposes_word, standing_word

_END = 4


class Shown(StrEnum):
    """How somebody proved who he is."""

    ID_CARD = "id-card"
    HOUSEHOLD_BOOK = "household-book"
    MANDATE = "mandate"
    """Somebody else came, with a mandate and his own card; its number was compared with the person's."""


@dataclass(frozen=True, slots=True)
class Identity:
    shown: Shown
    ending: str
    """The last four characters of the ID number on what was shown; of nobody who has none here."""


@dataclass(frozen=True, slots=True)
class Given:
    pdf: Path
    data: Path
    forms: int
    withheld: int


def give(ws: Workspace, actor: Actor, person_id: str, identity: Identity, pdf: Path) -> Done[Given]:
    """Writes the copy as `pdf`, and the data beside it with the ending .json; neither unless both are whole.

    Raises:
        Refused: `actor.role`, `visit.person-unknown`, `copy.identity` (the number shown is not his), `copy.format`,
            `signoff.altered`.
        EnvironmentFailed: `export.unwritable`.
    """
    home = households.get(ws, household_of_person(ws, person_id))
    allowing.require(ws, actor, Deed.PRIVACY, Thing(home.village_code), named=True)
    if pdf.suffix.lower() != ".pdf":
        raise Refused("copy.format")
    person = next(one for one in home.persons if one.id == person_id)
    if identity.ending.strip().upper() != person.id_no[-_END:].upper():
        _note(ws, actor, "copy.identity-wrong", person_id, {"shown": identity.shown})
        raise Refused("copy.identity")
    copy = own_copy.gather(ws, actor, home, person)
    text = json.dumps(copy.data(), ensure_ascii=False, indent=2, default=str).encode()
    drawn = engine.render(sheet.layout(_sheet(ws, actor, copy)), fonts.of_county(ws)).pdf
    data = pdf.with_suffix(".json")
    _write([(data, text), (pdf, drawn)])
    detail: dict[str, Param] = {
        "shown": identity.shown, "forms": len(copy.forms), "withheld": len(copy.withheld),
        "digest": hashlib.sha256(text).hexdigest(),
    }  # fmt: skip
    _note(ws, actor, "copy.given", person_id, detail)
    return Done(Given(pdf, data, len(copy.forms), len(copy.withheld)), NOTHING)


def _note(ws: Workspace, actor: Actor, action: str, person_id: str, detail: dict[str, Param]) -> None:
    with ws.store.transaction() as db:
        audit.append(db, stamp(ws.clock), actor.id, action, person_id, detail)


def _write(files: list[tuple[Path, bytes]]) -> None:
    parts = [(path.with_name(f".{path.name}.part"), path, content) for path, content in files]
    try:
        for part, _, content in parts:
            part.write_bytes(content)
            with part.open("rb") as file:
                os.fsync(file.fileno())
        for part, path, _ in parts:
            part.replace(path)
    except OSError as error:
        raise EnvironmentFailed("export.unwritable", file=files[-1][0].name) from error
    finally:
        for part, _, _ in parts:
            part.unlink(missing_ok=True)


def _sheet(ws: Workspace, actor: Actor, copy: OwnCopy) -> OwnCopySheet:
    by = "、".join(people.get(ws, one.id).name for one in actor.officers)
    at = copy.made_at[:16].replace("T", " ")
    return OwnCopySheet(
        t("copy.title", name=copy.person.name), t("copy.intro"), tuple(_parts(copy)), t("copy.foot"),
        t("copy.made", at=at, by=by),
    )  # fmt: skip


def _parts(copy: OwnCopy) -> Iterator[Part]:
    yield Part(t("copy.roster"), tuple(facts(copy.roster)))
    yield Part(t("copy.consents"), (), tuple(_said(copy)) or (t("copy.nothing"),))
    for one in copy.forms:
        yield from _form(one)
    if copy.withheld:
        names = tuple(day[:10] for day in copy.withheld)
        yield Part(t("copy.withheld"), (), (t("copy.withheld_why"), *names))
    yield Part(t("copy.decisions"), (), tuple(map(_decided, copy.decisions)) or (t("copy.nothing"),))
    papers = [t("copy.paper", day=row["made_at"][:10], kind=paper_word(row["kind"])) for row in copy.papers]
    kin = [t("copy.kin", officer=row["officer"], day=row["declared_at"][:10]) for row in copy.kin]
    yield Part(t("copy.papers"), (), (*papers, *kin) or (t("copy.nothing"),))
    yield Part(t("copy.requests"), (), tuple(_asked(copy)) or (t("copy.nothing"),))
    yield Part(t("copy.seen"), (), tuple(_seen(copy)) or (t("copy.nothing"),))


def _said(copy: OwnCopy) -> Iterator[str]:
    for one in copy.consents:
        yield t("consent.line", name=copy.person.name, what=standing_word(one["act"]), day=one["day"],
                purposes=purposes_word(one["purposes"]), how=how_word(one["how"], one["guardian"]))  # fmt: skip


def _form(one: OwnForm) -> Iterator[Part]:
    row = one.row
    signed = t("ui.comma").join(f"{it.officer_name} {it.signed_at[:10]}" for it in row.signed)
    state = t("copy.replaced") if row.replaced_by else ""
    head = [(t("copy.frozen"), row.frozen_at[:10]), (t("copy.signed"), signed), (t("copy.photos"), str(one.photos)),
            (t("copy.state"), state)]  # fmt: skip
    yield Part(f"{row.form_code} {row.title}".strip(), tuple(pair for pair in head if pair[1]))
    for section in one.sections:
        pairs = tuple((line.label, line.value or t("copy.attached")) for line in section.rows)
        yield Part(section.title, pairs, inner=True)


def _decided(one: dict[str, Any]) -> str:
    before, after = one["before"] or "—", one["after"] or "—"
    return t("copy.decision", day=one["at"][:10], before=before, after=after, why=one["reason"])


def _asked(copy: OwnCopy) -> Iterator[str]:
    for one in copy.requests:
        asked, answers = one["asked"], one["answers"]
        last = f"{outcome_word(answers[-1]['outcome'])} {answers[-1]['note']}".strip() if answers else t("rights.open")
        yield t("copy.request", day=asked["asked_on"], what=asked["what"], who=asked["responsible"],
                due=asked["due_on"], answer=last)  # fmt: skip


def _seen(copy: OwnCopy) -> Iterator[str]:
    for one in copy.seen:
        why = f"（{one['why']}）" if one["why"] else ""
        yield f"{one['at'][:16].replace('T', ' ')}  {one['who'] or t('copy.program')}  {deed_word(one['action'])}{why}"
