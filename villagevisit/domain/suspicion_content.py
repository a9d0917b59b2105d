"""What a village's records say: answers, pictures and neighbours that should differ from house to house."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from itertools import pairwise
from math import ceil, log2

from villagevisit.domain.suspicion import Finding, Limits, Picture, Scope, Trace, finding, households, in_order

_LOOK_BITS = 128


def copied(_village: str, traces: Sequence[Trace], limits: Limits) -> Iterator[Finding]:
    """Households of one round whose own answers are nearly all the same, and more so than chance explains.

    What everybody in the village answers (a basic pension, a stock sentence) tells nothing: an answer counts by how
    rare it is (bits). So many equal amounts that no two households share them count however common they are.
    """
    by_round: dict[str, list[Trace]] = defaultdict(list)
    for one in in_order(traces):
        if len(one.story) >= limits.copy_items and not one.correction:
            by_round[one.round or str(one.frozen.year)].append(one)
    for of_round in by_round.values():
        pairs = list(_copies(of_round, limits))
        for group in _groups(pairs):
            together = [one for one in of_round if one.id in group]
            shared = frozenset.intersection(*(one.story for one in together))
            yield finding("copied", together, count=households(together), items=len(shared))


def _copies(traces: Sequence[Trace], limits: Limits) -> Iterator[tuple[str, str]]:
    """Two that share nearly everything share one of their rarest few answers: only those are compared."""
    known = households(traces)
    homes: dict[int, set[str]] = defaultdict(set)
    for one in traces:
        for item in one.story:
            homes[item].add(one.household)
    bits = {item: log2(known / len(found)) for item, found in homes.items()}
    shelves: dict[int, list[Trace]] = defaultdict(list)
    for one in traces:
        rarest = sorted(one.story, key=lambda item: (len(homes[item]), item))
        rarest = rarest[: len(rarest) - ceil(limits.copy_share * len(rarest)) + 1]
        for other in {id(other): other for item in rarest for other in shelves[item]}.values():
            if other.household != one.household and _same_words(one, other, bits, limits):
                yield other.id, one.id
        for item in rarest:
            shelves[item].append(one)


def _same_words(one: Trace, other: Trace, bits: Mapping[int, float], limits: Limits) -> bool:
    shared = one.story & other.story
    if len(shared) < max(limits.copy_items, limits.copy_share * max(len(one.story), len(other.story))):
        return False
    amounts = len(one.figures & other.figures)
    return amounts >= limits.copy_items or sum(bits[item] for item in shared) >= limits.copy_bits


def unchanged(_village: str, traces: Sequence[Trace], limits: Limits) -> Iterator[Finding]:
    """A household's amounts are, to the last figure, those of a year ago."""
    of_household: dict[str, list[Trace]] = defaultdict(list)
    for one in in_order(traces):
        if not one.correction and len(one.figures) >= limits.repeat_items:
            of_household[one.household].append(one)
    found = []
    for visits in of_household.values():
        for before, now in pairwise(visits):
            old = now.frozen - before.frozen >= timedelta(days=limits.repeat_days)
            if old and before.figures == now.figures:
                found += [before, now]
    if found:
        yield finding("unchanged", found, count=households(found), items=min(len(one.figures) for one in found))


def same_file(digest: str, traces: Sequence[Trace], _limits: Limits) -> Iterator[Finding]:
    """The very same picture under several households."""
    found = [one for one in in_order(traces) if not one.correction]
    if households(found) > 1:
        kind = next(picture.kind for one in found for picture in one.pictures if picture.digest == digest)
        yield finding(str(kind), found, count=households(found))


def photo_alike(_village: str, traces: Sequence[Trace], limits: Limits) -> Iterator[Finding]:
    """Pictures of several houses that are one picture, saved again, cut or lightened."""
    yield from _alike("photo_alike", Scope.PHOTO, traces, int(limits.photo_bits))


def ink_alike(_village: str, traces: Sequence[Trace], limits: Limits) -> Iterator[Finding]:
    """One drawn signature under several households."""
    yield from _alike("ink_alike", Scope.INK, traces, int(limits.ink_bits))


def same_neighbours(_village: str, traces: Sequence[Trace], limits: Limits) -> Iterator[Finding]:
    """The same neighbour is asked nearly everywhere by the same two people."""
    by_pair: dict[frozenset[str], list[Trace]] = defaultdict(list)
    for one in in_order(traces):
        if not one.correction and _asked(one, limits):
            by_pair[one.officers].append(one)
    for visits in by_pair.values():
        known = households(visits)
        if known < limits.neighbour_visits:
            continue
        homes: dict[str, set[str]] = defaultdict(set)
        for one in visits:
            for code in _asked(one, limits):
                homes[code].add(one.household)
        often = {code for code, seen in homes.items() if len(seen) >= limits.neighbour_share * known}
        if often:
            found = [one for one in visits if often & _asked(one, limits)]
            yield finding("same_neighbours", found, count=households(found), of=known, neighbours=len(often))


def own_neighbour(_village: str, traces: Sequence[Trace], _limits: Limits) -> Iterator[Finding]:
    """The neighbour who was asked belongs to the household itself."""
    found = [one for one in in_order(traces) if one.names & set(one.neighbours)]
    if found:
        yield finding("own_neighbour", found, count=households(found))


def barred(_village: str, traces: Sequence[Trace], _limits: Limits) -> Iterator[Finding]:
    """Somebody went to his own kin, or again to where his visit was objected to (R-11, issue 7)."""
    found = [one for one in in_order(traces) if one.barred]
    if found:
        yield finding("barred", found, count=households(found))


def mutual(_village: str, traces: Sequence[Trace], limits: Limits) -> Iterator[Finding]:
    """Recipients speak for each other, household after household."""
    own = [one for one in in_order(traces) if not one.correction and one.neighbours]
    homes: dict[str, list[Trace]] = defaultdict(list)
    for one in own:
        for name in one.names:
            homes[name].append(one)
    found: dict[str, Trace] = {}
    pairs: Counter[frozenset[str]] = Counter()
    for one in own:
        for other in (other for code in one.neighbours for other in homes.get(code, ())):
            both = other.household != one.household and one.names & set(other.neighbours)
            if both and one.officers == other.officers:
                found |= {one.id: one, other.id: other}
                pairs[frozenset((one.household, other.household))] += 1
    if len(pairs) >= limits.mutual_pairs:
        yield finding("mutual", in_order(list(found.values())), count=len(pairs))


def _asked(one: Trace, limits: Limits) -> set[str]:
    """Codes that say who was asked; `1`, `N2` or `甲` only number the neighbours of one household."""
    return {code for code in one.neighbours if len(code) >= limits.neighbour_letters}


def _alike(code: str, kind: Scope, traces: Sequence[Trace], most: int) -> Iterator[Finding]:
    seen = [
        (one, picture) for one in in_order(traces) if not one.correction for picture in one.pictures
        if picture.kind == kind and picture.look is not None
    ]  # fmt: skip
    for group in _groups(list(_near(seen, most))):
        together = [one for one in in_order(traces) if one.id in group]
        yield finding(code, together, count=households(together))


def _near(seen: Sequence[tuple[Trace, Picture]], most: int) -> Iterator[tuple[str, str]]:
    """Pairs at most so many bits apart. Of `most + 1` bands of bits, one must be the same in both."""
    bands = most + 1
    edges = [place * _LOOK_BITS // bands for place in range(bands + 1)]
    shelves: dict[tuple[int, int], list[tuple[Trace, Picture]]] = defaultdict(list)
    for one, picture in seen:
        look = picture.look or 0
        for band in range(bands):
            part = look >> edges[band] & (1 << edges[band + 1] - edges[band]) - 1
            for other, before in shelves[band, part]:
                differ = one.household != other.household and picture.digest != before.digest
                if differ and (look ^ (before.look or 0)).bit_count() <= most:
                    yield one.id, other.id
            shelves[band, part].append((one, picture))


def _groups(pairs: Sequence[tuple[str, str]]) -> list[set[str]]:
    """What hangs together, in a stable order."""
    root: dict[str, str] = {}

    def find(one: str) -> str:
        while root.setdefault(one, one) != one:
            root[one] = root[root[one]]
            one = root[one]
        return one

    for one, other in pairs:
        first, second = sorted((find(one), find(other)))
        root[second] = first
    groups: dict[str, set[str]] = defaultdict(set)
    for one in root:
        groups[find(one)].add(one)
    return [groups[key] for key in sorted(groups)]
