"""A bill as the subject of its paper: no register keeps it, so that the sheet's request has to carry all of it."""

from datetime import date
from decimal import Decimal, InvalidOperation
from urllib.parse import parse_qsl, urlencode

from villagevisit.domain.aid_bill import Bill
from villagevisit.domain.errors import Refused

_AMOUNTS = ("total", "compliant", "deposit", "deductible_paid")
_TEXTS = ("level", "group", "care", "disease")


def write(programme: str, bill: Bill) -> str:
    cells = {"programme": programme, "day": bill.day.isoformat()}
    cells |= {name: str(getattr(bill, name)) for name in (*_AMOUNTS, *_TEXTS)}
    cells |= {"tcm": str(int(bill.tcm)), "designated": str(int(bill.designated))}
    cells |= {"since": bill.insured_since.isoformat() if bill.insured_since else ""}
    cells |= {f"before {layer}": str(amount) for layer, amount in sorted(bill.before.items())}
    cells |= {f"asked {key}": str(figure) for key, figure in sorted(bill.asked.items())}
    return urlencode({name: text for name, text in cells.items() if text})


def read(code: str) -> tuple[str, Bill]:
    """Raises Refused `paper.no-subject`."""
    cells = dict(parse_qsl(code))

    def named(prefix: str) -> dict[str, Decimal]:
        return {name.removeprefix(prefix): Decimal(text) for name, text in cells.items() if name.startswith(prefix)}

    try:
        since = date.fromisoformat(cells["since"]) if "since" in cells else None
        total, compliant, deposit, deductible_paid = (Decimal(cells[name]) for name in _AMOUNTS)
        level, group, care, disease = (cells.get(name, "") for name in _TEXTS)
        return cells["programme"], Bill(
            date.fromisoformat(cells["day"]), total, compliant, level, group, care, disease, cells["tcm"] == "1",
            cells["designated"] == "1", since, deposit, deductible_paid, named("before "), named("asked "),
        )  # fmt: skip
    except (KeyError, ValueError, InvalidOperation) as error:
        raise Refused("paper.no-subject") from error
