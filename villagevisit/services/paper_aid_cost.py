"""医疗费用测算表 of a bill that was typed into the calculator; its request carries the whole bill."""

from dataclasses import asdict

from printing.document import Document
from printing.layouts import aid_cost as sheet
from printing.layouts.common import Imprint
from printing.texts import Wording, wording
from villagevisit.domain import aid_rules
from villagevisit.domain.aid_bill import Layer, Settled, settle
from villagevisit.domain.aid_rules import POINTS, SHARES, Rule
from villagevisit.domain.errors import Refused
from villagevisit.services import aid_bill_code
from villagevisit.services import aid_rules as service
from villagevisit.services.paper_content import Content
from villagevisit.services.paper_types import PaperKind, PaperRequest, Subject
from villagevisit.services.workspace import Workspace


def subjects(code: str) -> list[Subject]:
    """The bill that somebody came with; there is no register of bills."""
    try:
        programme, bill = aid_bill_code.read(code)
    except Refused:
        return []
    return [Subject(code, programme, f"{bill.day.isoformat()}　{bill.total:,.2f} 元")]


def content(ws: Workspace, request: PaperRequest) -> Content:
    """Raises Refused `paper.no-subject`, and what `aid_bill.settle` raises."""
    programme, bill = aid_bill_code.read(request.subject_id)
    rules = aid_rules.of(service.every(ws), programme)
    if not rules:
        raise Refused("paper.no-subject")
    found, words = settle(rules, bill), wording("aid_cost")

    def draw(imprint: Imprint) -> Document:
        return sheet.layout(_paper(words, programme, found, imprint))

    record = asdict(_paper(words, programme, found, Imprint("", "", "", "")))
    del record["imprint"]
    return Content(
        kind=PaperKind.AID_COST,
        wording_version=words.version,
        facts={"bill": request.subject_id, "figures": _plain(record)},
        draw=draw,
        file_name=f"{words.line('file', day=bill.day.isoformat())}.pdf",
    )


def _paper(words: Wording, programme: str, found: Settled, imprint: Imprint) -> sheet.AidCost:
    bill = found.bill
    remarks = [words.line(f"warning.{code}") for code in found.warnings]
    return sheet.AidCost(
        imprint=imprint, programme=programme, day=bill.day, level=words.line(f"level.{bill.level}"),
        care=words.line(f"care.{bill.care}"), group=words.line(f"group.{bill.group}"), disease=bill.disease,
        total=bill.total, compliant=bill.compliant, deposit=bill.deposit, paid=found.paid, own=found.own,
        ratio_total=_percent(found.ratio_total), ratio_compliant=_percent(found.ratio_compliant),
        layers=tuple(_paid(words, one) for one in found.layers),
        steps=tuple(step for one in found.layers for step in _steps(words, one)),
        remarks=(*remarks, *(remark for one in found.layers for remark in _remarks(words, one))),
        bases=tuple(_basis(words, one, rule) for one in found.layers for rule in one.rules),
    )  # fmt: skip


def _paid(words: Wording, one: Layer) -> sheet.Paid:
    cap = words.line("no_cap") if one.cap is None else f"{one.cap:,.2f}"
    return sheet.Paid(words.line(f"layer.{one.code}"), one.deductible, cap, one.paid, one.left)


def _steps(words: Wording, one: Layer) -> list[sheet.Step]:
    name = words.line(f"layer.{one.code}")
    return [
        sheet.Step(
            name, words.line(step.key.removeprefix("aid.")),
            words.line(step.formula.removeprefix("aid."), **step.inputs), step.amount,
        )
        for step in one.steps
    ]  # fmt: skip


def _remarks(words: Wording, one: Layer) -> list[str]:
    blanks = {
        "until": one.until.isoformat() if one.until else "", "deductible": f"{one.deductible:,.2f}",
        "cap": "" if one.cap is None else f"{one.cap:,.2f}",
    }  # fmt: skip
    name = words.line(f"layer.{one.code}")
    return [f"{name}：{words.line(f'warning.{code}', **blanks)}" for code in one.warnings]


def _basis(words: Wording, layer: Layer, one: Rule) -> sheet.Basis:
    about = words.line(f"what.{one.what}")
    if one.up_to:
        about += " " + words.line("band", begins=f"{one.begins:,.0f}", ends=f"{one.ends:,.0f}")
    elif one.over:
        about += " " + words.line("band_end", begins=f"{one.begins:,.0f}")
    return sheet.Basis(words.line(f"layer.{layer.code}"), about, _value(words, one), one.valid_from, one.source)


def _value(words: Wording, one: Rule) -> str:
    if one.asks:
        span = one.range
        return words.line("between", least=str(span[0]), most=str(span[1])) if span else words.line("open")
    if one.what == "base":
        return words.line(f"value.{one.value}")
    if one.what == "diseases":
        return "、".join(aid_rules.listed(one))
    if one.what == "waiting":
        return words.line("months", count=one.value)
    if one.what == "once":
        return words.line("yes")
    if one.what in POINTS:
        return words.line("points", count=one.value)
    return f"{one.value}%" if one.what in SHARES else f"{one.number:,.2f}"


def _percent(share: object) -> str:
    return "" if share is None else f"{share}%"


def _plain(value: object) -> object:
    """What JSON can hold; amounts and days as text."""
    if isinstance(value, dict):
        return {name: _plain(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    return value if isinstance(value, str | int | bool) else str(value)
