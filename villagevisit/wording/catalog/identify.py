"""Wording of precise identification: the ledger, classes, experts, changes and their answers."""

TEXTS: dict[str, tuple[str, str]] = {
    "identify.class.0": ("0类 一致，无需变更", "0: agrees, nothing to change"),
    "identify.class.1": ("1类 因伤因病致残，不属大病慢病管理", "1: disabled, neither major nor chronic"),
    "identify.class.2": ("2类 体检疾病与登记不符", "2: the disease found differs from the ledger"),
    "identify.class.3": ("3类 无疾病，或好转治愈恢复劳动能力", "3: no disease, or recovered and able to work"),
    "identify.class.4": ("4类 非因病致贫，新发现大病或慢性病", "4: major or chronic disease newly found"),
    "identify.cause.1": ("因病", "illness"),
    "identify.cause.2": ("因残", "disability"),
    "identify.cause.3": ("因学", "schooling"),
    "identify.cause.4": ("因灾", "disaster"),
    "identify.cause.5": ("缺土地", "no land"),
    "identify.cause.6": ("缺水", "no water"),
    "identify.cause.7": ("缺技术", "no skills"),
    "identify.cause.8": ("缺劳力", "no labour"),
    "identify.cause.9": ("缺资金", "no funds"),
    "identify.cause.10": ("交通条件落后", "poor roads"),
    "identify.cause.11": ("自身发展力不足", "no drive"),
    "identify.cause.12": ("因丧", "bereavement"),
    "identify.cause.13": ("因婚", "marriage"),
    "identify.cause.99": ("其他", "other"),
    "identify.health.1": ("健康或良好", "good"),
    "identify.health.2": ("一般或较弱", "fair or weak"),
    "identify.health.3": ("慢性病", "chronic disease"),
    "identify.health.4": ("重病（重特大疾病）", "serious disease"),
    "identify.health.5": ("残疾", "disabled"),
    "identify.column.number": ("申请编号", "Request no."),
    "identify.column.village": ("村", "Village"),
    "identify.column.household_no": ("户编号", "Household no."),
    "identify.column.name": ("姓名", "Name"),
    "identify.column.birth": ("出生日期", "Born"),
    "identify.column.cause_before": ("变更前致贫原因", "Cause before"),
    "identify.column.disease_before": ("变更前登记病名", "Disease before"),
    "identify.column.health_before": ("变更前健康状况", "Health before"),
    "identify.column.class": ("比对类别", "Class"),
    "identify.column.disease_after": ("体检诊断", "Found at the examination"),
    "identify.column.asked": ("申请变更为", "Change asked for"),
    "identify.column.doctor": ("体检医生", "Examining doctor"),
    "identify.column.examined": ("体检日期", "Examined on"),
    "identify.column.result": ("扶贫部门反馈结果", "Answer of the poverty office (result)"),
    "identify.notice": (
        ("{village}因病致贫、返贫核实已体检 {examined} 人（登记 {registered} 人），其中需要变更登记信息 {changed} 人。"
        "对核实结果有异议的，请向乡镇卫生院反映。"),
        ("{village}: {examined} of {registered} registered persons were examined; for {changed} the register is to be "
        "changed. Whoever disagrees may turn to the township hospital."),
    ),
    "identify.step.todo": ("待体检", "To be examined"),
    "identify.step.panel": ("待专家评估", "For the experts"),
    "identify.step.ask": ("待申请变更", "Change to ask for"),
    "identify.step.sent": ("已申请，等反馈", "Asked, no answer yet"),
    "identify.step.refused": ("未予变更", "Not changed"),
    "identify.step.closed": ("已变更", "Changed"),
    "identify.step.none": ("无需变更", "Nothing to change"),
    "identify.step.incomplete": ("填写不完整", "Incomplete"),
    "identify.odd.sex": ("这种病与性别不符", "The disease does not fit the sex"),
    "identify.odd.age": ("这种病与年龄不符", "The disease does not fit the age"),
    "identify.odd.dead": ("人在世，治疗情况却填了死亡", "The person lives, but treatment says died"),
    "identify.odd.cured-never": ("已治愈，却又填了难以恢复", "Cured, yet never to recover"),
    "identify.odd.operation-never": ("几次手术可恢复，却又填了难以恢复", "Curable by surgery, yet never to recover"),
    "identify.odd.able-never": ("有劳动能力，却又填了难以恢复", "Able to work, yet never to recover"),
    "identify.odd.too-young-or-old": ("18至59岁，却填了因年龄无劳动能力", "Aged 18 to 59, yet unable to work by age"),
    "identify.odd.ill-healthy": ("登记因病致贫，健康状况却是健康", "Registered as ill, yet in good health"),
    "identify.odd.ill-nothing": ("登记因病致贫，却没有登记病名", "Registered as ill without a disease"),
    "identify.odd.listed-as-other": ("病种选了“其他”，但写的病在大病目录里", "“Other” was chosen, but the disease is listed"),
    "identify.odd.chronic-is-major": ("慢病里写的是大病目录里的病", "A listed major disease stands under chronic"),
    "identify.odd.nothing-treated": ("没有疾病，治疗情况却是治疗中或未治疗", "No disease, yet under treatment or untreated"),
    "identify.odd.icd": ("疾病代码与所选病种不是同一种病", "The ICD-10 code is another disease than the chosen one"),
    "identify.odd.before-birth": ("体检日期早于出生日期", "Examined before birth"),
    "error.identify.no-columns": (
        ("“{file}”里找不到这样的表：有姓名，有身份证号或出生日期，还有致贫原因、疾病或健康状况。没有读入任何东西。"
        "请检查表头，或换一个文件。"),
        ("“{file}” has no table with a name, a number or a birth date, and a cause, a disease or the health. Nothing was "
        "taken in. Check the header or choose another file."),
    ),
    "error.identify.no-answers": (
        "文件里找不到“申请编号”和“反馈结果”两列。没有改动任何东西。请用我们发出的那张表填好反馈再读入。",
        ("The file has no columns for the request number and the result. Nothing was changed. Use the file that went "
        "out, with the result filled in."),
    ),
    "error.identify.unknown-row": (
        "台账里没有这一行了。请重新打开名单。", "That row of the ledger is not there any more. Open the list again."
    ),
    "error.identify.no-form": (
        "此人还没有签好的核实表。请先完成核实表，再记专家意见。",
        "There is no signed verification form of this person yet. Finish it first, then enter what the experts said.",
    ),
    "error.identify.no-panel": ("请写下专家组成员。别的没有丢。", "Name the experts. Nothing else was lost."),
    "error.identify.no-class": (
        "请选好类别和批次。别的没有丢。", "Choose the class and the batch. Nothing else was lost."
    ),
    "error.identify.nothing-to-ask": (
        "现在没有待申请变更的人，没有写文件。", "Nobody's entry is to be changed now. No file was written."
    ),
    "error.identify.no-name": ("请给这次核实起个名字。", "Give this identification a name."),
    "error.identify.bad-day": (
        "上报日期要写成 2026-05-10 这样，不能早于今天。", "Write the day as 2026-05-10; it cannot lie in the past."
    ),
    "error.identify.not-finished": (
        "这个村还有 {left} 人没有体检，汇总先不报。体检完再报。",
        "Not everybody of this village was examined yet ({left} left). Report when all are.",
    ),
}
