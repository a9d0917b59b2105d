"""Where somebody's certificate stands, as one sentence that says what to do."""

from villagevisit.domain.officer import Officer
from villagevisit.services.certified import Certification, State
from villagevisit.wording import t

_WORDS = {
    State.NO_COUNTY: ("muted", "ui.certificate.no-county"),
    State.NO_KEY: ("muted", "ui.certificate.no-key"),
    State.DUE: ("wait", "ui.certificate.due"),
    State.ASKED: ("wait", "ui.certificate.asked"),
    State.REFUSED: ("refused", "ui.certificate.refused"),
    State.REVOKED: ("refused", "ui.certificate.revoked"),
    State.NOT_YET: ("wait", "ui.certificate.not-yet"),
    State.GOOD: ("done", "ui.certificate.good"),
    State.ENDS_SOON: ("wait", "ui.certificate.ends-soon"),
    State.EXPIRED: ("refused", "ui.certificate.expired"),
}
_WITH_CODE = {
    State.DUE: "ui.certificate.due_code", State.ENDS_SOON: "ui.certificate.due_code",
    State.ASKED: "ui.certificate.asked_code",
}  # fmt: skip
SETTLED = frozenset({State.NO_COUNTY, State.GOOD})
"""Nothing is to be done."""


def sentence(officer: Officer, one: Certification) -> tuple[str, str]:
    """The kind of remark, and its words."""
    kind, key = _WORDS[one.state]
    if one.with_code:
        key = _WITH_CODE.get(one.state, key)
    return kind, t(key, name=officer.name, until=one.until.isoformat() if one.until else "")
