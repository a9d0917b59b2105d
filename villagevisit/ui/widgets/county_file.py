"""The county's file with another key than ours: a person compares the words before it counts."""

from collections.abc import Callable

from villagevisit.domain.changes import Done
from villagevisit.domain.errors import Refused
from villagevisit.services.enrolment import CountyFile
from villagevisit.ui.kit.shell import Shell
from villagevisit.wording import explain, t

Take = Callable[[str], Done[CountyFile]]
"""Takes the file; with the fingerprint that a person compared, also one with another key."""
_OTHER = "enrolment.other-key"


def taken(shell: Shell, take: Take) -> Done[CountyFile] | None:
    """What `take` gives; None when its keys are others and the person did not agree. Raises as `take`."""
    try:
        return take("")
    except Refused as refused:
        agreed = compared(shell, refused)
        if agreed is None:
            raise
        return take(agreed) if agreed else None


def compared(shell: Shell, error: BaseException) -> str | None:
    """The fingerprint when the words were compared and agree, else empty; None when the error is another one."""
    if not isinstance(error, Refused) or error.code != _OTHER:
        return None
    good = shell.confirm(t("enrolment.compare"), explain(error), t("enrolment.agrees"))
    return str(error.params["fingerprint"]) if good else ""
