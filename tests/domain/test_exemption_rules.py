"""免考 rules of Shanghai, one test a rule, each quoting its source."""

import pytest

from chalicelib.domain.credentials import Credential
from tests.domain.claims import answer, cert, judged

TRANSCRIPT, FORM = cert("school_transcript"), cert("registration_form")
COLLEGE, BACHELOR, MASTER = cert("diploma", "专科"), cert("diploma", "本科"), cert("diploma", "研究生")
DEGREE_WARNING = "外语课程免考后，不能申请学士学位（转载的学校通知如此规定，请向主考学校确认）"


@pytest.mark.parametrize("diploma", [COLLEGE, BACHELOR, MASTER])
@pytest.mark.parametrize("code", ["03706", "03707", "00003", "04729"])
def test_sh_d1(code: str, diploma: Credential) -> None:
    """国家承认学历专科及以上毕业证书；报考专科(含基础科段)专业；思想政治理论课和大学语文，无需成绩单."""
    assert answer(code, diploma, FORM, level="专科") == "fits SH-D1"
    assert answer(code, diploma, FORM, level="本科") != "fits SH-D1"


@pytest.mark.parametrize("codes", ["00012", "00018 00019", "00020", "00022"])
def test_sh_d2(codes: str) -> None:
    """国家承认学历专科及以上毕业证书 + 成绩单；报考专科专业；原课程已合格且要求相同."""
    assert answer(codes, COLLEGE, TRANSCRIPT, level="专科") == "fits SH-D2"
    assert answer(codes, COLLEGE, level="专科").startswith("reviewer")
    assert judged(codes, COLLEGE, TRANSCRIPT, level="专科").checks == ("成绩单中该课程已合格，且课程要求与本专业相同",)


@pytest.mark.parametrize("code", ["03708", "03709"])
def test_sh_d3(code: str) -> None:
    """国家承认学历本科及以上毕业证书；报考独立本科段/专升本专业；专科学历不能免考马克思主义基本原理概论等本科政治课."""
    assert answer(code, BACHELOR) == answer(code, MASTER) == "fits SH-D3"
    refused = judged(code, COLLEGE)
    assert refused.outcome == "reviewer"
    assert refused.warnings == ("专科学历不能免考本科思想政治理论课，需本科及以上学历",)


@pytest.mark.parametrize("codes", ["00015", "00016", "00018 00019", "04183", "04184", "00023", "00420 00421"])
def test_sh_d4(codes: str) -> None:
    """国家承认学历本科及以上毕业证书 + 成绩单；报考本科专业；原课程已合格且要求相同."""
    assert answer(codes, BACHELOR, TRANSCRIPT) == "fits SH-D4"
    assert answer(codes, BACHELOR).startswith("reviewer")
    assert answer(codes, COLLEGE, TRANSCRIPT).startswith("reviewer")


@pytest.mark.parametrize(
    ("codes", "rule"),
    [("00015", "SH-M1"), ("00016", "SH-M2"), ("04183", "SH-M3"), ("00018 00019", "SH-M4"), ("00420 00421", "SH-M5")],
)
def test_sh_m1_to_m5(codes: str, rule: str) -> None:
    """英语类专业专科及以上毕业证书 / 日语类 / 数学类 / 计算机类 / 物理类；原所学专业与公共基础课对应.

    The former major is not typed: a person looks at the diploma, nobody is refused.
    """
    verdict = judged(codes, COLLEGE)
    assert (verdict.outcome, verdict.rule) == ("reviewer", rule)
    assert verdict.text.endswith("由审核人员判断")
    assert verdict.hints[0].endswith("通常还需新增校级学籍管理部门出具的成绩单")


def test_sh_s1() -> None:
    """高校在校生/肄业生/退学生；凭原就读高校校级学籍管理部门出具的学籍证明和成绩单；已合格的思想政治理论课和同层次公共基础课."""
    assert answer("03708", cert("study_proof"), TRANSCRIPT) == "reviewer SH-S1"
    assert answer("03708", cert("study_proof")) == "reviewer"


def test_sh_z1() -> None:
    """自考专科或本科毕业证书(第二专业)；课程名称、课程代码、学分三者完全相同."""
    verdict = judged("00034", BACHELOR)
    assert (verdict.outcome, verdict.rule) == ("reviewer", "SH-Z1")
    assert verdict.checks == ("原自考专业课程的名称、代码、学分与本专业完全相同",)


@pytest.mark.parametrize(
    ("level", "codes", "rule"),
    [
        ("英语四级", ("00012", "00015"), "SH-C1-en"),
        ("英语六级", ("00012", "00015"), "SH-C1-en"),
        ("日语四级或六级", ("00016", "00840"), "SH-C1-ja"),
        ("俄语四级或六级", ("00017", "00839"), "SH-C1-ru"),
    ],
)
def test_sh_c1(level: str, codes: tuple[str, ...], rule: str) -> None:
    """大学英语(日/俄/德/法)四级及以上证书；公共外语课；按语种对应."""
    assert {answer(code, cert("cet_certificate", level)) for code in codes} == {f"fits {rule}"}
    other = "00016" if level.startswith("英语") else "00015"
    assert answer(other, cert("cet_certificate", level)) == "reviewer"


def test_sh_c1_says_that_a_score_report_is_no_certificate() -> None:
    """证书原件照片；CET-4成绩报告单不能免考英语(二)."""
    warnings = judged("00015", cert("cet_certificate", "英语四级")).warnings
    assert warnings[0] == "请上传合格证书：大学英语四级（CET-4）成绩报告单不能用于免考英语（二）"


def test_sh_c2() -> None:
    """大学英语四级证书；英语专业 → 00794."""
    assert answer("00794", cert("cet_certificate", "英语四级"), major="英语") == "fits SH-C2"
    assert answer("00794", cert("cet_certificate", "英语四级"), major="行政管理") == "reviewer SH-C2"


def test_sh_c3() -> None:
    """大学英语六级证书；英语专业 → 00794, 00795."""
    assert answer("00794", cert("cet_certificate", "英语六级"), major="英语") == "fits SH-C3"
    assert answer("00795", cert("cet_certificate", "英语六级"), major="英语") == "fits SH-C3"
    assert answer("00795", cert("cet_certificate", "英语四级"), major="英语") == "reviewer"


@pytest.mark.parametrize("kind", ["pets_certificate", "pets_notice"])
def test_sh_p2(kind: str) -> None:
    """PETS-2 笔试合格 → 00012, 00088; 证书类别与所申请课程不对应（如PETS-2不能免考英语（二））."""
    assert answer("00012", cert(kind, "二级")) == answer("00088", cert(kind, "二级")) == "fits SH-P2"
    verdict = judged("00015", cert(kind, "二级"))
    assert verdict.outcome == "reviewer"
    assert verdict.warnings == ("PETS 二级不能免考英语（二），需三级及以上", DEGREE_WARNING)


@pytest.mark.parametrize("kind", ["pets_certificate", "pets_notice"])
def test_sh_p3(kind: str) -> None:
    """PETS-3 笔试合格；笔试合格证 或 成绩通知单(手册样例:笔试71分、口试为空也可)."""
    assert {answer(code, cert(kind, "三级")) for code in ("00012", "00015", "00088")} == {"fits SH-P3"}
    assert answer("00794", cert(kind, "三级")) == "reviewer"


def test_sh_p4() -> None:
    """PETS-4 笔试合格 → 00012, 00015, 00088, 00794."""
    pets = cert("pets_certificate", "四级")
    assert {answer(code, pets) for code in ("00012", "00015", "00088", "00794")} == {"fits SH-P4"}


def test_sh_p5() -> None:
    """PETS-5 笔试合格: the excerpt breaks off after 00088; 00794/00795 for PETS-5 is inferred."""
    pets = cert("pets_certificate", "五级")
    assert {answer(code, pets) for code in ("00012", "00015", "00088")} == {"fits SH-P5"}
    assert {answer(code, pets) for code in ("00794", "00795")} == {"reviewer SH-P5-more"}


def test_sh_n1() -> None:
    """全国计算机应用水平考试(NIT)“管理系统中信息技术的应用”证书；投资学(专升本) → 00051, 00052."""
    nit = cert("nit", "管理系统中信息技术的应用")
    assert answer("00051 00052", nit, major="投资学") == "fits SH-N1"
    assert answer("00051 00052", nit, major="会计学") == "reviewer SH-N1"
    assert answer("00051 00052", cert("nit", "其他模块"), major="投资学") == "reviewer"


def test_sh_n2() -> None:
    """计算机类证书(全国计算机等级考试等)；须同时勾选理论和实践两门."""
    assert answer("00018 00019", cert("ncre", "一级")) == "fits SH-N2"
    assert answer("00018", cert("ncre", "一级")) == "reviewer SH-N2"
    assert answer("00018 00019", cert("nit", "其他模块")) == "reviewer SH-N2-other"


def test_sh_x1() -> None:
    """全日制学习过习近平新时代中国特色社会主义思想概论的高校成绩证明；2025年起毕业须通过15040."""
    verdict = judged("15040", TRANSCRIPT)
    assert (verdict.outcome, verdict.rule) == ("fits", "SH-X1")
    assert verdict.checks == ("成绩证明显示在全日制学习期间学过该课程并合格",)


def test_a_diploma_needs_its_registration_form_or_report() -> None:
    """使用毕业证书免考时，应使用“新增凭证”功能增加“电子注册备案表”或“教育部学历认证报告” (手册 3.1.4)."""
    missing = ("使用学历证书时，还需新增电子注册备案表或学历认证报告",)
    assert judged("03708", BACHELOR).missing == missing
    assert judged("00034", BACHELOR).missing == missing
    for companion in ("registration_form", "verification_report"):
        assert judged("03708", BACHELOR, cert(companion)).missing == ()
    assert judged("00015", cert("pets_certificate", "三级")).missing == ()


def test_a_language_exemption_bars_the_degree() -> None:
    """申请外语免考的考生不得申请学士学位."""
    assert DEGREE_WARNING in judged("00015", cert("pets_certificate", "三级")).warnings
    assert DEGREE_WARNING not in judged("00012", cert("pets_certificate", "三级"), level="专科").warnings
    assert judged("03708", BACHELOR, FORM).warnings == ()


def test_what_no_rule_knows_is_for_the_reviewer() -> None:
    verdict = judged("00034", cert("vocational"))
    assert (verdict.outcome, verdict.rule, verdict.text) == ("reviewer", "", "由审核人员判断")
