"""What diseases are called: spellings, levels and ICD-10 codes that mean the same (R-14), and dated lists (R-13).

The table is data (`services/data/disease_names.csv`); "高血压" and "高血压病3级" are one disease, "糖尿病" holds
"2型糖尿病", and two kinds of stroke are two.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

_PARTS: Final = re.compile(r"[,，、;；/+。\s]|伴有|合并|以及|伴|及|和|与")
_BRACKETS: Final = re.compile(r"[(（\[【][^)）\]】]*[)）\]】]")
_NOT: Final = re.compile(r"^(?:无|否认|排除|未见|未患|没有|健康|正常)")
_GRADE: Final = re.compile(r"(?:[0-9一二三四]|[IVⅠ-Ⅳ]+)\s*(?:级|期|度)|极高危|很高危|高危|中危|低危|组$")
_ICD: Final = re.compile(r"^[A-TV-Z][0-9]{2}(?:\.[0-9]{1,2})?$|^U[0-9]{2}(?:\.[0-9])?$")


@dataclass(frozen=True, slots=True)
class Name:
    """One spelling. Days are ISO; an empty `valid_to` has no end; ages in whole years, -1 where there is no limit."""

    family: str
    under: str
    """The wider disease that it is a kind of."""
    name: str
    icd: tuple[str, ...]
    """Beginnings of ICD-10 codes."""
    major: str
    """Code of `major_disease` (F14); empty when it is on no list."""
    chronic: str
    """`htn`, `dm`, `tb`, `smd`: the four chronic diseases of R-13."""
    sex: str
    age_min: int
    age_max: int
    valid_from: str
    valid_to: str

    def holds_on(self, day: date) -> bool:
        return self.valid_from <= day.isoformat() and (not self.valid_to or day.isoformat() <= self.valid_to)


@dataclass(frozen=True)
class Names:
    """The table in force on a day."""

    rows: Sequence[Name]

    @classmethod
    def on(cls, rows: Iterable[Name], day: date) -> "Names":
        known = (one for one in rows if one.holds_on(day))
        return cls(tuple(sorted(known, key=lambda one: (-len(one.name), one.name))))

    def find(self, text: str) -> Name | None:
        """The disease that one name or one ICD-10 code means; of several spellings in it the longest counts."""
        word = plain(text)
        if _ICD.match(word):
            begun = [(len(code), one) for one in self.rows for code in one.icd if word.startswith(code)]
            return max(begun, key=lambda pair: (pair[0], -len(pair[1].name)))[1] if begun else None
        return next((one for one in self.rows if plain(one.name) in word), None)

    def read(self, text: str) -> tuple[str, ...]:
        """Every disease that a cell names, as families; what the table does not know stays as its plain words."""
        found: dict[str, None] = {}
        for part in parts(text):
            known = self.find(part)
            found.setdefault(known.family if known else part)
        return tuple(found)

    def same(self, one: str, other: str) -> bool:
        """Whether two of `read` may be the same disease: equal, one a kind of the other, or unknown words within one
        another."""
        above, known = self.above, self.families
        if one == other or above.get(one) == other or above.get(other) == one:
            return True
        return one not in known and other not in known and (one in other or other in one)

    @property
    def above(self) -> Mapping[str, str]:
        return {one.family: one.under for one in self.rows if one.under}

    @property
    def families(self) -> frozenset[str]:
        return frozenset(one.family for one in self.rows)

    def chronic(self, families: Iterable[str]) -> tuple[str, ...]:
        """Which of the four chronic diseases are among these families."""
        by_family = {one.family: one.chronic for one in self.rows}
        return tuple(code for code in CHRONIC if any(by_family.get(one) == code for one in families))

    def major(self, families: Iterable[str]) -> tuple[str, ...]:
        """Codes of major diseases among these families."""
        by_family = {one.family: one.major for one in self.rows}
        return tuple(sorted({by_family[one] for one in families if by_family.get(one)}))

    def limits(self, text: str) -> list[Name]:
        """Rows of the diseases that a cell names, for the rules on age and sex."""
        return [known for part in parts(text) if (known := self.find(part)) is not None]


CHRONIC: Final = ("htn", "dm", "tb", "smd")


def plain(text: str) -> str:
    """A name without brackets, grades and blanks; Roman numerals and full-width letters as plain ones."""
    word = unicodedata.normalize("NFKC", _BRACKETS.sub("", text)).strip()
    word = re.sub(r"\s", "", word)
    if _ICD.match(word.upper()):
        return word.upper()
    word = _GRADE.sub("", word).upper()
    for type_, number in (("二型", "2型"), ("一型", "1型"), ("II型", "2型"), ("I型", "1型")):
        word = word.replace(type_, number)
    return word


def parts(text: str) -> list[str]:
    """The single names in a cell, without those that are denied."""
    whole = _BRACKETS.sub("", text)
    found = [part.strip() for part in _PARTS.split(whole)]
    return [plain(part) for part in found if part and not _NOT.match(part) and plain(part)]


@dataclass(frozen=True, slots=True)
class Scope:
    """One line of a dated list of major diseases."""

    scope: str
    major: str
    valid_from: str
    valid_to: str = ""


def listed(lines: Iterable[Scope], scope: str, day: date) -> frozenset[str]:
    """Codes of the diseases on the list `16`, `21`, `25` or `30` on a day."""
    text = day.isoformat()
    return frozenset(
        one.major for one in lines
        if one.scope == scope and one.valid_from <= text and (not one.valid_to or text <= one.valid_to)
    )  # fmt: skip
