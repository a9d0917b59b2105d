"""Curves of a person's health as drawings: the same on the page and on paper."""

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal

from printing import preview, render
from printing.curve import Curve as Drawing
from printing.curve import CurveLine
from printing.layouts.health_curves import HEIGHT, picture
from villagevisit.domain import health_curves
from villagevisit.domain.clock import today
from villagevisit.domain.health import Service
from villagevisit.domain.health_curves import Curve, Targets
from villagevisit.services import health_record, policy
from villagevisit.services.health_record import Record
from villagevisit.services.workspace import Workspace

__all__ = ["HEIGHT", "drawing", "of", "pictures"]
_ELDER = 65
_YES = "1"
_DECIMALS: Mapping[str, int] = {"pressure": 0, "glucose": 1, "weight": 1, "bmi": 1}
_BANDS = ("normal", "over", "obese")
Words = Callable[[str, str], str]
"""A key (`sbp`, `dbp`, `target`, `normal`, `over`, `obese`) and a figure → what stands on the drawing."""


def of(ws: Workspace, record: Record) -> list[Curve]:
    """All four curves of a record, also those without values, with the person's own target lines.

    Raises:
        Refused: `policy.missing`, `policy.not-a-number` (key).
    """
    return health_curves.curves(record.measured, _targets(ws, record))


def _targets(ws: Workspace, record: Record) -> Targets:
    """From 65 the upper line is higher, unless diabetes or kidney disease hold it down (R-15)."""
    now = today(ws.clock)
    rules, years = policy.on(ws, now), health_record.years(record.person, now)
    old = years is not None and years >= _ELDER
    last = next((one for one in record.visits if one.answers.get("fu_ckd_dm")), None)
    strict = any(one.service == Service.DIABETES for one in record.services) or (
        last is not None and last.answers["fu_ckd_dm"] == _YES
    )
    sbp = rules.decimal("htn_sbp_elder" if old and not strict else "htn_sbp")
    return Targets(sbp, rules.decimal("htn_dbp"), rules.decimal("dm_fpg"))


def drawing(curve: Curve, words: Words) -> Drawing:
    """As the engine draws it. Only for curves that are not `empty`."""
    keys = _BANDS if curve.kind == "bmi" else ("target",) * len(curve.limits)
    limits = [(float(limit), words(key, _figure(limit))) for key, limit in zip(keys, curve.limits, strict=True)]
    lines = [
        CurveLine(words(one.code, ""), tuple((day, float(value)) for day, value in one.values))
        for one in curve.lines
    ]
    band = (limits[0][0], limits[1][0]) if curve.kind == "bmi" else None
    return Drawing(tuple(lines), tuple(limits), _DECIMALS[curve.kind], band)


def _figure(limit: Decimal) -> str:
    return f"{limit.normalize():f}"


def pictures(drawings: Sequence[Drawing], width: float, dpi: int) -> list[bytes]:
    """PNG of each, `width` millimetres wide: the very drawing that the paper bears. Takes tens of milliseconds each."""
    return [preview.page_png(render.render(one).pdf, 0, dpi) for one in picture(drawings, width)]
