"""The import itself: household by household, every row imported, doubtful or rejected, in one transaction."""

import hashlib
import json
import pickle
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby
from operator import itemgetter

from villagevisit.domain import roster_checks as checks
from villagevisit.domain.errors import Param
from villagevisit.domain.roster import HEAD, RowProblem
from villagevisit.domain.roster_checks import Candidate, Clash, Problem
from villagevisit.domain.roster_rows import Row, Skip, Traits, households
from villagevisit.services import roster_read
from villagevisit.services.roster_layout import Layout, Survey
from villagevisit.services.roster_read import Member
from villagevisit.services.roster_write import HouseholdPlan, Writer, match, place, strangers
from villagevisit.services.workspace import Progress, new_id
from villagevisit.store import campaigns, rosters
from villagevisit.store import households as store
from villagevisit.store.households import Db, HouseholdData, PersonData

_FLUSH_EVERY = 2000
_MOST_PROBLEMS = 1000
_GONE_BY_VISIT = frozenset({"moved", "deceased"})
"""States that a visit gave a household."""


@dataclass(slots=True)
class Tally:
    imported: int = 0
    doubtful: int = 0
    rejected: int = 0
    warnings: int = 0
    households: int = 0
    persons: int = 0
    added: int = 0
    changed: int = 0
    unchanged: int = 0
    gone: int = 0
    problems: list[RowProblem] = field(default_factory=list)
    changes: int = 0


class Importer:
    """One run over one file inside one transaction."""

    def __init__(self, db: Db, import_id: str, layout: Layout, survey: Survey, today: date, progress: Progress) -> None:
        self._db = db
        self._import_id = import_id
        self._layout = layout
        self._survey = survey
        self._today = today
        self._progress = progress
        self._writer = Writer(db)
        self._fresh = not store.any_person(db)
        self._decided: dict[tuple[str, str], str] = {} if self._fresh else rosters.decisions(db)
        self._done: set[int] = set()
        self._rows: list[rosters.RowData] = []
        self._open = {} if self._fresh else _by_place(rosters.open_rows(db))
        self._closed: set[str] = set()
        self._vacated: set[tuple[str, str]] = set()
        """Village and number of households that have another number now, where a village is numbered anew."""
        self._left: dict[str, tuple[HouseholdData, PersonData, int]] = {}
        """By identity number, who no longer stands in his household, and how many stand there now: whom the file
        names elsewhere takes his past along, the others go when all rows are read.
        """
        self.tally = Tally()

    def run(self) -> Tally:
        seen = 0
        for run in self._runs():
            self._household(run)
            seen += len(run)
            if seen // 200 != (seen - len(run)) // 200:
                self._progress(seen, self._survey.rows)
            if len(self._writer.terms) > 5 * _FLUSH_EVERY or len(self._rows) > _FLUSH_EVERY:
                self._flush()
        self._gone()
        self._flush()
        rosters.supersede(self._db, self._closed)
        rosters.clear_table(self._db)
        self._progress(self._survey.rows, self._survey.rows)
        return self.tally

    def _runs(self) -> Iterator[list[Row]]:
        rows = (row for sheet in self._layout.read_sheets() for row in sheet.rows() if not isinstance(row, Skip))
        runs = households(rows, self._survey.traits)
        return runs if self._survey.contiguous else self._gathered(runs)

    def _gathered(self, runs: Iterable[list[Row]]) -> Iterator[list[Row]]:
        """All rows of a household together, for files that are not sorted by household; the store sorts them."""
        rosters.lay_out(self._db, ((_key(run[0], n), pickle.dumps(run)) for n, run in enumerate(runs)))
        for _, lines in groupby(rosters.sorted_lines(self._db), key=itemgetter(0)):
            yield [row for _, line in lines for row in pickle.loads(line)]  # noqa: S301 - dumped a moment ago

    def _flush(self) -> None:
        self._writer.flush_terms()
        rosters.add_rows(self._db, self._rows)
        self._rows.clear()
        changed = self._writer.changes
        rosters.add_changes(self._db, self._import_id, self.tally.changes, changed)
        self.tally.changes += len(changed)
        changed.clear()

    def _household(self, run: list[Row]) -> None:
        first = run[0]
        if not first.village_code:
            for row in run:
                self._report(row, "rejected", Problem("roster.village-unknown", {"village": row.village_text}))
            return
        traits = self._survey.traits[first.sheet]
        members = roster_read.members(run, traits, self._today)
        plan, warnings = roster_read.plan(run, members, traits)
        old = self._known(plan, members)
        if old:
            plan.id = old.id
            self._listed_again(first, old, plan)
        for row, problem in warnings:
            self._report(row, "warning", problem)
        settled_ids = {person.id_no for person in old.persons} if old else set()
        keep = [member for member in members if self._judge(member, plan, members, settled_ids)]
        self._close_older(plan, members)
        self._write(plan, old, keep, members, traits)

    def _known(self, plan: HouseholdPlan, members: list[Member]) -> HouseholdData | None:
        """The household in the store: by its number, else by the number or name of its head."""
        if self._fresh:
            return None
        found = None
        village = plan.village_code
        if plan.household_no:
            found = store.by_number(self._db, village, plan.household_no)
        anew = (village, plan.household_no) in self._vacated
        if found is not None and strangers(found, [member.one for member in members]):
            anew = True
            self._writer.renumber(found, self._writer.free_number(village, self._survey.numbers[village]))
            found = None
        for member in sorted(members, key=lambda m: m.one.relation != HEAD):
            if found is None and member.one.id_no:
                home = store.by_member_id(self._db, village, member.one.id_no)
                heads = anew and home and home.head_name == member.one.name == plan.head_name
                found = self._free(home, plan, anew=bool(heads))
                if found is not None and anew:
                    self._vacated.add((village, found.household_no))
        if found is None:
            found = self._free(store.by_head(self._db, village, plan.head_name, plan.village_group), plan)
        return found

    def _listed_again(self, row: Row, old: HouseholdData, plan: HouseholdPlan) -> None:
        """A visit had found this household gone, and yet it stands on the list: a later round looks again."""
        if old.state not in _GONE_BY_VISIT:
            return
        if not campaigns.is_open(self._db, old.id):
            store.update(self._db, old.id, {"state": "active"})
        self._report(row, "warning", Problem(f"roster.listed-again-{old.state}"), plan)

    def _free(self, found: HouseholdData | None, plan: HouseholdPlan, *, anew: bool = False) -> HouseholdData | None:
        """Drops a find that this file speaks of under another number, unless the village is numbered `anew`."""
        if found is None or found.row in self._done:
            return None
        if anew:
            return found
        renumbered = plan.household_no and found.household_no != plan.household_no
        if renumbered and found.household_no in self._survey.numbers[found.village_code]:
            return None
        return found

    def _judge(self, member: Member, plan: HouseholdPlan, members: list[Member], settled_ids: set[str]) -> bool:
        """True when the person is to be written. Decisions taken on an earlier file are taken over."""
        one, row = member.one, member.row
        if row is None:
            return bool(one.name)
        if problem := checks.fatal(one):
            member.status = self._report(row, "rejected", problem, plan)
            return False
        if first := _repeated(member, members):
            member.status = self._report(row, "rejected", Problem("roster.row-repeated", {"row": first}), plan)
            return False
        while True:
            clash = self._clash(member, plan, members, settled_ids)
            problem = checks.question(one, clash)
            if problem is None:
                break
            mark = fingerprint(row, plan)
            decision = self._decided.get((mark, problem.code), "")
            if clash and store.moved_from(self._db, clash.person_id) == plan.id:
                decision = "keep_first"
            if not decision:
                member.status = self._ask(member, plan, problem, mark)
                return False
            if decision in checks.REFUSING:
                member.status = self._report(row, "rejected", problem, plan, decision)
                return False
            checks.apply(one, problem.code, decision, clash)
        self.tally.imported += 1
        if one.id_no:
            rosters.meet(self._db, one.id_no, row.row_no)
        return True

    def _clash(self, member: Member, plan: HouseholdPlan, members: list[Member], settled_ids: set[str]) -> Clash | None:
        number = member.one.id_no
        if not number or member.one.move_from:
            return None
        for other in members:
            if other is member:
                break
            if other.one.id_no == number and not other.status and other.row and other.one.name != member.one.name:
                return Clash(plan.id, "", plan.head_name, plan.household_no, other.row.row_no)
        if number in settled_ids:
            return None
        if number in self._left:
            member.one.move_from = self._left.pop(number)[1].id
            return None
        found = store.elsewhere(self._db, number, plan.id)
        if found is None:
            return None
        household_id, head_name, household_no, person_id = found
        return Clash(household_id, person_id, head_name, household_no, rosters.met(self._db, number))

    def _ask(self, member: Member, plan: HouseholdPlan, problem: Problem, mark: str) -> str:
        payload = json.dumps({"household": plan.to_dict(), "person": member.one.to_dict()}, ensure_ascii=False)
        assert member.row is not None
        return self._report(member.row, "doubtful", problem, plan, mark=mark, payload=payload)

    def _report(
        self, row: Row, status: str, problem: Problem, plan: HouseholdPlan | None = None, decision: str = "",
        *, mark: str = "", payload: str = "{}",
    ) -> str:  # fmt: skip
        name = "warnings" if status == "warning" else status
        setattr(self.tally, name, getattr(self.tally, name) + 1)
        params: dict[str, Param] = dict(problem.params)
        self._rows.append(
            rosters.RowData(
                new_id(),
                self._import_id,
                row.sheet,
                row.row_no,
                status,
                problem.code,
                params,
                row.written(),
                row.name,
                row.village_code,
                plan.household_no if plan else row.household_no,
                mark,
                payload,
                decision,
            )
        )
        if len(self.tally.problems) < _MOST_PROBLEMS or status != "warning":
            self.tally.problems.append(RowProblem(row.sheet, row.row_no, status, problem.code, params, row.name))
        return status

    def _close_older(self, plan: HouseholdPlan, members: Iterable[Member]) -> None:
        if not self._open:
            return
        keys = [(plan.village_code, "no", plan.household_no)]
        keys += [(plan.village_code, "name", member.one.name) for member in members]
        for key in keys:
            if key[2]:
                self._closed.update(self._open.get(key, ()))

    def _write(
        self, plan: HouseholdPlan, old: HouseholdData | None, keep: list[Member], members: list[Member], traits: Traits
    ) -> None:
        persons = [member.one for member in keep]
        if old is None and not keep:
            return
        place(persons)
        self.tally.households += 1
        self.tally.persons += len(persons)
        if old is None:
            if not plan.household_no:
                plan.household_no = self._writer.free_number(plan.village_code, self._survey.numbers[plan.village_code])
            home = self._writer.add_household(plan, max(int(plan.values.pop("members", 0)), len(persons)))
            self._done.add(home.row)
            for one in persons:
                if not (one.move_from and self._writer.move_person(home, one)):
                    self._writer.add_person(home, one)
            self.tally.added += 1
            return
        self._done.add(old.row)
        changed = self._update(plan, old, persons, {m.one.name for m in members if m.status}, traits)
        self.tally.changed += changed
        self.tally.unchanged += not changed

    def _update(
        self, plan: HouseholdPlan, old: HouseholdData, persons: list[Candidate], waiting: set[str], traits: Traits
    ) -> bool:
        """Brings a known household up to date; True when anything changed."""
        stated = int(plan.values.pop("members", 0))
        pool, changed = list(old.persons), False
        for one in persons:
            if one.move_from and self._writer.move_person(old, one):
                changed = True
                continue
            known = match(pool, one)
            if known:
                pool.remove(known)
                changed |= self._writer.update_person(old, known, one)
            else:
                self._writer.add_person(old, one)
                self._writer.note_added(old, one)
                changed = True
        left = [p for p in pool if traits.lists_members and p.origin == "roster" and p.name not in waiting]
        plan.values["members"] = now = max(stated, len(persons) + len(pool) - len(left))
        for person in left:
            if person.id_no:
                self._left[person.id_no] = (old, person, now)
            else:
                self._writer.remove_person(old, person)
        return self._writer.update_household(old, plan) or changed or bool(left)

    def _gone(self) -> None:
        """Takes away whom no row names any more. Households of these villages that the file no longer names are counted
        and stay.
        """
        if self._fresh:
            return
        for home, person, now in self._left.values():
            self._writer.remove_person(home, person)
            store.recount(self._db, home.id, at_least=now)
        for village in sorted(self._survey.villages - {""}):
            for row, household_no, head_name in store.numbers_of(self._db, village):
                if row not in self._done and household_no not in self._survey.numbers[village]:
                    self.tally.gone += 1
                    self._writer.note_gone(village, household_no, head_name)


def fingerprint(row: Row, plan: HouseholdPlan) -> str:
    """Names the person of a question independently of where in which file he stands."""
    parts = (plan.village_code, row.household_no or plan.head_name, row.name, row.id.number, row.relation)
    return hashlib.sha256("\x1f".join((*parts, row.birth, row.sex)).encode()).hexdigest()[:24]


def _repeated(member: Member, members: list[Member]) -> int:
    """Row number of an earlier row of the household that says the same person again; 0 without one."""
    for other in members:
        if other is member:
            break
        if other.row and other.one.name == member.one.name and other.one.id_no == member.one.id_no != "":
            return other.row.row_no
    return 0


def _by_place(rows: Iterable[tuple[str, str, str, str]]) -> dict[tuple[str, str, str], set[str]]:
    found: dict[tuple[str, str, str], set[str]] = {}
    for row_id, village, number, name in rows:
        found.setdefault((village, "no", number), set()).add(row_id)
        found.setdefault((village, "name", name), set()).add(row_id)
    return found


def _key(row: Row, run: int) -> str:
    return f"{row.village_code} {row.household_no}" if row.household_no else f"run {run}"
