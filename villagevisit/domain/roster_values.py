"""Reading the cells of a roster: dates, amounts, and the words for relations and categories.

Codes are those of the choice lists `relation`, `assist`, `hukou_type` and `sex` (forms.md). What is not understood
gives an empty answer; the caller says so to the clerk.
"""

import re
import unicodedata
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Final

Cell = str | float | date
"""What a spreadsheet cell can hold here."""

_APOSTROPHES: Final = "'’‘`"
"""In front of a number they only say that it is text."""
_EPOCH: Final = date(1899, 12, 30)


def text_of(cell: Cell) -> str:
    """The cell as the clerk sees it, without spaces around."""
    if isinstance(cell, str):
        text = cell.strip()
        return text[1:] if text[:1] in _APOSTROPHES and text[1:2].isdigit() else text
    if isinstance(cell, date):
        return cell.isoformat()
    if cell != cell or abs(cell) >= 1e15:
        return f"{cell:.5E}"
    return str(int(cell)) if float(cell).is_integer() else repr(cell)


@lru_cache(maxsize=4096)
def plain(text: str) -> str:
    """For comparing: compatibility characters folded, no white space."""
    return "".join(unicodedata.normalize("NFKC", text).split())


_DATE: Final = re.compile(r"(\d{4})\D{1,2}(\d{1,2})(?:\D{1,2}(\d{1,2}))?\D?(?:\d.*)?")
_CLOCK: Final = re.compile(r"(?<=\d)[ T　]+\d{1,2}[:：].*$")
"""An hour behind a day; only with the space in front can 3 0:00 be told from 30."""
_COMPACT: Final = re.compile(r"(\d{4})(\d{2})(\d{2})")


def date_of(cell: Cell) -> str:
    """ISO date of a date cell, a spreadsheet's serial number, or text such as 1990年1月1日 or 1990.1.1; else empty."""
    if isinstance(cell, date):
        return cell.isoformat()
    text = plain(_CLOCK.sub("", text_of(cell)))
    if re.fullmatch(r"\d{4,5}(\.\d+)?", text) and 3000 < float(text) < 80_000:
        return (_EPOCH + timedelta(days=int(float(text)))).isoformat()
    found = _COMPACT.fullmatch(text.removesuffix(".0")) or _DATE.fullmatch(text)
    if not found or found[3] is None:
        return ""
    try:
        return date(int(found[1]), int(found[2]), int(found[3])).isoformat()
    except ValueError:
        return ""


def amount_of(cell: Cell) -> Decimal | None:
    """Yuan with two decimals from 1,234.5, ￥600, 600元/月; 0 for an empty cell; None when it is no amount."""
    text = plain(text_of(cell))
    text = re.sub(r"[,，¥￥]|元.*$|人$|户$|口$", "", text)
    if not text or text in {"-", "/", "无"}:
        return Decimal(0)
    try:
        value = Decimal(text)
    except InvalidOperation:
        return None
    if not value.is_finite() or abs(value) >= Decimal(10) ** 10:
        return None
    return value.quantize(Decimal("0.01"))


def count_of(cell: Cell) -> int | None:
    """A number of persons; 0 for an empty cell; None when it is none."""
    value = amount_of(cell)
    if value is None or value != value.to_integral_value() or not 0 <= value < 100:
        return None
    return int(value)


def sex_of(cell: Cell) -> str:
    """`1` male, `2` female, empty when not said (GB/T 2261.1)."""
    text = plain(text_of(cell)).lower()
    return {"男": "1", "男性": "1", "1": "1", "m": "1", "male": "1"}.get(text) or {
        "女": "2", "女性": "2", "2": "2", "f": "2", "female": "2"
    }.get(text, "")  # fmt: skip


_RELATIONS: Final = {
    "02": "户主 本人 户主本人 本户户主 申请人 家长 head self",
    "10": """
        配偶 妻 夫 妻子 丈夫 夫妻 老伴 爱人 媳妇 老婆 之妻 之夫 户主妻 户主之妻 户主配偶 spouse wife
        husband
    """,
    "20": """
        子 儿子 长子 次子 三子 四子 五子 独子 独生子 养子 继子 二子 大儿子 二儿子 小儿子 之子 户主之子
        son
    """,
    "30": """
        女 女儿 长女 次女 三女 四女 五女 独女 独生女 养女 继女 二女 大女儿 二女儿 小女儿 之女 户主之女
        闺女 daughter
    """,
    "28": "女婿 婿 son-in-law",
    "38": "儿媳 儿媳妇 儿妇 daughter-in-law",
    "40": """
        孙 孙子 孙女 外孙 外孙女 外孙子 长孙 次孙 长孙女 次孙女 孙子女 曾孙 曾孙女 重孙 重孙女 外甥孙
        孙子女或外孙子女 孙子或外孙子 grandchild
    """,
    "50": "父 母 父亲 母亲 父母 养父 养母 继父 继母 爸爸 妈妈 之父 之母 parent father mother",
    "53": "公公 婆婆 岳父 岳母 公婆 丈人 丈母娘 公婆或岳父母 parent-in-law",
    "60": """
        祖父 祖母 爷爷 奶奶 外祖父 外祖母 外公 外婆 姥爷 姥姥 祖父母 祖父母或外祖父母 曾祖父 曾祖母
        grandparent
    """,
    "70": """
        兄 弟 姐 妹 哥哥 弟弟 姐姐 妹妹 兄弟 姐妹 兄弟姐妹 胞兄 胞弟 胞姐 胞妹 之兄 之弟 之姐 之妹
        sibling brother sister
    """,
    "97": """
        其他亲属 亲属 其他 侄子 侄女 侄 侄儿 外甥 外甥女 叔叔 伯父 伯母 叔父 婶婶 姑姑 姑母 舅舅 舅父 姨
        姨母 嫂子 弟媳 弟妹 孙媳 孙媳妇 孙女婿 堂兄 堂弟 表兄 表弟 姐夫 妹夫 other
    """,
    "99": "非亲属 寄居 雇工 其他非亲属 户口簿挂靠 集体户 not-related",
}
_RELATION_OF: Final = {word: code for code, words in _RELATIONS.items() for word in words.split()}
_RELATION_CODES: Final = {"01": "02", "1": "02", "2": "02", "0": "02"}


def relation_of(cell: Cell) -> str:
    """Code of the `relation` list; empty for an empty cell, `?` for a word that is not known."""
    text = plain(text_of(cell)).lower()
    text = re.sub(r"[()（）].*$", "", text)
    if not text:
        return ""
    if text in _RELATION_OF:
        return _RELATION_OF[text]
    if text in _RELATIONS:
        return text
    if text in _RELATION_CODES:
        return _RELATION_CODES[text]
    for prefix in ("户主的", "户主之", "之", "户主"):
        rest = text.removeprefix(prefix)
        if rest != text and rest in _RELATION_OF:
            return _RELATION_OF[rest]
    return "?"


_ASSIST: Final = (
    ("7", r"单人(户)?(低)?保|单人户"),
    ("4", r"边缘"),
    ("5", r"刚性支出|支出型"),
    ("3", r"特困|五保|三无"),
    ("6", r"临时救助"),
    ("2", r"城(市|镇).*(低保|最低生活)|城低保|^城保"),
    ("1", r"低保|最低生活|农保|^[abc]类$"),
)


def assist_of(cell: Cell) -> str:
    """Code of the `assist` list; empty for an empty cell or a plain no, `?` for a word that is not known.

    低保 without a word for the town is the rural one: rosters of villages leave it out.
    """
    text = plain(text_of(cell)).lower()
    if not text or text in {"无", "否", "非低保", "一般户", "普通户", "-", "/"}:
        return ""
    if text in {"1", "2", "3", "4", "5", "6", "7"}:
        return text
    return next((code for code, pattern in _ASSIST if re.search(pattern, text)), "?")


def hukou_of(cell: Cell) -> str:
    """Code of the `hukou_type` list; empty when not said or not known."""
    text = plain(text_of(cell))
    if text in {"1", "2", "3"}:
        return text
    if "居民" in text or "统一" in text:
        return "3"
    if "非农" in text or "城" in text:
        return "2"
    return "1" if "农" in text else ""
