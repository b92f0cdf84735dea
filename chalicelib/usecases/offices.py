"""The offices as this stage's province calls them."""

from typing import Final

from chalicelib.domain.stages import Offices
from chalicelib.settings import SETTINGS

OFFICES: Final = Offices(SETTINGS.office)
