"""The county's answers for keys, read from its items for its view."""

from dataclasses import dataclass

from sync.server import items
from sync.server.log import RecordLog
from sync.succession import Trust
from villagevisit.services import certificates, key_body
from villagevisit.services.certificates import Certificate
from villagevisit.store.county_certificates import CertificateRow

_KINDS = (key_body.CERTIFICATE, key_body.CERTIFICATE_REFUSED, key_body.CERTIFICATE_REVOKED)


@dataclass(frozen=True, slots=True)
class Answers:
    mark: str
    issued: list[CertificateRow]
    refused: list[bytes]
    revoked: list[tuple[bytes, str]]
    """Key and moment."""


def answers(log: RecordLog, trust: Trust, known: str) -> Answers | None:
    """All that the county answered; None when `known` is the mark of just that.

    Raises:
        Refused: `certificate.forged`, `certificate.unreadable`: somebody changed the log.
    """
    mark = str(items.newest(log, _KINDS))
    if mark == known:
        return None
    found = Answers(mark, [], [], [])
    for one in items.every(log, _KINDS):
        if one.kind == key_body.CERTIFICATE:
            found.issued.append(_row(certificates.read(log.county, trust, one.body)))
        elif one.kind == key_body.CERTIFICATE_REFUSED:
            found.refused.append(one.body)
        else:
            _, key, at = key_body.read_revoked(one.body)
            found.revoked.append((key, at))
    return found


def _row(one: Certificate) -> CertificateRow:
    roles = " ".join(sorted(one.roles))
    return CertificateRow(
        one.serial, one.key, one.staff_no, one.name, roles, one.scope, one.since.isoformat(), one.until.isoformat()
    )
