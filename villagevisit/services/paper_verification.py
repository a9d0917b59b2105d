"""入户核查表: the paper of a visit that both investigators have signed, from its frozen record."""

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation

from printing.document import Document
from printing.layouts import verification_form as sheet
from printing.layouts.common import Imprint, money
from printing.texts import wording
from villagevisit.domain.errors import Refused
from villagevisit.domain.form_ids import VISIT_FORM
from villagevisit.domain.recusal import TEAM_SIZE
from villagevisit.services import areas, paper_marks, paper_proof, paper_record, signoff_summary, visit_lookup
from villagevisit.services.paper_content import Content
from villagevisit.services.paper_sections import sections
from villagevisit.services.paper_types import PaperKind, PaperRequest
from villagevisit.services.workspace import Workspace
from villagevisit.store import documents

_STEPS = (("gross", "t_gross"), ("net", "t_net"), ("month", "pc_month"), ("gap", "gap_hh"))


def content(ws: Workspace, request: PaperRequest) -> Content:
    """Raises Refused `paper.no-subject`, `paper.not-signed`, and what `signoff.summary` raises."""
    record = documents.signed(ws.store.reader(), request.subject_id)
    if record is None or record.form_id != VISIT_FORM:
        raise Refused("paper.no-subject")
    if len(record.signatures) < TEAM_SIZE and not visit_lookup.submission(ws, record.id).row.complete:
        raise Refused("paper.not-signed", signed=len(record.signatures))
    words = wording("verification_form")
    summary = signoff_summary.summary(ws, record.id, "zh_CN")
    answers = paper_record.values(record.body)
    drawn = paper_record.mark(ws, record.id, answers.get("sign_head", ""))
    village = areas.name(ws, record.village_code)
    household = "　".join(
        part for part in (f"{village} {record.village_group}".strip(), record.household_no, record.head_name) if part
    )

    def draw(imprint: Imprint) -> Document:
        return sheet.layout(
            sheet.VerificationForm(
                form=f"F01 · {record.form_version}",
                archive_no=record.household_no,
                household=household,
                sections=sections(summary.sections, record.body, summary.title),
                steps=steps(answers, record.result),
                policy_date=answers.get("survey_date") or record.frozen_at[:10],
                householder=drawn,
                householder_name="",
                signers=tuple(sheet.Signer(name, at[:16].replace("T", " ")) for _, name, at in record.signatures),
                imprint=imprint,
                watermark=paper_marks.watermark(imprint),
            )
        )

    return Content(
        kind=PaperKind.VERIFICATION_FORM,
        wording_version=words.version,
        facts={
            "submission": record.id,
            "submission_digest": record.digest,
            "signed": [[place, name, at] for place, name, at in record.signatures],
        },
        draw=draw,
        file_name=f"{words.line('file', number=record.household_no, day=record.frozen_at[:10])}.pdf",
        village_code=record.village_code,
        subject_id=record.id,
        of=(record.id, record.digest),
        proof=paper_proof.text(ws, record.id),
    )


def steps(answers: Mapping[str, str], result: Mapping[str, object]) -> tuple[sheet.Step, ...]:
    """The calculation with its formula, as the form computed it; nothing when the visit did not come to that."""
    words = wording("verification_form")
    figures = {name: _figure(value) for name, value in answers.items() if name[:2] in ("t_", "hh", "pc")}
    figures |= {name: _figure(answers.get(name, "")) for name in ("std_month", "gap_hh")}
    if not figures.get("t_gross") or not figures.get("hh_counted"):
        return ()
    figures["hh_counted"] = figures["hh_counted"].removesuffix(".00")
    every = ("t_wage", "t_biz", "t_prop", "t_tran", "t_other", "t_gross", "t_workcost", "t_rigid", "t_net", "std_month")
    blanks = {name: figures.get(name) or "0.00" for name in (*every, "hh_counted")}
    computed = [
        sheet.Step(words.line(f"step.{key}"), words.line(f"step.{key}.how", **blanks), figures.get(field) or "0.00")
        for key, field in _STEPS
    ]
    printed = _figure(str(result.get("printed_supplement", "")))
    if printed:
        modes = dict(pair.split("|") for pair in words.words("value.mode"))
        mode = modes.get(str(result.get("mode")), str(result.get("mode", "")))
        computed.append(sheet.Step(words.line("step.printed"), words.line("step.printed.how", mode=mode), printed))
    return tuple(computed)


def _figure(text: str) -> str:
    try:
        return money(Decimal(text))
    except InvalidOperation:
        return ""
