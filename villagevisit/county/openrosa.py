"""The application's side of the OpenRosa door: what a phone's submission means here, and which lists a phone gets."""

import hashlib
import time
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from starlette.middleware import Middleware

from forms.library import shipped
from sync.server.inbox import Inbox
from sync.server.openrosa import Door
from sync.server.openrosa_frame import OpenRosaFrame
from sync.server.openrosa_multipart import MOST_BYTES
from sync.server.openrosa_phones import Phone
from sync.server.openrosa_rules import Entry, HeldFile
from sync.server.openrosa_xml import Head, local, read_tree
from villagevisit.county import openrosa_entities as entities
from villagevisit.county.home import CountyHome
from villagevisit.county.html import Words
from villagevisit.county.openrosa_forms import FormShelf
from villagevisit.domain.clock import stamp
from villagevisit.domain.form_ids import HEALTH_FORMS
from villagevisit.services import exchange_bodies as bodies
from villagevisit.services import form_list, openrosa_records
from villagevisit.services.exchange_bodies import Attached, Place, SubmissionBody
from villagevisit.store import openrosa as rows

_COUNTY_DIGITS = 6


def door(county: CountyHome, inbox: Inbox, taken: Callable[[], None]) -> Door:
    """The OpenRosa door of a county, to be put among the server's routes behind `frame`.

    `taken` is told after records were appended (to project them). While too much waits in the inbox, phones wait too.
    """
    rules = CountyRules(county, shelf_of(county), taken)
    return Door(
        log=county.log,
        blobs=county.intake.blobs,
        rules=rules,
        folder=county.folder / "phones",
        now=lambda: stamp(county.clock),
        seconds=time.monotonic,
        require_room=inbox.require_room,
    )


def frame() -> Middleware:
    """To be put outside of all other layers of the server."""
    return Middleware(OpenRosaFrame, say=say, limit=MOST_BYTES)


def say(code: str, english: bool, params: Mapping[str, str | int]) -> str:
    """The sentence for a phone."""
    return Words("en" if english else "zh_CN")(code, **params)


def shelf_of(county: CountyHome) -> FormShelf:
    return FormShelf(county.log, county.folder / "forms", county.clock)


@dataclass(frozen=True, slots=True)
class CountyRules:
    """`sync.server.openrosa_rules.Rules` of a county."""

    county: CountyHome
    shelf: FormShelf
    taken: Callable[[], None]

    def refresh(self) -> None:
        self.shelf.refresh()

    def address(self) -> str:
        return self.county.identity.server

    def area(self, head: Head) -> str:
        """The village code that the form asks for, when it is one of this county."""
        code = _answer(head, "village_code")
        ours = code.startswith(self.county.identity.code[:_COUNTY_DIGITS])
        return code if ours and len(code) == len(self.county.identity.code) and code.isdecimal() else ""

    def expected(self, form_xml: bytes, head: Head) -> Sequence[str]:
        """What stands in the places that the form binds as files."""
        places = {
            (element.get("nodeset") or "").rpartition("/")[2]
            for element in read_tree(form_xml).iter()
            if local(element) == "bind" and element.get("type") == "binary"
        }
        found = [(element.text or "").strip() for element in head.root.iter() if local(element) in places]
        return tuple(dict.fromkeys(name for name in found if name))

    def submission(self, head: Head, xml: bytes, files: Sequence[HeldFile], at: str) -> Entry:
        body = SubmissionBody(
            id=head.instance,
            form_id=head.form,
            form_version=head.version,
            digest=hashlib.sha256(xml).hexdigest(),
            xml=xml,
            frozen_at=at,
            place=self._place(head),
            replaces=head.deprecated,
            signatures_needed=_signatures(head.form),
            attachments=_attached(files),
        )
        return Entry(form_list.submission_kind(head.form), bodies.submission_body(body))

    def attached(self, instance: str, files: Sequence[HeldFile]) -> Entry:
        return Entry(openrosa_records.ATTACHMENT, openrosa_records.attachment_body(instance, _attached(files)))

    def apart(self) -> Collection[str]:
        """Health forms: a team's phone has none of them."""
        return HEALTH_FORMS

    def own_lists(self) -> Collection[str]:
        return (entities.HOUSEHOLDS,)

    def entities(self, name: str, phone: Phone) -> bytes:
        return entities.households(self.county.view.store, phone.scope)

    def gone(self, name: str, phone: Phone, ids: Iterable[str]) -> Mapping[str, bool]:
        return entities.gone(self.county.view.store, phone.scope, ids)

    def say(self, code: str, english: bool, params: Mapping[str, str | int]) -> str:
        return say(code, english, params)

    def _place(self, head: Head) -> Place:
        village, number = self.area(head), _answer(head, "household_no")
        known = rows.household_id(self.county.view.store.reader(), village, number) if village and number else ""
        return Place(
            household_id=known or (f"{village}/{number}" if village and number else ""),
            household_no=number,
            village_code=village,
            village_name=_answer(head, "village_name"),
            village_group=_answer(head, "village_group"),
            head_name=_answer(head, "head_name"),
        )


def _answer(head: Head, name: str) -> str:
    """The first answer of this name (the glossary's), wherever in the form it stands."""
    found = next((element for element in head.root.iter() if local(element) == name), None)
    return (found.text or "").strip()[:80] if found is not None else ""


def _signatures(form_id: str) -> int:
    code = next((one.code for one in shipped() if one.form_id == form_id), "")
    return form_list.signatures_of(code)


def _attached(files: Sequence[HeldFile]) -> tuple[Attached, ...]:
    return tuple(Attached(one.name, one.digest, one.size, one.media_type) for one in files)
