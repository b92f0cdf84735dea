"""All scenarios, from every file that declares some."""

from tests.crashes import (
    attestants,
    candidates,
    cashiers,
    clerks,
    clockwork,
    comers,
    desks,
    graduates,
    movers,
    office,
    visitors,
)
from tests.crashes.scenarios import SCENARIOS

AREAS = (attestants, candidates, cashiers, clerks, clockwork, comers, desks, graduates, movers, office, visitors)

__all__ = ["AREAS", "SCENARIOS"]
