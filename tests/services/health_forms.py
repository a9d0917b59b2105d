"""Forms of the health programme, filled in and signed by the village doctor."""

from tests.services import clinic, f01
from tests.services.town import Town
from villagevisit.services import attachments

ILL = {
    "fam_type": "01", "reg_cause": "1", "reg_health": "3", "alive": "1", "g_exam/exam_org": "清溪镇卫生院",
    "g_exam/has_major": "0", "g_exam/has_chronic": "1", "g_exam/chronic_name": "高血压病3级", "g_exam/injury_dis": "0",
    "g_exam/labor_now": "3", "g_exam/treat": "3", "g_exam/one_op_cure": "0", "g_exam/long_med": "1",
    "g_exam/cannot_recover": "0", "g_exam/expert_needed": "0", "diff_class": "0", "batch_sys": "2", "batch_list": "2",
}  # fmt: skip
CONTRACT = {
    "org_name": "清溪镇卫生院", "team[1]/t_name": "周村医", "team[1]/t_role": "5", "team[1]/t_phone": "13900000000",
    "r_phone": "13800000000", "renew": "1", "card_posted": "1", "planned_visits": "4", "has_service": "0",
}  # fmt: skip
SCREENED = {
    "cervical_done": "1", "cervical_result": "HPV阴性", "cervical_pos": "1", "breast_done": "1",
    "breast_result": "B超未见异常", "breast_pos": "1", "confirmed": "0", "screen_org": "县妇幼保健院",
}  # fmt: skip
WAIVER = {
    "hospital": "云溪县医院", "is_county": "1", "is_inpatient": "1", "w_reg": "5", "w_deduct": "400",
    "w_deposit": "2000", "inpatient_cost": "8460",
}  # fmt: skip


def identified(town: Town, person_id: str, **more: str) -> str:
    """F14; `more` names fields by their last name."""
    return clinic.signed_form(town, person_id, "illness_poverty_verify", _with(ILL, more), signature="sign_doc")


def contracted(town: Town, person_id: str, **more: str) -> str:
    opened = clinic.begun(town, person_id, "family_doctor_contract")
    pad = attachments.attach(town.ws, opened.draft_id, f01.PAD, "signature").value
    return clinic.finish(town, opened, _with(CONTRACT, more) | {"sign_d": pad}, signature="sign_r")


def screened(town: Town, person_id: str, **more: str) -> str:
    return clinic.signed_form(town, person_id, "two_cancer_screening", _with(SCREENED, more), signature="")


def waived(town: Town, person_id: str, **more: str) -> str:
    return clinic.signed_form(town, person_id, "fee_waiver", _with(WAIVER, more), signature="sign_p")


def _with(answers: dict[str, str], more: dict[str, str]) -> dict[str, str]:
    exam = {"exam_date", "exam_org", "exam_doctor", "has_major", "major_code", "major_name", "major_icd", "has_chronic",
            "chronic_name", "injury_dis", "labor_now", "treat", "untreat", "one_op_cure", "long_med",
            "cannot_recover", "expert_needed"}  # fmt: skip
    found = dict(answers)
    for name, value in more.items():
        found[f"g_exam/{name}" if name in exam else name] = value
    return found
