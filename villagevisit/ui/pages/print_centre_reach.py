"""Whether a printer reaches all that stands on a paper, as a sentence to be read before printing."""

from collections.abc import Sequence

from villagevisit.services import print_margins
from villagevisit.services.print_margins import Cut, Edges
from villagevisit.ui.pages import print_centre_machines as machines
from villagevisit.ui.pages.print_centre_printer import Job
from villagevisit.wording import t

Said = tuple[str, str]
"""Kind and words of a `Remark`."""


def cut(job: Job, white: Sequence[Edges | None]) -> Cut | None:
    """Which of the chosen pages the printer cuts most; `white` is what is white around each."""
    looked_at = [
        edges if not job.pages or number in job.pages else None for number, edges in enumerate(white, start=1)
    ]
    return print_margins.cut(looked_at, machines.needs(job.printer), half=job.booklet)


def said(job: Job, size: str, white: Sequence[Edges | None] | None) -> Said:
    """`white` is None while it is being looked at."""
    if not machines.has_size(job.printer, size):
        return "look", t("desk.print.no_size", size=size)
    if white is None:
        return "muted", t("desk.print.checking")
    worst = cut(job, white)
    if worst is None:
        return "done", t("desk.print.fits")
    return "look", t("desk.print.cut", page=worst.page, needs=f"{worst.needs:.1f}", stands=f"{worst.stands:.1f}")
