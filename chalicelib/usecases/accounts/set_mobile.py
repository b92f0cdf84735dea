"""Enter the reset mobile that somebody named in person."""

from chalicelib.domain import accounts as rules
from chalicelib.domain.accounts import Deed, Doing, mobile_fault
from chalicelib.domain.instants import Instant
from chalicelib.domain.staff import Staff, actor_of
from chalicelib.storage import accounts, keys
from chalicelib.usecases.accounts.issue_code import found


def set_mobile(id_number: str, mobile: str, by: Staff, now: Instant) -> None:
    """Sealed; the record says that it was set and by whom. Raises IncompleteError, ForbiddenError, UnknownError."""
    rules.require(mobile_fault(mobile))
    person, account, _ = found(id_number, by)
    sealed = keys.seal(mobile, cid=account.cid, attribute="mobile")
    deed = Deed(doing=Doing.MOBILE_SET, at=now, by=actor_of(by))
    accounts.commit_account(person, rules.with_mobile(account, sealed, deed))
