"""Which field a column's header means. Headers come from hundreds of offices; corrections are the clerk's."""

import re
import unicodedata
from functools import lru_cache
from typing import Final

_SYNONYMS: Final = {
    "household_no": """
        户编号 户号 家庭编号 家庭编码 户编码 家庭号 户籍编号 家庭户号 户口编号 户口簿号 户口本号
        低保证号 低保编号 保障证号 救助证号 档案号 档案编号 家庭代码 household_no household
        householdid family_no
    """,
    "village": """
        村 村名 村名称 村居 村社区 村居名称 行政村 所在村 所属村 村委会 村居委会 村社区名称 居委会 社区
        所在行政村 村民委员会 所属村居 village village_name village_code 村代码 村编码 行政区划代码
    """,
    "village_group": """
        村组 组 组别 村民小组 小组 自然村 屯 村民组 所在组 社 组名 居民小组 庄 village_group group
    """,
    "head_name": """
        户主姓名 户主 户主名 户主名称 申请人姓名 户主本人姓名 家庭户主 户主姓名签字 户主信息姓名 申请人
        head_name head
    """,
    "head_id_no": """
        户主身份证号 户主身份证号码 户主身份证 户主公民身份号码 户主证件号码 户主证件号
        户主信息身份证号码 户主信息身份证号 申请人身份证号 申请人身份证号码 head_id_no
    """,
    "name": """
        姓名 成员姓名 家庭成员姓名 人员姓名 家庭成员 保障对象姓名 保障对象 保障人员姓名 保障人姓名 名字
        成员 对象姓名 救助对象姓名 共同生活家庭成员姓名 共同生活的家庭成员姓名 低保对象姓名 享受人姓名
        name member member_name
    """,
    "relation": """
        与户主关系 关系 与户主的关系 与申请人关系 与申请人的关系 家庭关系 与户主之关系 和户主关系 称谓
        与本户关系 成员关系 与户主或申请人关系 relation relationship
    """,
    "id_no": """
        身份证号 身份证号码 身份证 公民身份号码 公民身份证号 公民身份证号码 证件号码 证件号 身份证件号码
        身份证编号 身份号码 居民身份证号 居民身份证号码 成员身份证号 成员身份证号码 成员身份证
        家庭成员身份证号 家庭成员身份证号码 身份证号码18位 id_no idno id_number 有效证件号码
    """,
    "sex": "性别 成员性别 男女 sex gender",
    "birth": "出生日期 出生年月 出生年月日 生日 出生 出生时间 成员出生日期 birth birthday date_of_birth",
    "assist_category": """
        救助类别 救助类型 低保类别 低保类型 保障类别 保障类型 对象类别 对象类型 类别 类型 人员类别
        救助种类 待遇类别 在保类别 困难类型 户类型 家庭类型 户类别 assist assist_category category
    """,
    "insured_persons": """
        保障人数 保障人口 保障人口数 享受人数 在保人数 低保人数 享受低保人数 救助人数 纳入人数
        保障人口人 insured_persons
    """,
    "amount_month": """
        月保障金额 保障金额 月保障金 保障金 月补助金额 补助金额 月补差 补差金额 月发放金额 发放金额
        低保金 月低保金 金额 救助金额 月救助金额 户月保障金额 户月保障金 户保障金额 户月保障 月金额
        家庭月保障金 月补助水平 保障金合计 户月补差 现保障金额 amount_month amount topup
    """,
    "members": """
        家庭人口 家庭人口数 家庭人数 人口数 人口 户籍人口 家庭成员数 家庭成员人数 人数 总人口
        共同生活人数 members counted_members
    """,
    "hukou_type": "户口性质 户口类型 户籍性质 户籍类型 户籍类别 户口类别 户别 hukou_type",
    "phone": """
        联系电话 电话 手机 手机号 手机号码 联系方式 电话号码 户主电话 联系人电话 户主联系电话 联系手机
        phone tel mobile
    """,
    "address": """
        家庭住址 住址 地址 家庭地址 详细地址 现住址 居住地址 户籍地址 户籍所在地 家庭详细地址 现居住地
        联系地址 address
    """,
    "payment_account": """
        银行账号 银行卡号 一卡通账号 一卡通 一卡通号 账号 帐号 银行帐号 卡号 存折账号 社保卡号
        社保卡账号 开户账号 惠农一卡通账号 发放账号 payment_account account
    """,
    "remark": "备注 说明 备注说明 其他 备 注 remark remarks note",
    "serial": "序号 编号 序 no 行号 顺序号 # 户序号 serial",
}
_FIELD_OF: Final = {word: name for name, words in _SYNONYMS.items() for word in words.split()}

_PATTERNS: Final = (
    ("head_id_no", r"(户主|申请人).*(身份证|身份号|证件号)"),
    ("id_no", r"身份证|身份号码|证件号码"),
    (
        "",
        r"签字|签名|盖章|银行名称|开户行|民族|年龄|学历|文化|婚姻|健康|残疾|疾病|收入|面积|状况|原因|日期$|时间$|年月$",
    ),
    ("head_name", r"^户主.*(姓名|名字)|户主姓名"),
    ("relation", r"与.*关系$"),
    ("name", r"(成员|对象|人员).*姓名|^姓名"),
    ("village_group", r"村民小组|小组$|^组"),
    ("insured_persons", r"(保障|享受|在保|低保).*人[数口]"),
    ("members", r"家庭.*人[数口]"),
    ("amount_month", r"(保障|补助|补差|低保|救助|供养|发放).*(金|额)"),
    ("assist_category", r"(救助|低保|保障|困难|对象).*(类|型)"),
    ("household_no", r"^(户|家庭).*(编号|编码|号码|号)$"),
    ("phone", r"电话|手机"),
    ("payment_account", r"账号|帐号|卡号"),
    ("address", r"住址|地址"),
    ("village", r"^(行政)?村|村名|村居|社区"),
    ("remark", r"备注"),
)
_UNITS: Final = re.compile(r"[(（\[【].*?[)）\]】]")
_NOISE: Final = re.compile(r"[\s*:：、,，./\\_\-—'\"“”]+")


@lru_cache(maxsize=4096)
def fold(header: str) -> str:
    """A header without units in brackets, spaces, stars and colons, in lower case."""
    text = unicodedata.normalize("NFKC", header).lower()
    return _NOISE.sub("", _UNITS.sub("", text)) or _NOISE.sub("", text)


_FOLDED: Final = {fold(word): name for word, name in _FIELD_OF.items()}


def exact(header: str) -> str:
    """The field of a header that is in the list of known words; empty otherwise."""
    return _FOLDED.get(fold(header), "")


def likely(header: str) -> str:
    """The field that a part of the header suggests; empty when none does."""
    text = fold(header)
    if not text or len(text) > 24:
        return ""
    return next((name for name, pattern in _PATTERNS if re.search(pattern, text)), "")


def understand(parent: str, child: str) -> tuple[str, bool]:
    """Field of a column under a two-row header, and whether it is sure. `parent` is empty under one row."""
    joined = parent + child
    if found := exact(joined):
        return found, True
    if parent:
        folded = fold(parent)
        leaf = exact(child)
        if leaf in {"name", "id_no"} and re.search(r"户主|申请人", folded) and "成员" not in folded:
            return ("head_name" if leaf == "name" else "head_id_no"), True
        if leaf:
            return leaf, True
        if not child and (found := exact(parent)):
            return found, True
    found = likely(joined) or (likely(child) if parent else "")
    return found, False
