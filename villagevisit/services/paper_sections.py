"""From the summary that the signers read to the sections of the paper: repeats become tables, nothing is lost."""

import re
from collections.abc import Sequence
from decimal import Decimal, InvalidOperation

from printing.document import Align
from printing.layouts import verification_form as sheet
from printing.layouts.common import money
from printing.texts import wording
from villagevisit.services import paper_record
from villagevisit.services.signoff_summary import SummaryRow, SummarySection

_REPEATS = ("member", "income", "expense", "neighbour", "obligor")
_INSTANCE = re.compile(r"\s+(\d+)(?:\s.*)?$")
"""The number of an instance, and its name, behind the title of its repeat."""
_ALIGNS: dict[str, Align] = {"left": "left", "centre": "centre", "right": "right"}
_MONEY = ("inc_", "exp_", "o_")
_FEWEST_COLUMNS = 3
_MEMBER_NUMBER = "成员序号"

_Instance = tuple[int, tuple[SummaryRow, ...]]


def sections(found: Sequence[SummarySection], body: bytes, own_title: str) -> tuple[sheet.Section, ...]:
    """Sections in the form's order, loose questions (under the form's own title) last.

    The instances of one repeat become one table, with what is left of them below it.
    """
    groups: list[tuple[str, list[_Instance]]] = []
    for section in found:
        number = _INSTANCE.search(section.title)
        title = section.title[: number.start()] if number else section.title
        if not groups or groups[-1][0] != title:
            groups.append((title, []))
        groups[-1][1].append((int(number.group(1)) if number else 0, section.rows))
    groups.sort(key=lambda group: group[0] == own_title)
    members = [one.get("m_name", "") for one in paper_record.repeats(body, "member")]
    other = wording("verification_form").line("loose")
    named = [(other if title == own_title else title, instances) for title, instances in groups]
    return tuple(_section(title, instances, body, members) for title, instances in named)


def _section(title: str, instances: list[_Instance], body: bytes, members: list[str]) -> sheet.Section:
    if instances[0][0] == 0:
        return sheet.Section(title, _pairs([row for _, rows in instances for row in rows], members))
    words = wording("verification_form")
    for repeat in _REPEATS:
        match, name, *columns = words.words(f"table.{repeat}")
        if match in title:
            fields = paper_record.repeats(body, repeat)
            table = _table(title, name, [column.split("|") for column in columns], instances, fields, members)
            if table is not None:
                return table
    details = tuple(
        sheet.Details(words.line("details", name=title, number=number, who="").strip(), _pairs(rows, members))
        for number, rows in instances
    )
    return sheet.Section(title, details=details)


def _table(
    title: str,
    name: str,
    columns: list[list[str]],
    instances: list[_Instance],
    fields: list[dict[str, str]],
    members: list[str],
) -> sheet.Section | None:
    """None when the form does not have enough of the columns, as a county's own form may not."""
    words = wording("verification_form")
    labels = {row.label for _, rows in instances for row in rows}
    names = {field for one in fields for field, value in one.items() if value}
    sources = [column[0].partition("@")[::2] for column in columns]
    present = [label in labels or field in names for label, field in sources]
    chosen = [column for column, there in zip(columns, present, strict=True) if there]
    if len(chosen) < _FEWEST_COLUMNS:
        return None
    taken = {column[0].partition("@")[0] for column in chosen}
    cells: list[tuple[str, ...]] = []
    details: list[sheet.Details] = []
    for number, rows in instances:
        known = {row.label: value for row, (_, value) in zip(rows, _pairs(rows, members), strict=True)}
        own = fields[number - 1] if number <= len(fields) else {}
        row = tuple(_cell(column[0], own, known) for column in chosen)
        cells.append(row)
        rest = [one for one in rows if one.label not in taken]
        if rest:
            heading = words.line("details", name=name, number=number, who=row[0]).strip()
            details.append(sheet.Details(heading, _pairs(rest, members)))
    heads = tuple(sheet.ListColumn(head, float(share), _ALIGNS[align]) for _, head, share, align in chosen)
    return sheet.Section(title, table=sheet.ListTable(heads, tuple(cells)), details=tuple(details))


def _cell(source: str, own: dict[str, str], known: dict[str, str]) -> str:
    """A column's value: by its label, or by its field where it is computed (`@m_age`) or money (`总费用@exp_gross`)."""
    label, _, name = source.partition("@")
    if not name:
        return known.get(label, "")
    value = own.get(name, "")
    words = wording("verification_form")
    if f"value.{name}" in words.texts:
        return dict(pair.split("|") for pair in words.words(f"value.{name}")).get(value, value)
    if value and name.startswith(_MONEY):
        try:
            return money(Decimal(value))
        except InvalidOperation:
            return value
    return value


def _pairs(rows: Sequence[SummaryRow], members: list[str]) -> tuple[tuple[str, str], ...]:
    return tuple((row.label, _value(row, members)) for row in rows)


def _value(row: SummaryRow, members: list[str]) -> str:
    """What stands on paper: a picture is in the record, a member's number is his name."""
    words = wording("verification_form")
    if row.attachment:
        return words.line("attached")
    if _MEMBER_NUMBER in row.label and row.value.isdigit():
        number = int(row.value)
        if number == 0:
            return words.line("member.all")
        return members[number - 1] if number <= len(members) else row.value
    return row.value
