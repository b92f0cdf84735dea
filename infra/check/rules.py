"""Every invariant: its number, what it says in a sentence, and the functions that judge it.

`I` numbers are those of the project's list of invariants; `T` are the rules of docs/tables.md.
"""

from collections.abc import Callable, Iterator
from typing import Final

from infra.check import (
    accounts,
    attestations,
    grants,
    items,
    orders,
    people,
    pictures,
    scores,
    settings,
    standing,
    trail,
)
from infra.check.people import Person
from infra.check.values import Context, Found, Group, Item, Partition

OfItem = tuple[str, Callable[[Item], Iterator[Found]]]
OfPerson = tuple[str, Callable[[Person, Context], Iterator[Found]]]
OfPartition = tuple[str, Callable[[Partition, Context], Iterator[Found]]]
OfGroup = tuple[str, Callable[[Group, Context], Iterator[Found]]]

ABOUT: Final = {
    "I1": "每门课程至多一项正在办理的申请，锁与之一致",
    "I2": "免考等记录与审核通过的申请一一对应，课程、成绩、时间与所提交的一致",
    "I3": "状态只沿状态图变化",
    "I4": "每次变化都有一个审计事件，最后一个就是现状",
    "I5": "已结束的申请不再变化",
    "I6": "提交都在办理时间之内",
    "I9": "同一轮同一环节至多一个决定",
    "I10": "决定所依据的就是所提交的内容",
    "I11": "两个环节由不同单位的不同人员审核，且不是本人",
    "I12": "补正、缴费的期限过后才结束，并且会结束",
    "I13": "审核人员在名册上，在其范围之内",
    "I14": "毕业、转出所依据的成绩每条只用一次，与成绩记录一致",
    "I15": "一条成绩不同时用于毕业和转出，转出的准考证不再办理业务",
    "I16": "毕业所计的学分与所用课程相加一致",
    "I17": "所附图片属于本人，桶中完好",
    "I18": "桶中没有无主的图片",
    "I19": "图片上传后不再改变",
    "I20": "同一费用至多一个可支付或已支付的订单，锁与之一致",
    "I21": "收款都有渠道的证明，金额一致",
    "I22": "收到的款项都已入账或退回",
    "I23": "订单只沿状态图变化，每步有审计事件",
    "I24": "退款由两人经手",
    "I25": "申请的缴费与订单一致，没有已缴费而撤回的申请",
    "I26": "未激活的账户没有做过任何事",
    "I29": "没有明文的密码、令牌、证件号码",
    "I30": "工作人员的会话都经过动态验证码",
    "I31": "每条审计链从头成立",
    "I32": "账户和成绩档案的改动都有审计事件，更正的成绩与事件一致，成绩单的考期都导入过",
    "I33": "待发消息没有积压",
    "I35": "设置的版次连续、不变，办理时间不重叠",
    "I39": "没有过大的记录",
    "T1": "所有的键都在 docs/tables.md 中",
    "T2": "该过期的有期限，不该过期的没有",
    "T3": "内容可以读取",
    "T4": "概要中的申请与申请一致",
    "T5": "申请、图片、查看记录的属性、队列与内容一致",
    "T6": "按编号、准考证、姓名都能找到本人",
    "T7": "未读消息数一致",
    "T8": "领取与等待审核的申请一致",
    "T9": "提醒的登记一致",
    "T10": "查验码与其持有人、所指的申请一致",
}

OF_ITEMS: Final[tuple[OfItem, ...]] = (
    ("T1", items.known_key),
    ("T2", items.dies),
    ("T3", items.readable),
    ("T5", items.indexed),
    ("I29", items.keeps_secrets),
    ("I39", items.small),
)
OF_PEOPLE: Final[tuple[OfPerson, ...]] = (
    ("I1", people.locked),
    ("I2", grants.granted),
    ("I9", people.decided_once),
    ("I10", people.saw_what_was_sent),
    ("I11", people.four_eyes),
    ("I12", people.swept),
    ("I14", standing.used_once),
    ("I15", standing.held_once),
    ("I16", standing.adds_up),
    ("I33", people.sent_out),
    ("T4", people.listed),
    ("T5", people.indexed),
    ("T7", people.counted),
)
OF_PARTITIONS: Final[dict[str, tuple[OfPartition, ...]]] = {
    "records": (
        ("I20", orders.one_at_a_time),
        ("I21", orders.proven),
        ("I22", orders.settled),
        ("I24", orders.given_back),
        ("I25", orders.paid_for),
        ("I32", scores.keyed),
        ("T5", orders.indexed),
    ),
    "registry": (("I35", settings.apart),),
    "sessions": (("I30", accounts.proven),),
    "audit": (("I31", trail.holds),),
}
OF_GROUPS: Final[dict[str, tuple[OfGroup, ...]]] = {
    trail.JOIN: (
        ("I3", trail.followed),
        ("I4", trail.written_together),
        ("I5", trail.final),
        ("I6", trail.in_time),
        ("I12", trail.expired),
        ("I13", trail.in_scope),
        ("T6", trail.numbered),
        ("T8", trail.leased),
    ),
    orders.JOIN: (("I23", orders.followed),),
    pictures.JOIN: (("I17", pictures.stands), ("I18", pictures.wanted), ("I19", pictures.unchanged)),
    accounts.PERSON: (
        ("I26", accounts.opened_by_its_owner),
        ("I26", accounts.is_activated_by_password),
        ("I32", accounts.on_record),
        ("T6", accounts.found_by_every_way),
        ("T9", accounts.reminded),
    ),
    accounts.STAFF: (("T6", accounts.one_account_each),),
    attestations.JOIN: (("T10", attestations.leads),),
    scores.JOIN: (("I32", scores.brought),),
    settings.JOIN: (("I35", settings.published),),
    settings.DOCUMENT: (("I35", settings.documented),),
}
