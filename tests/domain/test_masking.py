"""The worked examples of R-10."""

import pytest

from villagevisit.domain import masking


@pytest.mark.parametrize(
    ("name", "shown"),
    [("张三丰", "张**"), ("欧阳喆堃", "欧阳**"), ("王䶮", "王**"), ("阿卜杜·热合曼", "阿卜杜·**"), ("", "")],
)
def test_names_keep_their_surname(name: str, shown: str) -> None:
    assert masking.mask_name(name) == shown


@pytest.mark.parametrize(
    ("id_no", "shown"),
    [("11010519491231002X", "110105********002X"), ("110105491231002", "*" * 15), ("", "")],
)
def test_id_numbers_keep_six_and_four(id_no: str, shown: str) -> None:
    assert masking.mask_id(id_no) == shown


@pytest.mark.parametrize(
    ("phone", "shown"), [("13800000000", "138****0000"), ("05398888000", "*********00"), ("12345", "***45"), ("", "")]
)
def test_phones(phone: str, shown: str) -> None:
    assert masking.mask_phone(phone) == shown


def test_accounts_keep_the_last_four() -> None:
    assert masking.mask_account("6228480000001234567") == "***************4567"
    assert masking.mask_account("1234") == "****"
