"""Names that both ends of a FHIR bundle use, and what of ours they stand for (`docs/health-interchange.md`)."""

from collections.abc import Mapping
from typing import Final

FORM: Final = "urn:villagevisit:form:"
"""Begins the canonical URL of a questionnaire: form id, then `|` and the version."""
ENTRY: Final = "urn:villagevisit:entry"
VILLAGE: Final = "urn:villagevisit:village"
HOUSEHOLD: Final = "urn:villagevisit:household"
CODE: Final = "urn:villagevisit:observation"
WRITTEN: Final = "urn:villagevisit:written"
"""Extension: a number as it was written, where JSON would shorten it."""
DAY: Final = "urn:villagevisit:day"
"""Extension: the day that a record speaks of."""
REPLACES: Final = "urn:villagevisit:replaces"
"""Extension: the names of the records that this one corrects, the latest first."""
ESCAPED: Final = "urn:villagevisit:escaped"
"""Extension: a text as a JSON string, where it holds white space that the standard does not allow."""
CHOICE: Final = "urn:villagevisit:choice:"
RESIDENT_NUMBER: Final = "urn:oid:2.16.156.10011.1.3"
DATA_ELEMENTS: Final = "urn:oid:2.16.156.10011.2.2.1"
"""卫生信息数据元目录 (WS 363)."""
LOINC: Final = "http://loinc.org"
UCUM: Final = "http://unitsofmeasure.org"
ICD: Final = "http://hl7.org/fhir/sid/icd-10"
PRESSURE: Final = "85354-9"
"""LOINC: a panel with both pressures as components."""
PRESSURES: Final = ("sbp", "dbp")
GENDER: Final[Mapping[str, str]] = {"1": "male", "2": "female", "0": "unknown", "9": "unknown"}
ENCOUNTERS: Final = "http://terminology.hl7.org/CodeSystem/v3-ActCode"
WAY: Final[Mapping[str, str]] = {"1": "AMB", "2": "HH", "3": "VR"}
"""`visit_way` of a follow-up: at the clinic, at home, by telephone → class of an encounter (v3-ActCode)."""
DISEASE: Final[Mapping[str, tuple[str, str]]] = {
    "2": ("I10", "高血压"), "3": ("E14", "糖尿病"), "4": ("I25.1", "冠心病"), "5": ("J44", "慢性阻塞性肺疾病"),
    "6": ("C80", "恶性肿瘤"), "7": ("I64", "脑卒中"), "8": ("F99", "严重精神障碍"), "9": ("A16", "结核病"),
    "10": ("K75.9", "肝炎"), "11": ("B99", "其他法定传染病"), "12": ("", "职业病"), "13": ("", "其他疾病"),
}  # fmt: skip
"""`disease` of F09 → ICD-10, where one code covers what the choice says, and its name."""
MANAGED: Final[Mapping[str, tuple[str, str]]] = {
    "htn_followup": ("I10", "高血压"), "t2dm_followup": ("E11", "2型糖尿病"), "smd_followup": ("F99", "严重精神障碍"),
}  # fmt: skip
"""Follow-up forms: whoever has one is managed for this."""
