"""Ask every back end once."""

from chalicelib.storage import probes


def check_readiness() -> dict[str, bool]:
    return {"tables": probes.tables(), "secrets": probes.secrets()}
