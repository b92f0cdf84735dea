"""短信和邮件提醒: on and off by the person alone, masked, on record."""

from typing import Any

import msgspec
import pytest

from chalicelib.domain.accounts import Account
from chalicelib.domain.errors import IncompleteError, SignedOutError
from chalicelib.storage import accounts, keys
from chalicelib.storage.tables import AuditItem, RecordItem
from chalicelib.usecases.messages.set_channels import ChannelsForm, ChannelsView, set_channels, show_channels
from tests.builders import CANDIDATE, CID, NOW, a_session

NUMBER, MOBILE, ADDRESS = "000000199001011234", "13000000006", "someone@example.cn"
pytestmark = pytest.mark.usefixtures("eligible")


@pytest.fixture(autouse=True)
def _login(eligible: None) -> None:
    accounts.create_account(CID, NUMBER, NUMBER[-6:], 1)


def choose(**changes: Any) -> ChannelsView:
    form = msgspec.structs.replace(ChannelsForm(sms=False, email=False), **changes)
    return set_channels(a_session(person=keys.person(NUMBER)), form, CANDIDATE, NOW)


def account() -> Account:
    found = accounts.find(keys.person(NUMBER))
    assert found
    return found


def events() -> list[dict[str, Any]]:
    return [msgspec.json.decode(item.body or "") for item in AuditItem.query(f"P#{CID}")]


def test_an_address_is_kept_sealed_shown_masked_and_stays_when_nothing_new_is_typed() -> None:
    assert choose(email=True, address=f" {ADDRESS} ").address == "s***@example.cn"
    assert choose(email=True).email
    assert accounts.email_of(account()) == ADDRESS
    assert ADDRESS not in str([item.serialize() for item in RecordItem.scan()])


def test_each_change_is_on_record_without_the_address_and_repeats_are_none() -> None:
    for email in (True, True, False):
        choose(email=email, address=ADDRESS)
    assert [(event["event"], event["detail"]) for event in events()] == [
        ("channels_set", "email"),
        ("channels_set", ""),
    ]


def test_a_login_that_renews_its_hash_takes_back_no_choice_made_meanwhile() -> None:
    read = account()
    choose(email=True, address=ADDRESS)
    accounts.store_hash(keys.person(NUMBER), read, "梧桐更兼细雨")
    assert accounts.email_of(account()) == ADDRESS
    read = account()
    choose(email=False)
    accounts.store_hash(keys.person(NUMBER), read, "梧桐更兼细雨")
    assert not show_channels(a_session(person=keys.person(NUMBER))).email
    assert account().hash == ""
    accounts.store_hash(keys.person(NUMBER), account(), "梧桐更兼细雨")
    assert account().hash


def test_a_telephone_must_be_known_to_the_office() -> None:
    with pytest.raises(IncompleteError) as refused:
        choose(sms=True)
    assert [fault.field for fault in refused.value.fields] == ["sms"]
    sealed = keys.seal(MOBILE, cid=CID, attribute="mobile")
    RecordItem(accounts.partition(keys.person(NUMBER)), "-").update(
        [RecordItem.body.set(msgspec.json.encode(msgspec.structs.replace(account(), mobile=sealed)).decode())]
    )
    seen = choose(sms=True)
    assert (seen.sms, seen.mobile) == (True, "130****0006")


def test_all_faults_are_named_at_once_and_nothing_is_kept() -> None:
    with pytest.raises(IncompleteError) as refused:
        choose(sms=True, email=True, address="nowhere")
    assert [fault.field for fault in refused.value.fields] == ["sms", "address"]
    with pytest.raises(IncompleteError) as refused:
        choose(email=True)
    assert [fault.message for fault in refused.value.fields] == ["请填写电子邮箱"]
    assert (account().channels, events()) == ((), [])


def test_an_ended_session_sees_and_changes_nothing() -> None:
    ended = a_session(person=keys.person(NUMBER), epoch=2)
    with pytest.raises(SignedOutError):
        show_channels(ended)
    with pytest.raises(SignedOutError):
        set_channels(ended, ChannelsForm(sms=False, email=False), CANDIDATE, NOW)
