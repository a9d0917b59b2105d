"""The phones: what each sent, how many of its forms still await photos, and the lists that they fill."""

from starlette.responses import Response
from starlette.routing import Route

from sync.server import openrosa_entities as entities
from sync.server import openrosa_phones as phones
from sync.server import openrosa_store as received
from sync.server.openrosa_phones import Phone
from villagevisit.county.frame import Asked, Frame
from villagevisit.county.html import Markup, Words, join, moment, table, tag
from villagevisit.domain.access import Action, can

PATH = "/phones"


class PhonePages:
    def __init__(self, frame: Frame) -> None:
        self._frame = frame
        frame.link(PATH, "openrosa.page.title", Action.COMPUTERS)

    def routes(self) -> list[Route]:
        return [self._frame.route(PATH, Action.COMPUTERS, self.look)]

    def look(self, asked: Asked) -> Response:
        """The phones that work in the reader's area; who answers for the county sees all."""
        with self._frame.county.log.reading() as s:
            sent, waiting, lists = received.received(s), received.waiting(s), entities.counts(s)
            shown = [
                one
                for one in phones.every(s)
                if all(can(asked.who, Action.COMPUTERS, prefix) for prefix in one.scope.split() or [""])
            ]
        parts = [tag("h1", asked.words("openrosa.page.title")), *_table(asked.words, shown, sent, waiting)]
        parts += _lists(asked.words, lists)
        return self._frame.page(asked.words, PATH, join(parts), asked.who)


def _table(words: Words, shown: list[Phone], sent: dict[str, int], waiting: dict[str, int]) -> list[Markup]:
    if not shown:
        return [tag("p", words("openrosa.page.none"), class_="muted")]
    heads = {
        words("openrosa.page.name"): "",
        words("openrosa.page.device"): "",
        words("openrosa.page.received"): "n",
        words("openrosa.page.incomplete"): "n",
        words("openrosa.page.seen"): "d",
        words("openrosa.page.state"): "",
    }
    return [table(heads, [_row(words, one, sent, waiting) for one in shown])]


def _lists(words: Words, counts: list[entities.Count]) -> list[Markup]:
    """Which lists the phones fill, in numbers."""
    if not counts:
        return []
    heads = {
        words("openrosa.page.list"): "",
        words("openrosa.page.entities"): "n",
        words("openrosa.page.conflicts"): "n",
    }
    rows = [
        [one.list, str(one.entities), tag("span", f"▲ {one.conflicts}", class_="waiting") if one.conflicts else "0"]
        for one in counts
    ]
    return [tag("h2", words("openrosa.page.lists")), table(heads, rows)]


def _row(words: Words, one: Phone, sent: dict[str, int], waiting: dict[str, int]) -> list[str]:
    missing, shut = waiting.get(one.device, 0), one.state == phones.REVOKED
    state = words("openrosa.cli.shut_out") if shut else words("openrosa.cli.in_use")
    return [
        one.name,
        one.device,
        str(sent.get(one.device, 0)),
        tag("span", f"▲ {missing}", class_="waiting") if missing else "0",
        moment(one.seen_at),
        tag("span", state, class_="refused" if shut else ""),
    ]
