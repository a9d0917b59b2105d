"""Records as both ends of `bench/sync` carry them: 3 KB of answers, two people's signatures."""

import base64
import hashlib
import json
import random
from collections.abc import Iterator
from dataclasses import dataclass

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from villagevisit.services import claims
from villagevisit.services.exchange_bodies import signed_message

FORM, VILLAGE, FROZEN = "vv_visit", "999999100201", "2026-11-22T10:00:00.000+08:00"
_NAMES = "张王李赵陈刘杨黄周吴徐孙胡朱高林何郭马罗"
_GIVEN = "芳伟娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰"
_WORDS = (
    "务工收入", "种植收入", "养殖收入", "赡养费", "抚养费", "养老金", "高龄津贴", "残疾补贴", "土地流转", "临时救助",
    "医疗支出", "教育支出",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Sample:
    """One visit: form XML of about 2.6 KB, and two signatures over its digest (officer, public key, signature)."""

    number: int
    id: str
    xml: bytes
    digest: str
    signatures: tuple[tuple[str, bytes, bytes], ...]


def samples(count: int, first: int = 0) -> Iterator[Sample]:
    """The same ones each time."""
    keys = [Ed25519PrivateKey.from_private_bytes(bytes([one]) * 32) for one in (1, 2)]
    public = [key.public_key().public_bytes_raw() for key in keys]
    for number in range(first, first + count):
        name = f"uuid:{number:032x}"
        xml = _xml(random.Random(number), number, name).encode()
        digest = hashlib.sha256(xml).hexdigest()
        claimed = claims.of(FORM, VILLAGE, f"{number:06d}", FROZEN, {})
        signed: list[tuple[str, bytes, bytes]] = []
        for place, (private, key) in enumerate(zip(keys, public, strict=True), start=1):
            before = signed[-1][2] if signed else b""
            message = signed_message(digest, claims.cells(claimed), place, key, b"", before)
            signed.append((f"officer-{place}", key, private.sign(message)))
        yield Sample(number, name, xml, digest, tuple(signed))


def document(sample: Sample) -> str:
    """The same for a database of JSON documents, one line."""
    signatures = [
        {"by": by, "key": base64.b64encode(key).decode(), "signature": base64.b64encode(signature).decode()}
        for by, key, signature in sample.signatures
    ]
    fields = {"_id": f"visit-{sample.number:07d}", "digest": sample.digest, "signatures": signatures}
    return json.dumps({**fields, "xml": sample.xml.decode()}, ensure_ascii=False)


def _xml(pick: random.Random, number: int, instance: str) -> str:
    def name() -> str:
        return pick.choice(_NAMES) + "".join(pick.sample(_GIVEN, 2))

    members = "".join(
        f"<member><m_name>{name()}</m_name><m_id_no>99999919{pick.randrange(10**10):010d}</m_id_no>"
        f"<m_relation>{pick.randrange(90):02d}</m_relation><m_health>{pick.randrange(9)}</m_health></member>"
        for _ in range(4)
    )
    lines = "".join(
        f"<item><kind>{pick.choice(_WORDS)}</kind><amount>{pick.randrange(2_000_000) / 100:.2f}</amount>"
        f"<months>{pick.randrange(13)}</months><note>{name()}{pick.randrange(100)}</note></item>"
        for _ in range(18)
    )
    return (
        f'<data xmlns="http://www.w3.org/2002/xforms" id="vv_visit" version="2026.1"><no>{number}</no>'
        f"<head_name>{name()}</head_name><phone>139{pick.randrange(10**8):08d}</phone>{members}{lines}"
        f"<meta><instanceID>{instance}</instanceID></meta></data>"
    )
