"""What the OpenRosa door asks the application: it moves bytes, and does not know what a household or a village is."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from sync.server.openrosa_phones import Phone
from sync.server.openrosa_xml import Head


@dataclass(frozen=True, slots=True)
class HeldFile:
    """An attachment the county holds; `digest` is its SHA-256 (hex)."""

    name: str
    digest: str
    size: int
    media_type: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A record about to be appended: its kind and its body."""

    kind: str
    body: bytes


class Rules(Protocol):
    """Implemented by the application; safe to call from several threads."""

    def refresh(self) -> None:
        """Makes sure that the shelf holds the forms that should be listed."""

    def address(self) -> str:
        """The URL at which phones reach this county; empty: as the request says."""

    def area(self, head: Head) -> str:
        """The village a submission belongs to (12-digit code), or empty."""

    def expected(self, form_xml: bytes, head: Head) -> Sequence[str]:
        """Names of the files that a submission of this form says it has."""

    def submission(self, head: Head, xml: bytes, files: Sequence[HeldFile], at: str) -> Entry:
        """The record of a submission with the files that are here already."""

    def attached(self, instance: str, files: Sequence[HeldFile]) -> Entry:
        """The record of files that came later."""

    def apart(self) -> Collection[str]:
        """Forms that a phone gets and sends only where it was enrolled for them by name."""

    def own_lists(self) -> Collection[str]:
        """Entity lists that the application keeps itself (without `.csv`); no form changes them."""

    def entities(self, name: str, phone: Phone) -> bytes:
        """One of the own lists as CSV, cut to what this phone may know."""

    def gone(self, name: str, phone: Phone, ids: Iterable[str]) -> Mapping[str, bool]:
        """Which of these entities exist for this phone (False) or not any more (True); unknown ones are left out."""

    @property
    def taken(self) -> Callable[[], None]:
        """To be called after records were appended (to project them)."""

    def say(self, code: str, english: bool, params: Mapping[str, str | int]) -> str:
        """The sentence behind a code."""
