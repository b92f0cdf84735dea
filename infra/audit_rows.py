"""One person's audit as a row that spreadsheets open as it is, and what all rows add up to."""

from dataclasses import dataclass
from typing import Final

from chalicelib.domain.degrees.results import DegreeAudit, Gap, Outcome
from chalicelib.domain.people import Head, Ticket, mask_name
from chalicelib.domain.reference import credits_text
from chalicelib.domain.spreadsheets import as_text, safe

COLUMNS: Final = (
    "准考证号",
    "姓名",
    "主考学校",
    "专业",
    "版本",
    "结论",
    "还差门数",
    "还差考试",
    "学分",
    "缺少课程",
    "只差一门",
    "含推定",
)
_OUTCOMES: Final = {
    Outcome.COMPLETE: "已满足",
    Outcome.INCOMPLETE: "尚未满足",
    Outcome.UNJUDGED: "无法判断",
}
NO_PLAN: Final = "没有专业考试计划"


@dataclass
class Summary:
    """Counted by ticket."""

    tickets: int = 0
    complete: int = 0
    complete_open: int = 0
    lacking_one: int = 0
    unjudged: int = 0
    without_plan: int = 0
    lost: int = 0

    def add(self, audit: DegreeAudit | None) -> None:
        self.tickets += 1
        if audit is None:
            self.without_plan += 1
            return
        verdict = audit.verdict
        self.complete += verdict.outcome == Outcome.COMPLETE
        self.complete_open += verdict.outcome == Outcome.COMPLETE and verdict.at_least
        self.lacking_one += _lacks_one(audit)
        self.unjudged += verdict.outcome == Outcome.UNJUDGED

    def sentences(self) -> tuple[str, ...]:
        said = [
            f"共 {self.tickets} 个准考证。",
            f"已满足课程要求：{self.complete} 个，其中 {self.complete_open} 个可能另有要求（如未选择加考选项）。",
            f"只差一门：{self.lacking_one} 个。",
            f"无法判断：{self.unjudged} 个；没有专业考试计划：{self.without_plan} 个。",
        ]
        lost = [f"另有 {self.lost} 条登记已找不到准考证，没有写入。"] if self.lost else []
        return (*said, *lost)


def row_of(head: Head, ticket: Ticket, audit: DegreeAudit | None) -> list[str]:
    """In the order of COLUMNS; None: no plan to audit against."""
    who = [as_text(ticket.number), *map(safe, (mask_name(head.name), ticket.school_name, ticket.major_name))]
    if audit is None:
        return [*who, "", NO_PLAN, "", "", "", "", "", ""]
    verdict = audit.verdict
    more = "（可能另有要求）" if verdict.at_least and verdict.outcome != Outcome.UNJUDGED else ""
    return [
        *who,
        safe(audit.version),
        f"{_OUTCOMES[verdict.outcome]}{more}",
        str(verdict.units),
        str(verdict.exams),
        credits_text(audit.totals.credits2),
        safe("；".join(map(_missing, audit.gaps))),
        "是" if _lacks_one(audit) else "",
        "是" if verdict.inferred else "",
    ]


def _lacks_one(audit: DegreeAudit) -> bool:
    return audit.verdict.outcome == Outcome.INCOMPLETE and audit.verdict.units == 1


def _missing(gap: Gap) -> str:
    return "、".join(f"{exam.name}（{exam.code}）" for exam in gap.next) or gap.text
