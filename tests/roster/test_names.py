"""Names: one spelling, and the initials by which they are found."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from villagevisit.domain import names


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("张　三", "张三"), (" 张 三 ", "张三"), ("张三\u200b", "张三"), ("阿依古丽 . 买买提", "阿依古丽·买买提"),
        ("阿依古丽•买买提", "阿依古丽·买买提"), ("Anna  Berg", "Anna Berg"), ("㛃 梅", "㛃梅"), ("李 𬱖", "李𬱖"),
    ],
)  # fmt: skip
def test_one_spelling(written: str, name: str) -> None:
    assert names.normalise(written) == name


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("张三丰", "zsf"), ("单雄信", "sxx"), ("解珍", "xz"), ("查良镛", "zly"), ("仇英", "qy"), ("区静", "oj"),
        ("万俟卨", "mqx"), ("尉迟恭", "ycg"), ("欧阳喆堃", "oyzk"), ("王䶮", "wy"), ("㛃梅", "jm"), ("李𬱖", "ld"),
        ("Anna Berg", "ab"), ("长孙无忌", "zswj"),
    ],
)  # fmt: skip
def test_initials_know_surnames(name: str, letters: str) -> None:
    assert names.initials(name)[0] == letters


def test_two_readings_are_both_found() -> None:
    assert {"ql", "tl", "qy", "ty"} == set(names.initials("覃乐"))


def test_a_character_nobody_can_read_does_not_hide_the_others() -> None:
    assert names.initials("王\U0003fffd") == ("w",)


@pytest.mark.parametrize("name", ["王?", "王□", "张\ufffd", "李\ue123", "王3", "赵*"])
def test_lost_characters_show(name: str) -> None:
    assert names.is_damaged(name)


@pytest.mark.parametrize("name", ["王䶮", "㛃", "李𬱖", "阿依古丽·买买提"])
def test_rare_characters_are_not_damage(name: str) -> None:
    assert not names.is_damaged(name)


def test_groups_are_in_the_order_people_count() -> None:
    groups = ["第十二组", "第十组", "第二组", "第三组", "第二十组"]
    assert sorted(groups, key=names.sort_key) == ["第二组", "第三组", "第十组", "第十二组", "第二十组"]


@given(st.text())
def test_any_text_is_a_name_once_and_for_all(text: str) -> None:
    once = names.normalise(text)
    assert names.normalise(once) == once
    names.initials(once)
    names.sort_key(text)
