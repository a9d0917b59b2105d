"""What every paper has before it is drawn: frozen content, its digest, and the code that leads back to it."""

import hashlib
import json
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from printing.document import Document
from printing.layouts.common import Imprint
from villagevisit.services.workspace import Actor

_NAMESPACE = uuid.UUID("6d9b7b0e-6f2c-5c39-9a51-2f0b7a6c1d10")


@dataclass(frozen=True, slots=True)
class Content:
    """A paper as a value: the same content has the same id, on every device.

    `of` names a frozen record when the paper shows one: its code is the record's, so that any home that holds the
    record can check the sheet.
    """

    kind: str
    wording_version: str
    facts: Mapping[str, object]
    draw: Callable[[Imprint], Document]
    file_name: str
    village_code: str = ""
    subject_id: str = ""
    rows: int = 1
    of: tuple[str, str] | None = None
    """(submission id, its digest)"""
    proof: str = ""
    """The text of a code that proves itself; empty where not every signer was certified."""
    paged: bool = False
    """Whether each page bears a code of its own, over `facts["rows"]`."""

    @property
    def text(self) -> str:
        return json.dumps(
            {"kind": self.kind, "wording": self.wording_version, **self.facts},
            ensure_ascii=False,
            sort_keys=True,
            separators=(",", ":"),
        )

    @property
    def digest(self) -> str:
        return digest_of(self.text)

    @property
    def id(self) -> str:
        return str(uuid.uuid5(_NAMESPACE, self.digest))

    def imprint(self, actor: Actor, at: datetime, codes: tuple[str, ...]) -> Imprint:
        digest = self.of[1] if self.of else self.digest
        own = codes if self.paged else ()
        return Imprint(digest, codes[0], f"{at:%Y-%m-%d %H:%M}", printed_by(actor), own)


def digest_of(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def printed_by(actor: Actor) -> str:
    return "、".join(f"{officer.name}（{officer.staff_no}）" for officer in actor.officers)
