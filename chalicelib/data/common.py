"""Passwords that many people use; read when somebody chooses one, never at a login."""

from functools import cache

from chalicelib.data.files import text


@cache
def common_passwords() -> frozenset[str]:
    """About 10,000 in lower case; lines that begin with `# ` are remarks."""
    lines = text("common_passwords.txt").decode().splitlines()
    return frozenset(line for line in lines if not line.startswith("# "))
