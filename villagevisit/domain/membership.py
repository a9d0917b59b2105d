"""Who counts as a member of the household (rules.md R-02; 57号 Arts 6–8)."""

from dataclasses import dataclass

HEAD = "02"
SPOUSE = "10"
CHILDREN = frozenset({"20", "30"})
STUDYING = frozenset({"1", "2", "3", "4", "5", "6", "7"})
"""Codes of `study` up to bachelor level; 0 is not studying, 8 postgraduate."""
ADULT = 18


@dataclass(frozen=True, slots=True)
class Member:
    """The answers about one person that decide whether he counts. Codes are those of F01."""

    relation: str
    age: int | None
    lives_here: bool
    support_duty: bool
    absent_by_law: bool = False
    """In prison, in compulsory detoxification, or declared missing."""
    clergy_apart: bool = False
    """Clergy who left the family three years ago or more."""
    study: str = "0"
    severely_disabled: bool = False
    override: bool | None = None
    """A person's correction of the verdict; the form asks for its reason."""


def independent(member: Member) -> bool:
    """A grown-up child who lives elsewhere, does not study and is able to live alone."""
    return (
        member.relation in CHILDREN
        and member.age is not None
        and member.age >= ADULT
        and not member.lives_here
        and member.study not in STUDYING
        and not member.severely_disabled
    )


def counts(member: Member) -> bool:
    """The rule's own verdict, without a person's correction."""
    if member.absent_by_law or member.clergy_apart or independent(member) or not member.support_duty:
        return False
    if member.lives_here or member.relation in (HEAD, SPOUSE):
        return True
    minor = member.age is not None and member.age < ADULT
    return member.relation in CHILDREN and (minor or member.severely_disabled or member.study in STUDYING)


def counted(member: Member) -> bool:
    """The final verdict: the correction when there is one."""
    return counts(member) if member.override is None else member.override


def severely_disabled(certificate: str) -> bool:
    """Grade 1 or 2, or grade 3 of intellect (5) or mind (6), from a certificate number (18 + kind + grade)."""
    kind, grade = certificate[18:19], certificate[19:20]
    return grade in ("1", "2") or (grade == "3" and kind in ("5", "6"))
