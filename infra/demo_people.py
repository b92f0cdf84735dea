"""Invented candidates and staff of the local stack. Every name says 演示; no number can belong to anybody."""

from dataclasses import dataclass

from stdnum.iso7064 import mod_11_2

from chalicelib.domain.passwords import initial
from infra.demo_scores import ALMOST, COMPLETE, FEW, JUNIOR, MANUAL, MOVING, PASSED, SEVEN, VERSIONS, Marks

MAIN_PLAN, OTHER_PLAN, OLD_PLAN = "SH-120402-observed-2020", "SH-050201-2022", "JS-120402-2021"
JUNIOR_PLAN = "JS-590206-2021"
MAIN_SCHOOL, OTHER_SCHOOL, CITY = "X02", "X04", "city"


def resident_number(birthday: str, order: int) -> str:
    """`birthday` is YYYYMMDD. A true checksum in region 000000, which no register has."""
    body = f"000000{birthday}{order:03}"
    return body + mod_11_2.calc_check_digit(body)


@dataclass(frozen=True)
class Person:
    """A candidate; `story` says what may be tried, `plans` has one entry per 准考证, `mobile` gets reset codes.

    `code` says how somebody got one of the office: `print` for a first login, `desk` for a forgotten password.
    """

    key: str
    called: str
    birthday: str
    story: str
    marks: Marks
    plans: tuple[str, ...] = (MAIN_PLAN,)
    mobile: str = ""
    code: str = ""

    @property
    def name(self) -> str:
        return f"{self.called}·演示"

    @property
    def id_number(self) -> str:
        return resident_number(self.birthday, 1)

    @property
    def password(self) -> str:
        """The initial one opens nothing but an activation."""
        return f"yanshi-{self.key}" if self.code != "print" else initial(self.id_number)


@dataclass(frozen=True)
class Member:
    """A member of staff; `schools` is empty for the city."""

    account: str
    called: str
    title: str
    role: str
    organisation: str
    schools: tuple[str, ...]
    birthday: str

    @property
    def name(self) -> str:
        return f"{self.called}·演示"

    @property
    def id_number(self) -> str:
        return resident_number(self.birthday, 9)

    @property
    def password(self) -> str:
        return f"shenhe-{self.birthday[::-1]}-yanshi"


PEOPLE = (
    Person("zhangsan", "张三", "19950312", "符合条件，尚未申请", SEVEN, mobile="13000000001"),
    Person("lisi", "李四", "19930708", "有免考和补登草稿，可继续填写；一项补登待审核", SEVEN),
    Person("wangwu", "王五", "19961121", "英语(二)需补正，可修改后重新提交", SEVEN),
    Person("zhaoliu", "赵六", "19900219", "英语(二)审核未通过，可查看原因", SEVEN),
    Person("qianqi", "钱七", "19920925", "英语(二)免考和一项补登审核通过；免考有查验码，被查验过两次", PASSED),
    Person("sunba", "孙八", "19980614", "合格课程不足六门，不能申请免考", FEW),
    Person("zhoujiu", "周九", "19940403", "两门待审核，可修改或撤回", SEVEN),
    Person("wushi", "吴十", "19910817", "初审已通过，等待市级终审", PASSED, code="desk"),
    Person("zhengyi", "郑一", "19850916", "手册中的成绩：只差一门，加考选项不同所差不同", MANUAL),
    Person("fenger", "冯二", "19921102", "课程要求已全部满足", COMPLETE),
    Person("chusi", "褚四", "19950824", "外省计划示例：新旧两版、考不考外语所差不同", VERSIONS, (OLD_PLAN,)),
    Person("xusan", "许三", "20010909", "专科课程要求已全部满足，可以申请毕业，不能转出", JUNIOR, (JUNIOR_PLAN,)),
    Person("chensan", "陈三", "19970501", "两个准考证，可切换", SEVEN, (MAIN_PLAN, OTHER_PLAN)),
    Person("hesan", "何三", "19940318", "可以申请转出，其中论文成绩不能转出", MOVING, (OTHER_PLAN,)),
    Person("weiwu", "卫五", "19990909", "首次登录，须先激活", SEVEN, mobile="13000000002", code="print"),
)

# Who has applied for graduation or a transfer: the whole demonstration has them, most tests do without.
GRADUATES = (
    Person("jiangliu", "蒋六", "19910115", "毕业申请待审核，缺一门课程并已说明，可修改或撤回", ALMOST),
    Person("shenqi", "沈七", "19890726", "专科毕业申请需补正，可修改后重新提交", JUNIOR, (JUNIOR_PLAN,)),
    Person("hanba", "韩八", "19930404", "专科毕业申请审核未通过，可查看原因、重新申请", JUNIOR, (JUNIOR_PLAN,)),
    Person("yangjiu", "杨九", "19941230", "毕业申请学校初审已通过，等待缴费", COMPLETE),
    Person("zhushi", "朱十", "20000218", "专科毕业申请等待到校签字", JUNIOR, (JUNIOR_PLAN,)),
    Person("qinyi", "秦一", "20010607", "专科毕业申请等待市级复审", JUNIOR, (JUNIOR_PLAN,)),
    Person("youer", "尤二", "19990521", "专科毕业申请审核通过，可办理后续事宜", JUNIOR, (JUNIOR_PLAN,)),
)

MOVERS = (
    Person("lvsi", "吕四", "19930611", "转出申请待审核，可修改或撤回", MOVING, (OTHER_PLAN,)),
    Person("shiwu", "施五", "19951007", "转出申请需补正，可修改后重新提交", MOVING, (OTHER_PLAN,)),
    Person("kongliu", "孔六", "19920823", "转出申请审核未通过，可查看原因、重新申请", MOVING, (OTHER_PLAN,)),
    Person("caoqi", "曹七", "19960415", "转出申请等待到校签字", MOVING, (OTHER_PLAN,)),
    Person("yanba", "严八", "19970129", "转出申请审核通过，考籍已转出", MOVING, (OTHER_PLAN,)),
)

# Who comes from another province, and what has been passed here since.
COMERS = (
    Person("huajiu", "华九", "19960822", "外省转入学校初审已通过，等待本人核对并确认", FEW),
    Person("jinshi", "金十", "19950116", "外省转入已确认，等待到校签字", FEW),
    Person("weiyi", "魏一", "19930927", "外省转入已办结，转入成绩已登记", FEW),
)

STAFF = (
    Member("fudan1", "甲老师", "复旦大学初审", "reviewer", "复旦大学", (MAIN_SCHOOL,), "19800106"),
    Member("fudan2", "乙老师", "复旦大学初审负责人，可退款", "supervisor", "复旦大学", (MAIN_SCHOOL,), "19810207"),
    Member("shangwai1", "丙老师", "上海外国语大学初审", "reviewer", "上海外国语大学", (OTHER_SCHOOL,), "19820308"),
    Member("shikao1", "丁老师", "市考办终审", "reviewer", "市考办", (), "19830409"),
    Member("kaoji1", "戊老师", "考籍管理：办理时间、导入导出、退款", "office", "市考办", (), "19840502"),
    Member("kaoji2", "己老师", "考籍管理：批准戊老师提出的请求", "office", "市考办", (), "19850613"),
)
