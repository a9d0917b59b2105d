"""Ordinary visits of a hard-working honest team, as traces; tests plant one made-up visit among them."""

import random
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from villagevisit.county import traces as kept
from villagevisit.domain.clock import CHINA
from villagevisit.domain.policy import Policy
from villagevisit.domain.suspicion import Finding, Limits, Picture, Point, Scope, Signer, Trace
from villagevisit.domain.suspicion_ways import judge
from villagevisit.services import audit_limits

VILLAGE, NEXT = "999999100201", "999999100202"
LI, WANG, ZHAO, QIAN = "officer-li", "officer-wang", "officer-zhao", "officer-qian"
LIMITS = Limits.of(Policy.on(audit_limits.defaults(), date(2026, 11, 22)))
RESULTS = ("1/dibao/1", "1/dibao/1", "1/dibao/1", "1/edge/1", "1/above/4")
DAY = datetime(2026, 11, 2, 8, 10, tzinfo=CHINA)


def visit(number: int, begun: datetime = DAY, chance: random.Random | None = None, **values: Any) -> Trace:
    """One honest visit of household `number`: a quarter of an hour and more, read before it is signed."""
    luck = chance or random.Random(number)
    minutes = luck.uniform(14, 22)
    frozen = begun + timedelta(minutes=minutes)
    first = frozen + timedelta(seconds=luck.uniform(35, 90))
    second = first + timedelta(seconds=luck.uniform(25, 70))
    amounts = frozenset(luck.getrandbits(40) for _ in range(luck.randint(5, 12)))
    common = frozenset(range(luck.randint(2, 6)))
    one = Trace(
        id=f"s{number:05d}-{begun:%m%d%H%M}",
        village=VILLAGE,
        household=f"h{number}",
        device="laptop-1",
        seq=number,
        made=second,
        frozen=frozen,
        received=second + timedelta(hours=10),
        signers=(Signer(LI, first, "李芳"), Signer(WANG, second, "王强")),
        village_name="红星村",
        started=begun,
        known=second - timedelta(days=3),
        round="2026",
        result=luck.choice(RESULTS),
        income=luck.uniform(200, 900),
        line=600.0,
        point=Point(32.0 + luck.uniform(0, 0.008), 105.0 + luck.uniform(0, 0.008)),
        pictures=(
            Picture(Scope.PHOTO, f"photo-{number}", luck.getrandbits(128)),
            Picture(Scope.INK, f"ink-{number}", luck.getrandbits(128)),
        ),
        figures=amounts,
        story=amounts | common | frozenset(luck.getrandbits(40) for _ in range(3)),
        neighbours=("N1", f"户{number + 1:04d}"),
        names=frozenset({f"户{number:04d}", f"户主{number}"}),
    )
    return replace(one, **values)


def busy_weeks(days: int = 10, a_day: int = 20, **values: Any) -> list[Trace]:
    """Twenty visits a day in one village, a way of a few minutes between them, some days frozen in the evening."""
    luck = random.Random(7)
    made = []
    for day in range(days):
        at = DAY + timedelta(days=day)
        for place in range(a_day):
            made.append(visit(day * a_day + place + 1, at, luck, **values))
            at = made[-1].frozen + timedelta(minutes=luck.uniform(3, 9))
        if day % 3 == 0:
            made[-a_day:] = in_the_evening(made[-a_day:])
    return made


def in_the_evening(visits: Sequence[Trace]) -> list[Trace]:
    """The same day, but everything is frozen and read at home, one record after the other."""
    at = max(one.frozen for one in visits).replace(hour=20, minute=30)
    found = []
    for place, one in enumerate(visits):
        frozen = at + timedelta(minutes=3 * place)
        first, second = frozen + timedelta(seconds=40), frozen + timedelta(seconds=80)
        signers = (replace(one.signers[0], at=first), replace(one.signers[1], at=second))
        found.append(replace(one, frozen=frozen, signers=signers, made=second, received=second + timedelta(hours=9)))
    return found


def found_in(traces: Iterable[Trace], limits: Limits = LIMITS) -> list[Finding]:
    """Everything that is found, scope by scope, as the county looks at it."""
    scopes: dict[tuple[str, str], list[Trace]] = {}
    for one in traces:
        pictures = [(str(picture.kind), picture.digest) for picture in one.pictures]
        for key in (*kept.keys_of(one), *pictures):
            scopes.setdefault(key, []).append(one)
    return [
        found
        for (scope, key), together in sorted(scopes.items())
        for found in judge(Scope(scope), kept.officer_of(Scope(scope), key), together, limits)
    ]
