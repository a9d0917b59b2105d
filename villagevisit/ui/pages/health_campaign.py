"""The identification by villages: the day on which summaries are due, who is late, what hangs in the village, rows of
the ledger that are nobody of the register."""

from functools import partial
from typing import Any

from villagevisit.services import health_lines, identification, identification_changes
from villagevisit.services.identification import Unlisted
from villagevisit.services.identification_changes import Campaign, VillageStanding
from villagevisit.services.workspace import Progress
from villagevisit.ui.kit import parts
from villagevisit.ui.kit.fields import Day, Line
from villagevisit.ui.kit.format import count
from villagevisit.ui.kit.shell import Shell
from villagevisit.ui.pages.health_panel import FiguresPanel, share
from villagevisit.ui.widgets.flow import Flow
from villagevisit.ui.widgets.remark import Remark
from villagevisit.wording import t

_MOST = 100


class CampaignPanel(FiguresPanel):
    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self.name, self.due = Line(), Day()

    def make(self, progress: Progress) -> object:
        ws, actor = self.shell.ws, self.shell.actor
        health_lines.settle(ws, progress)
        return identification_changes.campaign(ws, actor), identification.unlisted(ws, actor)

    def show_figures(self, found: Any) -> None:
        campaign: Campaign | None
        unlisted: list[Unlisted]
        campaign, unlisted = found
        if campaign is None:
            self.said.addWidget(parts.body(t("identify.no_campaign"), muted=True))
        else:
            self.said.addWidget(parts.title(campaign.name))
            self.said.addWidget(parts.body(t("identify.due", day=campaign.due)))
            for one in campaign.villages:
                self._village(campaign, one)
        self._begin()
        self._unlisted(unlisted)

    def _village(self, campaign: Campaign, one: VillageStanding) -> None:
        kind = "refused" if one.late else "done" if one.reported else "wait" if one.registered else "muted"
        words = t("identify.village", village=one.name, examined=share(one.examined, one.registered),
                  changed=count(one.to_change))  # fmt: skip
        state = t("identify.reported", day=one.reported) if one.reported else t("identify.not_reported")
        state = t("identify.late", state=state) if one.late else state
        self.said.addWidget(parts.status(kind, f"{words}  {state}", wrap=True))
        if not one.registered:
            return
        report = partial(identification_changes.report, self.shell.ws, self.shell.actor, campaign.id, one.code)
        again = parts.plain(t("identify.report"), lambda: self.do(report, t("identify.was_reported")))
        again.setVisible(not one.reported)
        notice = parts.quiet(
            t("identify.notice_show"), lambda: self.shell.notify(identification_changes.notice(one), "info")
        )
        self.said.addWidget(Flow(again, notice))

    def _begin(self) -> None:
        self.said.addWidget(parts.heading(t("identify.begin")))
        self.name, self.due = Line(placeholder=t("identify.name_hint")), Day()
        self.said.addWidget(parts.narrow(parts.labelled(t("identify.name"), self.name), 420))
        self.said.addWidget(parts.narrow(parts.labelled(t("identify.due_day"), self.due), 420))
        ws, actor = self.shell.ws, self.shell.actor
        begin = parts.plain(t("identify.begin_now"), lambda: self.do(
            lambda: identification_changes.begin(ws, actor, self.name.text(), self.due.value()), t("identify.begun")
        ))  # fmt: skip
        self.said.addWidget(parts.row(begin, None))

    def _unlisted(self, rows: list[Unlisted]) -> None:
        self.said.addWidget(parts.heading(t("identify.unlisted", count=count(len(rows)))))
        if not rows:
            self.said.addWidget(parts.body(t("identify.all_found"), muted=True))
        ws, actor = self.shell.ws, self.shell.actor
        for one in rows[:_MOST]:
            words = t("identify.unlisted_row", row=one.row_no, name=one.name, birth=one.birth, place=one.place)
            self.said.addWidget(Remark("look", words))
            if one.now:
                settle = partial(identification.settle, ws, actor, one.key, one.now)
                self.said.addWidget(parts.row(
                    parts.plain(t("identify.settle"), partial(self.do, settle, t("identify.settled"))), None
                ))  # fmt: skip
