"""Wording of the step before a person's first health form."""

TEXTS: dict[str, tuple[str, str]] = {
    "health_ask.title": ("先请{name}单独同意", "{name}: consent first"),
    "health_ask.guardian": (
        "监护人（本人不能自己表示的填）", "Guardian (where the person cannot say it for himself)",
    ),
    "health_ask.guardian_child": ("监护人（不满 14 周岁，必填）", "Guardian (needed below 14)"),
    "health_ask.paper": ("已在同意书上签字，继续", "Signed on paper, go on"),
    "health_ask.screen": ("看过屏幕，当面同意", "Read here and agrees"),
    "health_ask.print": ("打印同意书", "Print the consent form"),
    "health_ask.no": ("不同意", "Does not agree"),
    "health_ask.no_entered": ("已记下不同意，没有打开表。", "The refusal is on record; the form was not opened."),
    "health_ask.emergency": (
        "急救，来不及问，先填表（个保法第13条；{count} 天内补签）",
        "Emergency, no time to ask: fill in first (PIPL 13; consent within {count} day{s})",
    ),
    "health_ask.duty": (
        "严重精神障碍，依法随访（精神卫生法第55条）",
        "Severe mental disorder, followed up by law (Mental Health Law 55)",
    ),
    "health_ask.until": ("请在 {day} 以前补签同意。", "Ask for the consent by {day}."),
}
