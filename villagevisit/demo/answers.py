"""What the team hears in the courtyard: the worked example E1 of the rules, on whatever household was drawn."""

from collections.abc import Mapping

WHOLE = {
    "survey_kind": "2",
    "recusal1": "0",
    "recusal2": "0",
    "visit_result": "1",
    "consent_general": "1",
    "consent_sensitive": "1",
    "respondent_relation": "02",
    "head_id_type": "01",
    "phone": "13900001234",
    "hukou_type": "1",
    "hukou_address": "云岭县清溪镇本村",
    "live_address": "云岭县清溪镇本村",
    "separated": "0",
    "in_benefit": "1",
    "assist_now": "1",
    "assist_amount_now": "318",
    "assist_persons_now": "1",
    "assist_applied": "1",
    "poverty_db": "0",
    "causes": "1",
    "kin_flag": "0",
    "has_income": "1",
    "has_expense": "1",
    "has_house": "1",
    "has_vehicle": "0",
    "has_fin": "0",
    "biz_registered": "0",
    "live_safe": "B",
    "live_decor": "1",
    "high_fee_school": "0",
    "abroad_travel": "0",
    "luxury": "0",
    "food_clothes": "三间平房，家电简单，衣被够用",
    "has_obligor": "0",
    "informant_name": "信息员",
    "informant_kin": "0",
    "informant_opinion": "1",
    "prelim": "1",
    "conclusion_text": "主要靠务工和种地，家里有人常年看病，情况属实",
    "head_agree": "1",
    "head_sign_mode": "1",
}

ROWS: Mapping[str, tuple[Mapping[str, str], ...]] = {
    "income": (
        {"inc_member": "1", "inc_cat": "1", "inc_sub": "102", "inc_basis": "1", "inc_qty": "6", "inc_price": "1800",
         "inc_declared": "10800"},
        {"inc_member": "0", "inc_cat": "2", "inc_sub": "201", "inc_basis": "5", "inc_qty": "2.5", "inc_price": "1100",
         "inc_cost": "1125"},
        {"inc_member": "0", "inc_cat": "3", "inc_sub": "301", "inc_basis": "7", "inc_qty": "1.5", "inc_price": "600"},
        {"inc_member": "1", "inc_cat": "9", "inc_sub": "905", "inc_basis": "3", "inc_gross_in": "2400"},
    ),
    "expense": ({"exp_member": "1", "exp_cat": "2", "exp_gross": "6200", "exp_reimb": "4100"},),
    "house": ({"h_type": "1", "h_area": "96", "h_demolition": "0", "h_exempt": "1"},),
    "neighbour": (
        {"n_code": "L1", "n_kin": "0", "n_members_ok": "1", "n_work_ok": "1", "n_car": "0", "n_rate": "4",
         "n_support": "1"},
        {"n_code": "L2", "n_kin": "0", "n_members_ok": "1", "n_work_ok": "1", "n_car": "0", "n_rate": "3",
         "n_support": "1"},
    ),
}  # fmt: skip

EVERY_ROW = {
    "m_id_type": "01",
    "m_marital": "2",
    "m_study": "0",
    "m_live": "1",
    "m_obligation": "1",
    "m_prison": "0",
    "m_clergy3y": "0",
    "m_health": "2",
    "m_dis_cert": "0",
    "m_labor": "1",
    "m_job": "3",
    "m_insured": "1",
}

NOBODY_HOME = {**WHOLE, "visit_result": "3", "revisit_date": "20261130"}
