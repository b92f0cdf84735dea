"""What the plan tables leave open and how we read it, each with its reason: data for `convert_plans`."""

from chalicelib.domain.ids import CourseCode
from chalicelib.domain.plans import NationalCourse, Residence

LEFT_OUT = [
    {
        "id": "SH-chain-store-old-and-2026",
        "reason": "旧计划与 2026 版混在一页，无专业名称和代码，2026 版课程表不完整，不能作为一份计划",
    }
]

LEFT_OUT_IDS = frozenset(row["id"] for row in LEFT_OUT)

# What the collection says of its sources in English, as people read it.
_IN_CHINESE = {
    "as seen in the 2020 manual screenshots (old plan)": "2020 年手册所见（旧计划）",
    "2023-09 page": "2023 年 9 月网页所载",
    " (text held in a public GitHub repository of Jiangsu self-study material)": "（文字取自公开的江苏自考资料）",
    " (course rows shown in its screenshots)": "（截图中的课程）",
    "; examining school from ": "；主考学校见 ",
    " 2025 and ": " 2025、",
    " notice ": "通知 ",
    " (course table in the Guangdong 001/101/201 numbering)": "（课程表用广东的 001/101/201 编号）",
    "matches the stated total": "与原表合计相符",
    " (46 compulsory + 3 electives x 4)": "（必考 46 学分，选考 3 门各 4 学分）",
    "does NOT match the stated total in the source; source figure kept": "与原表合计不符，保留原表数字",
    "stated 74 = 69 compulsory + 5 (14025); with 13000 it is 76, so 74 is the minimum": (
        "原表合计 74 学分，为必考 69 学分加 14025 的 5 学分；选 13000 时为 76 学分，因此 74 学分是最低要求"
    ),
    "no official total found; this is a reconstruction, not a plan sheet": (
        "没有找到公布的合计；本计划由成绩记录还原，不是公布的计划表"
    ),
}


def in_chinese(text: str) -> str:
    for english, chinese in _IN_CHINESE.items():
        text = text.replace(english, chinese)
    return text


# The unit that 换考 replaces is the one with the public English course of its version.
LANGUAGE = {"00015", "13000"}

# 外语课程, public ones and second languages: an exemption from one bars the bachelor's degree (上海, 免考的提醒).
FOREIGN = {
    *("00012", "00015", "00016", "00017", "00839", "00840", "00841", "00842"),
    *("13000", "13124", "14970", "27016", "27017", "27018"),
}

# What the sources do not print and we read into them, by plan.
READINGS = {
    "SH-120402-observed-2020": (
        "本计划由 2020 年考籍手册截图中的成绩记录还原，并非公布的考试计划",
        "必考、加考的划分参照江苏 2021 版同专业推定",
        "英语（二）可以换考，但换考哪些课程来源未写明，现按必考列出",
        "行政法与行政诉讼法（一）属于必考还是加考未定；手册显示为 0 学分，可能有误，按学分未知处理",
    ),
    "JS-050101-2021": ("选考课程的范围按原表版式推定",),
    "JS-050301-2021": ("选考课程的范围按合计 59 学分推定",),
    "JS-590206-2021": ("选考课程的范围按合计 68 学分推定",),
    "JS-120201K-2021": ("原表合计 74 学分，与各课程学分之和不符，合计学分不作为毕业条件",),
    "GD-081001-2023": (
        "省份由课程编号格式推定为广东",
        "来源未写明选考课程最低门数和学分，不能判断选考是否满足",
        "房地产开发与经营（08262）编在选考部分但印为必考，按选考列出",
        "来源未写明加考课程的适用情形",
    ),
    "HB-050101-2026": ("第 2、3、4、7、8、9 门的课程名称按全国统一名称补全",),
}

# Shanghai asks for 15040 from 2025 on; of the old plans of other provinces no source says so.
SHANGHAI_NATIONAL = NationalCourse(
    code=CourseCode("15040"),
    name="习近平新时代中国特色社会主义思想概论",
    credits2=6,
    since="2025-01-01",
    source="上海2025年上半年通知",
    status="verified in source",
)

_TRANSFER = "中國教育在線 2024-04-23; 上海启课2022"
SHANGHAI_RESIDENCE = {
    level: Residence(theory_passes=passes, source=_TRANSFER, status="verified in source")
    for level, passes in (("专科", 5), ("专升本", 4), ("本科", 4))
}
