"""A signed paper proves itself: its code holds the claims, both signatures and the county's word on both keys.

It is checked with the county's key alone. The record is not needed; where it is here, it says which claim differs.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sync.errors import SyncError
from sync.signatures import genuine
from sync.succession import Trust
from villagevisit.domain.errors import Refused
from villagevisit.services import areas, certificates, claims, enrolment, paper_code
from villagevisit.services.certificates import Certificate
from villagevisit.services.claims import Claims
from villagevisit.services.enrolment import CountyFile
from villagevisit.services.exchange_bodies import signed_message
from villagevisit.services.paper_code import SignedPaper
from villagevisit.services.paper_types import Checked, Verdict
from villagevisit.services.workspace import Workspace
from villagevisit.store import certificates as keys
from villagevisit.store import documents, signoffs
from villagevisit.wording import t


@dataclass(frozen=True, slots=True)
class County:
    """Whose word counts here."""

    code: str
    trust: Trust


def text(ws: Workspace, submission_id: str) -> str:
    """The code of a record that its signers signed with certificates; empty when one of them had none."""
    county = enrolment.county_file(ws)
    rows = signoffs.of(ws.store.reader(), submission_id)
    if county is None or not rows or not all(row.certificate for row in rows):
        return ""
    signed = tuple((row.certificate, row.signature, row.beacon) for row in rows)
    claimed = claims.loads(rows[0].claims)
    return paper_code.write(SignedPaper(county.county[:6], rows[0].digest, claimed, signed))


def check(ws: Workspace, code: str) -> Checked:
    """What a code proves here. Raises Refused `paper.not-a-code`."""
    one = paper_code.read(code)
    file = enrolment.county_file(ws)
    if file is None or file.county[:6] != one.county:
        return Checked(Verdict.UNKNOWN, t("paper.proof"), ((t("paper.fact.county"), one.county),))
    signers = proven(one, County(file.county, file.trust))
    recorded = _recorded(ws, one.digest)
    stolen = _stolen(one, file) if not signers else ""
    if stolen:
        label = t("paper.fact.county_key")
        facts = (*labelled(ws, one.claims), (label, t("paper.fact.county_key_stolen", day=stolen)))
        return Checked(Verdict.REVOKED, t("paper.proof"), facts, (label,))
    if not signers:
        return _altered(ws, one.claims, recorded)
    revoked = [signer for signer in signers if keys.revoked_at(ws.store.reader(), signer.key)]
    facts = (*labelled(ws, one.claims), *_signers(signers, _moments(ws, one.digest)))
    if revoked:
        whose, label = "、".join(signer.name for signer in revoked), t("paper.fact.revoked")
        return Checked(Verdict.REVOKED, t("paper.proof"), (*facts, (label, whose)), (label,))
    return Checked(Verdict.GENUINE, t("paper.proof"), facts)


def proven(one: SignedPaper, county: County) -> tuple[Certificate, ...]:
    """Who signed, when everything holds: the county's word on each key, each signature, and that they are different
    people; else nobody."""
    claimed, before = claims.cells(one.claims), b""
    found: list[Certificate] = []
    if one.county != county.code[:6]:
        return ()
    for place, (data, signature, beacon) in enumerate(one.signed, start=1):
        try:
            certificate = certificates.read(county.code, county.trust, data)
        except Refused:
            return ()
        message = signed_message(one.digest, claimed, place, certificate.key, beacon, before)
        if not genuine(certificate.key, signature, message) or not _covers(certificate, one.claims):
            return ()
        found.append(certificate)
        before = signature
    several = len(found)
    people, each = {one.staff_no for one in found}, {one.key for one in found}
    return tuple(found) if len(people) == several and len(each) == several else ()


def _stolen(one: SignedPaper, file: CountyFile) -> str:
    """The day of the announcement that the county's key under a certificate of this paper was stolen; mostly empty."""
    for data, _, _ in one.signed:
        try:
            certificates.read(file.county, file.trust, data)
        except Refused as refused:
            if refused.code == certificates.STOLEN:
                return str(refused.params["day"])
    return ""


def _covers(one: Certificate, claimed: Claims) -> bool:
    """Whether it was good for this place on the day. It may have begun after the day on which the form was closed."""
    here = not claimed.village or any(claimed.village.startswith(prefix) for prefix in one.scope)
    return here and claimed.day <= one.until


def _recorded(ws: Workspace, digest: str) -> Claims | None:
    db = ws.store.reader()
    for submission_id in documents.submission_by_short(db, digest):
        for row in signoffs.of(db, submission_id):
            try:
                return claims.loads(row.claims)
            except SyncError:
                return None
    return None


def _altered(ws: Workspace, printed: Claims, recorded: Claims | None) -> Checked:
    """Every claim, and beside those that differ what the record says, where it is here."""
    facts, kept = dict(labelled(ws, printed)), dict(labelled(ws, recorded)) if recorded else {}
    differing = tuple(_LABELS[name]() for name in claims.differing(printed, recorded)) if recorded else ()
    for label in differing:
        facts[label] = t("paper.fact.differs", printed=facts.get(label, "—"), recorded=kept.get(label, "—"))
    if not differing:
        differing = (t("paper.fact.signatures"),)
        facts[differing[0]] = t("paper.fact.not_genuine")
    return Checked(Verdict.ALTERED, t("paper.proof"), tuple(facts.items()), differing)


def labelled(ws: Workspace, one: Claims) -> Iterator[tuple[str, str]]:
    """Claims as a person reads them."""
    for name, value in _named(one):
        if value:
            yield _LABELS[name](), areas.name(ws, value) or value if name == "village" else value


def _moments(ws: Workspace, digest: str) -> Mapping[bytes, str]:
    """When each key signed, where the record is here; the paper says the day only."""
    db = ws.store.reader()
    rows = [row for found in documents.submission_by_short(db, digest) for row in signoffs.of(db, found)]
    return {row.public_key: row.signed_at[:16].replace("T", " ") for row in rows}


def _signers(signers: tuple[Certificate, ...], moments: Mapping[bytes, str]) -> Iterator[tuple[str, str]]:
    for place, one in enumerate(signers, start=1):
        at = moments.get(one.key, "")
        yield t("paper.fact.signed", place=place), f"{one.name}（{one.staff_no}） {at}".strip()


def _named(one: Claims) -> Iterator[tuple[str, str]]:
    yield "form", one.form
    yield "village", one.village
    yield "household_no", one.household_no
    yield "day", one.day.isoformat()
    yield "persons", str(one.persons or "")
    yield "per_capita", _yuan(one.per_capita)
    yield "supplement", _yuan(one.supplement)
    yield "outcome", _OUTCOMES[one.outcome]() if one.outcome in _OUTCOMES else one.outcome


def _yuan(fen: int) -> str:
    return f"{fen // 100:,}.{fen % 100:02d}" if fen else ""


_LABELS = {
    "form": lambda: t("paper.fact.form"),
    "village": lambda: t("paper.fact.village"),
    "household_no": lambda: t("paper.fact.household"),
    "day": lambda: t("paper.fact.frozen"),
    "persons": lambda: t("paper.fact.persons"),
    "per_capita": lambda: t("paper.fact.per_capita"),
    "supplement": lambda: t("paper.fact.supplement"),
    "outcome": lambda: t("paper.fact.outcome"),
}
_OUTCOMES = {
    "above": lambda: t("paper.outcome.above"),
    "edge": lambda: t("paper.outcome.edge"),
    "dibao": lambda: t("paper.outcome.dibao"),
}
