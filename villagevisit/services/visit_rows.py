"""Drafts and frozen records as lists show them; apart from open forms, whose engine is slow to import."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class DraftSummary:
    """A form that somebody began."""

    id: str
    form_id: str
    household_id: str
    person_id: str
    campaign_id: str
    replaces: str
    started_at: str
    saved_at: str


@dataclass(frozen=True, slots=True)
class SignedBy:
    place: int
    officer_id: str
    officer_name: str
    signed_at: str


@dataclass(frozen=True, slots=True)
class SubmissionRow:
    """A frozen record as lists show it."""

    id: str
    form_id: str
    form_version: str
    form_code: str
    title: str
    household_id: str
    person_id: str
    campaign_id: str
    replaces: str
    replaced_by: str
    reason: str
    digest: str
    frozen_at: str
    frozen_by: str
    """Officer ids, space-separated."""
    signatures_needed: int
    signed: tuple[SignedBy, ...] = ()
    result: Mapping[str, str] = field(default_factory=dict)
    """Derived figures as text, see `services.visit_result`."""
    sending: str = ""
    """`due`, `sent`, `received`, `refused` of its record; empty while it waits for signatures."""

    @property
    def complete(self) -> bool:
        """By its signatures; or it is on its way with one alone, because the county ordered so."""
        return len(self.signed) >= self.signatures_needed or bool(self.sending)


@dataclass(frozen=True, slots=True)
class Submission:
    row: SubmissionRow
    body: bytes
    """The canonical instance XML, exactly as frozen."""
    policy: Mapping[str, str]
    """The parameters it was computed with."""
