"""Form engine on a form that ships: answering a field of F01 with eight members, and opening the compiled form."""

from datetime import datetime, timedelta, timezone
from functools import partial

import forms
from bench.figures import quantile, row, spent
from forms.library import build, shipped

MEMBERS = 8
ROUNDS = 60
CHINA = timezone(timedelta(hours=8))
FIELDS = (
    ("m_name", ("张三", "李四")),
    ("m_relation", ("02", "10", "20", "30")),
    ("m_live", ("1", "0")),
    ("m_study", ("0", "8")),
    ("m_prison", ("0", "1")),
    ("m_id_no", ("999999199001010016", "")),
    ("m_dis_cert", ("0", "1")),
)


def rows() -> list[dict[str, object]]:
    """Processor time only: the same work again and again in one warm process."""
    package = build(shipped()[0])
    loads = [spent(lambda: forms.load(package))[0][0] for _ in range(5)]
    form = forms.load(package)
    opens = [spent(lambda: form.session(now=_now))[0][0] for _ in range(20)]
    answers = _answers(form)
    case = f"F01, {MEMBERS} members"
    return [
        row("F01", "load compiled package, CPU", "ms", quantile(loads, 0.5)),
        row("F01", "new session, CPU", "ms", quantile(opens, 0.5)),
        row(case, "answer p50, CPU", "ms", quantile(answers, 0.5)),
        row(case, "answer p99, CPU", "ms", quantile(answers, 0.99)),
    ]


def _now() -> datetime:
    return datetime(2026, 11, 22, 10, tzinfo=CHINA)


def _answers(form: forms.Form) -> list[float]:
    session = form.session(now=_now)
    for ref, value in (("g_meta/visit_result", "1"), ("g_consent/consent_general", "1"), ("has_income", "1")):
        session.answer(f"/data/{ref}", value)
    while session.node("/data/member").count < MEMBERS:
        session.add("/data/member")
    while session.node("/data/income").count < MEMBERS:
        session.add("/data/income")
    for number in range(1, MEMBERS + 1):
        session.answer(f"/data/member[{number}]/m_id_type", "01")
    taken: list[float] = []
    for turn in range(ROUNDS):
        number = turn % MEMBERS + 1
        for name, values in FIELDS:
            value = values[turn // MEMBERS % len(values)]
            ref = f"/data/member[{number}]/{name}"
            taken.append(spent(partial(session.answer, ref, value))[0][0])
        ref, price = f"/data/income[{number}]/inc_gross_in", str(100 + turn)
        taken.append(spent(partial(session.answer, ref, price))[0][0])
    return taken
