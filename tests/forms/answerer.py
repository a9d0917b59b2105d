"""Fills in any form to its end: looks at types and choices, tries values until the form accepts one."""

from collections.abc import Iterator
from datetime import date, timedelta

from forms import FormSession, Node

TODAY = date(2026, 11, 22)
TEXTS = (
    "张三", "李四", "王五", "赵六", "999999199001010016", "99999919900101001643", "999999198505050018",
    "999999000001", "13800000000", "99999900000100001", "01", "-", "6222020000000000",
)  # fmt: skip
NUMBERS = ("1", "2", "3", "0", "5", "10", "12", "20", "36.5", "45", "60", "66", "70", "80", "90", "120", "140", "165",
           "200", "2000", "2015")  # fmt: skip
DAYS = (0, 1, -1, -400, 30, 90, 364, 365, 400, -40)


def candidates(session: FormSession, node: Node) -> Iterator[str]:
    """Values worth trying, likely ones first."""
    if node.control in ("select1", "select", "rank"):
        yield from (choice.value for choice in session.choices(node.ref))
    elif node.type in ("int", "decimal"):
        whole = node.type == "int"
        yield from (number for number in NUMBERS if not (whole and "." in number))
    elif node.type == "date":
        yield from ((TODAY + timedelta(days=days)).isoformat() for days in DAYS)
    elif node.type == "dateTime":
        yield "2026-11-22T09:00:00.000+08:00"
    elif node.type == "time":
        yield "09:00:00.000+08:00"
    elif node.type == "geopoint":
        yield "35.1 118.3 60.0 5.0"
    elif node.control == "upload":
        yield f"{node.name}.jpg"
    else:
        yield from TEXTS


def answer(session: FormSession, node: Node) -> bool:
    for value in candidates(session, node):
        if session.answer(node.ref, value).accepted:
            return True
    session.answer(node.ref, "")
    return False


def questions(session: FormSession, ref: str | None = None, instances: int = 2) -> Iterator[Node]:
    """Every question that applies when it is its turn; repeats get `instances` instances on the way."""
    for node in session.children(ref):
        now = session.node(node.ref)
        if not now.relevant:
            continue
        if now.kind == "repeat":
            while session.node(now.ref).count < instances and now.can_add:
                session.add(now.ref)
            for position in range(1, session.node(now.ref).count + 1):
                yield from questions(session, f"{now.ref}[{position}]", instances)
        elif now.kind in ("group", "instance"):
            yield from questions(session, now.ref, instances)
        elif not now.readonly:
            yield now


def fill(session: FormSession) -> None:
    """Answers everything it can, then mends what is still a problem."""
    for node in questions(session):
        if not node.value:
            answer(session, node)
    for _ in range(5):
        found = session.problems()
        if not found:
            return
        for problem in found:
            answer(session, session.node(problem.ref))
