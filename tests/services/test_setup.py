"""First start: areas from the county's own table, people, PINs, parameters."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.services.town import COUNTY, PEOPLE, RED_STAR, STONE, TOWNSHIP, Town
from villagevisit.domain.area import Area
from villagevisit.domain.errors import EnvironmentFailed, Refused
from villagevisit.domain.officer import Kin, Role
from villagevisit.domain.policy import PolicyEntry
from villagevisit.services import areas, audit_trail, people, policy, setup
from villagevisit.services.people import NewOfficer
from villagevisit.services.workspace import NOBODY, Workspace
from villagevisit.store import policies as rows

PLAIN = "统计用区划代码,名称\n999999000000,云溪县\n999999100000,清溪镇\n999999100201,红星村\n"


class TestAreas:
    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
    def test_the_countys_table_in_any_encoding(self, tmp_path: Path, encoding: str) -> None:
        (tmp_path / "a.csv").write_text(PLAIN, encoding)
        assert areas.read_csv(tmp_path / "a.csv") == (COUNTY, TOWNSHIP, RED_STAR)

    @pytest.mark.parametrize(
        "text",
        [
            "云溪县行政区划表\n\n序号,行政区划代码,单位名称,备注\n1,999999,云溪县,\n2,999999100,清溪镇,\n3,'999999100201,红星村,x\n",
            "code\tname\n999999000000\t云溪县\n999999100000\t清溪镇\n999999100201\t红星村\n",
            "县名称;乡镇名称;村名称;城乡分类代码;统计用区划代码\n云溪县;清溪镇;红星村;220;９９９９９９１００２０１\n",
        ],
    )
    def test_usual_layouts(self, tmp_path: Path, text: str) -> None:
        (tmp_path / "a.csv").write_text(text, "utf-8")
        assert areas.read_csv(tmp_path / "a.csv") == (COUNTY, TOWNSHIP, RED_STAR)

    @pytest.mark.parametrize(
        ("text", "code"),
        [
            ("区划代码,名称\n9.99999E+11,红星村\n", "area.bad-code"),
            ("区划代码,名称\n99999910020,红星村\n", "area.bad-code"),
            ("区划代码,名称\n999999100201,\n", "area.no-name"),
            ("区划代码,名称\n999999100201,红星村\n999999100201,石桥村\n", "area.twice"),
            ("区划代码,名称\n", "area.empty"),
            ("户主,金额\n张三,1\n", "area.no-columns"),
        ],
    )
    def test_a_doubtful_table_is_refused_whole(self, tmp_path: Path, text: str, code: str) -> None:
        (tmp_path / "a.csv").write_text(text, "utf-8")
        with pytest.raises(Refused) as refused:
            areas.read_csv(tmp_path / "a.csv")
        assert refused.value.code == code

    def test_levels_above_the_county_and_notes_below_the_table_are_passed_over(self, tmp_path: Path) -> None:
        lines = (
            "代码,名称", "99,某省", "9999,某市", "999900000000,某市", "999999000000,清河县", "999999100000,清溪镇",
            "999999100201,红星村", "注：以县民政局下发为准,", "999900000000,某市",
        )  # fmt: skip
        (tmp_path / "a.csv").write_text("\n".join(lines), "utf-8")
        assert [area.name for area in areas.read_csv(tmp_path / "a.csv")] == ["清河县", "清溪镇", "红星村"]

    def test_a_prefecture_without_counties_counts_as_one(self, tmp_path: Path) -> None:
        (tmp_path / "a.csv").write_text("代码,名称\n999900000000,某市\n999900101000,某镇\n", "utf-8")
        assert [area.level for area in areas.read_csv(tmp_path / "a.csv")] == ["county", "township"]

    def test_a_workbook_or_nothing_is_no_table(self, tmp_path: Path) -> None:
        (tmp_path / "a.csv").write_bytes(b"PK\x03\x04\x00\x00\xff\x81")
        with pytest.raises(Refused):
            areas.read_csv(tmp_path / "a.csv")
        with pytest.raises(EnvironmentFailed):
            areas.read_csv(tmp_path / "gone.csv")


class TestSetup:
    def test_what_was_chosen_is_there(self, town: Town) -> None:
        state = setup.state(town.ws)
        assert state.complete
        assert (state.county, state.township, state.villages) == (COUNTY, TOWNSHIP, (RED_STAR, STONE))
        assert [officer.name for officer in people.officers(town.ws)] == [new.name for new in PEOPLE]
        assert areas.name(town.ws, RED_STAR.code) == "红星村"
        assert audit_trail.first_broken(town.ws) is None
        with pytest.raises(Refused, match=r"setup\.already-done"):
            setup.complete(town.ws, setup.SetupPlan(COUNTY, TOWNSHIP, (STONE,), PEOPLE))

    @pytest.mark.parametrize(
        ("plan", "code"),
        [
            (setup.SetupPlan(COUNTY, TOWNSHIP, (), PEOPLE), "setup.no-village"),
            (setup.SetupPlan(COUNTY, TOWNSHIP, (RED_STAR,), ()), "setup.no-people"),
            (setup.SetupPlan(COUNTY, TOWNSHIP, (RED_STAR,), PEOPLE[:1]), "setup.too-few-investigators"),
            (setup.SetupPlan(TOWNSHIP, COUNTY, (RED_STAR,), PEOPLE), "setup.township-elsewhere"),
            (
                setup.SetupPlan(COUNTY, TOWNSHIP, (Area("999999101201", "远村", "village"),), PEOPLE),
                "setup.village-elsewhere",
            ),
            (setup.SetupPlan(COUNTY, TOWNSHIP, (RED_STAR,), (*PEOPLE, PEOPLE[0])), "officer.staff-no-used"),
        ],
    )
    def test_all_or_nothing(self, tmp_path: Path, plan: setup.SetupPlan, code: str) -> None:
        with Workspace.open(tmp_path) as ws:
            with pytest.raises(Refused) as refused:
                setup.complete(ws, plan)
            assert refused.value.code == code
            assert setup.state(ws) == setup.SetupState(False, None, None, (), "zh_CN")
            assert people.officers(ws) == ()
            assert policy.entries(ws) == ()

    def test_language_is_remembered(self, town: Town) -> None:
        setup.set_language(town.ws, "en")
        assert setup.state(town.ws).language == "en"
        with pytest.raises(Refused):
            setup.set_language(town.ws, "fr")


class TestPeople:
    def test_only_the_office_adds_people(self, town: Town) -> None:
        new = NewOfficer("010", "吴新来", frozenset({Role.INVESTIGATOR}))
        with pytest.raises(Refused, match=r"actor\.role"):
            people.add(town.ws, town.actor("001"), new)
        assert people.add(town.ws, town.actor("005"), new).value.name == "吴新来"

    def test_kin_are_declared_with_a_checked_number(self, town: Town) -> None:
        me = town.officer("001")
        people.declare_kin(town.ws, town.actor("001"), me.id, Kin("李 父", "99999919551115002 9", "2"))
        assert people.get(town.ws, me.id).kin == (Kin("李父", "999999195511150029", "2"),)
        with pytest.raises(Refused, match=r"kin\.bad-id-no"):
            people.declare_kin(town.ws, town.actor("001"), me.id, Kin("李母", "999999195511150020", "2"))
        with pytest.raises(Refused, match=r"actor\.role"):
            people.declare_kin(town.ws, town.actor("001"), town.officer("002").id, Kin("甲", "999999195511150029", "2"))

    @pytest.mark.parametrize("pin", ["12345", "111111", "123456", "987654", "12 456", "121212", "２７０５１８"])
    def test_weak_pins(self, town: Town, pin: str) -> None:
        with pytest.raises(Refused, match=r"pin\.weak"):
            people.set_pin(town.ws, town.officer("001").id, pin)

    def test_five_wrong_pins_lock_and_the_lock_grows(self, town: Town) -> None:
        me = town.officer("001").id
        with pytest.raises(Refused, match=r"pin\.unset"):
            people.sign_in(town.ws, me, "314159")
        people.set_pin(town.ws, me, "314159")
        codes = []
        for _ in range(5):
            with pytest.raises(Refused) as refused:
                people.sign_in(town.ws, me, "000000")
            codes.append((refused.value.code, refused.value.params.get("left")))
        assert codes == [("pin.wrong", 4), ("pin.wrong", 3), ("pin.wrong", 2), ("pin.wrong", 1), ("pin.locked", None)]
        with pytest.raises(Refused, match=r"pin\.locked"):
            people.sign_in(town.ws, me, "314159")
        town.clock.at += timedelta(minutes=1, seconds=1)
        with pytest.raises(Refused) as again:
            people.sign_in(town.ws, me, "000000")
        assert again.value.params["minutes"] == 2
        town.clock.at += timedelta(minutes=3)
        assert people.sign_in(town.ws, me, "314159").name == "李芳"
        refusals = [row for row in audit_trail.rows(town.ws) if row.action == "pin.refused"]
        assert len(refusals) == 8
        assert audit_trail.first_broken(town.ws) is None

    def test_changing_the_pin_needs_the_old_one_and_keeps_the_key(self, town: Town) -> None:
        me = town.officer("001").id
        people.set_pin(town.ws, me, "314159")
        public = town.ws.store.reader().execute("SELECT public_key FROM officer_key").fetchone()
        with pytest.raises(Refused, match=r"pin\.old-missing"):
            people.set_pin(town.ws, me, "271828")
        with pytest.raises(Refused, match=r"pin\.wrong"):
            people.set_pin(town.ws, me, "271828", "000000")
        people.set_pin(town.ws, me, "271828", "314159")
        assert people.sign_in(town.ws, me, "271828").has_pin
        assert town.ws.store.reader().execute("SELECT public_key FROM officer_key").fetchone() == public


class TestPolicy:
    def test_a_new_value_from_a_day_on(self, town: Town) -> None:
        key = "dibao_std_month_rural"
        policy.set_value(
            town.ws, town.actor("005"), PolicyEntry(key, "640", "2027-01-01", source="县民政发〔2026〕9号")
        )
        assert policy.on(town.ws, date(2026, 12, 31)).decimal(key) == 600
        assert policy.on(town.ws, date(2027, 1, 1)).decimal(key) == 640
        mine = [entry for entry in policy.entries(town.ws) if entry.key == key]
        assert [(entry.value, entry.unit) for entry in mine] == [("600", "元/人·月"), ("640", "元/人·月")]

    def test_a_home_that_is_older_shows_new_parameters_as_examples_and_no_dropped_ones(self, town: Town) -> None:
        with town.ws.store.transaction() as db:
            db.execute("DELETE FROM policy WHERE key = 'publicity_proof'")
            rows.put(db, PolicyEntry("mixed_hukou_rule", "head", "2020-01-01"))
        listed = {entry.key: entry for entry in policy.entries(town.ws)}
        assert policy.shipped(listed["publicity_proof"])
        assert "mixed_hukou_rule" not in listed
        policy.set_value(town.ws, town.actor("005"), PolicyEntry("publicity_proof", "0", "2026-01-01", "", "云民1号"))
        assert not policy.shipped({entry.key: entry for entry in policy.entries(town.ws)}["publicity_proof"])

    def test_forms_read_them_as_a_table(self, town: Town) -> None:
        lines = policy.params_csv(policy.on(town.ws, date(2026, 11, 22))).decode().splitlines()
        assert lines[0] == "key,value"
        assert "dibao_std_month_rural,600" in lines

    @pytest.mark.parametrize(
        ("key", "value", "code"),
        [
            ("dibao_std_month_rural", "六百", "policy.not-a-number"),
            ("dibao_std_month_rural", "-1", "policy.not-a-number"),
            ("rounding_mode", "down", "policy.not-a-choice"),
            ("no_such", "1", "policy.unknown-key"),
        ],
    )
    def test_unusable_values_are_refused(self, town: Town, key: str, value: str, code: str) -> None:
        with pytest.raises(Refused) as refused:
            policy.set_value(town.ws, NOBODY, PolicyEntry(key, value, "2026-01-01"))
        assert refused.value.code == code
