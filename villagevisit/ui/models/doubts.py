"""What the county says about two versions of a household, as lines for its page."""

from villagevisit.domain.household import Household
from villagevisit.domain.merge_fields import last_part
from villagevisit.services.conflicts import Doubts
from villagevisit.ui.kit.format import day
from villagevisit.wording import t
from villagevisit.wording.catalog import ENTRIES

_MOST = 3


def doubt_lines(household: Household, doubts: Doubts) -> list[tuple[str, str]]:
    """(kind, sentence): what is open, then the last decisions; kinds are those of the status line."""
    found = []
    if doubts.open:
        what = dict.fromkeys(_label(household, register) for register in doubts.open)
        found.append(("wait", t("conflict.notice.open", what=t("conflict.comma").join(what))))
    for records in _decisions(doubts)[:_MOST]:
        first = doubts.decided[records[0]]
        what = dict.fromkeys(_label(household, doubts.decided[at].register) for at in records)
        sentence = t(
            "conflict.notice.decided",
            day=day(first.at),
            by=first.by,
            what=t("conflict.comma").join(what),
            reason=first.reason,
        )
        found.append(("info", sentence))
    return found


def _decisions(doubts: Doubts) -> list[list[int]]:
    """Places of what was decided together."""
    together: dict[tuple[str, str, str], list[int]] = {}
    for at, one in enumerate(doubts.decided):
        together.setdefault((one.at, one.by, one.reason), []).append(at)
    return list(together.values())


def _label(household: Household, register: str) -> str:
    key = f"conflict.field.{last_part(register)}"
    name = t(key) if key in ENTRIES else last_part(register)
    where = register.split("/")
    if where[0] != "member":
        return name
    who = next((one.name for one in household.persons if one.id == where[1]), "")
    return t("conflict.member_field", name=who, field=name) if who else name
