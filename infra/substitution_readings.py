"""What the substitution tables leave open and how we read it, each with its reason."""

from typing import Final

INFERRED: Final = "inferred, unverified"
POLITICAL: Final = {"03706", "12656", "03708", "03709"}

# A row prints lists that lost their AND and OR; the groups of the two plans tell. (major, old number) → (old, new).
ANY, ALL, ONE = "any", "all", ""
REASONS: Final = {
    "languages": "旧计划外语为任选一门，新计划亦任选一门：任一门可替代任一门",
    "languages to English": "旧计划外语为任选一门，任一门可替代英语（专升本）",
    "new with practice": "新计划这一门分理论与实践两个代码，一门旧课替代整门",
    "old with practice": "旧计划这一门分理论与实践两个代码，两个都通过才算一门",
    "both with practice": "新旧计划这一门都分理论与实践，整门对整门",
    "one of two old": "旧计划为任选一门，任一门即可替代",
    "one of two new": "新计划为任选一门，旧课替代其中任一门",
    "second language": "两版第二外语均为任选一门；相同代码直接计入，只有俄语需要替代",
}
_LANGUAGES = ("120402", "050101", "050301", "040106")
_TO_ENGLISH = ("020301K", "030101K", "120203K", "080901", "120201K", "120206")
_NEW_WITH_PRACTICE = (
    *(("020301K", 10), ("020301K", 14), ("120103", 8), ("120103", 9), ("120203K", 8), ("080901", 11)),
    *(("120201K", 7), ("120201K", 9), ("120202", 10), ("120202", 14), ("120206", 7), ("120206", 10)),
    *(("020401", 9), ("040106", 5), ("040106", 7), ("040106", 8), ("040106", 9), ("120102", 13)),
    *(("101101", 6), ("101101", 7), ("530601", 10), ("530601", 11)),
)
_OLD_WITH_PRACTICE = (
    *(("050201", 10), ("120203K", 6), ("080901", 9), ("120202", 4), ("120202", 6), ("020401", 12), ("120102", 10)),
)
_BOTH_WITH_PRACTICE = (("080901", 6), ("080901", 7), ("120102", 6), ("120102", 8), ("590206", 8))
LISTS: Final[dict[tuple[str, int], tuple[str, str, str]]] = {
    **{(major, 3): (ANY, ANY, "languages") for major in _LANGUAGES},
    **{(major, 3): (ANY, ONE, "languages to English") for major in _TO_ENGLISH},
    **dict.fromkeys(_NEW_WITH_PRACTICE, (ONE, ALL, "new with practice")),
    **dict.fromkeys(_OLD_WITH_PRACTICE, (ALL, ONE, "old with practice")),
    **dict.fromkeys(_BOTH_WITH_PRACTICE, (ALL, ALL, "both with practice")),
    ("120203K", 5): (ANY, ONE, "one of two old"),
    ("101101", 10): (ANY, ONE, "one of two old"),
    ("080901", 14): (ONE, ANY, "one of two new"),
    ("050201", 3): (ANY, ANY, "second language"),
}

# 8 of the 16 bachelor's majors change the thesis code, and no table maps them.
THESES: Final = {
    "020301K": ("55524", "14817"),
    "030101K": ("55472", "14850"),
    "080901": ("11689", "14976"),
    "101101": ("30671", "10225"),
    "120102": ("30665", "14789"),
    "120201K": ("30668", "14790"),
    "120203K": ("55519", "14848"),
    "120402": ("55535", "10197"),
}
THESIS_READING: Final = "两版代码不同，来源没有对照：同一专业的毕业论文（设计、考核）推定互相替代"

# 不考外语者: the kinds name a rule without saying for which majors. We read it for those whose old plan lists 换考
# courses apart; where all electives replace the language, nobody can tell which are meant.
SWAP_TEXT: Final = "2021版不考外语者通过任意2门换考课可替代13000英语（专升本）"
SWAP_READING: Final = "来源只在规则种类中举例，未写明适用专业：推定适用于旧计划列有换考课程的专业"

# 05844 counts with the credits of the plan it stands on: no row of the new plan lends it any.
COUNTED: Final = {"020401": ("05844", 12)}
COUNTED_READING: Final = "没有对应的新课程，学分按原计划计"

# No exemption by a computer certificate that was obtained from July 2026 on. (major, old number) → first day.
DEADLINES: Final = {("050201", 10): "2026-07-01", ("590206", 8): "2026-07-01"}
DEADLINE_READING: Final = "“2026年7月以后”含7月；2026年7月起取得的计算机证书所免考的课程不能替代"

# The example of a waived practice names 13014, the practice of another course: 02331 leads to 13003 and its 13004.
WAIVED_STATUS: Final = "partly verified: the example names the practice of another course"
WAIVED_OLD_STATUS: Final = "partly verified: the sentence is quoted without its plan"
WAIVED: Final = {
    "080901": (
        (
            "02331",
            ("13003", "13004"),
            "通过旧课02331数据结构的考生可不参加13004实践",
            "来源例句写作13014，但那是13013的实践；02331对应13003，所带实践为13004",
            WAIVED_STATUS,
        ),
        (
            "02326",
            ("13180",),
            "旧有新无的实践不作要求：通过旧课02326操作系统的理论即可替代13180",
            "来源未写明适用专业，按例句所在的计算机专业适用",
            WAIVED_OLD_STATUS,
        ),
    )
}

TRANSITIONS: Final = ("JS-T1", "JS-T2", "JS-T3", "SH-T1", "SH-T2")

JIANGSU_SINCE, JIANGSU_UNTIL = "2024-07-01", "2026-06-30"
SHANGHAI_SINCE: Final = "2024-01-01"
