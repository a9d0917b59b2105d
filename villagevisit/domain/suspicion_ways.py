"""Every way that is looked for, by the scope in which it shows."""

from collections.abc import Iterator, Mapping, Sequence

from villagevisit.domain import suspicion_content as content
from villagevisit.domain import suspicion_day as day
from villagevisit.domain import suspicion_pair as pair
from villagevisit.domain.suspicion import Finding, Limits, Scope, Trace, Way

WAYS: Mapping[Scope, tuple[Way, ...]] = {
    Scope.VILLAGE: (
        content.copied,
        content.unchanged,
        content.photo_alike,
        content.ink_alike,
        content.same_neighbours,
        content.own_neighbour,
        content.mutual,
        content.barred,
    ),
    Scope.PAIR: (
        pair.short,
        pair.unread,
        pair.night,
        pair.after_receipt,
        pair.before_known,
        pair.alike,
        pair.bunched,
    ),
    Scope.DAY: (day.row, day.far, day.two_places, day.too_many),
    Scope.DEVICE: (pair.clock_back,),
    Scope.PHOTO: (content.same_file,),
    Scope.INK: (content.same_file,),
}
CODES = (
    "barred", "two_places", "photo", "ink", "ink_alike", "photo_alike", "copied", "own_neighbour", "unread", "row",
    "far", "far_village", "too_many", "after_receipt", "before_known", "clock_back", "short", "same_neighbours",
    "unchanged", "bunched", "night", "mutual", "alike",
)  # fmt: skip
"""Every code that a finding may have; each has a weight among the county's parameters."""


def judge(scope: Scope, key: str, traces: Sequence[Trace], limits: Limits) -> Iterator[Finding]:
    """Everything that is found in one scope; the traces are all of it, in any order."""
    for way in WAYS[scope]:
        yield from way(key, traces, limits)
