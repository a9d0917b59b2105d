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
        PaperKind.STANDARDS: t("paper.standards"),
        PaperKind.ACCEPTANCE: t("paper.acceptance"),
        PaperKind.SUPPLEMENT: t("paper.supplement"),
        PaperKind.CONFIRMATION: t("paper.confirmation"),
        PaperKind.REFUSAL: t("paper.refusal"),
        PaperKind.SERVICE_RECEIPT: t("paper.service_receipt"),
        PaperKind.MEETING_SIGN_IN: t("paper.meeting_sign_in"),
        PaperKind.MEETING_BALLOT: t("paper.meeting_ballot"),
        PaperKind.MEETING_TALLY: t("paper.meeting_tally"),
        PaperKind.MEETING_RECORD: t("paper.meeting_record"),
        PaperKind.MEETING_RESULT: t("paper.meeting_result"),
        PaperKind.OBJECTION_RESULT: t("paper.objection_result"),
        PaperKind.SUPERVISED_CASE: t("paper.supervised_case"),
        PaperKind.KIN_SUMMARY: t("paper.kin_summary"),
        PaperKind.RECUSAL: t("paper.recusal"),
        PaperKind.SAMPLE_RECORD: t("paper.sample_record"),
        PaperKind.CLUE: t("paper.clue"),
        PaperKind.RECTIFICATION: t("paper.rectification"),
        PaperKind.BULLETIN: t("paper.bulletin"),
        PaperKind.SUPERVISION: t("paper.supervision"),
        PaperKind.MINUTES: t("paper.minutes"),
        PaperKind.HEARING_NOTICE: t("paper.hearing_notice"),
        PaperKind.DECISION: t("paper.decision"),
        PaperKind.CHANGE_LEDGER: t("paper.change_ledger"),
        PaperKind.REFUND: t("paper.refund"),
        PaperKind.CLUE_LEDGER: t("paper.clue_ledger"),
        PaperKind.ARCHIVE: t("paper.archive_cover"),
    }
    return titles.get(kind, kind)
