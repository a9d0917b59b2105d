"""The shipped forms that rules and papers know by name; every other form is only what its own definition says."""

VISIT_FORM = "household_verification"
"""F01: the form whose records make a household visited."""
PLEDGE_FORM = "pledge"
"""F04: what an officer signs and hangs up."""
KIN_FORM = "kin_filing"
"""F03: an official's near relative in benefit, filed with both signatures."""
WEEK_FORM = "supervision_report"
"""F20: what an office reports every week."""
SMD_FORM = "smd_followup"
"""F18: following up somebody with a severe mental disorder, which the law orders."""
HEALTH_FORMS = frozenset({
    "ehr_basic_info", "physical_exam", "htn_followup", "t2dm_followup", "elder_selfcare", "illness_poverty_verify",
    "family_doctor_contract", SMD_FORM, "fee_waiver", "two_cancer_screening",
})  # fmt: skip
"""F09 … F15, F18, F21, F22: they hold health data. A county's own version of one keeps its id."""
RECORD_FORM = "ehr_basic_info"
"""F09: with it somebody has a health record."""
CODES = {VISIT_FORM: "F01", PLEDGE_FORM: "F04"}
"""What they are called on paper."""
