"""Which forms there are, who may open them and who signs; apart from the form engine, which is slow to import."""

from dataclasses import dataclass
from typing import Literal

from villagevisit.domain.errors import Refused
from villagevisit.domain.form_ids import CODES, HEALTH_FORMS, VISIT_FORM
from villagevisit.domain.officer import Role
from villagevisit.services.exchange_bodies import HEALTH, SUBMISSION
from villagevisit.services.paper_types import PaperKind
from villagevisit.services.workspace import Workspace
from villagevisit.store import forms as form_store
from villagevisit.wording import t

Subject = Literal["household", "person", "officer", "village"]
"""What a form is filled in about; `village` ones (meetings, boards, registers) hang on no single household."""


@dataclass(frozen=True, slots=True)
class ShelfForm:
    form_id: str
    code: str
    title: str
    """In the language of this process."""
    version: str
    subject: Subject
    roles: frozenset[Role]
    """Who may see and open it."""
    health: bool
    """Holds health data: invisible to roles without it, and never part of a round."""
    signatures: int
    """0, 1 or 2 officers sign the frozen record."""


@dataclass(frozen=True, slots=True)
class _Use:
    subject: Subject
    roles: frozenset[Role]
    signatures: int = 1
    health: bool = False


_DOCTOR = frozenset({Role.VILLAGE_DOCTOR})
_FIELD = frozenset({Role.INVESTIGATOR, Role.CLERK})
_OFFICE = frozenset({Role.CLERK, Role.COUNTY})
_ALL_CIVIL = _FIELD | _OFFICE
_EVERYBODY = frozenset(Role)

_USES: dict[str, _Use] = {
    "F01": _Use("household", _FIELD, signatures=2),
    "F02": _Use("village", _OFFICE),
    "F03": _Use("household", _OFFICE),
    "F04": _Use("officer", _EVERYBODY),
    "F05": _Use("household", _FIELD),
    "F06": _Use("village", _OFFICE),
    "F07": _Use("village", _ALL_CIVIL),
    "F08": _Use("household", _ALL_CIVIL, signatures=2),
    "F09": _Use("person", _DOCTOR, health=True),
    "F10": _Use("person", _DOCTOR, health=True),
    "F11": _Use("person", _DOCTOR, health=True),
    "F12": _Use("person", _DOCTOR, health=True),
    "F13": _Use("person", _DOCTOR, health=True),
    "F14": _Use("person", _DOCTOR, health=True),
    "F15": _Use("person", _DOCTOR, health=True),
    "F16": _Use("household", _ALL_CIVIL, signatures=2),
    "F17": _Use("person", _FIELD, signatures=2),
    "F18": _Use("person", _DOCTOR, health=True),
    "F19": _Use("household", _OFFICE, signatures=2),
    "F20": _Use("village", _OFFICE),
    "F21": _Use("person", _DOCTOR, health=True),
    "F22": _Use("person", _DOCTOR, health=True),
}
_COUNTY_OWN = _Use("household", _ALL_CIVIL)


def shelf(ws: Workspace) -> list[ShelfForm]:
    """The forms of this installation, newest version each, in the order of their codes."""
    return [_on_shelf(row) for row in form_store.newest(ws.store.reader())]


def _on_shelf(row: form_store.FormRow) -> ShelfForm:
    use = _USES.get(row.code, _COUNTY_OWN)
    return ShelfForm(
        form_id=row.form_id,
        code=row.code,
        title=_title(row.code) or row.title,
        version=row.version,
        subject=use.subject,
        roles=use.roles,
        health=use.health,
        signatures=use.signatures,
    )


def shelf_form(ws: Workspace, form_id: str) -> ShelfForm:
    """Raises Refused `form.unknown`."""
    row = next((one for one in form_store.newest(ws.store.reader()) if one.form_id == form_id), None)
    if row is not None:
        return _on_shelf(row)
    raise Refused("form.unknown", form=form_id, version="")


def signatures_of(code: str) -> int:
    """How many officers sign a record of the form with this code; of a county's own form for an unknown code."""
    return _USES.get(code, _COUNTY_OWN).signatures


def health_codes() -> frozenset[str]:
    """Codes of the forms that hold health data: F09 …"""
    return frozenset(code for code, use in _USES.items() if use.health)


def submission_kind(form_id: str) -> str:
    """What a frozen record of this form travels as, from a laptop or a phone."""
    return HEALTH if form_id in HEALTH_FORMS else SUBMISSION


def paper_of(code: str) -> str:
    """The paper that a signed record of the form with this code has; empty where it has none of its own."""
    if code == CODES[VISIT_FORM]:
        return PaperKind.VERIFICATION_FORM
    return PaperKind.HEALTH_FORM if _USES.get(code, _COUNTY_OWN).health else ""


def _title(code: str) -> str:
    return t(_TITLES[code]) if code in _TITLES else ""


_TITLES = {
    "F01": "form.title.F01",
    "F02": "form.title.F02",
    "F03": "form.title.F03",
    "F04": "form.title.F04",
    "F05": "form.title.F05",
    "F06": "form.title.F06",
    "F07": "form.title.F07",
    "F08": "form.title.F08",
    "F09": "form.title.F09",
    "F10": "form.title.F10",
    "F11": "form.title.F11",
    "F12": "form.title.F12",
    "F13": "form.title.F13",
    "F14": "form.title.F14",
    "F15": "form.title.F15",
    "F16": "form.title.F16",
    "F17": "form.title.F17",
    "F18": "form.title.F18",
    "F19": "form.title.F19",
    "F20": "form.title.F20",
    "F21": "form.title.F21",
    "F22": "form.title.F22",
}
