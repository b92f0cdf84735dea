"""What can go wrong, said in Chinese for people; no status numbers here (handlers/http.py has them)."""

from collections.abc import Iterable
from typing import ClassVar

import msgspec


class FieldFault(msgspec.Struct, frozen=True):
    """One fault of something a person typed; `field` is a path such as `items.0.credentials.1.number`."""

    field: str
    message: str


class DomainError(Exception):
    """A refusal with a stable code and a sentence for people."""

    code: ClassVar[str] = "refused"
    message: str = "操作未能完成"

    def __init__(self, message: str | None = None, fields: Iterable[FieldFault] = ()) -> None:
        self.message = message or self.message
        self.fields = tuple(fields)
        super().__init__(self.message)


class MalformedError(DomainError):
    code, message = "malformed", "请求格式不正确，请刷新页面后重试"


class IncompleteError(DomainError):
    code, message = "incomplete", "提交前请修改标出的内容"


class SignedOutError(DomainError):
    code, message = "signed_out", "登录已过期，请重新登录"


class LoginFailedError(DomainError):
    code, message = "login_failed", "证件号码、密码或验证码错误，请重新输入"


class ForbiddenError(DomainError):
    code, message = "forbidden", "没有权限执行此操作"


class ForeignRequestError(DomainError):
    code, message = "foreign_request", "请求来源不正确，请刷新页面后重试"


class StepUpRequiredError(DomainError):
    code, message = "step_up_required", "请再次输入动态验证码后继续"


class UnknownError(DomainError):
    code, message = "unknown", "没有找到相关内容"


class QueueEmptyError(DomainError):
    code, message = "queue_empty", "没有待处理的申请"


class WindowClosedError(DomainError):
    code, message = "window_closed", "现在不在办理时间内，已填写的内容已保留"


class WrongStateError(DomainError):
    code, message = "wrong_state", "当前状态不能执行此操作，请刷新页面查看最新状态"


class ConflictError(DomainError):
    code, message = "conflict", "内容刚刚有更新，请刷新页面后重试"


class StaleGroundsError(DomainError):
    code, message = "stale_grounds", "考生的成绩记录或专业计划刚刚有变化，请刷新后按最新内容审核"


class LiveApplicationError(DomainError):
    code, message = "live_application", "该课程已有正在办理的申请"


class DecidedAlreadyError(DomainError):
    code, message = "decided_already", "此件已被他人处理"


class LeasedError(DomainError):
    code, message = "leased", "审核人员正在查看此件，一般不超过半小时，请稍后再试"


class IdempotencyError(DomainError):
    code, message = "idempotency", "同一次提交的内容前后不一致，请刷新页面后重试"


class DraftConflictError(DomainError):
    code, message = "draft_conflict", "另一台设备刚保存了新内容"


class TooManyError(DomainError):
    code, message = "too_many", "操作过于频繁，请稍后再试"


class UploadRefusedError(DomainError):
    code, message = "upload_refused", "图片无法使用，请重新选择"


class BusyError(DomainError):
    code, message = "busy", "办理人数较多，请稍后再试，已填写的内容不会丢失"
