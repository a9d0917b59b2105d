"""Persons who stand beside the head in the same row: 配偶姓名, 子女1姓名, 成员2姓名 … each becomes a row of his own.

Where rows say their relation, 配偶姓名 merely repeats a person of another row; a second 姓名 with a relation beside it
is somebody else still.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from villagevisit.domain.roster import ColumnGuess
from villagevisit.domain.roster_columns import exact, fold
from villagevisit.domain.roster_values import relation_of

_BESIDE: Final = re.compile(
    r"(?:户主)?(?P<who>配偶|妻子?|丈夫|老伴|爱人|子女|儿女|孩子|[长次三四五独]子|[长次三四五独]女|儿子|女儿|儿媳妇?|女婿|孙子|孙女"
    r"|父亲?|母亲?)(?P<mark>信息)?(?P<which>[\d一二三四五六七八九]?)的?(?P<what>姓名|名字|公民身份证?号码?|居民身份证号?码?|身份证号?码?|证件号码?|)"
)
_MEMBER: Final = re.compile(
    r"(?:家庭|共同生活的?家庭)?成员(?:信息)?(?P<which>[\d一二三四五六七八九十]{1,2})的?"
    r"(?P<what>姓名|名字|与?户?主?的?关系|居民身份证号?码?|公民身份证?号?码?|身份证号?码?|证件号码?)"
)
_AGAIN: Final = re.compile(r"\((\d+)\)$")
"""What the table adds to a heading that it has met before."""
_CHILD: Final = {"子女", "儿女", "孩子"}
_NAMES: Final = {"姓名", "名字"}


@dataclass(frozen=True, slots=True)
class Beside:
    """One further person of every row; `id_at` is -1 without a column of numbers, `relation_at` when `word` tells."""

    word: str
    name_at: int
    id_at: int
    relation_at: int = -1

    def relation(self, sex: str) -> str:
        """Code of the relation; `?` for a child whose sex nothing tells."""
        if self.word in _CHILD:
            return {"1": "20", "2": "30"}.get(sex, "?")
        return relation_of(self.word)


def is_beside(header: str) -> bool:
    """True for the name or number of somebody who is named by his relation, such as 配偶身份证号."""
    found = _BESIDE.fullmatch(fold(header))
    return bool(found and found["what"]) or bool(_MEMBER.fullmatch(fold(header)))


def find(columns: Sequence[ColumnGuess]) -> tuple[Beside, ...]:
    """The further persons of a row. Columns that the clerk gave a meaning, or left out, are not touched."""
    says_relation = any(guess.field == "relation" for guess in columns)
    found = (*_members(columns), *(() if says_relation else _kin(columns)))
    return tuple(sorted(found, key=lambda one: one.name_at))


def _members(columns: Sequence[ColumnGuess]) -> list[Beside]:
    """Those who are counted, 成员2姓名 or a second 姓名, each with his relation in a column of his own."""
    at: dict[tuple[str, str], int] = {}
    for guess in columns:
        word, again = fold(guess.header), _AGAIN.search(guess.header)
        counted = _MEMBER.fullmatch(word)
        if guess.field or guess.sure or not (counted or again):
            continue
        what = counted["what"] if counted else word
        field = "relation" if what.endswith("关系") else exact(what)
        at.setdefault((counted["which"] if counted else f"again {again and again[1]}", field), guess.index)
    numbers = [which for which, field in at if field == "name" and (which, "relation") in at]
    return [Beside("", at[n, "name"], at.get((n, "id_no"), -1), at[n, "relation"]) for n in numbers]


def _kin(columns: Sequence[ColumnGuess]) -> list[Beside]:
    """Those who are named by their relation."""
    names: dict[tuple[str, str], int] = {}
    ids: dict[tuple[str, str], int] = {}
    bare: dict[tuple[str, str], int] = {}
    for guess in columns:
        found = None if guess.field or guess.sure else _BESIDE.fullmatch(fold(guess.header))
        if found:
            kind = bare if not found["what"] else names if found["what"] in _NAMES else ids
            kind.setdefault((found["who"], found["which"]), guess.index)
    names |= {who: at for who, at in bare.items() if who in ids and who not in names}
    return [Beside(who[0], at, ids.get(who, -1)) for who, at in names.items()]
