"""Persons who stand beside the head in the same row: 配偶姓名, 配偶身份证号, 子女1姓名 … each becomes a row of his own.

Only for sheets whose rows do not say a relation: where they do, such columns merely repeat persons of other rows.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from villagevisit.domain.roster import ColumnGuess
from villagevisit.domain.roster_columns import fold
from villagevisit.domain.roster_values import relation_of

_BESIDE: Final = re.compile(
    r"(?:户主)?(?P<who>配偶|妻子?|丈夫|老伴|爱人|子女|儿女|孩子|[长次三四五独]子|[长次三四五独]女|儿子|女儿|儿媳妇?|女婿|孙子|孙女"
    r"|父亲?|母亲?)(?P<mark>信息)?(?P<which>[\d一二三四五六七八九]?)的?(?P<what>姓名|名字|公民身份证?号码?|居民身份证号?码?|身份证号?码?|证件号码?|)"
)
_CHILD: Final = {"子女", "儿女", "孩子"}
_NAMES: Final = {"姓名", "名字"}


@dataclass(frozen=True, slots=True)
class Beside:
    """One further person of every row; `id_at` is -1 without a column of numbers."""

    word: str
    name_at: int
    id_at: int

    def relation(self, sex: str) -> str:
        """Code of the relation; `?` for a child whose sex nothing tells."""
        if self.word in _CHILD:
            return {"1": "20", "2": "30"}.get(sex, "?")
        return relation_of(self.word)


def is_beside(header: str) -> bool:
    """True for the name or number of somebody who is named by his relation, such as 配偶身份证号."""
    found = _BESIDE.fullmatch(fold(header))
    return bool(found and found["what"])


def find(columns: Sequence[ColumnGuess]) -> tuple[Beside, ...]:
    """The further persons of a row. Columns that the clerk gave a meaning, or left out, are not touched."""
    names: dict[tuple[str, str], int] = {}
    ids: dict[tuple[str, str], int] = {}
    bare: dict[tuple[str, str], int] = {}
    for guess in columns:
        found = None if guess.field or guess.sure else _BESIDE.fullmatch(fold(guess.header))
        if found:
            kind = bare if not found["what"] else names if found["what"] in _NAMES else ids
            kind.setdefault((found["who"], found["which"]), guess.index)
    names |= {who: at for who, at in bare.items() if who in ids and who not in names}
    return tuple(Beside(who[0], at, ids.get(who, -1)) for who, at in sorted(names.items(), key=lambda one: one[1]))
