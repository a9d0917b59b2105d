"""What two laptops did to one household, merged: nothing important is chosen silently, and order never matters."""

from dataclasses import replace
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from villagevisit.domain.merge import Household, Merged, Op, effective
from villagevisit.domain.merge_fields import FieldClass, class_of, parts, registers

START = Op("start", "2026-01-01", "A", 1, fields={"phone": "1", "state": "active", "income": "100"})
EVERYBODY = frozenset({"p1", "p2"})


def edit(name: str, at: str = "2026-02-01", base: tuple[str, ...] = ("start",), **fields: str) -> Op:
    return Op(name, at, f"laptop {name}", 1, frozenset(base), {k.replace("__", "/"): v for k, v in fields.items()})


def decide(name: str, base: tuple[str, ...], **fields: str) -> Op:
    return replace(edit(name, "2026-03-01", base, **fields), author="CO", settles=True)


def merged(register: str, *ops: Op) -> Merged:
    return Household(ops).registers[register]


def open_registers(*ops: Op) -> list[str]:
    return [one.register for one in Household(ops).conflicts]


def test_an_income_changed_twice_waits_for_a_person_with_both_sides() -> None:
    both = merged("income", START, edit("x", income="120"), edit("y", income="150"))
    assert both.conflict
    assert [(head.op, head.value) for head in both.heads] == [("x", "120"), ("y", "150")]


def test_equal_values_are_no_conflict() -> None:
    assert open_registers(START, edit("x", income="120"), edit("y", income="120")) == []


def test_independent_fields_merge() -> None:
    household = Household([START, edit("x", income="120", phone="1"), edit("y", income="100", phone="2")])
    assert household.conflicts == []
    assert household.registers["income"].value == "120"
    assert household.registers["phone"].value == "2"


def test_of_two_telephone_numbers_the_later_counts_and_the_other_stays_visible() -> None:
    both = merged("phone", START, edit("x", "2026-02-02", phone="7"), edit("y", "2026-02-01", phone="8"))
    assert both.value == "7"
    assert not both.conflict
    assert {head.value for head in both.heads} == {"7", "8"}


def test_choosing_the_earlier_of_two_telephone_numbers_is_an_edit() -> None:
    two = (START, edit("x", "2026-02-02", phone="7"), edit("y", "2026-02-01", phone="8"))
    chosen = edit("z", "2026-02-03", base=("x", "y"), phone="8")
    assert merged("phone", *two, chosen).value == "8"
    repeated = edit("z", "2026-02-03", base=("x", "y"), phone="7")
    assert [head.op for head in merged("phone", *two, repeated).heads] == ["y", "x"]


def test_who_saw_the_other_edit_supersedes_it_however_wrong_the_clock() -> None:
    later = edit("y", "1999-01-01", base=("x",), income="150", phone="9")
    assert open_registers(START, edit("x", income="120", phone="8"), later) == []
    assert merged("phone", START, edit("x", phone="8"), later).value == "9"


def test_a_chain_knows_what_it_said_before() -> None:
    first = Op("x", "2026-02-01", "B", 4, fields={"income": "1"})
    second = Op("y", "2026-02-02", "B", 9, fields={"income": "2"})
    assert merged("income", second, first).value == "2"
    assert open_registers(second, first) == []


def test_a_missing_link_keeps_it_open_until_it_comes() -> None:
    first, last = edit("x", income="1"), edit("z", base=("y",), income="3")
    assert open_registers(START, first, last) == ["income"]
    assert open_registers(START, first, last, edit("y", base=("x",), income="2")) == []


def test_a_decision_closes_and_a_later_third_edit_opens_again_with_all_sides() -> None:
    sides = (START, edit("x", income="120"), edit("y", income="150"))
    decided = decide("d", ("x", "y"), income="150")
    assert merged("income", *sides, decided).settled
    assert merged("income", *sides, decided).value == "150"
    third = edit("z", "2026-04-01", income="170")
    again = merged("income", *sides, decided, third)
    assert again.conflict
    assert {head.value for head in again.heads} == {"150", "170"}
    assert {head.value for head in again.past} == {"120", "150"}


def test_an_edit_that_saw_the_decision_is_no_conflict() -> None:
    sides = (START, edit("x", income="120"), edit("y", income="150"), decide("d", ("x", "y"), income="150"))
    assert open_registers(*sides, edit("z", base=("d",), income="170")) == []


def test_two_different_decisions_wait_for_the_county() -> None:
    sides = (START, edit("x", income="120"), edit("y", income="150"))
    one, other = decide("d", ("x", "y"), income="150"), decide("e", ("x", "y"), income="120")
    assert open_registers(*sides, one, replace(other, author="clerk")) == ["income"]


def test_repeating_one_side_of_an_open_conflict_decides_nothing() -> None:
    sides = (START, edit("x", income="120"), edit("y", income="150"))
    assert open_registers(*sides, edit("z", base=("x", "y"), income="120")) == ["income"]
    third = merged("income", *sides, edit("z", base=("x", "y"), income="130"))
    assert {head.value for head in third.heads} == {"120", "150", "130"}


def test_giving_way_closes_it() -> None:
    sides = (START, edit("x", income="120"), edit("y", income="150"))
    assert open_registers(*sides, replace(edit("z", base=("x", "y"), income="150"), author="laptop x", seq=2)) == []


def test_a_household_that_moved_stands_against_an_edit_that_did_not_know() -> None:
    moved, later = edit("x", state="moved"), edit("y", income="150")
    both = merged("state", START, moved, later)
    assert both.conflict
    assert [(head.register, head.value) for head in both.heads] == [("state", "moved"), ("income", "150")]
    assert open_registers(START, moved, decide("d", ("x", "y"), state="moved"), later) == []
    assert open_registers(START, moved, edit("y", base=("x",), income="150")) == []


def test_a_member_gone_on_one_laptop_and_examined_on_the_other() -> None:
    start = Op("start", "2026-01-01", "A", 1, fields={"member/p2/name": "b"}, sets={"member": EVERYBODY})
    gone = Op("x", "2026-02-01", "B", 1, frozenset({"start"}), sets={"member": frozenset({"p1"})})
    examined = edit("y", member__p2__record__s9="1")
    assert open_registers(start, gone, examined) == ["member/p2"]
    assert open_registers(start, gone) == []
    assert not Household([start, gone]).registers["member/p2"].value


def test_different_members_added_on_two_laptops_both_stay() -> None:
    start = Op("start", "2026-01-01", "A", 1, sets={"member": frozenset({"p1"})})
    one = Op("x", "2026-02-01", "B", 1, frozenset({"start"}), sets={"member": frozenset({"p1", "p2"})})
    other = Op("y", "2026-02-01", "C", 1, frozenset({"start"}), sets={"member": frozenset({"p1", "p3"})})
    household = Household([start, one, other])
    assert household.conflicts == []
    assert [person for person in ("p1", "p2", "p3") if household.registers[f"member/{person}"].value] == [
        "p1", "p2", "p3",
    ]  # fmt: skip


@pytest.mark.parametrize("mark", [{"id_no": "999999202601010013"}, {"birth": "2026-01-01"}])
def test_one_new_born_entered_twice_is_proposed_as_one(mark: dict[str, str]) -> None:
    def born(op: str, person: str) -> Op:
        fields = registers({"name": "张小宝", **mark}, f"member/{person}/")
        return Op(op, "2026-02-01", op, 1, frozenset({"start"}), fields, {"member": frozenset({"p1", person})})

    start = Op("start", "2026-01-01", "A", 1, sets={"member": frozenset({"p1"})})
    sides = (start, born("x", "p7"), born("y", "p8"))
    assert open_registers(*sides) == ["twin/p7/p8"]
    assert open_registers(*sides, decide("d", ("x", "y"), twin__p7__p8="p7")) == []


def test_real_twins_whom_one_list_names_are_no_question() -> None:
    both = {"member/p7/name": "甲", "member/p8/name": "甲"} | {
        f"member/{person}/identity": '{"birth":"2026-01-01"}' for person in ("p7", "p8")
    }
    listed = Op("start", "2026-01-01", "A", 1, fields=both, sets={"member": frozenset({"p7", "p8"})})
    assert open_registers(listed) == []
    later = Op("x", "2026-02-01", "A", 2, fields=both, sets={"member": frozenset({"p7", "p8"})})
    assert open_registers(replace(listed, sets={"member": frozenset({"p7"})}), later) == []


def test_what_was_known_already_does_not_stand_against_a_status() -> None:
    again = edit("y", base=(), income="100")
    assert open_registers(START, edit("x", state="moved"), again) == []
    assert open_registers(START, edit("x", state="moved"), edit("y", base=(), income="101")) == ["income", "state"]


def test_what_belongs_together_never_mixes() -> None:
    one = registers({"systolic": "150", "diastolic": "95", "phone": "1"})
    assert one == {"blood_pressure": '{"diastolic":"95","systolic":"150"}', "phone": "1"}
    other = registers({"systolic": "130", "diastolic": "80"})["blood_pressure"]
    both = merged("blood_pressure", edit("x", blood_pressure=one["blood_pressure"]), edit("y", blood_pressure=other))
    assert both.conflict
    assert [parts("blood_pressure", head.value)["diastolic"] for head in both.heads] == ["95", "80"]


def test_half_of_what_belongs_together_keeps_the_other_half() -> None:
    start = Op("start", "2026-01-01", "A", 1, fields=registers({"systolic": "150", "diastolic": "95"}))
    same, other = edit("x", blood_pressure='{"systolic":"150"}'), edit("y", blood_pressure='{"systolic":"130"}')
    assert merged("blood_pressure", start, same).heads[0].op == "start"
    both = parts("blood_pressure", merged("blood_pressure", start, other).value)
    assert both == {"systolic": "130", "diastolic": "95"}


def test_whatever_is_important_or_unknown_waits_for_a_person() -> None:
    important = ("income", "decision", "benefit", "member/p/identity", "member/p/name", "house_grade", "never heard of")
    assert {class_of(name) for name in important} == {FieldClass.PERSON}
    assert class_of("member/p") is class_of("state") is FieldClass.STATUS


@pytest.mark.parametrize(
    ("made", "lower", "upper", "expected"),
    [
        ("2026-05-01T10:00:00+08:00", "", "2026-05-02T00:00:00+00:00", "2026-05-01T02:00:00.000+00:00"),
        ("2031-01-01", "", "2026-05-02T00:00:00+00:00", "2026-05-02T00:00:00.000+00:00"),
        ("1970-01-01", "2026-04-01T00:00:00+00:00", "2026-05-02T00:00:00+00:00", "2026-04-01T00:00:00.000+00:00"),
        ("nonsense", "", "2026-05-02T00:00:00+00:00", "2026-05-02T00:00:00.000+00:00"),
        ("2026-05-01", "2030-01-01", "2026-05-02T00:00:00+00:00", "2026-04-30T16:00:00.000+00:00"),
    ],
)
def test_a_wrong_clock_neither_wins_nor_loses_for_ever(made: str, lower: str, upper: str, expected: str) -> None:
    assert effective(made, lower, upper) == expected


@st.composite
def histories(draw: st.DrawFn) -> list[Op]:
    """Up to eight operations of three laptops and the county; each knows some of the earlier ones."""
    ops: list[Op] = []
    for number in range(draw(st.integers(1, 8))):
        author = draw(st.sampled_from(["A", "B", "C", "CO"]))
        base = draw(st.sets(st.sampled_from([op.id for op in ops]))) if ops else set()
        names = draw(st.sets(st.sampled_from(["phone", "income", "state", "member/p1/name", "tag/t"]), min_size=1))
        fields = {name: draw(st.sampled_from(["", "1", "2", "moved"])) for name in names}
        sets = {"member": frozenset(draw(st.sets(st.sampled_from(["p1", "p2"]))))} if draw(st.booleans()) else {}
        at = draw(st.sampled_from(["2026-01", "2026-02"]))
        ops.append(Op(f"op{number}", at, author, number, frozenset(base), fields, sets, author == "CO"))
    return ops


def mixed(ops: list[Op]) -> st.SearchStrategy[tuple[list[Op], list[Op]]]:
    return st.tuples(st.just(ops), st.permutations([*ops, *ops[:3]]))


@given(histories().flatmap(mixed))
def test_order_and_repetition_cannot_matter(both: tuple[list[Op], list[Op]]) -> None:
    assert Household(both[0]).registers == Household(both[1]).registers


@given(histories())
def test_nothing_important_is_chosen_silently(ops: list[Op]) -> None:
    """Two last words that knew nothing of each other and say something new and different stay open."""
    past = {op.id: known(ops, op) for op in ops}
    last = [op for op in ops if not any(op.id in past[other.id] for other in ops)]
    fresh = [op for op in last if "income" in op.fields and op.fields["income"] not in said(ops, past[op.id])]
    if len({op.fields["income"] for op in fresh}) > 1:
        assert "income" in open_registers(*ops)


def known(ops: list[Op], op: Op) -> set[str]:
    """What an operation had seen, looked up in the plainest way."""
    found: set[str] = set()
    for other in reversed(ops[: ops.index(op)]):
        users = [op, *(one for one in ops if one.id in found)]
        if any(other.id in user.base or (other.author == user.author and other.seq < user.seq) for user in users):
            found.add(other.id)
    return found


def said(ops: list[Op], ids: set[str]) -> set[str]:
    return {op.fields["income"] for op in ops if op.id in ids and "income" in op.fields}


def test_a_ring_that_only_a_forger_makes_ends() -> None:
    ring = (edit("x", base=("y",), income="1"), edit("y", base=("x",), income="2"))
    results = [Household(order).registers for order in permutations((*ring, START))]
    assert all(result == results[0] for result in results)
