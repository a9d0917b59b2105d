"""Recognising villages in what rosters write: codes, names with or without 村民委员会, names with a group behind."""

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from villagevisit.domain.area import Area
from villagevisit.domain.roster_values import plain

_ENDINGS: Final = re.compile(r"(村?村民委员会|(社区)?居民?委员会|村委会|(社区)?居委会|社区|行政村|村)$")
_GROUP: Final = re.compile(
    r"(?:第?[零〇一二三四五六七八九十百\d]+|[\u3400-\u9fff]{1,4})(?:村民小组|居民小组|小组|组|社|屯|队)$"
)


class Places:
    """The villages of this installation."""

    def __init__(self, villages: Iterable[Area]) -> None:
        self.villages = tuple(villages)
        self._by_code = {area.code: area.code for area in self.villages}
        stems: dict[str, str] = {}
        for area in self.villages:
            for word in {plain(area.name), _stem(area.name)} - {""}:
                stems[word] = "" if word in stems and stems[word] != area.code else area.code
        self._stems = {word: code for word, code in stems.items() if code}
        self._longest_first = sorted(self._stems, key=len, reverse=True)
        self._split = lru_cache(maxsize=8192)(self._split_now)

    @property
    def only(self) -> str:
        """The village when there is just one."""
        return self.villages[0].code if len(self.villages) == 1 else ""

    def find(self, text: str) -> str:
        """The code of the village that the text is; empty when it is none, or two bear the name."""
        folded = plain(text)
        return self._by_code.get(folded) or self._stems.get(folded) or self._stems.get(_stem(folded), "")

    def inside(self, text: str) -> str:
        """The code of the only village named inside a title, a sheet name or a file name."""
        folded = plain(text)
        found: set[str] = set()
        for stem in self._longest_first:
            if len(stem) >= 2 and stem in folded:
                found.add(self._stems[stem])
                folded = folded.replace(stem, "\0")
        return found.pop() if len(found) == 1 else ""

    def split(self, text: str) -> tuple[str, str]:
        """(village code, group) of 红星村第二组, 红星村 or 第二组; the code is empty when no village is named."""
        return self._split(text)

    def _split_now(self, text: str) -> tuple[str, str]:
        folded = plain(text)
        if code := self.find(folded):
            return code, ""
        for stem in self._longest_first:
            at = folded.find(stem)
            if at >= 0 and len(stem) >= 2:
                rest = _ENDINGS.sub("", folded[at + len(stem) :])
                rest = re.sub(r"^(村民委员会|村委会|居委会|社区|村)", "", folded[at + len(stem) :]) if rest else rest
                return self._stems[stem], rest
        return "", folded


def is_group(text: str) -> bool:
    return bool(_GROUP.search(plain(text)))


def _stem(name: str) -> str:
    return _ENDINGS.sub("", plain(name))
