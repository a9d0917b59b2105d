"""Who may see and do what: one table and one question for the county's pages, one for laptops."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from villagevisit.domain.officer import Officer
from villagevisit.domain.officer import Role as Duty


class Role(StrEnum):
    COUNTY = "county"
    """The county's officer."""
    CLERK = "clerk"
    """A township's clerk."""
    AUDITOR = "auditor"
    """Reads everything, changes nothing, and says what he looked into."""
    DOCTOR = "doctor"
    ADMIN = "admin"
    """Keeps the machine running; sees no household and no colleague."""


class Action(StrEnum):
    COUNTS = "counts"
    """How far each village is."""
    HOUSEHOLDS = "households"
    """Names of households and who signed."""
    CONFLICTS = "conflicts"
    """Where two accounts of a household differ."""
    DECIDE = "decide"
    """Settling such a difference."""
    COMPUTERS = "computers"
    """Which laptops sent what, and what is wrong with them."""
    PEOPLE = "people"
    """Who may sign in here."""
    AUDIT = "audit"
    """Who did what here."""
    EXPORT = "export"
    """Taking data out."""
    SUSPICION = "suspicion"
    """Which visits somebody should look at again, and saying that one did."""
    CERTIFY = "certify"
    """Saying whose key a key is."""
    OVERRIDE = "override"
    """Lifting a rule for somebody, by written order."""
    HEALTH = "health"
    """Of whom a health form is, and which form; what it says is on no page."""
    PUBLISH = "publish"
    """Sending rules, forms and messages to laptops."""


LOCAL = frozenset({Role.CLERK, Role.DOCTOR})
"""Roles that make sense only with an area."""
_READS = {
    Action.COUNTS,
    Action.HOUSEHOLDS,
    Action.CONFLICTS,
    Action.COMPUTERS,
    Action.PEOPLE,
    Action.AUDIT,
    Action.SUSPICION,
}
_ALLOWED: dict[Role, frozenset[Action]] = {
    Role.COUNTY: frozenset(Action),
    Role.CLERK: frozenset({Action.COUNTS, Action.HOUSEHOLDS, Action.CONFLICTS, Action.DECIDE, Action.COMPUTERS}),
    Role.AUDITOR: frozenset(_READS),
    Role.DOCTOR: frozenset({Action.COUNTS, Action.HOUSEHOLDS, Action.HEALTH}),
    Role.ADMIN: frozenset({Action.COUNTS, Action.COMPUTERS}),
}


@dataclass(frozen=True, slots=True)
class Who:
    """Somebody who signed in."""

    name: str
    role: Role
    area: str = ""
    """The code of the area this person is limited to; empty: the whole county."""


def can(who: Who, action: Action, area: str | None = None) -> bool:
    """Whether somebody may do something in an area; None asks whether anywhere at all.

    An empty area is what belongs to no place; only who is limited to no place may have to do with it.
    """
    if action not in _ALLOWED[who.role]:
        return False
    if who.role in LOCAL and not who.area:
        return False
    return area is None or within(area, who.area)


def within(area: str, limit: str) -> bool:
    """Whether an area lies in another one; an empty limit is none."""
    return area.startswith(stem(limit))


def stem(area: str) -> str:
    """The part of a 12-digit code that all areas below it share; a shorter prefix is one already."""
    if len(area) != 12:
        return area
    return area[:6] if area.endswith("000000") else area[:9] if area.endswith("000") else area


class Deed(StrEnum):
    """What people do on a laptop, beside filling in forms."""

    ROSTER = "roster"
    """Importing a list of households and settling its doubtful rows."""
    ROUND = "round"
    """Opening and closing a round, teams, drawing, assigning."""
    RULES = "rules"
    """Figures of the county's policy."""
    STAFF = "staff"
    """Who works here."""
    LOCKING = "locking"
    """When this computer locks itself, and whether commands work on it without anybody's PIN."""
    LISTS = "lists"
    """Taking whole lists away as a file."""
    RECORDS = "records"
    """Taking away the answers of a form, for those whose form it is."""
    FORM = "form"
    """Filling in, correcting, freezing and reading a form."""
    PAPER = "paper"
    """Printing."""
    SEE = "see"
    """Seeing in lists, counts and when searching that a household is there; its numbers are masked."""
    REVEAL = "reveal"
    """Reading a number of a person in full, one at a time; it is written down."""
    CONSENT = "consent"
    """Entering that somebody agreed to the use of his data, or takes that back."""
    PRIVACY = "privacy"
    """Giving a person a copy of what is held, and taking his wish to correct it."""
    PURGE = "purge"
    """Taking a closed round's forms and photos off a laptop, once the county holds them safely."""
    CASE = "case"
    """Carrying a household's case from step to step, except deciding it."""
    CONFIRM = "confirm"
    """Granting, refusing, changing or stopping a benefit; who may in the end depends on the county's delegation."""
    MEETING = "meeting"
    """Preparing, counting and closing an appraisal or a hearing."""
    BOARD = "board"
    """Posting boards, proving that they hang, taking them down, taking objections."""
    INQUIRY = "inquiry"
    """Registering what somebody asks or complains about, answering it, handing it over."""
    DUTY = "duty"
    """Pledges, filings of kin, letters of responsibility, accountability."""
    SAMPLE = "sample"
    """Drawing households for a spot check and seeing the hidden list."""
    CHECK = "check"
    """Entering what a spot check or the check of a clue found."""
    SUPERVISE = "supervise"
    """Weekly reports, bulletins, findings to put right."""
    WRITE = "write"
    """Writing official papers, issuing them in the office's name and withdrawing them."""
    HEALTH = "health"
    """Health records, follow-ups, contracts and their lists: whoever has the role of a village doctor, nobody else."""
    AID = "aid"
    """The register of temporary aid, emergencies and disasters."""


_DUTIES = frozenset(Duty)
_OFFICE = frozenset({Duty.CLERK, Duty.COUNTY})
_ON_A_LAPTOP: dict[Deed, frozenset[Duty]] = {
    Deed.ROSTER: _OFFICE,
    Deed.ROUND: _OFFICE,
    Deed.RULES: _OFFICE,
    Deed.STAFF: _OFFICE,
    Deed.LOCKING: _OFFICE,
    Deed.LISTS: _OFFICE,
    Deed.RECORDS: _DUTIES,
    Deed.FORM: _DUTIES,
    Deed.PAPER: _DUTIES,
    Deed.SEE: _DUTIES,
    Deed.REVEAL: _DUTIES,
    Deed.CONSENT: _DUTIES,
    Deed.PRIVACY: _OFFICE,
    Deed.PURGE: _OFFICE | {Duty.INVESTIGATOR},
    Deed.CASE: _OFFICE,
    Deed.CONFIRM: _OFFICE,
    Deed.MEETING: _OFFICE,
    Deed.BOARD: _OFFICE | {Duty.INVESTIGATOR},
    Deed.INQUIRY: _OFFICE | {Duty.INVESTIGATOR},
    Deed.DUTY: _OFFICE,
    Deed.SAMPLE: frozenset({Duty.COUNTY}),
    Deed.CHECK: _OFFICE | {Duty.INVESTIGATOR},
    Deed.SUPERVISE: _OFFICE,
    Deed.WRITE: _OFFICE,
    Deed.HEALTH: frozenset({Duty.VILLAGE_DOCTOR}),
    Deed.AID: _OFFICE,
}


@dataclass(frozen=True, slots=True)
class Thing:
    """What something is done to on a laptop."""

    village: str = ""
    """Code of the village that it belongs to; empty where it belongs to none."""
    duties: frozenset[Duty] = _DUTIES
    """Whom the form or the paper itself is for."""


ANYTHING = Thing()
Within = tuple[str, ...] | None
"""Codes of the villages whose households somebody sees; None: all that are on the laptop."""


def duties(deed: Deed, thing: Thing = ANYTHING) -> frozenset[Duty]:
    """Who may do it, as far as duties decide."""
    return _ON_A_LAPTOP[deed] & thing.duties


def may(people: Iterable[Officer], deed: Deed, thing: Thing = ANYTHING, scope: str = "") -> bool:
    """Whether one of the people at a laptop may do something to a thing there.

    `scope`: where the laptop works, as the county said: prefixes of area codes parted by blanks; empty: not said.
    Somebody reaches no further than the areas that the county certified him for; a village doctor no further than his
    own village, where it is known.
    """
    if thing.village and scope and not any(within(thing.village, limit) for limit in scope.split()):
        return False
    wanted = duties(deed, thing)
    return any(_reaches(one, wanted & one.roles, thing.village) for one in people)


def _reaches(one: Officer, held: frozenset[Duty], village: str) -> bool:
    if village and one.areas and not any(village.startswith(prefix) for prefix in one.areas):
        return False
    if held == {Duty.VILLAGE_DOCTOR} and village and one.village_code:
        return village == one.village_code
    return bool(held)
