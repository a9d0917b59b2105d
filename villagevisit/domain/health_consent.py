"""Whether a health form may be opened: by the person's separate consent, or by a basis in law that somebody names.

Illness is sensitive: it is written down with a consent of its own (PIPL 29), which a yes in a form of the office (F01,
F05) is not, because that is for another purpose (14). Where the law needs no consent (13; R-23), that is said by name.
"""

from collections.abc import Iterable
from enum import StrEnum

from villagevisit.domain.consent import Act, Consent, How, Purpose, Standing, newest, standing
from villagevisit.domain.event import Event
from villagevisit.domain.form_ids import SMD_FORM

WITHOUT = "health.without-consent"
"""Kind of the event by which somebody names such a basis; its thing is the person's id."""
REFUSED, MISSING, LATE = "consent.health", "consent.health-missing", "consent.health-late"


class Basis(StrEnum):
    EMERGENCY = "emergency"
    """To save life or health there is no time to ask (PIPL 13 (4)); he is asked within the county's days."""
    DUTY = "duty"
    """Who has a severe mental disorder is followed up whatever he says (PIPL 13 (3), Mental Health Law 55)."""


def bases(form_id: str) -> tuple[Basis, ...]:
    """What may be named for a form."""
    return (Basis.EMERGENCY, Basis.DUTY) if form_id == SMD_FORM else (Basis.EMERGENCY,)


def refusal(acts: Iterable[Consent], told: Iterable[Event], form_id: str, day: str, birth: str) -> str:
    """Why a health form on one person may not be opened on a day (ISO); empty when it may.

    A no counts wherever it was said, and closes what an emergency before it had opened.
    """
    about = [one for one in acts if one.act is not Act.GIVEN or _is_separate(one)]
    stands = standing(about, Purpose.HEALTH, birth)
    if stands is Standing.GIVEN:
        return ""
    named = [one for one in told if one.kind == WITHOUT]
    if Basis.DUTY in bases(form_id) and any(one.text("basis") == Basis.DUTY for one in named):
        return ""
    no = newest(about, Purpose.HEALTH) if stands in (Standing.REFUSED, Standing.WITHDRAWN) else None
    urgent = [one for one in named if one.text("basis") == Basis.EMERGENCY and (no is None or one.at > no.at)]
    if any(day <= one.text("until") for one in urgent):
        return ""
    return REFUSED if no is not None else LATE if urgent else MISSING


def _is_separate(one: Consent) -> bool:
    """Given by itself, and so that it can be shown: no form's answer, and not only spoken."""
    return not one.source and one.how is not How.SPOKEN
