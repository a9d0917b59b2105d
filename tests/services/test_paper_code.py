"""The code on a signed paper: small enough, read back whole, and nothing else passes for one."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
import qrcode
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import example, given
from hypothesis import strategies as st

from villagevisit.domain.errors import Refused
from villagevisit.domain.officer import Role
from villagevisit.services import certificates, claims, paper_code
from villagevisit.services.certificates import Certificate
from villagevisit.services.claims import Claims
from villagevisit.services.paper_code import SignedPaper

COUNTY = Ed25519PrivateKey.from_private_bytes(b"\x01" * 32)
CLAIMS = Claims("F01", "999999001002", "0217", date(2026, 11, 22), 3, 28181, 95458, "dibao")


def _certificate(staff_no: str, name: str) -> bytes:
    since = date(2026, 11, 22)
    one = Certificate(
        12345, staff_no, name, frozenset({Role.INVESTIGATOR}), ("999999001",), b"k" * 32, since, since + timedelta(365)
    )
    return certificates.issue("999999000000", one, COUNTY)


PAPER = SignedPaper(
    "999999",
    "ab" * 32,
    CLAIMS,
    (
        (_certificate("JC-2001", "王小明"), b"s" * 64, b"beacon-8"),
        (_certificate("JC-2002", "欧阳春𬱖"), b"t" * 64, b"beacon-8"),
    ),
)


def test_two_certified_signatures_fit_on_a_code_of_37_millimetres() -> None:
    text = paper_code.write(PAPER)
    code = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M, border=4)
    code.add_data(text, optimize=0)
    code.make(fit=True)
    assert code.version <= 17
    assert len(code.get_matrix()) * 0.40 <= 37.5


def test_what_was_written_is_read_back() -> None:
    assert paper_code.read(paper_code.write(PAPER)) == PAPER
    (one, other) = PAPER.signed
    synced_between = replace(PAPER, signed=(one, (*other[:2], b"beacon-9")))
    assert paper_code.read(paper_code.write(synced_between)) == synced_between


@given(st.text())
@example("VV2:")
@example("VV2:" + "0" * 3000)
def test_nothing_else_passes_for_a_code(text: str) -> None:
    with pytest.raises(Refused, match=r"paper\.not-a-code"):
        paper_code.read(text)
    with pytest.raises(Refused, match=r"paper\.not-a-code"):
        paper_code.read(paper_code.PREFIX + text)


def test_the_claim_that_differs_is_named() -> None:
    row = claims.cells(CLAIMS)
    row[6] = 99999
    assert claims.differing(claims.read(row), CLAIMS) == ("supplement",)


def test_claims_come_from_the_frozen_figures() -> None:
    at = "2026-11-22T10:00:00+08:00"
    result = {"insured_persons": "3", "per_capita_month": "281.81", "printed_supplement": "954.58", "category": "dibao"}
    assert claims.of("household_verification", "999999001002", "0217", at, result) == CLAIMS
    bare = claims.of("pledge", "", "", at, {})
    assert claims.read(claims.cells(bare)) == bare
