"""The Lambda entry: makes the app and registers one blueprint per area. No route and no rule stands here."""

from chalice.app import Chalice

from chalicelib import observability
from chalicelib.handlers import (
    accounts,
    applications,
    degrees,
    drafts,
    events,
    exemptions,
    health,
    home,
    messages,
    reviews,
    sessions,
    staff,
    uploads,
)

AREAS = (
    accounts,
    applications,
    degrees,
    drafts,
    events,
    exemptions,
    health,
    home,
    messages,
    reviews,
    sessions,
    staff,
    uploads,
)

observability.configure()
app = Chalice(app_name="kaoji", configure_logs=False)
for area in AREAS:
    app.register_blueprint(area.blueprint)
