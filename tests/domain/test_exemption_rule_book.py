"""The rule book as a whole, the rules of other provinces, and the promises a verdict keeps."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib import data
from chalicelib.domain import exemption_rules as rules
from chalicelib.domain.credentials import Credential
from tests.domain.claims import BOOK, a_claim, answer, cert, judged

Sourced = rules.Rule | rules.Caution | rules.Gate | rules.NoNeed | rules.Note
CHOICES = [cert(one.id, level) for one in data.credential_types().values() for level in one.levels or ("",)]
CODES = sorted({code for rule in BOOK.rules for code in rule.codes} | {"00034"})
TRANSCRIPT = cert("school_transcript")


def test_js_d1() -> None:
    """专科毕业生专升本；已学过且合格的思想政治理论课."""
    assert answer("03708", cert("diploma", "专科"), TRANSCRIPT, province="江苏") == "reviewer JS-D1"


def test_js_d2() -> None:
    """同层次第二专业；名称和要求相同(或高于自考)；免考不超过一半；自考毕业生报考相近专业：代码完全相同的可免."""
    assert answer("00341", cert("diploma", "专科"), TRANSCRIPT, province="江苏", level="专科") == "reviewer JS-D2"


@pytest.mark.parametrize("certificate", [cert("pets_certificate", "二级"), cert("cet_certificate", "英语四级")])
def test_js_p(certificate: Credential) -> None:
    """PETS二级以上/CET四、六级证书或成绩报告单425分及以上 → 00012."""
    assert answer("00012", certificate, province="江苏", level="专科") == "fits JS-P"


def test_js_p3() -> None:
    """PETS三级以上(或笔试合格)/CET四、六级证书或成绩报告单425分及以上 → 00015."""
    assert answer("00015", cert("pets_notice", "三级"), province="江苏") == "fits JS-P3"
    assert answer("00015", cert("cet_certificate", "英语六级"), province="江苏") == "fits JS-P3"
    assert answer("00015", cert("pets_certificate", "二级"), province="江苏") == "reviewer"


def test_js_n() -> None:
    """NCRE一级(含一级B)及以上，或NIT两个模块 → 00018, 00019."""
    assert answer("00018 00019", cert("ncre", "一级"), province="江苏") == "fits JS-N"
    assert answer("00018 00019", cert("nit", "其他模块"), province="江苏") == "reviewer JS-N-nit"


def test_sx_n2() -> None:
    """NCRE二级C语言 → 00342. The language is not typed, so a person looks."""
    assert answer("00342", cert("ncre", "二级"), province="陕西") == "reviewer SX-N2"


def test_sx_n3() -> None:
    """NCRE三级PC技术 → 02319, 02277."""
    assert answer("02319 02277", cert("ncre", "三级"), province="陕西") == "reviewer SX-N3"


def test_gen_n2_names_no_province_and_so_decides_in_none() -> None:
    """NCRE二级及以上，或NIT管理系统中信息技术的应用；非计算机类专业 → 00051, 00052."""
    assert answer("00051 00052", cert("ncre", "二级")) == "reviewer"
    assert answer("00051 00052", cert("ncre", "二级"), province="多省") == "reviewer GEN-N2"


def test_gd_1() -> None:
    """专科成绩；只能免专科层次课程(含本科专业的加考课程)，不能免本科必考和选考课程."""
    warnings = judged("00034", cert("diploma", "专科"), province="广东").warnings
    assert warnings == ("专科成绩只能免考专科层次课程（含本科专业的加考课程），不能免考本科必考和选考课程",)


def test_gd_2() -> None:
    """NCRE证书(本省)；系统自动写入免考成绩；数据比对，无需上传."""
    assert rules.no_need_text(BOOK, "广东", "automatic").startswith("本省 NCRE 证书由系统比对数据后自动写入免考成绩")


def test_six_theory_passes_come_first_in_shanghai() -> None:
    """申请免考须已取得所学专业6门及以上理论课程合格成绩 (沪自考委办〔2022〕1号)."""
    assert rules.required_passes(BOOK, "上海") == 6
    assert rules.required_passes(BOOK, "江苏") == 0


@pytest.mark.parametrize("kind", ["addon", "other_ticket", "transferred", "replaced", "language_replaced"])
def test_no_need_to_apply(kind: str) -> None:
    """不需免考的情形：加考课程、本市其他高校(其他准考证)同名同代码课程、外省转入课程、同专业新旧计划顶替、选考课替代英语(二)."""
    assert "不需要申请免考" in rules.no_need_text(BOOK, "上海", kind)
    assert rules.no_need_text(BOOK, "江苏", kind) == ""


@pytest.mark.parametrize(
    ("codes", "types"),
    [
        ("00015", ("diploma", "school_transcript", "cet_certificate", "pets_certificate", "pets_notice")),
        ("03708", ("diploma",)),
        ("00018 00019", ("diploma", "school_transcript", "ncre")),
        ("15040", ("school_transcript",)),
        ("00034", ()),
    ],
)
def test_hints_name_what_commonly_fits(codes: str, types: tuple[str, ...]) -> None:
    assert rules.accepted_types(BOOK, "上海", "本科", a_claim(codes).codes) == types


def test_every_rule_names_its_source_and_how_sure_it_is() -> None:
    rows: tuple[Sourced, ...] = (*BOOK.rules, *BOOK.cautions, *BOOK.gates, *BOOK.no_need, *BOOK.notes)
    for row in rows:
        assert row.source, row.id
        assert row.status in {"verified in source", "inferred, unverified", "general knowledge, unverified"}, row.id


def test_only_verified_rules_decide() -> None:
    assert not [rule.id for rule in BOOK.rules if rule.decides and rule.status != rules.VERIFIED]


@pytest.mark.parametrize("rule", [rule for rule in BOOK.rules if rule.decides], ids=lambda rule: rule.id)
def test_the_evidence_of_a_deciding_rule_fits(rule: rules.Rule) -> None:
    evidence = [cert(need[-1].type, need[-1].levels[-1] if need[-1].levels else "") for need in rule.needs]
    found = judged(
        " ".join(rule.codes) if rule.together else rule.codes[-1],
        *evidence,
        province=rule.province,
        level=rule.level or "本科",
        major=rule.majors[0] if rule.majors else "",
    )
    assert found.outcome == "fits"


CREDENTIALS = st.lists(st.sampled_from(CHOICES), max_size=4)


@settings(max_examples=100, deadline=None)
@given(st.sampled_from(CODES), CREDENTIALS, st.sampled_from(CHOICES), st.sampled_from(["专科", "本科"]))
def test_one_more_credential_never_makes_a_verdict_worse(
    code: str, held: list[Credential], more: Credential, level: str
) -> None:
    before, after = judged(code, *held, level=level), judged(code, *held, more, level=level)
    assert before.outcome == "reviewer" or after.outcome == "fits"


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(CODES), st.permutations(CHOICES), st.sampled_from(["专科", "本科"]))
def test_the_order_of_credentials_changes_nothing(code: str, held: list[Credential], level: str) -> None:
    assert judged(code, *held[:5], level=level) == judged(code, *reversed(held[:5]), level=level)


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(CODES), CREDENTIALS)
def test_a_verdict_is_never_a_refusal(code: str, held: list[Credential]) -> None:
    verdict = judged(code, *held)
    assert verdict.outcome in set(rules.Outcome) == {"fits", "reviewer"}
    assert verdict.text
