"""Made-up ledgers and supervision table."""

from collections.abc import Mapping
from decimal import Decimal

from printing.gallery.people import COUNTY, IMPRINT, NAMES, TOWNSHIP, UYGHUR, VILLAGE, WATERMARK
from printing.gallery.sample import Sample, sample
from printing.layouts import ledger, supervision
from printing.texts import wording

_PEOPLE = (*NAMES, UYGHUR)


def dibao(count: int = 70) -> ledger.Ledger:
    rows = tuple(_in_benefit(n) for n in range(count))
    return ledger.Ledger(IMPRINT, "dibao", f"{TOWNSHIP}", "2026年11月", rows, WATERMARK)


def _in_benefit(n: int) -> dict[str, ledger.Value]:
    return {
        "village": VILLAGE, "household": f"HX-{n + 1:04d}", "head": _PEOPLE[n % 7], "name": _PEOPLE[n % 7],
        "sex": "男女"[n % 2], "age": 30 + n % 50, "relation": "户主", "persons": 3, "phone": "138****0000",
        "cause": "因病", "category": "农村低保", "insured": 1 + n % 3, "amount": Decimal("318.19") * (1 + n % 3),
        "approved": "2025-03-12", "reviewed": "2026-09-12", "next_review": "2027-09", "card": "尾号0000",
    }  # fmt: skip


def payments() -> ledger.Ledger:
    rows = tuple[dict[str, ledger.Value], ...](
        {
            "month": "2026年11月", "village": f"{name}村", "households": 20 + n, "persons": 35 + n,
            "amount": Decimal("8210.40") + n, "returned": Decimal(0), "back": Decimal("318.19"),
        }
        for n, name in enumerate(("红星", "前进", "和平", "团结", "青山", "柳河"))
    )  # fmt: skip
    return ledger.Ledger(IMPRINT, "payment", TOWNSHIP, "2026年11月", rows)


def empty(kind: ledger.Kind) -> ledger.Ledger:
    """A ledger with one line, so that its columns can be judged."""
    names = [line.split("|") for line in wording("ledger").words(kind)]
    row: dict[str, ledger.Value] = {}
    for name, title, *rest in names:
        if name != "#":
            row[name] = Decimal("318.19") if "sum" in rest else NAMES[1] if "名" in title else "示例"
    return ledger.Ledger(IMPRINT, kind, TOWNSHIP, "2026年", (row,), WATERMARK)


def dispatched() -> supervision.Supervision:
    names = ("清溪镇", "柳河镇", "前山乡", "北关街道", "南坪镇")
    units = tuple(zip(names, (388, 420, 250, 200, 300), (388, 399, 200, 160, 99), strict=True))
    rows = tuple(
        supervision.Township(
            unit, total, done, 6, 14, 45, n + 2, (n, 2 * n), (n + 1, n + 3), (8 - n, 9), (3, 3 + n % 2), (18 - n, 18),
            0 if n < 3 else n - 2, "部分外出户联系不上" if n > 1 else "", "请公安协助查询去向" if n == 3 else "",
            "周三前完成外出户电话核查" if n > 1 else "",
        )
        for n, (unit, total, done) in enumerate(units)
    )  # fmt: skip
    return supervision.Supervision(IMPRINT, COUNTY, "2026年11月16日至11月22日", rows)


_REST: tuple[ledger.Kind, ...] = (
    "change", "filing", "petition", "clue", "supervision", "major_illness", "waiver", "cost", "chronic", "doctor",
    "batch_a", "batch_b", "illness_poverty", "health_record", "two_cancer", "two_cancer_call", "borrowing",
)  # fmt: skip
SAMPLES: Mapping[str, Sample] = {
    "ledger-dibao": sample(ledger.layout, dibao()),
    "ledger-payment": sample(ledger.layout, payments()),
    **{f"ledger-{kind}": sample(ledger.layout, empty(kind)) for kind in _REST},
    "supervision": sample(supervision.layout, dispatched()),
}
