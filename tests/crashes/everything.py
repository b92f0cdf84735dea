"""All scenarios, from every file that declares some."""

from tests.crashes import candidates, clockwork, desks, graduates, office, visitors
from tests.crashes.scenarios import SCENARIOS

AREAS = (candidates, clockwork, desks, graduates, office, visitors)

__all__ = ["AREAS", "SCENARIOS"]
