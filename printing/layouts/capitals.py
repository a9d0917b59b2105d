"""Money in capitals, as notices of payment and receipts show it beside the figures: 人民币叁佰壹拾捌元壹角玖分."""

from decimal import Decimal

_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_PLACES = ("", "拾", "佰", "仟")
_GROUPS = ("", "万", "亿")
_MOST = Decimal("999999999999.99")


def capitals(amount: Decimal) -> str:
    """`954.58` as 玖佰伍拾肆元伍角捌分, a whole amount with 整; zeros between figures are read once.

    Raises:
        ValueError: negative, above 999,999,999,999.99 or not a whole number of fen.
    """
    if not Decimal(0) <= amount <= _MOST or amount != round(amount, 2):
        raise ValueError(amount)
    fen = int(amount * 100)
    yuan, (jiao, rest) = fen // 100, divmod(fen % 100, 10)
    text = f"{_whole(yuan)}元" if yuan or not fen else ""
    if not jiao and not rest:
        return f"{text}整"
    if jiao:
        text += ("零" if yuan and yuan % 10 == 0 else "") + f"{_DIGITS[jiao]}角"
    elif yuan:
        text += "零"
    return text + (f"{_DIGITS[rest]}分" if rest else "整")


def _whole(number: int) -> str:
    """Groups of four figures; 零 once where a group or a place in between is empty."""
    groups: list[str] = []
    for name in _GROUPS:
        number, four = divmod(number, 10_000)
        groups.append(_four(four) + name if four else "零")
    text = "".join(reversed(groups))
    while "零零" in text:
        text = text.replace("零零", "零")
    return text.strip("零") or "零"


def _four(number: int) -> str:
    digits = f"{number:04d}"
    text = "".join(
        _DIGITS[int(digit)] + _PLACES[3 - place] if digit != "0" else "零" for place, digit in enumerate(digits)
    )
    while "零零" in text:
        text = text.replace("零零", "零")
    return text.rstrip("零")
