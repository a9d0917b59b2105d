"""What papers are called on the screen."""

from villagevisit.services.paper_types import PaperKind
from villagevisit.wording import t


def title(kind: str) -> str:
    """Its name in the reader's language; the kind itself when this version does not know it."""
    titles: dict[str, str] = {
        PaperKind.PUBLICITY_BOARD: t("paper.publicity_board"),
        PaperKind.VERIFICATION_FORM: t("paper.verification_form"),
        PaperKind.PLEDGE: t("paper.pledge"),
        PaperKind.DRAW_RECORD: t("paper.draw_record"),
        PaperKind.APPLICATION: t("paper.application"),
        PaperKind.VERIFICATION_BLANK: t("paper.verification_blank"),
        PaperKind.KIN_FILING: t("paper.kin_filing"),
        PaperKind.PLEDGE_LIST: t("paper.pledge_list"),
        PaperKind.LEDGER: t("paper.ledger"),
        PaperKind.LABELS: t("paper.labels"),
        PaperKind.LEAFLET: t("paper.leaflet"),
        PaperKind.SPOT_CHECK: t("paper.spot_check"),
        PaperKind.FIRST_INQUIRY: t("paper.first_inquiry"),
        PaperKind.SAMPLE_RECORD: t("paper.sample_record"),
        PaperKind.CLUE: t("paper.clue"),
        PaperKind.RECTIFICATION: t("paper.rectification"),
        PaperKind.CLUE_LEDGER: t("paper.clue_ledger"),
    }
    return titles.get(kind, kind)
