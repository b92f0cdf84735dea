"""Send a code for a reset to the reset mobile; whoever asks hears the same, and the same is done."""

from chalicelib.domain import codes as rules
from chalicelib.domain import tries as caps
from chalicelib.domain.codes import SMS
from chalicelib.domain.instants import Instant, later
from chalicelib.domain.people import clean_id_number
from chalicelib.storage import accounts, codes, keys, sms, tries
from chalicelib.storage.codes import Place
from chalicelib.usecases.sessions.prove_human import RESET, Gate, prove_human
from chalicelib.usecases.sessions.sign_in import Visitor


class CodeRequest(Gate, frozen=True, kw_only=True, forbid_unknown_fields=True):
    id_number: str


def request_code(form: CodeRequest, visitor: Visitor, entropy: bytes, now: Instant) -> Instant:
    """When the code ends, if there is one. Raises CaptchaWrongError, and LockedOutError for one request too many."""
    person = keys.person(clean_id_number(form.id_number))
    prove_human(form, (RESET, person), visitor.browser, now)
    tries.count(caps.SMS_ADDRESS_CAP, caps.household(visitor.address), now)
    for cap in caps.SMS_CAPS:
        tries.count(cap, person, now)
    number = accounts.mobile_of(accounts.find(person))
    code, until = rules.sms_code(entropy), later(now, SMS.life)
    codes.write(Place(person, SMS.name, visitor.browser), code, until)
    if number:
        sms.send(number, f"验证码 {code}，用于重置考籍服务账户的密码，10 分钟内有效。请勿告诉他人。")
    return until
