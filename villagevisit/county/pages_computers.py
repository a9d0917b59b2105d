"""The laptops: what needs a person first, then who sent what."""

from starlette.responses import Response
from starlette.routing import Route

from sync.server import overview
from sync.server.devices import Device
from sync.server.overview import Overview
from villagevisit.county.frame import Asked, Frame
from villagevisit.county.html import Markup, Words, join, moment, table, tag
from villagevisit.domain.access import Action, Who, can

PATH = "/computers"


class ComputerPages:
    def __init__(self, frame: Frame) -> None:
        self._frame = frame
        frame.link(PATH, "county.page.devices", Action.COMPUTERS)

    def routes(self) -> list[Route]:
        return [self._frame.route(PATH, Action.COMPUTERS, self.look)]

    def look(self, asked: Asked) -> Response:
        """Warnings by kind, laptops, files lately received."""
        seen = overview.look(self._frame.county.log)
        words, mine = asked.words, yours(asked.who, seen)
        shown = [one for one in seen.devices if one.device in mine]
        parts = [
            tag("h1", words("county.page.devices")),
            *warnings(words, seen, mine, whole=not asked.who.area),
            *_devices(words, seen, shown),
            *_batches(words, seen, mine if asked.who.area else None),
        ]
        return self._frame.page(words, PATH, join(parts), asked.who)


def yours(who: Who, seen: Overview) -> set[str]:
    """The laptops that somebody may know of: all, or those that work in his area alone."""
    return {one.device for one in seen.devices if _reaches(who, one)}


def _reaches(who: Who, one: Device) -> bool:
    scope = one.scope.split() or [""]
    return all(can(who, Action.COMPUTERS, prefix) for prefix in scope)


def count_warnings(seen: Overview, mine: set[str], *, whole: bool) -> int:
    """How many things wait for a person."""
    devices = [one.device for one in seen.gaps] + [one.device for one in seen.alarms]
    return sum(whole or name in mine for name in devices)


def warnings(words: Words, seen: Overview, mine: set[str], *, whole: bool) -> list[Markup]:
    """What a person must look at, one heading for each kind."""
    kinds: dict[str, list[str]] = {}
    for gap in seen.gaps:
        if whole or gap.device in mine:
            line = words("county.page.gap", device=gap.device, first=gap.first, last=gap.last)
            kinds.setdefault(words("county.page.gaps"), []).append(line)
    for one in seen.alarms:
        if whole or one.device in mine:
            line = words("county.page.alarm", at=moment(one.at), device=one.device)
            kinds.setdefault(words.refusal(one.code), []).append(line)
    if not kinds:
        return [tag("p", words("county.page.all_well"), class_="finished")]
    return [tag("h2", words("county.page.look_at")), *(_kind(words, *kind) for kind in kinds.items())]


def _kind(words: Words, name: str, lines: list[str]) -> Markup:
    heading = tag("summary", words("county.page.kind", name=name, count=len(lines)), class_="refused")
    opened = {"open": "open"} if len(lines) <= 3 else {}
    return tag("details", heading, *(tag("p", line) for line in lines), **opened)


def _devices(words: Words, seen: Overview, shown: list[Device]) -> list[Markup]:
    if not shown:
        return [tag("p", words("county.page.no_devices"), class_="muted")]
    heads = {
        words("county.page.device_name"): "",
        words("county.page.device"): "",
        words("county.page.records"): "n",
        words("county.page.contact"): "d",
        words("county.page.state"): "",
    }
    states = {"enrolled": words("county.page.enrolled"), "revoked": words("county.page.revoked")}
    rows = [
        [
            one.name,
            one.device,
            str(seen.records_of.get(one.device, 0)),
            moment(one.seen_at),
            tag("span", states[one.state], class_="refused" if one.state == "revoked" else ""),
        ]
        for one in shown
    ]
    return [tag("h2", words("county.page.devices_count", count=len(shown))), table(heads, rows)]


def _batches(words: Words, seen: Overview, mine: set[str] | None) -> list[Markup]:
    shown = [one for one in seen.batches if mine is None or one.device in mine]
    if not shown:
        return []
    heads = {
        words("county.page.received"): "d",
        words("county.page.device"): "",
        words("county.page.records"): "n",
        words("county.page.pieces"): "n",
        words("county.page.size"): "n",
        words("county.page.via"): "",
        words("county.page.state"): "",
    }
    via = {"network": words("county.page.network"), "stick": words("county.page.stick")}
    rows = []
    for one in shown:
        good = one.state == "imported" and not one.code
        state = words("county.page.imported") if good else words.refusal(one.code)
        rows.append(
            [
                moment(one.received_at),
                one.device,
                str(one.records),
                str(one.pieces),
                f"{max(1, round(one.size / 1024)):,} KB",
                via.get(one.via, one.via),
                tag("span", state, class_="finished" if good else "refused"),
            ]
        )
    return [tag("h2", words("county.page.batches")), table(heads, rows)]


