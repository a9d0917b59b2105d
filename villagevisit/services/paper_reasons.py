"""A household's own figures in plain words: why it is not among the others (S-147), why less is to be paid (S-155)."""

from datetime import date, timedelta
from decimal import Decimal, InvalidOperation

from printing.document import Document
from printing.layouts import plain_sheet as sheet
from printing.layouts.common import Imprint, long_date, money
from printing.layouts.notice import Reckoning, month
from printing.layouts.plain_sheet import Part
from printing.texts import wording
from villagevisit.domain import benefit
from villagevisit.domain.errors import Refused
from villagevisit.domain.form_ids import VISIT_FORM
from villagevisit.services import (
    areas,
    dynamic,
    households,
    paper_board,
    paper_marks,
    paper_record,
    paper_verification,
    policy,
    visit_lookup,
)
from villagevisit.services.paper_content import Content
from villagevisit.services.paper_types import PaperKind, PaperRequest
from villagevisit.services.workspace import Workspace
from villagevisit.store import documents

_FIGURES = ("counted_members", "net_year", "standard_month")


def why(ws: Workspace, request: PaperRequest) -> Content:
    """From the signed visit, as the form computed it.

    Raises:
        Refused: `paper.no-subject`, `paper.not-signed` (signed), `paper.no-reckoning`: it came to no figures.
    """
    record = documents.signed(ws.store.reader(), request.subject_id)
    if record is None or record.form_id != VISIT_FORM:
        raise Refused("paper.no-subject")
    if not visit_lookup.submission(ws, record.id).row.complete:
        raise Refused("paper.not-signed", signed=len(record.signatures))
    answers = paper_record.values(record.body)
    steps = paper_verification.steps(answers, record.result)
    try:
        persons, net, standard = (Decimal(str(record.result[key])) for key in _FIGURES)
    except (KeyError, InvalidOperation) as error:
        raise Refused("paper.no-reckoning") from error
    if not steps or not persons:
        raise Refused("paper.no-reckoning")
    told = Reckoning(int(persons), net, standard)
    words = wording("plain_sheet")
    day = answers.get("survey_date") or record.frozen_at[:10]
    place = f"{areas.name(ws, record.village_code)}{record.village_group}"
    rows = tuple((one.item, one.formula, one.amount) for one in steps)
    phones = [one or words.line("blank") for one in paper_board.phones(ws, request)]
    parts = (
        Part(words.line("why.result"), (words.line("why.below" if told.below else "why.above", **told.blanks()),)),
        Part(words.line("why.how"), table="steps", rows=rows, note=words.line("why.basis")),
        Part(words.line("why.others"), tuple(words.words("why.others.lines"))),
        Part(words.line("why.next"), tuple(words.words("why.next.lines"))),
        Part(lines=(words.line("phones", township=phones[0], county=phones[1]),)),
    )
    subtitle = words.line("why.subtitle", name=record.head_name, place=place, day=long_date(date.fromisoformat(day)))

    def draw(imprint: Imprint) -> Document:
        mark = paper_marks.watermark(imprint)
        return sheet.layout(
            sheet.PlainSheet(
                imprint, words.line("why.title"), subtitle, parts, number=record.household_no, watermark=mark
            )
        )  # fmt: skip

    return Content(
        kind=PaperKind.WHY,
        wording_version=words.version,
        facts={"submission": record.id, "submission_digest": record.digest, "phones": phones},
        draw=draw,
        file_name=f"{words.line('why.file', number=record.household_no, day=day)}.pdf",
        village_code=record.village_code,
        subject_id=record.id,
    )


def less(ws: Workspace, request: PaperRequest) -> Content:
    """Goes out with the notice that a household is to be heard.

    Raises:
        Refused: `change.unknown`, `paper.no-subject` for a change that cuts nothing, `paper.no-reckoning`.
    """
    one = dynamic.get(ws, request.subject_id)
    if not one.cuts:
        raise Refused("paper.no-subject")
    if not one.reckoning.get("persons"):
        raise Refused("paper.no-reckoning")
    words, home = wording("plain_sheet"), households.get(ws, one.household_id)
    told = Reckoning(
        int(one.reckoning["persons"]), benefit.money(one.reckoning["income"]), benefit.money(one.reckoning["standard"])
    )
    proposed = date.fromisoformat(one.proposed_on)
    due = proposed + timedelta(days=policy.on(ws, proposed).integer("hearing_days"))
    what = words.line(
        "reasons.stop.line" if one.stops else "reasons.what.line",
        name=home.head_name, category=paper_board.category_name(one.old.category),
        old=money(one.old.amount), new=money(one.new.amount), start=month(date.fromisoformat(one.begins)),
    )  # fmt: skip
    then = list(words.paragraphs("reasons.then.lines", due=long_date(due)))
    if one.grace_months:
        then.append(words.line("reasons.grace", months=one.grace_months))
    then.append(words.line("reasons.again"))
    phones = [phone or words.line("blank") for phone in paper_board.phones(ws, request)]
    article = words.line("reasons.article", article=one.basis)
    parts = (
        Part(words.line("reasons.what"), (what,)),
        Part(words.line("reasons.why"), (one.facts, words.line("reasons.figures", **told.blanks())), note=article),
        Part(words.line("reasons.then"), tuple(then)),
        Part(lines=(words.line("phones", township=phones[0], county=phones[1]),)),
    )
    title = words.line("reasons.title.stop" if one.stops else "reasons.title.reduce")

    def draw(imprint: Imprint) -> Document:
        subtitle = words.line("reasons.subtitle", number=one.number)
        return sheet.layout(sheet.PlainSheet(imprint, title, subtitle, parts, number=one.number))

    return Content(
        kind=PaperKind.REASONS,
        wording_version=words.version,
        facts={
            "change": one.id, "name": home.head_name, "due": due.isoformat(), "said": [what, *then], "phones": phones,
        },
        draw=draw,
        file_name=f"{words.line('reasons.file', number=one.number)}.pdf",
        village_code=one.area,
        subject_id=one.id,
    )  # fmt: skip
