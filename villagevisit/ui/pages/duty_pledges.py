"""Who must pledge: the missing first; how far each township and role is; the list that hangs; the county's switch."""

from datetime import timedelta

from villagevisit.domain import boards as boards_rules
from villagevisit.domain.clock import today
from villagevisit.domain.form_ids import PLEDGE_FORM
from villagevisit.domain.pledge import Due, Standing
from villagevisit.services import areas, duty, pledges
from villagevisit.ui.kit import parts
from villagevisit.ui.kit.format import count
from villagevisit.ui.models.duty_words import PLEDGE_ROLES, STANDINGS, said
from villagevisit.ui.pages.duty_panel import OVERVIEW, DutyPanel
from villagevisit.ui.widgets.desk_rows import Row
from villagevisit.wording import t

_KIND = {Standing.NONE: "refused", Standing.EXPIRED: "wait", Standing.VALID: "done"}
_YEAR = timedelta(days=365)


class PledgesPanel(DutyPanel):
    def rows(self) -> list[Row]:
        self.due = pledges.roster(self.shell.ws)
        done = sum(one.standing is Standing.VALID for one in self.due)
        whole = t("duty.pledge.of", done=count(done), due=count(len(self.due)))
        first = Row(OVERVIEW, t("duty.pledge.all"), whole, "", "done" if done == len(self.due) else "wait")
        return [first, *(_row(one) for one in self.due)]

    def show_row(self, key: str) -> None:
        one = next((due for due in self.due if due.person == key), None)
        if one is None:
            self._overview()
        else:
            self._person(one)

    def _overview(self) -> None:
        ws = self.shell.ws
        self.add(parts.title(t("duty.pledge.all")))
        if not self.due:
            self.add(parts.body(t("duty.pledge.nobody_due"), muted=True))
        for share in pledges.coverage(self.due, "area"):
            self.add(_share(areas.name(ws, share.key), share.done, share.frame))
        self.add(parts.heading(t("duty.pledge.by_role")))
        for share in pledges.coverage(self.due, "role"):
            self.add(_share(said(PLEDGE_ROLES, share.key), share.done, share.frame))
        self._posting()
        self._switch()

    def _posting(self) -> None:
        self.add(parts.line(), parts.heading(t("duty.pledge.posting")))
        for one in pledges.postings(self.shell.ws)[:3]:
            words = t("duty.pledge.posted", day=one.day, place=one.text("place"), count=one.number("rows"), who=one.by)
            photos = len(boards_rules.digests(one))
            words += t("duty.pledge.photos", count=photos) if photos else t("duty.pledge.no_photo")
            self.add(parts.status("done" if photos else "wait", words, wrap=True))
        self.verbs(self.printing(t("duty.pledge.print_list"), "pledge_list", duty.office(self.shell.ws)))
        self.place = self.line(t("duty.place"))
        self.posted_on = self.day(t("duty.day"))
        self.post = parts.plain(t("duty.pledge.hangs"), self._post)
        self.verbs(self.post)

    def _post(self) -> None:
        """Asks for photos of the list where it hangs; whoever has none can leave them out, and that is seen."""
        place, day = self.place.text(), self.posted_on.text()
        photos = self.shell.files.several(self, t("board.pick"), t("verify.kinds"))
        self.do(lambda: pledges.posted(self.shell.ws, self.shell.actor, place=place, day=day, photos=photos))

    def _switch(self) -> None:
        self.add(parts.line(), parts.heading(t("duty.pledge.binding")))
        if pledges.bound(self.shell.ws):
            self.add(parts.status("done", t("duty.pledge.binds"), wrap=True))
            return
        self.add(parts.body(t("duty.pledge.binds_not"), muted=True))
        self.bind_from = self.day(t("duty.pledge.bind_from"))
        self.bind = parts.plain(t("duty.pledge.bind"), self._bind)
        self.verbs(self.bind)

    def _bind(self) -> None:
        self.do(lambda: pledges.bind(self.shell.ws, self.shell.actor, self.bind_from.text()))

    def _person(self, one: Due) -> None:
        self.add(parts.title(one.name), parts.status(_kind(one), said(STANDINGS, one.standing)))
        found = one.pledge
        self.facts(
            (t("duty.pledge.role"), said(PLEDGE_ROLES, one.role)),
            (t("duty.unit"), " ".join(word for word in (one.unit, one.post) if word)),
            (t("duty.pledge.signed_on"), found.signed_on if found else ""),
            (t("duty.pledge.valid_to"), found.valid_to if found else ""),
            (t("duty.pledge.version"), found.version if found else ""),
        )
        subject = found.source if found and found.source else one.person if one.officer else ""
        paper = self.printing(t("duty.pledge.print"), "pledge", subject)
        if one.standing is Standing.VALID and found:
            self.verbs(paper)
            self.why = self.line(t("duty.why_void"))
            self.verbs(parts.quiet(t("duty.void"), lambda: self._void(one)))
            return
        self.fill = parts.primary(t("duty.pledge.fill"), lambda: self._fill(one))
        self.verbs(*([self.fill] if one.officer else []), paper)
        self._paper(one)

    def _paper(self, one: Due) -> None:
        self.add(parts.heading(t("duty.pledge.on_paper")))
        self.signed_on = self.day(t("duty.pledge.signed_on"))
        self.until = self.day(t("duty.pledge.valid_to"), (today(self.shell.ws.clock) + _YEAR).isoformat())
        make = parts.plain if one.officer else parts.primary
        self.enter_paper = make(t("duty.pledge.enter_paper"), lambda: self._enter(one))
        self.verbs(self.enter_paper)

    def _fill(self, one: Due) -> None:
        self.shell.go("visit", form_id=PLEDGE_FORM, household_id="", person_id=one.person, campaign_id="")

    def _enter(self, one: Due) -> None:
        day, until = self.signed_on.text(), self.until.text()
        self.do(lambda: pledges.on_paper(self.shell.ws, self.shell.actor, one, day=day, valid_to=until))

    def _void(self, one: Due) -> None:
        found = one.pledge
        if found is not None:
            self.do(lambda: pledges.void(self.shell.ws, self.shell.actor, found, self.why.text()))


def _kind(one: Due) -> str:
    return _KIND[one.standing]


def _row(one: Due) -> Row:
    until = one.pledge.valid_to if one.pledge else ""
    return Row(one.person, one.name, one.unit, until or said(STANDINGS, one.standing), _kind(one))


def _share(name: str, done: int, frame: int) -> parts.Status:
    rate = f"{done / frame:.0%}"
    words = t("duty.pledge.share", name=name, done=count(done), due=count(frame), rate=rate)
    return parts.status("done" if done == frame else "wait", words, wrap=True)
