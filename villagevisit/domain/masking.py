"""Masking for lists that leave the case file (rules.md R-10). Public boards do not mask: they hold no such field."""

from villagevisit.domain import names


def mask_name(name: str) -> str:
    """Keeps the surname: 张三丰 → 张**; 欧阳喆堃 → 欧阳**; a name with dots keeps its first part."""
    name = name.strip()
    if "·" in name:
        return name.split("·", 1)[0] + "·**"
    return names.split(name)[0] + "**" if name else ""


def mask_id(id_no: str) -> str:
    """First six and last four: 11010519491231002X → 110105********002X. Anything else is hidden wholly."""
    if len(id_no) == 18:
        return f"{id_no[:6]}********{id_no[-4:]}"
    return "*" * len(id_no)


def mask_phone(phone: str) -> str:
    """A mobile number keeps three and four: 13800000000 → 138****0000; others keep the last two digits."""
    if len(phone) == 11 and phone.startswith("1"):
        return f"{phone[:3]}****{phone[-4:]}"
    return "*" * max(len(phone) - 2, 0) + phone[-2:] if len(phone) > 4 else "*" * len(phone)


def mask_account(account: str) -> str:
    """A bank account keeps its last four digits."""
    return "*" * (len(account) - 4) + account[-4:] if len(account) >= 8 else "*" * len(account)
