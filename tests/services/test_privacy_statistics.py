"""Statistics leave the laptop without anybody in them, and it stands in the audit log."""

import csv
import io
from collections import Counter
from pathlib import Path

import pytest

from tests.services.town import Town, resident_id
from villagevisit.domain.deidentify import KEYS
from villagevisit.domain.errors import Refused
from villagevisit.services import audit_trail, deidentified


def test_nobody_is_in_the_file(town: Town, tmp_path: Path) -> None:
    for number in range(1, 8):
        town.family(f"{number:04d}")
    town.household("0100", ("欧阳独一", "02", resident_id("99999919200101001")))
    path = tmp_path / "statistics.csv"
    made = deidentified.run(town.ws, town.actor("005"), path).value
    text = path.read_text("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text)))[1:]
    assert len(rows) == len(made.rows) == 21
    assert made.suppressed == 1
    assert min(Counter(tuple(row[:KEYS]) for row in rows).values()) >= 5
    for words in ("张三丰", "王秀英", "欧阳", "999999197", "13800000000", "红星", "999999100201", "0001"):
        assert words not in text
    last = audit_trail.rows(town.ws)[0]
    assert (last.action, last.actor) == ("export.deidentified", "孙经办")
    assert '"suppressed": 1' in last.detail


def test_what_would_say_nothing_or_too_much_is_not_written(town: Town, tmp_path: Path) -> None:
    town.family("0001")
    path = tmp_path / "statistics.csv"
    for k, code in ((0, "deidentify.too-few"), (1, "deidentify.k")):
        with pytest.raises(Refused) as refused:
            deidentified.run(town.ws, town.actor("005"), path, k)
        assert refused.value.code == code
    assert not path.exists()
