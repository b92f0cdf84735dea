"""The kinds of credential and the fields they ask for, written by hand around the names of the sources.

Only 在线验证码 has a length in a source (sample of 12 digits; newer ones are longer and hold letters): it alone gets a
pattern, a generous one. Everything else takes any number, because a wrong pattern would lock a person out.
"""

from typing import Any

from chalicelib.domain.credentials import CredentialType

Json = dict[str, Any]

MANUAL = "上海市高等教育自学考试考籍管理服务平台 考生使用手册, 2020-05"
COLLECTED = "免考规定及各校通知汇编"
OBTAINED = "获取时间"

PETS_LEVELS = ("二级", "三级", "四级", "五级")
CET_LEVELS = ("英语四级", "英语六级", "日语四级或六级", "俄语四级或六级", "德语四级或六级", "法语四级")
DIPLOMA_LEVELS = ("专科", "本科", "研究生")
NIT_MODULES = ("管理系统中信息技术的应用", "其他模块")

# id → (name in the source, what we ask for). The order is the order of the list that people choose from.
TYPES: dict[str, tuple[str, Json]] = {
    "diploma": (
        "学历证书",
        {
            "name": "学历证书",
            "kind": "diploma",
            "number_label": "证书编号",
            "number_required": True,
            "level_label": "学历层次",
            "levels": DIPLOMA_LEVELS,
            "date_label": OBTAINED,
            "placed": True,
            "companions": ("registration_form", "verification_report"),
            "companion_text": "使用学历证书时，还需新增电子注册备案表或学历认证报告",
        },
    ),
    "registration_form": (
        "教育部学历证书电子注册备案表",
        {
            "name": "教育部学历证书电子注册备案表",
            "kind": "proof",
            "number_label": "在线验证码",
            "number_required": True,
            "pattern": "[0-9A-Za-z]{12,20}",
            "pattern_text": "12 至 20 位数字或字母",
            "hint": "请先在学信网延长验证有效期，使其晚于本次审核结束时间",
            "sample": "0908 8869 3519",
        },
    ),
    "verification_report": (
        "中国高等教育学历认证报告",
        {
            "name": "中国高等教育学历认证报告",
            "kind": "proof",
            "number_label": "报告编号",
            "number_required": True,
            "sample": "5100001",
        },
    ),
    "pets_certificate": (
        "PETS合格证书",
        {
            "name": "PETS 合格证书（全国英语等级考试）",
            "kind": "language",
            "number_label": "证书编号",
            "number_required": True,
            "level_label": "级别",
            "levels": PETS_LEVELS,
            "date_label": OBTAINED,
            "placed": True,
        },
    ),
    "pets_notice": (
        "PETS成绩通知单",
        {
            "name": "PETS 成绩通知单（全国英语等级考试）",
            "kind": "language",
            "number_label": "准考证号或编号",
            "number_required": True,
            "level_label": "级别",
            "levels": PETS_LEVELS,
            "date_label": "考试时间",
            "placed": True,
            "hint": "笔试合格即可，口试成绩可以为空",
        },
    ),
    "cet_certificate": (
        "CET4/CET6合格证书",
        {
            "name": "大学外语四、六级合格证书（CET4、CET6 等）",
            "kind": "language",
            "number_label": "证书编号",
            "number_required": True,
            "level_label": "语种和级别",
            "levels": CET_LEVELS,
            "date_label": OBTAINED,
            "placed": True,
            "hint": "请上传合格证书，成绩报告单不能用于免考英语（二）",
        },
    ),
    "ncre": (
        "全国计算机等级考试证书(NCRE)",
        {
            "name": "全国计算机等级考试证书（NCRE）",
            "kind": "computer",
            "number_label": "证书编号",
            "number_required": True,
            "level_label": "级别",
            "levels": ("一级", "二级", "三级", "四级"),
            "date_label": OBTAINED,
            "placed": True,
        },
    ),
    "nit": (
        "全国计算机应用水平考试证书(NIT)",
        {
            "name": "全国计算机应用水平考试证书（NIT）",
            "kind": "computer",
            "number_label": "证书编号",
            "number_required": True,
            "level_label": "模块",
            "levels": NIT_MODULES,
            "date_label": OBTAINED,
            "placed": True,
        },
    ),
    "school_transcript": (
        "校级学籍管理部门出具的成绩单",
        {
            "name": "成绩单（校级学籍管理部门出具）",
            "kind": "transcript",
            "hint": "须由原就读高校校级学籍管理部门出具并盖章",
        },
    ),
    "study_proof": (
        "学籍证明(在校/肄业/退学)",
        {
            "name": "学籍证明（在校、肄业、退学）",
            "kind": "transcript",
            "hint": "须由原就读高校校级学籍管理部门出具并盖章",
        },
    ),
    "single_course": (
        "单科合格证书(2002年及以前)",
        {
            "name": "单科合格证书（2002年及以前）",
            "kind": "record",
            "number_label": "证书编号",
            "date_label": OBTAINED,
        },
    ),
    "paper_form": (
        "纸质免考申请单(旧)",
        {"name": "纸质免考申请单（以前线下办理）", "kind": "record", "hint": "以前线下办过免考的，须在平台重新录入"},
    ),
    "id_card": ("本人身份证正反面、准考证", {"name": "本人身份证正反面、准考证", "kind": "person"}),
    "name_change": (
        "更名证明(户口簿/公安证明)",
        {"name": "更名证明（户口簿或公安证明）", "kind": "person", "hint": "证书上的姓名或证件号码与现在不一致时提供"},
    ),
    "foreign_degree": (
        "国外学历学位认证书(教育部留学服务中心)",
        {
            "name": "国外学历学位认证书（教育部留学服务中心）",
            "kind": "diploma",
            "number_label": "认证书编号",
            "number_required": True,
            "level_label": "学历层次",
            "levels": DIPLOMA_LEVELS,
            "date_label": OBTAINED,
            "sample": "教留服认…号",
        },
    ),
    "vocational": (
        "职业资格/会计证书等",
        {
            "name": "职业资格证书、会计证书等",
            "kind": "other",
            "number_label": "证书编号",
            "date_label": OBTAINED,
            "placed": True,
        },
    ),
}


def credential_types(found: Json) -> list[CredentialType]:
    """Raises ValueError where the source names a kind that has no fields here, or the reverse."""
    raw = {row["type"]: row for row in found["types"]}
    named = {name for name, _ in TYPES.values()}
    if unmatched := named ^ raw.keys():
        raise ValueError(f"kinds of credential on one side only: {', '.join(sorted(unmatched))}")
    return [
        CredentialType(
            id=key,
            **fields,
            source=MANUAL if raw[name].get("from_manual") else raw[name].get("note") or COLLECTED,
            status=raw[name]["status"],
        )
        for key, (name, fields) in TYPES.items()
    ]
