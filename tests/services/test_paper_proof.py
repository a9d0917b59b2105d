"""What a code on paper proves with the county's key alone, and that nothing else passes for it."""

import os
import random
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from sync.succession import Trust
from villagevisit.domain.errors import Refused
from villagevisit.domain.officer import Role
from villagevisit.services import certificates, claims, paper_code, paper_proof
from villagevisit.services.certificates import Certificate
from villagevisit.services.claims import Claims
from villagevisit.services.exchange_bodies import signed_message
from villagevisit.services.paper_code import SignedPaper
from villagevisit.services.paper_proof import County

SIGNING = Ed25519PrivateKey.from_private_bytes(b"\x01" * 32)
COUNTY = County("999999000000", Trust(SIGNING.public_key().public_bytes_raw()))
DAY = date(2026, 11, 22)
CLAIMS = Claims("F01", "999999001002", "0217", DAY, 3, 28181, 95458, "dibao")
SEVERAL = int(os.environ.get("VILLAGEVISIT_MUTATED_CODES", "2000"))
LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"


def certificate(
    staff_no: str, key: Ed25519PrivateKey, *, county: Ed25519PrivateKey = SIGNING, until: int = 300
) -> bytes:
    public = key.public_key().public_bytes_raw()
    roles = frozenset({Role.INVESTIGATOR})
    one = Certificate(5, staff_no, "王小明", roles, ("999999001",), public, DAY - timedelta(9), DAY + timedelta(until))
    return certificates.issue(COUNTY.code, one, county)


def signed(
    claimed: Claims = CLAIMS, staff: tuple[str, ...] = ("2001", "2002"), seeds: tuple[int, ...] = (7, 8), **options: Any
) -> SignedPaper:
    before, pairs = b"", []
    for place, (staff_no, seed) in enumerate(zip(staff, seeds, strict=True), start=1):
        key = Ed25519PrivateKey.from_private_bytes(bytes([seed]) * 32)
        public = key.public_key().public_bytes_raw()
        message = signed_message("ab" * 32, claims.cells(claimed), place, public, b"beacon-8", before)
        before = key.sign(message)
        pairs.append((certificate(staff_no, key, **options), before, b"beacon-8"))
    return SignedPaper("999999", "ab" * 32, claimed, tuple(pairs))


PAPER = signed()


def test_a_genuine_paper_names_its_signers() -> None:
    read = paper_code.read(paper_code.write(PAPER))
    assert [one.staff_no for one in paper_proof.proven(read, COUNTY)] == ["2001", "2002"]


@pytest.mark.parametrize(
    "paper",
    [
        replace(PAPER, claims=replace(CLAIMS, supplement=99999)),
        replace(PAPER, digest="cd" * 32),
        replace(PAPER, county="999998"),
        replace(PAPER, signed=PAPER.signed[::-1]),
        replace(PAPER, signed=(PAPER.signed[0], (*PAPER.signed[1][:2], b"beacon-9"))),
        replace(PAPER, signed=(PAPER.signed[0], PAPER.signed[0])),
        replace(PAPER, signed=()),
        signed(staff=("2001", "2001")),
        signed(seeds=(7, 7)),
        signed(county=Ed25519PrivateKey.from_private_bytes(b"\x02" * 32)),
        signed(until=-1),
        signed(replace(CLAIMS, village="999999002001")),
    ],
    ids=["claim", "digest", "county", "swapped", "re-dated", "copied", "nobody", "one-person", "one-key", "forged",
         "expired", "elsewhere"],
)  # fmt: skip
def test_nothing_else_is_genuine(paper: SignedPaper) -> None:
    assert paper_proof.proven(paper, COUNTY) == ()


def _letter(text: str, luck: random.Random) -> str:
    place = luck.randrange(len(text))
    other = luck.choice(LETTERS.replace(text[place], ""))
    return text[:place] + other + text[place + 1 :]


def _dropped(text: str, luck: random.Random) -> str:
    place = luck.randrange(len(text))
    return text[:place] + text[place + luck.randrange(1, 4) :]


def _moved(text: str, luck: random.Random) -> str:
    first, last = sorted(luck.sample(range(len(paper_code.PREFIX), len(text)), 2))
    return text[:first] + text[last:] + text[first:last]


def _figure(_text: str, luck: random.Random) -> str:
    """A claim that was changed by somebody who knows the format."""
    changed = luck.choice((
        replace(CLAIMS, persons=luck.randrange(4, 99)),
        replace(CLAIMS, supplement=luck.randrange(95459, 10**6)),
        replace(CLAIMS, day=DAY + timedelta(luck.randrange(1, 99))),
    ))  # fmt: skip
    return paper_code.write(replace(PAPER, claims=changed))


MUTATIONS: tuple[Callable[[str, random.Random], str], ...] = (_letter, _dropped, _moved, _figure)


def test_no_mutated_code_is_accepted() -> None:
    """`VILLAGEVISIT_MUTATED_CODES` says how many; any answer but a refusal or nobody would be a forged paper."""
    luck, text = random.Random(5), paper_code.write(PAPER)
    accepted, readable = 0, 0
    for number in range(SEVERAL):
        mutated = MUTATIONS[number % len(MUTATIONS)](text, luck)
        assert mutated != text or number % len(MUTATIONS) == 2
        if mutated == text:
            continue
        try:
            read = paper_code.read(mutated)
        except Refused:
            continue
        readable += 1
        accepted += bool(paper_proof.proven(read, COUNTY))
    assert accepted == 0
    assert readable > SEVERAL // 4, "the mutations get past the reader"
