"""What may be wrong with a 查验码."""

from chalicelib.domain.attestations import Attestation, Lead
from chalicelib.domain.ids import No
from chalicelib.domain.instants import Instant, later
from chalicelib.storage.tables import RecordItem, RegistryItem
from tests.builders import a_number
from tests.infra.check.corrupting import breaks, first, rewrite


@breaks("T10")
def a_code_leads_to_nobody(_: Instant) -> None:
    first(RegistryItem, "V#").delete()


@breaks("T10")
def a_code_leads_where_no_code_stands(_: Instant) -> None:
    first(RecordItem, "C#", "V#").delete()


@breaks("T10")
def a_code_leads_to_an_application_that_is_not_there(_: Instant) -> None:
    rewrite(first(RegistryItem, "V#"), Lead, no=No(a_number(99)))


@breaks("T10")
def a_code_stands_under_the_key_of_another(_: Instant) -> None:
    rewrite(first(RegistryItem, "V#"), Lead, mark="1" + "0" * 64)


@breaks("T10")
def a_code_ends_at_two_moments(_: Instant) -> None:
    rewrite(first(RegistryItem, "V#"), Lead, until=1)


@breaks("T10")
def a_revoked_code_can_still_be_opened(now: Instant) -> None:
    rewrite(first(RecordItem, "C#", "V#"), Attestation, revoked_at=later(now, -1))


@breaks("T10")
def a_valid_code_can_not_be_opened(_: Instant) -> None:
    first(RecordItem, "C#", "V#").update([RecordItem.cipher.remove()])


@breaks("I29")
def a_code_is_kept_unsealed(_: Instant) -> None:
    first(RecordItem, "C#", "V#").update([RecordItem.cipher.set(b"K7M2PQ4X9WTA3BCD")])


@breaks("T2")
def a_code_is_never_forgotten(_: Instant) -> None:
    first(RegistryItem, "V#").update([RegistryItem.ttl.remove()])
