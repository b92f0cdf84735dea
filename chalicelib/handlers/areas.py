"""Every area of the API: one module with a blueprint each."""

from chalicelib.handlers import (
    accounts,
    applications,
    degrees,
    drafts,
    events,
    exemptions,
    graduations,
    health,
    home,
    messages,
    orders,
    reviews,
    sessions,
    staff,
    supplements,
    uploads,
)

AREAS = (
    accounts,
    applications,
    degrees,
    drafts,
    events,
    exemptions,
    graduations,
    health,
    home,
    messages,
    orders,
    reviews,
    sessions,
    staff,
    supplements,
    uploads,
)
