"""The Lambda entry: makes the app and registers one blueprint per area. No route and no rule stands here."""

from typing import Any

from chalice.app import Chalice

from chalicelib import observability

AREAS: tuple[Any, ...] = ()

observability.configure()
app = Chalice(app_name="kaoji", configure_logs=False)
for area in AREAS:
    app.register_blueprint(area.bp)
