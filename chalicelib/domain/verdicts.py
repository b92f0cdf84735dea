"""What a reviewer typed, judged before anything is decided."""

from collections.abc import Collection, Iterator

from chalicelib.domain.catalogue import has_unwanted
from chalicelib.domain.decisions import Decision, ItemVerdict
from chalicelib.domain.errors import FieldFault
from chalicelib.domain.reviews import PASS, REJECT, RETURN

WORDS_MOST = 500
REASONS_MOST = 10


def decision_faults(decision: Decision, parts: int, codes: Collection[str]) -> tuple[FieldFault, ...]:
    """Everything that is missing, unknown or too much in what a reviewer typed."""
    faults = []
    if decision.outcome == PASS and (decision.items or decision.reasons):
        faults.append(FieldFault("outcome", "选择通过时不能附带需补正的内容或不通过的原因"))
    if decision.outcome == RETURN and not decision.items:
        faults.append(FieldFault("items", "退回补正时，请至少勾选一项需要补正的内容"))
    if len({item.part for item in decision.items}) < len(decision.items):
        faults.append(FieldFault("items", "同一项内容只能勾选一次，请刷新页面"))
    if decision.outcome == REJECT and not decision.reasons:
        faults.append(FieldFault("reasons", "不通过时，请至少选择一条原因"))
    faults.extend(_told_faults("", decision, codes))
    for index, item in enumerate(decision.items):
        faults.extend(_item_faults(f"items.{index}.", item, parts, codes))
    return tuple(faults)


def _item_faults(prefix: str, item: ItemVerdict, parts: int, codes: Collection[str]) -> list[FieldFault]:
    faults = []
    if not 0 <= item.part < parts:
        faults.append(FieldFault(f"{prefix}part", "所选内容不存在，请刷新页面"))
    if not item.reasons and not item.words.strip():
        faults.append(FieldFault(f"{prefix}reasons", "请为这项内容选择原因或填写说明"))
    return [*faults, *_told_faults(prefix, item, codes)]


def _told_faults(prefix: str, told: Decision | ItemVerdict, codes: Collection[str]) -> Iterator[FieldFault]:
    """Of the reasons and words that the candidate will read."""
    if any(code not in codes for code in told.reasons):
        yield FieldFault(f"{prefix}reasons", "所选原因不存在，请刷新页面")
    elif len(told.reasons) > REASONS_MOST:
        yield FieldFault(f"{prefix}reasons", f"最多选择 {REASONS_MOST} 条原因，您选择了 {len(told.reasons)} 条")
    if has_unwanted(told.words.replace("\n", "")):
        yield FieldFault(f"{prefix}words", "说明含有无法识别的字符，请重新输入")
    if len(told.words) > WORDS_MOST:
        yield FieldFault(f"{prefix}words", f"说明最多 {WORDS_MOST} 字，您填写了 {len(told.words)} 字")
