"""Six pairs of words that two people read to each other over the telephone, so that nobody slips a key in between.

48 bits of a digest: sixteen words, then sixteen others, chosen so that they do not sound alike.
"""

import hashlib

from villagevisit.wording import t

PAIRS = 6


def spoken(*parts: bytes) -> str:
    """The phrase of these bytes in the language of this process."""
    first, second = t("phrase.first").split(), t("phrase.second").split()
    digest = hashlib.sha256(b"vv/phrase/1\0" + b"".join(len(part).to_bytes(4, "big") + part for part in parts)).digest()
    return t("phrase.between").join(
        t("phrase.pair", first=first[byte >> 4], second=second[byte & 15]) for byte in digest[:PAIRS]
    )
