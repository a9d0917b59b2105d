"""What a cell of a roster looks like in a list: numbers of persons, telephones and accounts are masked."""

import re
from collections.abc import Mapping

from villagevisit.domain.masking import mask_account, mask_id, mask_phone

_ID_FIELDS = frozenset({"id_no", "head_id_no"})
_LONG_NUMBER = re.compile(r"(?<!\d)(\d{6})\d{5,8}(\d{3}[\dXxＸｘ])(?!\d)")


def shown(field: str, text: str) -> str:
    """One cell as a list may show it. What is no whole ID number stays readable, since it has to be mended."""
    if field in _ID_FIELDS:
        return mask_id(text) if len(text) == 18 else hide_numbers(text)
    if field == "phone":
        return mask_phone(text)
    if field == "payment_account":
        return mask_account(text)
    return hide_numbers(text)


def hide_numbers(text: str) -> str:
    """Masks every ID number of 15 to 18 places inside a text."""
    return _LONG_NUMBER.sub(lambda found: f"{found[1]}********{found[2]}", text)


def written(cells: Mapping[str, str], *, masked: bool) -> list[tuple[str, str]]:
    """The filled cells of a row, header first."""
    return [(header, hide_numbers(text) if masked else text) for header, text in cells.items() if text.strip()]
