"""Form engine: answering a field of F01 with eight members, and opening the compiled form."""

import json
import sys
import time
from datetime import datetime, timedelta, timezone
from pathlib import Path

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import forms
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
    """One row per figure: bench, case, metric, unit, ours, peer, peer_name."""
    package = build(shipped()[0])
    loads = [_cpu(lambda: forms.load(package)) for _ in range(5)]
    form = forms.load(package)
    opens = [_cpu(lambda: form.session(now=_now)) for _ in range(20)]
    answers = _answers(form)
    case = f"F01, {MEMBERS} members"
    return [
        _row("F01", "load compiled package, CPU", _quantile(loads, 0.5)),
        _row("F01", "new session, CPU", _quantile(opens, 0.5)),
        _row(case, "answer p50, CPU", _quantile(answers, 0.5)),
        _row(case, "answer p99, CPU", _quantile(answers, 0.99)),
    ]


def _now() -> datetime:
    return datetime(2026, 11, 22, 10, tzinfo=CHINA)


def _cpu(work: object) -> float:
    """Milliseconds of processor time."""
    assert callable(work)
    start = time.process_time_ns()
    work()
    return (time.process_time_ns() - start) / 1e6


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
            taken.append(_cpu(lambda n=number, f=name, v=value: session.answer(f"/data/member[{n}]/{f}", v)))
        price = str(100 + turn)
        taken.append(_cpu(lambda n=number, v=price: session.answer(f"/data/income[{n}]/inc_gross_in", v)))
    return taken


def _quantile(values: list[float], share: float) -> float:
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


def _row(case: str, metric: str, value: float) -> dict[str, object]:
    return {
        "bench": "form_answer",
        "case": case,
        "metric": metric,
        "unit": "ms",
        "ours": round(value, 3),
        "peer": None,
        "peer_name": "",
    }


if __name__ == "__main__":
    print(json.dumps(rows(), ensure_ascii=False, indent=1))
