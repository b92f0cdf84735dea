"""The Lambda entry: makes the app and registers one blueprint per area. No route and no rule stands here."""

from chalice.app import Chalice

from chalicelib import observability
from chalicelib.handlers.areas import AREAS

observability.configure()
app = Chalice(app_name="kaoji", configure_logs=False)
for area in AREAS:
    app.register_blueprint(area.blueprint)
