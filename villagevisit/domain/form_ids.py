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
CODES = {VISIT_FORM: "F01", PLEDGE_FORM: "F04"}
"""What they are called on paper."""
