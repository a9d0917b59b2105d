"""Names of people: one spelling for what lists write in many ways, and the initials that people type to find them."""

import os
import re
from functools import lru_cache
from typing import Final

_INVISIBLE: Final = re.compile(r"[\u00ad\u200b-\u200f\u2060\ufeff]")
_FOOTNOTE: Final = re.compile(r"^[※★☆▲△◆◇①-⑳⑴-⑽]+|[※★☆▲△◆◇①-⑳⑴-⑽]+$")
"""Marks that point to a remark under the list; no name has them. An asterisk stays: it also masks a character."""
_SPACE: Final = re.compile(r"[\s\u3000]+")
_DOT: Final = re.compile(r"(?<=[^\x00-\x7f])\s*[.•・‧∙⋅･●◦．。·]\s*(?=[^\x00-\x7f])")
_HAN: Final = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff\ue000-\uf8ff\u3007]")
_DAMAGE: Final = re.compile(r"[?？□\ufffd\ue000-\uf8ff\U000f0000-\U0010ffff0-9０-９*＊#＃]")
_MORE: Final = re.compile(r"[、，,;；/:：()（）\[\]【】。=@]|夫妇|夫妻|[两俩]口|全家")
_TWO: Final = re.compile(r"([\u3400-\u9fff\U00020000-\U0003ffff]{2,4}) ([\u3400-\u9fff\U00020000-\U0003ffff]{2,4})")
"""Two whole names with a space between, as couples stand in one cell; after a compound surname it is one."""
_WIDE: Final = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}

_COMPOUND_WORDS: Final = """
    欧阳 太史 端木 上官 司马 东方 独孤 南宫 万俟 闻人 夏侯 诸葛 尉迟 公羊 赫连 澹台 皇甫 宗政 濮阳 公冶
    太叔 申屠 公孙 慕容 仲孙 钟离 长孙 宇文 司徒 鲜于 司空 闾丘 子车 亓官 司寇 巫马 公西 颛孙 壤驷 公良
    漆雕 乐正 宰父 谷梁 拓跋 夹谷 轩辕 令狐 段干 百里 呼延 东郭 南门 羊舌 微生 梁丘 左丘 东门 西门 单于
    第五
"""
COMPOUND: Final = frozenset(_COMPOUND_WORDS.split())

_SURNAMES: Final = {
    "单": "s", "解": "x", "查": "z", "曾": "z", "仇": "q", "朴": "p", "盖": "g", "缪": "m", "乐": "yl", "翟": "z",
    "冼": "x", "洗": "x", "覃": "qt", "区": "o", "秘": "b", "种": "c", "繁": "p", "召": "s", "员": "y", "折": "s",
    "郇": "hx", "谌": "cs", "晟": "c", "能": "n", "行": "x", "重": "c", "黑": "h", "石": "s", "柏": "b", "车": "c",
    "沈": "s", "葛": "g", "盛": "s", "万": "w", "尉": "w", "燕": "y", "长": "c", "都": "d", "逄": "p", "贠": "y",
    "繆": "m", "仉": "z", "隗": "wk", "相": "x", "宓": "mf", "郗": "xc", "阚": "k", "冯": "f", "叶": "y", "藏": "z",
    "哈": "h", "撒": "s", "那": "n", "若": "r", "否": "f", "适": "k", "不": "f", "纪": "j", "会": "k", "洪": "h",
}  # fmt: skip
_COMPOUND_INITIALS: Final = {"万俟": "mq", "尉迟": "yc", "长孙": "zs", "澹台": "tt", "单于": "cy", "乐正": "yz"}
_TWO_WAYS: Final = {
    "重": "cz", "长": "cz", "朝": "cz", "乐": "ly", "行": "xh", "晟": "sc", "曾": "zc", "藏": "cz", "盛": "sc",
    "传": "cz", "调": "dt", "单": "ds", "翟": "zd", "茄": "qj", "石": "sd", "降": "jx", "系": "xj", "祭": "jz",
    "弹": "dt", "大": "d", "车": "cj", "参": "cs", "省": "sx", "殷": "y", "都": "d", "伽": "jg", "茜": "qx",
}  # fmt: skip


@lru_cache(maxsize=4096)
def normalise(text: str) -> str:
    """One spelling of a name: no spaces inside Chinese names, one kind of interpunct, no invisible characters.

    Ideographs are left as they are: two glyphs that some tables call variants may be two different names.
    """
    text = _INVISIBLE.sub("", text).translate(_WIDE)
    text = _FOOTNOTE.sub("", _SPACE.sub(" ", text).strip()).strip()
    text = _DOT.sub("·", text)
    return text.replace(" ", "") if _HAN.search(text) and not _are_two(text) else text


def _are_two(text: str) -> bool:
    found = _TWO.fullmatch(text)
    return found is not None and found[1] not in COMPOUND


def is_damaged(name: str) -> bool:
    """True when a character was visibly lost or replaced on the way (``王?``, a private-use character, a digit)."""
    return bool(_DAMAGE.search(name))


def is_odd(name: str) -> bool:
    """True when the cell holds more than one person's name: a list, a couple, a remark in brackets, a sentence."""
    return bool(_MORE.search(name)) or _are_two(name) or len(name) > 30


def split(name: str) -> tuple[str, str]:
    """Surname and given name of a Chinese name."""
    if len(name) > 2 and name[:2] in COMPOUND:
        return name[:2], name[2:]
    return name[:1], name[1:]


@lru_cache(maxsize=1)
def _readings() -> dict[int, str]:
    """Code point → readings, most usual first. Without the phrase dictionary, which costs 0.25 s and 25 MB."""
    before = os.environ.get("PYPINYIN_NO_PHRASES")
    os.environ["PYPINYIN_NO_PHRASES"] = "true"
    try:
        from pypinyin.pinyin_dict import pinyin_dict
    finally:
        if before is None:
            del os.environ["PYPINYIN_NO_PHRASES"]
    readings: dict[int, str] = pinyin_dict
    return readings


_PLAIN: Final = str.maketrans("āáǎàōóǒòēéěèêếềḿńňǹ", "aaaaooooeeeeeeemnnn")


@lru_cache(maxsize=8192)
def _letters(character: str) -> str:
    """First letters by which a character inside a given name is looked up; empty when nobody could type one."""
    if character in _TWO_WAYS:
        return _TWO_WAYS[character]
    if character.isascii():
        return character.lower() if character.isalnum() else ""
    reading = _readings().get(ord(character), "")
    return reading[:1].translate(_PLAIN)


@lru_cache(maxsize=4096)
def initials(name: str) -> tuple[str, ...]:
    """The initials of a name, most usual first, at most four: 单雄信 → ("sxx",); 覃乐 → ("ql", "qy", "tl", "ty").

    A character without a known reading is passed over: the others still find the name.
    """
    if not _HAN.search(name):
        words = [word for word in re.split(r"[\s·.\-]+", name.lower()) if word]
        return ("".join(word[0] for word in words if word[0].isalnum()),) if words else ()
    surname, given = split(name)
    if len(surname) == 2:
        start = [_COMPOUND_INITIALS.get(surname) or "".join(_letters(c)[:1] for c in surname)]
    else:
        start = list(_SURNAMES.get(surname) or _letters(surname)) or [""]
    found = start
    for character in given:
        letters = _letters(character)
        if letters:
            found = [head + letter for head in found for letter in letters][:4]
    return tuple(dict.fromkeys(text for text in found if text))


_DIGITS: Final = {c: n for n, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_NUMERAL: Final = re.compile(r"[零〇一二两三四五六七八九十]+|\d+")


def sort_key(text: str) -> str:
    """Orders 第二组 before 第三组 and before 第十组, and 9 before 10."""
    return _NUMERAL.sub(lambda found: f"{_number(found[0]):010d}", text.translate(_WIDE))


def _number(text: str) -> int:
    if text.isdecimal():
        return int(text[-10:])
    if "十" not in text:
        return int("".join(str(_DIGITS[c]) for c in text)[-10:])
    tens, _, ones = text.rpartition("十")
    return (_number(tens) if tens else 1) * 10 + (_number(ones) if ones else 0)
