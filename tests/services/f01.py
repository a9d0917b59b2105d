"""Filling in F01 to the end: the worked example E1 of rules.md R-03 on a family of three."""

import io
import json

from PIL import Image

from tests.services.town import Town
from villagevisit.services import attachments, visit
from villagevisit.services.visit_types import OpenForm

FORM = "household_verification"
PAD = json.dumps({"strokes": [[[10, 10, 0, 0.5], [90, 60, 20, 0.6], [180, 12, 40, 0.7]]], "w": 300, "h": 120}).encode()


def picture(colour: str = "white") -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (64, 48), colour).save(out, "JPEG")
    return out.getvalue()


VISIT = {"/data/g_meta/visit_result": "1"}
CONSENT = {
    "/data/g_consent/consent_general": "1",
    "/data/g_consent/consent_sensitive": "1",
    "/data/g_consent/respondent_name": "张三丰",
    "/data/g_consent/respondent_relation": "02",
}
HOUSE = {
    "/data/g_house/separated": "0",
    "/data/g_house/poverty_db": "0",
    "/data/g_house/causes": "1 7",
    "/data/g_house/kin_flag": "0",
}
MEMBER = {
    "m_marital": "2", "m_study": "0", "m_live": "1", "m_obligation": "1", "m_prison": "0", "m_clergy3y": "0",
    "m_health": "1", "m_dis_cert": "0", "m_labor": "1", "m_job": "3", "m_insured": "1",
}  # fmt: skip
INCOME = (
    {"inc_member": "1", "inc_cat": "1", "inc_sub": "102", "inc_basis": "2", "inc_qty": "6", "inc_price": "1800"},
    {"inc_member": "0", "inc_cat": "2", "inc_sub": "201", "inc_basis": "5", "inc_gross_in": "2750", "inc_cost": "1125"},
    {"inc_member": "0", "inc_cat": "3", "inc_sub": "301", "inc_basis": "1", "inc_qty": "1.5", "inc_price": "600"},
    {"inc_member": "0", "inc_cat": "9", "inc_sub": "905", "inc_basis": "3", "inc_gross_in": "2400"},
)
EXPENSE = {"exp_member": "1", "exp_cat": "2", "exp_gross": "6200", "exp_reimb": "4100"}
ASSETS = {
    "/data/g_asset/has_house": "0",
    "/data/g_asset/has_vehicle": "0",
    "/data/g_asset/has_fin": "0",
    "/data/g_asset/biz_registered": "0",
}
LIVING = {
    "live_safe": "A", "live_decor": "1", "high_fee_school": "0", "abroad_travel": "0", "luxury": "0",
    "food_clothes": "粗茶淡饭",
}  # fmt: skip
NEIGHBOUR = {
    "n_kin": "0", "n_members_ok": "1", "n_work_ok": "1", "n_car": "0", "n_rate": "1", "n_support": "1",
}  # fmt: skip
REST = {
    "/data/has_obligor": "0",
    "/data/g_informant/informant_name": "刘协理",
    "/data/g_informant/informant_kin": "0",
    "/data/g_informant/informant_opinion": "1",
    "/data/g_informant/informant_words": "情况属实",
    "/data/g_conclusion/prelim": "1",
    "/data/g_conclusion/conclusion_text": "属实",
    "/data/g_conclusion/head_agree": "1",
    "/data/g_conclusion/head_sign_mode": "1",
}


def fill(town: Town, opened: OpenForm, **changed: str) -> None:
    """Answers everything; `changed` replaces answers by leaf name."""
    session = opened.session

    def put(answers: dict[str, str], base: str = "") -> None:
        for leaf, value in answers.items():
            ref = f"{base}/{leaf}" if base else leaf
            session.answer(ref, changed.get(ref.rpartition("/")[2], value))

    put(VISIT)
    if not session.value("/data/g_meta/survey_kind"):
        session.answer("/data/g_meta/survey_kind", "1")
    photo = attachments.attach(town.ws, opened.draft_id, picture(), "photo").value
    sign = attachments.attach(town.ws, opened.draft_id, PAD, "signature").value
    put({"/data/g_meta/door_photo": photo} | CONSENT | HOUSE)
    for member in session.children("/data/member"):
        put(MEMBER, member.ref)
    put({"/data/member[3]/m_study": "2", "/data/member[3]/m_job": "7"})
    put({"/data/has_income": "1", "/data/has_expense": "1"})
    for number, item in enumerate(INCOME, start=1):
        if number > len(session.children("/data/income")):
            session.add("/data/income")
        put(item, f"/data/income[{number}]")
    put(EXPENSE, "/data/expense[1]")
    put(ASSETS)
    put(LIVING, "/data/g_living")
    put({"/data/g_living/photo_outside": photo})
    for number in (1, 2):
        if number > len(session.children("/data/neighbour")):
            session.add("/data/neighbour")
        put({"n_code": f"N{number}", **NEIGHBOUR}, f"/data/neighbour[{number}]")
    put(REST)
    put({f"/data/g_conclusion/{name}": sign for name in ("sign1", "sign2", "sign_head")})


def begin(town: Town, household: str = "", round_id: str = "", *staff: str) -> OpenForm:
    actor = town.actor(*(staff or ("001", "002")))
    return visit.open_form(town.ws, actor, FORM, household_id=household or town.family(), campaign_id=round_id).value
