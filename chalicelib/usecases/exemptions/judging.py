"""What submitting and resubmitting judge alike."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

import msgspec

from chalicelib import data
from chalicelib.domain import catalogue, exemption_rules, exemptions, plans
from chalicelib.domain.applications import Round
from chalicelib.domain.audit import Actor
from chalicelib.domain.credentials import Credential, Picture
from chalicelib.domain.errors import ConflictError, FieldFault, IncompleteError
from chalicelib.domain.exemption_rules import Verdict
from chalicelib.domain.exemptions import Item, Standing
from chalicelib.domain.ids import UploadId
from chalicelib.domain.instants import Instant
from chalicelib.domain.people import Ticket
from chalicelib.domain.plans import Unit
from chalicelib.domain.windows import Window
from chalicelib.storage import submissions
from chalicelib.storage.people import Record
