"""What a household said about the use of its data, as its page shows it, and what is held without a word."""

from functools import partial

from PySide6.QtWidgets import QWidget

from villagevisit.domain.consent import Act, Consent
from villagevisit.domain.household import Household
from villagevisit.services import consents, erasures
from villagevisit.ui.kit import parts
from villagevisit.ui.kit.shell import Shell
from villagevisit.wording import t
from villagevisit.wording.privacy_words import how_word, purposes_word, reason_word, standing_word

_KINDS = {Act.GIVEN: "done", Act.REFUSED: "refused", Act.WITHDRAWN: "refused"}


def consent_block(shell: Shell, household: Household) -> list[QWidget]:
    """A line for each person and word, then the way to the page where it is entered."""
    shown: list[QWidget] = [parts.heading(t("privacy.heading"))]
    said = consents.standings(shell.ws, household.id)
    for one in said:
        for act in Act:
            about = [purpose for purpose, newest in one.said if newest.act is act]
            if about:
                day = max(newest.day for _, newest in one.said if newest.act is act)
                purposes = purposes_word(about)
                words = t("privacy.said", name=one.name, what=standing_word(act), purposes=purposes, day=day)
                shown.append(parts.status(_KINDS[act], words, wrap=True))
    for lack in consents.missing(shell.ws, household.id, shell.actor):
        if lack.standing == "missing":
            words = t("consent.lacking", name=lack.name, purpose=purposes_word([lack.purpose]),
                      standing=standing_word(lack.standing))  # fmt: skip
            shown.append(parts.status("wait", words, wrap=True))
    for gone in erasures.of_household(shell.ws, household.id):
        words = t("erase.household", count=gone.records, number=gone.number, day=gone.day,
                  reason=reason_word(gone.reason))  # fmt: skip
        shown.append(parts.status("info", words, wrap=True))
    if len(shown) == 1:
        shown.append(parts.body(t("consent.none"), muted=True))
    to_rights = partial(shell.go, "rights", household_id=household.id)
    return [*shown, parts.row(parts.plain(t("privacy.open"), to_rights), None)]


def act_line(one: Consent) -> QWidget:
    """One entry of the register."""
    words = t("consent.line", name=one.name, what=standing_word(one.act), purposes=purposes_word(one.purposes),
              day=one.day, how=how_word(one.how, one.guardian))  # fmt: skip
    return parts.status(_KINDS[one.act], words, wrap=True)
