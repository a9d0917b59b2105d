"""Why a record's content is erased before or at the end of its time (PIPL 47): codes, for no reason names anybody."""

from enum import StrEnum


class Reason(StrEnum):
    RETENTION = "retention"
    """Its time is over, or its purpose reached."""
    WITHDRAWN = "withdrawn"
    """The person took his consent back, and no law keeps it."""
    REQUEST = "request"
    """The person asked, and has the right."""
    UNLAWFUL = "unlawful"
    """It should not have been collected, or not so."""
