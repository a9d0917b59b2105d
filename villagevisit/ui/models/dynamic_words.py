"""Codes of dynamic management as the words that people know."""

from villagevisit.domain.benefit import Change, ChangeType, Reason, Standing, Step
from villagevisit.domain.benefit_rules import LifeEvent
from villagevisit.domain.selfcare import Level
from villagevisit.ui.kit.format import count, money
from villagevisit.ui.models.words import assist
from villagevisit.wording import t

_TYPE = {
    ChangeType.NEW: "dynamic.type.new", ChangeType.INCREASE: "dynamic.type.increase",
    ChangeType.DECREASE: "dynamic.type.decrease", ChangeType.STOP: "dynamic.type.stop",
    ChangeType.JOIN: "dynamic.type.join", ChangeType.LEAVE: "dynamic.type.leave",
    ChangeType.GRACE: "dynamic.type.grace", ChangeType.CATEGORY: "dynamic.type.category",
}  # fmt: skip
_REASON = {
    Reason.INCOME: "dynamic.reason.income", Reason.PROPERTY: "dynamic.reason.property",
    Reason.DEATH: "dynamic.reason.death", Reason.MOVED: "dynamic.reason.moved",
    Reason.WORK_REFUSED: "dynamic.reason.work_refused", Reason.FRAUD: "dynamic.reason.fraud",
    Reason.VOLUNTARY: "dynamic.reason.voluntary", Reason.GRACE_OVER: "dynamic.reason.grace_over",
    Reason.MEMBERS: "dynamic.reason.members", Reason.STANDARD: "dynamic.reason.standard",
    Reason.HARDSHIP: "dynamic.reason.hardship", Reason.CONFIRMED: "dynamic.reason.confirmed",
    Reason.OTHER: "dynamic.reason.other",
}  # fmt: skip
_STEP = {
    Step.HEAR: "dynamic.step.hear", Step.DECIDE: "dynamic.step.decide", Step.NOTIFY: "dynamic.step.notify",
    Step.WAIT: "dynamic.step.wait", Step.APPLY: "dynamic.step.apply", Step.DONE: "dynamic.step.done",
    Step.KEPT: "dynamic.step.kept",
}  # fmt: skip
_EVENT = {
    LifeEvent.DEATH: "dynamic.event.death", LifeEvent.BIRTH: "dynamic.event.birth", LifeEvent.JOB: "dynamic.event.job",
    LifeEvent.HOSPITAL: "dynamic.event.hospital", LifeEvent.PRISON: "dynamic.event.prison",
    LifeEvent.MOVE: "dynamic.event.move", LifeEvent.INCOME: "dynamic.event.income",
    LifeEvent.REFUSED_WORK: "dynamic.event.refused_work", LifeEvent.REFERRED: "dynamic.event.referred",
    LifeEvent.EXIT: "dynamic.event.exit",
}  # fmt: skip
_ASKS = {
    LifeEvent.DEATH: "dynamic.asks.death", LifeEvent.BIRTH: "dynamic.asks.birth", LifeEvent.JOB: "dynamic.asks.job",
    LifeEvent.HOSPITAL: "dynamic.asks.hospital", LifeEvent.PRISON: "dynamic.asks.prison",
    LifeEvent.MOVE: "dynamic.asks.move", LifeEvent.INCOME: "dynamic.asks.income", LifeEvent.EXIT: "dynamic.asks.exit",
}  # fmt: skip
_LEVEL = {Level.FULL: "dynamic.level.full", Level.PARTLY: "dynamic.level.partly", Level.LOST: "dynamic.level.lost"}
_MOVED = {
    "same": "dynamic.moved.same", "new": "dynamic.moved.new", "up": "dynamic.moved.up", "down": "dynamic.moved.down",
    "members": "dynamic.moved.members", "stopped": "dynamic.moved.stopped",
}  # fmt: skip
_CHECK = {
    "households": "dynamic.check.households", "persons": "dynamic.check.persons", "amount": "dynamic.check.amount",
    "categories_households": "dynamic.check.categories_households",
    "categories_persons": "dynamic.check.categories_persons", "reasons": "dynamic.check.reasons",
    "villages_households": "dynamic.check.villages_households",
    "villages_persons": "dynamic.check.villages_persons",
}  # fmt: skip


def change_type(kind: ChangeType) -> str:
    return t(_TYPE[kind])


def reason(code: str) -> str:
    """The words of a reason; what an older or newer program wrote stands as it is."""
    return t(_REASON[Reason(code)]) if code in set(Reason) else code


def step(one: Step) -> str:
    return t(_STEP[one])


def event(kind: LifeEvent) -> str:
    return t(_EVENT[kind])


def asks(kind: LifeEvent) -> str:
    return t(_ASKS[kind]) if kind in _ASKS else ""


def level(one: Level) -> str:
    return t(_LEVEL[one])


def moved(code: str) -> str:
    return t(_MOVED[code])


def check(name: str) -> str:
    return t(_CHECK[name]) if name in _CHECK else name


def standing(one: Standing) -> str:
    """`农村低保 · 3 人 · 954.58 元`."""
    if not one.paid:
        return t("dynamic.nothing")
    return t("dynamic.standing", category=assist(one.category), count=count(one.insured), amount=money(one.amount))


def line(one: Change) -> str:
    """`减发 954.58 元 → 600.00 元`."""
    old, new = (money(side.amount if side.paid else 0, unit=False) for side in (one.old, one.new))
    return t("dynamic.line", type=change_type(one.kind), old=old, new=new)
