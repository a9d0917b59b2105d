"""Papers of an appraisal meeting: list to sign, ballots, count, minutes from the frozen F02, a household's result."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from printing.document import Document
from printing.layouts import appraisal as minutes
from printing.layouts import appraisal_result, ballot, sign_in, tally
from printing.layouts.common import Imprint, long_date
from printing.layouts.votes import Votes
from printing.texts import wording
from villagevisit.domain.access import Within
from villagevisit.domain.appraisal import COMPETITIVE, HEARING, OBSERVERS, Count, voters
from villagevisit.domain.appraisal_meeting import Line, Meeting
from villagevisit.domain.errors import Refused
from villagevisit.domain.share import percent
from villagevisit.services import appraisal, appraisal_close, areas, paper_marks, paper_record, visit_lookup
from villagevisit.services.paper_content import Content
from villagevisit.services.paper_types import PaperKind, PaperRequest, Subject
from villagevisit.services.workspace import Workspace
from villagevisit.wording import t

_MOST_ON_BALLOT = 8
_SEPARATOR = ":"
_WORDS = wording("appraisal")


def subjects(ws: Workspace, kind: PaperKind, text: str, limit: int, within: Within) -> list[Subject]:
    """Meetings that have what the paper shows; of a result each household, of ballots each step and each eight."""
    found: list[Subject] = []
    for listed in appraisal.meetings(ws, within):
        if len(found) >= limit or listed.state == "off":
            continue
        name = f"{areas.name(ws, listed.village)} {listed.number}"
        if kind in (PaperKind.MEETING_BALLOT, PaperKind.MEETING_RESULT):
            now = appraisal.get(ws, listed.id)
            found += _of_ballots(now, name) if kind is PaperKind.MEETING_BALLOT else _of_results(now, name)
        elif kind is PaperKind.MEETING_RECORD and listed.state != "closed":
            continue
        else:
            found.append(Subject(listed.id, name, listed.day))
    return [one for one in found if text in one.title or text in one.note][:limit]


def _of_ballots(now: Meeting, name: str) -> list[Subject]:
    """One for each step and each eight households; the first bears the meeting's own id."""
    return [
        Subject(now.id if not at else f"{now.id}{_SEPARATOR}{at}", name, _heads(lines))
        for at, (_, lines) in enumerate(_ballots(now))
    ]


def _heads(lines: list[Line]) -> str:
    again = f" {t('appraisal.round', round=lines[0].due)}" if lines[0].due > 1 else ""
    return f"{t(f'appraisal.step.{lines[0].step}')}{again} {'、'.join(line.candidate.head for line in lines)}"


def _ballots(now: Meeting) -> list[tuple[int, list[Line]]]:
    """(seats, households) of each ballot: equal votes first, then competitive ones, run-offs of the tied alone."""
    found: list[tuple[int, list[Line]]] = []
    waiting = [line for line in now.lines if line.due] if now.open else []
    for step in sorted({line.step for line in waiting}):
        lines = [line for line in waiting if line.step == step]
        seats = now.seats if step == COMPETITIVE and now.seats < len(lines) <= _MOST_ON_BALLOT else 0
        found += [(seats, lines[at : at + _MOST_ON_BALLOT]) for at in range(0, len(lines), _MOST_ON_BALLOT)]
    return found


def _of_results(now: Meeting, name: str) -> list[Subject]:
    if not now.closed:
        return []
    return [
        Subject(f"{now.id}{_SEPARATOR}{line.id}", line.candidate.head, f"{name} {line.candidate.number}")
        for line in now.lines
    ]


@dataclass(frozen=True, slots=True)
class _Held:
    """A meeting as every one of its papers names it."""

    meeting: Meeting
    village: str
    day: str
    rest: str
    """What was chosen of it: a household, a ballot."""


def content(ws: Workspace, request: PaperRequest) -> Content:
    """Raises Refused `paper.no-subject` where the meeting has not come so far."""
    meeting_id, _, rest = request.subject_id.partition(_SEPARATOR)
    try:
        now = appraisal.get(ws, meeting_id)
    except Refused as error:
        raise Refused("paper.no-subject") from error
    held = _Held(now, areas.name(ws, now.village), long_date(date.fromisoformat(now.day)), rest)
    kind = PaperKind(request.kind)
    return _MAKERS[kind](ws, held)


def _made(
    held: _Held, kind: PaperKind, version: str, file: str, facts: Mapping[str, object],
    draw: Callable[[Imprint], Document],
) -> Content:  # fmt: skip
    now = held.meeting
    return Content(
        kind=kind, wording_version=version, facts={"meeting": now.id, "number": now.number, **facts}, draw=draw,
        file_name=f"{file}.pdf", village_code=now.village,
        subject_id=f"{now.id}{_SEPARATOR}{held.rest}" if held.rest else now.id,
    )  # fmt: skip


def _sign_in(ws: Workspace, held: _Held) -> Content:
    del ws
    now, roles = held.meeting, _WORDS.words("roles")
    numbers = {line.id: line.candidate.number for line in now.lines}
    people = tuple(
        sign_in.Attendee(
            one.name, roles[int(one.role) - 1], one.votes and one.of_panel,
            " ".join(numbers[home] for home in one.recused if home in numbers),
        )
        for one in now.panel
    )  # fmt: skip
    if not people:
        raise Refused("paper.no-subject")
    panel = sum(one.of_panel for one in now.panel)

    def draw(imprint: Imprint) -> Document:
        return sign_in.layout(
            sign_in.SignIn(imprint, held.village, now.number, held.day, now.place, panel, people)
        )

    facts = {"people": [[one.name, one.role, one.may_vote, one.recused] for one in people]}
    file = _WORDS.line("file.sign_in", number=now.number)
    return _made(held, PaperKind.MEETING_SIGN_IN, wording("sign_in").version, file, facts, draw)


def _ballot(ws: Workspace, held: _Held) -> Content:
    """As many as may vote: those signed in, else all of the panel with a vote."""
    del ws
    now, ballots = held.meeting, _ballots(held.meeting)
    at = int(held.rest) if held.rest.isdigit() else 0
    if at >= len(ballots):
        raise Refused("paper.no-subject")
    seats, lines = ballots[at]
    present = now.present or {one.name for one in now.panel if one.role not in OBSERVERS}
    count, heads = len(voters(now.panel, present)), tuple(line.candidate.head for line in lines)
    round_ = lines[0].due
    if not count or lines[0].step not in ("1", "2"):
        raise Refused("paper.no-subject")

    def draw(imprint: Imprint) -> Document:
        return ballot.layout(ballot.Ballot(imprint, held.village, now.number, heads, count, seats, round_))

    file = _WORDS.line("file.ballot", number=now.number)
    facts = {"heads": list(heads), "count": count, "seats": seats, "step": lines[0].step, "round": round_}
    return _made(held, PaperKind.MEETING_BALLOT, wording("ballot").version, file, facts, draw)


def _tally(ws: Workspace, held: _Held) -> Content:
    now, rules = held.meeting, appraisal.rules(ws, held.meeting.day)
    bases = dict(line.split("|") for line in _WORDS.words("bases"))
    rows = tuple(
        tally.Counted(
            line.candidate.number, line.candidate.head, _step(one.step, one.round), _votes(one),
            f"{percent(one.yes, one.base(rules.denominator))}%",
        )
        for line in now.lines for one in line.counts
    )  # fmt: skip
    if not rows:
        raise Refused("paper.no-subject")

    def draw(imprint: Imprint) -> Document:
        return tally.layout(
            tally.Tally(imprint, held.village, now.number, held.day, now.place, bases[rules.denominator], rows)
        )

    facts = {"rows": [[one.household, one.step, str(one.votes), one.share] for one in rows]}
    file = _WORDS.line("file.tally", number=now.number)
    return _made(held, PaperKind.MEETING_TALLY, wording("tally").version, file, facts, draw)


def _step(step: str, round_: int) -> str:
    """How it was voted; a run-off among the tied names its round."""
    words = _WORDS.words("steps")[int(step) - 1]
    return words if round_ < 2 else _WORDS.line("run_off", step=words, round=round_)


def _votes(one: Count) -> Votes:
    return Votes(one.eligible, one.recused, one.issued, one.returned, one.void, one.yes, one.no)


def _record(ws: Workspace, held: _Held) -> Content:
    """From the frozen bytes and nothing else."""
    now = held.meeting
    try:
        frozen = visit_lookup.submission(ws, now.record)
    except Refused as error:
        raise Refused("paper.no-subject") from error
    said = paper_record.values(frozen.body)
    cases = tuple(_case(row) for row in paper_record.repeats(frozen.body, "candidate"))
    people = paper_record.repeats(frozen.body, "attendee")
    roles = _WORDS.words("roles")
    observers = _WORDS.line("comma").join(
        f"{one['a_name']}（{roles[int(one['a_role']) - 1]}）" for one in people if one["a_role"] in OBSERVERS
    )

    def draw(imprint: Imprint) -> Document:
        return minutes.layout(
            minutes.Appraisal(
                imprint, held.village, said["meeting_no"], _WORDS.words("forms")[int(said["meeting_form"]) - 1],
                held.day, said["meeting_place"], said["chair"], said["recorder"], int(said["members_total"]),
                int(said["n_attend"]), int(said["n_rep"]), observers, cases, paper_marks.watermark(imprint),
            )
        )  # fmt: skip

    facts = {"submission": frozen.row.id, "submission_digest": frozen.row.digest}
    file = _WORDS.line("file", number=now.number)
    return _made(held, PaperKind.MEETING_RECORD, _WORDS.version, file, facts, draw)


def _case(row: Mapping[str, str]) -> minutes.Case:
    """A household of the frozen record; by show of hands all who may vote held a ballot, as it were."""
    count = None
    if row["c_step"] != HEARING:
        eligible = int(row["c_voter"])
        issued, returned = int(row.get("c_issued") or eligible), int(row.get("c_returned") or eligible)
        count = Votes(
            eligible, int(row["c_recused"]), issued, returned, int(row.get("c_void") or 0), int(row["c_yes"]),
            int(row["c_no"]),
        )  # fmt: skip
    return minutes.Case(
        row["c_household_no"], row["c_head_name"], _WORDS.words("steps")[int(row["c_step"]) - 1], row["c_statement"],
        row["c_report"], row.get("c_questions", ""), _WORDS.words("results")[int(row["c_result"]) - 1],
        row.get("c_reason", ""), count,
    )  # fmt: skip


def _result(ws: Workspace, held: _Held) -> Content:
    now, words = held.meeting, wording("appraisal_result")
    line = now.line(held.rest)
    if line is None or not now.closed or line.judged is None:
        raise Refused("paper.no-subject")
    judged, one = line.judged, line.count
    said = "\n".join(appraisal_close.run_offs(line, _votes_line(one))) if one else ""
    reason = ""
    if judged.item:
        reason = _WORDS.line("item", item=_WORDS.line(f"item.{judged.item}"), reason=judged.reason)
    cells = (
        now.number, held.day, now.place, line.candidate.number, line.candidate.head,
        _WORDS.words("steps")[int(line.step) - 1], said,
        appraisal_close.formula(one, appraisal.rules(ws, now.day)),
        _WORDS.line("rank", rank=line.rank) if line.rank else "",
        _WORDS.words("results")[int(judged.result) - 1], reason,
    )  # fmt: skip

    def draw(imprint: Imprint) -> Document:
        mark = paper_marks.watermark(imprint)
        return appraisal_result.layout(appraisal_result.AppraisalResult(imprint, held.village, *cells, mark))

    facts = {"name": line.candidate.head, "cells": list(cells)}
    file = words.line("file", number=now.number, household=line.candidate.number)
    return _made(held, PaperKind.MEETING_RESULT, words.version, file, facts, draw)


def _votes_line(one: Count) -> str:
    return _WORDS.line(
        "votes", issued=one.issued, returned=one.returned, valid=one.valid, void=one.void, yes=one.yes, no=one.no,
        abstain=one.abstain,
    )  # fmt: skip


_MAKERS: Mapping[PaperKind, Callable[[Workspace, _Held], Content]] = {
    PaperKind.MEETING_SIGN_IN: _sign_in,
    PaperKind.MEETING_BALLOT: _ballot,
    PaperKind.MEETING_TALLY: _tally,
    PaperKind.MEETING_RECORD: _record,
    PaperKind.MEETING_RESULT: _result,
}
KINDS = tuple(_MAKERS)
