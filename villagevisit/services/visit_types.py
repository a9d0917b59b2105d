"""What the visit service gives out."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from forms import FormSession
from villagevisit.services.form_list import ShelfForm

AttachmentKind = Literal["photo", "signature", "scan", "file"]


@dataclass(frozen=True, slots=True)
class OpenForm:
    """A form on the table. `previous` are last time's values under this session's refs, from `previous_on`."""

    draft_id: str
    session: FormSession
    previous: Mapping[str, str]
    previous_on: str
    """ISO date of the last record; empty when the values are the roster's."""
    form: ShelfForm
    resumed: bool = False


@dataclass(frozen=True, slots=True)
class FrozenVisit:
    submission_id: str
    digest: str
    signatures_needed: int
