"""前置学历: the rule of 2002, its two proofs and their expiry, undergraduate majors only (row M3.2-07)."""

from typing import Any

import pytest

from chalicelib import data
from chalicelib.domain import graduation_audits
from chalicelib.domain.graduation_forms import Explanation, Scores
from chalicelib.domain.graduations import KIND
from tests import graduating
from tests.builders import a_ticket, an_upload_id
from tests.graduating import (
    DIPLOMA,
    JUNIOR,
    LONGER,
    PICTURES,
    a_standing,
    diploma,
    faults,
    filed,
)


@pytest.mark.parametrize(
    ("changes", "path", "text"),
    [
        ({"number": ""}, "number", "请填写毕业证编号"),
        ({"obtained": ""}, "obtained.year", "请填写取得毕业证年月的年份"),
        ({"place": ""}, "place", "请选择取得毕业证省份"),
        ({"uploads": ()}, "uploads", "请上传《毕业证书》照片"),
        ({"proof_uploads": ()}, "proof_uploads", "请上传《教育部学历证书电子注册备案表》照片"),
        ({"proof_uploads": DIPLOMA.uploads}, "proof_uploads", "同一张图片不能重复使用"),
        ({"code": "12345"}, "code", "在线验证码应为 12 位数字或 16 位字母、数字"),
        ({"code": "ABCDEFGHIJKL"}, "code", "在线验证码应为 12 位数字或 16 位字母、数字"),
        ({"until": ""}, "until", "请填写验证有效期至"),
        ({"until": "2026-13-01"}, "until", "验证有效期至应为真实的日期，例如 1999-01-01"),
        ({"uploads": (an_upload_id(9),)}, "uploads", "有图片已失效，请重新上传"),
    ],
)
def test_the_diploma_of_2002_and_later_is_proved_by_its_registration(
    changes: dict[str, Any], path: str, text: str
) -> None:
    """M3.2-07."""
    found = faults(diploma=diploma(**changes))
    assert found[f"diploma.{path}"] == text


def test_one_of_before_2002_is_proved_by_a_report_without_expiry() -> None:
    """M3.2-07: 报告编号 may be of any form; an expiry is optional, and judged if there is one."""
    old = {"obtained": "2001-12", "code": "5100001", "until": ""}
    content = filed(diploma=diploma(**old)).content
    assert [one.type for one in KIND.certificates(content, data)] == ["diploma", "verification_report"]
    assert "请先在学信网延长" in faults(diploma=diploma(**old | {"until": "2026-12-01"}))["diploma.until"]
    assert faults(diploma=diploma(**old | {"obtained": "2002-01"})).keys() == {"diploma.code", "diploma.until"}


def test_a_verification_code_must_outlive_the_review() -> None:
    """M3.2-07: the end of mending is 2026-12-14."""
    assert filed(diploma=diploma(until="2026-12-15")).content.diploma.until == "2026-12-15"
    assert faults(diploma=diploma(until="2026-12-14")) == {
        "diploma.until": "验证有效期应晚于审核结束时间 2026年12月14日，请先在学信网延长"
    }


def test_a_junior_college_major_asks_for_no_diploma() -> None:
    """M3.2-07: 专科专业跳过此步骤."""
    plan = data.plans()[JUNIOR]
    ticket = a_ticket(plan_id=plan.id, major_code=plan.major_code, level=plan.level)
    standing = a_standing(ticket=ticket)
    found = graduation_audits.judged(Scores(plan=plan.id), standing)
    said = tuple(Explanation(key=one.key, words=LONGER) for one in found.missing)
    typed = graduating.a_typed(standing, scores=Scores(plan=plan.id), explanations=said, seen=found.seen, diploma=None)
    [filing] = KIND.file(standing, (typed,), PICTURES)
    assert filing.content.diploma is None
    assert filing.uploads == (graduating.PHOTO,)
    assert [part.title for part in KIND.parts(filing.content, data)][2:] == ["考生情况说明", "自我鉴定", "毕业照片"]
