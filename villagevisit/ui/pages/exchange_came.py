"""What came from the county last: lists, work, rules and papers; and what of it somebody must look at."""

from functools import partial

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from villagevisit.services import replica_log
from villagevisit.services.replica_log import CameLine, LeavingLine, SentPaper
from villagevisit.ui.kit import parts, theme
from villagevisit.ui.kit.format import count, moment
from villagevisit.ui.kit.shell import Shell
from villagevisit.ui.widgets.desk_facts import Facts
from villagevisit.wording import explain, t

_KINDS = {
    "roster": "replica.kind.roster",
    "assignment": "replica.kind.assignment",
    "people": "replica.kind.people",
    "kin": "replica.kind.kin",
    "submission": "replica.kind.submission",
    "health": "replica.kind.health",
    "event": "replica.kind.event",
    "health-event": "replica.kind.health_event",
    "document": "replica.kind.document",
    "health-document": "replica.kind.health_document",
    "resolution": "replica.kind.resolution",
    "override": "replica.kind.override",
    "consent": "replica.kind.consent",
    "request": "replica.kind.request",
    "policy": "replica.kind.policy",
    "form": "replica.kind.form",
    "codes": "replica.kind.codes",
    "areas": "replica.kind.areas",
    "retention": "replica.kind.retention",
    "paper": "replica.kind.paper",
    "revocation": "replica.kind.revocation",
    "county-key": "replica.kind.county_key",
    "notice": "replica.kind.notice",
    "certificate": "replica.kind.certificate",
    "certificate-refused": "replica.kind.certificate",
    "certificate-revoked": "replica.kind.certificate",
    "scope": "replica.kind.scope",
}
_COUNTS = {
    "roster": "replica.count.roster",
    "assignment": "replica.count.assignment",
    "people": "replica.count.people",
    "kin": "replica.count.kin",
    "submission": "replica.count.submission",
    "health": "replica.count.submission",
    "event": "replica.count.consent",
    "health-event": "replica.count.consent",
    "document": "replica.count.document",
    "health-document": "replica.count.document",
    "resolution": "replica.count.resolution",
    "override": "replica.count.override",
    "consent": "replica.count.consent",
    "request": "replica.count.consent",
}


class CameBlock(QWidget):
    """One line per kind and village, newest first; problems above them, each with its sentence."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._shell = shell
        self.links: list[parts.Button] = []
        u = theme.now().u
        self._alerts = QGridLayout()
        self._alerts.setHorizontalSpacing(u)
        self._alerts.setVerticalSpacing(u)
        self._alerts.setColumnStretch(1, 1)
        self._facts = Facts()
        self._papers = QVBoxLayout()
        self._papers.setSpacing(u // 2)
        self._none = parts.body(t("replica.nothing"), muted=True)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(u)
        box.addWidget(parts.line())
        box.addWidget(parts.heading(t("replica.title")))
        box.addLayout(self._alerts)
        box.addWidget(self._none)
        box.addWidget(self._facts)
        box.addLayout(self._papers)

    def refresh(self) -> None:
        ws = self._shell.ws
        lines = replica_log.came(ws)
        self._none.setVisible(not lines)
        self._facts.setVisible(bool(lines))
        self._facts.show_rows((_kind(one), _words(one)) for one in lines)
        self.links = []
        self._show_alerts()
        parts.clear(self._papers)
        for paper in replica_log.papers(ws):
            save = parts.quiet(t("replica.save_paper"), partial(self._save, paper))
            save.setAccessibleName(f"{paper.title} {t('replica.save_paper')}")
            self.links.append(save)
            self._papers.addWidget(parts.row(parts.body(paper.title), save))

    def _show_alerts(self) -> None:
        parts.clear(self._alerts)
        problems = replica_log.problems(self._shell.ws)
        if problems:
            self._title(t("replica.problems", count=count(len(problems))))
        for one in problems:
            words = explain(one.error)
            if one.place:
                words = t("replica.of_place", place=one.place, words=words)
            self._alert(words, one.household_id)
        leaving = replica_log.leaving(self._shell.ws)
        if leaving:
            self._title(t("replica.leaving"))
        for village in leaving:
            self._alert(t("replica.leaving.line", village=village.village, what=_left_to_do(village)))

    def _title(self, words: str) -> None:
        self._alerts.addWidget(parts.strong(words), self._alerts.rowCount(), 0, 1, 3)

    def _alert(self, words: str, household_id: str = "") -> None:
        """A mark, the sentence in full however narrow the page is, and a way to the household."""
        at, top = self._alerts.rowCount(), Qt.AlignmentFlag.AlignTop
        side = theme.now().body + 3
        mark = QLabel()
        mark.setPixmap(parts.picture("wait", "waiting", side).pixmap(QSize(side, side)))
        self._alerts.addWidget(mark, at, 0, top)
        self._alerts.addWidget(parts.body(words), at, 1, top)
        if household_id:
            go = parts.quiet(t("desk.exchange.look"), partial(self._open, household_id))
            self.links.append(go)
            self._alerts.addWidget(go, at, 2, top)

    def _open(self, household_id: str) -> None:
        self._shell.go("household", household_id=household_id)

    def _save(self, paper: SentPaper) -> None:
        path = self._shell.files.save(self, t("replica.save_paper"), paper.file_name, "PDF (*.pdf)")
        if path is not None:
            saved = self._shell.apply(replica_log.save_paper(self._shell.ws, paper.id, path))
            self._shell.notify(t("replica.paper_saved", file=saved.name), "done")


def _left_to_do(one: LeavingLine) -> str:
    """What keeps a village here; nothing that is already in order."""
    left = (
        (one.drafts, "replica.leaving.drafts"),
        (one.unsigned, "replica.leaving.unsigned"),
        (one.unsafe, "replica.leaving.unsafe"),
    )
    return t("ui.comma").join(t(key, count=count(number)) for number, key in left if number)


def _kind(one: CameLine) -> str:
    return t(_KINDS[one.kind]) if one.kind in _KINDS else one.kind


def _words(one: CameLine) -> str:
    what = one.title
    if one.kind in _COUNTS:
        number = t(_COUNTS[one.kind], count=count(one.n))
        what = t("replica.line", place=one.village, count=number) if one.village else number
    return "\n".join(part for part in (what, moment(one.at)) if part)
