"""How many residents have a health record."""

TEXTS: dict[str, tuple[str, str]] = {
    "health_overview.page": ("建档情况", "Records made"),
    "health_overview.help": (
        (
            "每村建了多少健康档案。建档率 = 在用档案 ÷ 常住人口；人口从哪里来、哪一天的，写在旁边。"
            "规范率只算必填项都填全的档案。右边是还没有档案的人，低保、特困的排在前面。"
        ),
        (
            "How many health records each village has. The rate is records in use by residents; where the population "
            "comes from stands beside it. Standardised records are those with every necessary field. On the right are "
            "people without a record, those in benefit first."
        ),
    ),
    "health_overview.village": ("村（居）", "Village"),
    "health_overview.people": ("常住人口", "Residents"),
    "health_overview.records": ("在用档案", "In use"),
    "health_overview.built": ("建档率", "Rate"),
    "health_overview.complete": ("规范档案", "Standardised"),
    "health_overview.standard": ("规范率", "Of these"),
    "health_overview.new": ("{year} 年新建", "New in {year}"),
    "health_overview.ever": ("累计建档", "Ever made"),
    "health_overview.all": ("合计", "Together"),
    "health_overview.check": ("核对规范档案", "Count standardised records"),
    "health_overview.counting": ("正在核对档案是否填全", "Looking whether records are complete"),
    "health_overview.waiting": ("…", "…"),
    "health_overview.no_villages": (
        "这台电脑上还没有村。先在设置里选好村，再导入花名册。",
        "There are no villages on this computer yet. Choose them in the settings, then bring in a roster.",
    ),
    "health_overview.roster": ("人口 {count}，按花名册数出来", "{count} residents, counted on the roster"),
    "health_overview.stated": ("人口 {count}，{source}，{day}", "{count} residents, {source}, {day}"),
    "health_overview.facts": (
        "在用 {records} 份，其中 {year} 年新建 {new} 份；累计建过 {ever} 份。",
        "{records} in use, {new} of them made in {year}; {ever} ever made.",
    ),
    "health_overview.state": ("按上报人口算", "Use a stated population"),
    "health_overview.count": ("常住人口", "Residents"),
    "health_overview.source": ("数字从哪里来", "Whose figure"),
    "health_overview.source_why": ("如：第七次人口普查、公安户籍年报", "such as the census, the police's yearly count"),
    "health_overview.day": ("哪一天的", "As of"),
    "health_overview.save": ("记下", "Enter"),
    "health_overview.saved": ("记下了，建档率按这个人口算。", "Entered; the rates use this population."),
    "health_overview.lacking": ("没有档案的人（{count}）", "Without a record ({count})"),
    "health_overview.lacking_most": ("没有档案的人（先列 {count} 人）", "Without a record (the first {count})"),
    "health_overview.lacking_none": ("这个村人人有档案。", "Everybody in this village has a record."),
    "health_overview.print": ("打印建档情况表", "Print the table"),
    "error.health_overview.count": (
        "人口要填 1 以上的整数。什么都没有记下，请改一下。",
        "The population must be a whole number from 1 on. Nothing was entered; please correct it.",
    ),
    "error.health_overview.source": (
        "没有写人口数字从哪里来，以后没法核对。什么都没有记下，请补上出处。",
        "Whose figure it is was not said, so nobody could check it later. Nothing was entered; name the source.",
    ),
    "error.health_overview.future": (
        "日期不能晚于今天。什么都没有记下，请改日期。",
        "The day lies in the future. Nothing was entered; correct the day.",
    ),
}
