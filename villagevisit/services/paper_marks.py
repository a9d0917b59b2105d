"""What papers that hold id numbers or illness bear across the sheet: who printed them and when."""

from printing.layouts.common import Imprint
from printing.texts import wording


def watermark(imprint: Imprint) -> str:
    return wording("verification_form").line("watermark", by=imprint.printed_by, at=imprint.printed_at)
