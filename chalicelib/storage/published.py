"""Public facts that the site serves as static JSON."""

from chalicelib.settings import SETTINGS
from chalicelib.storage.clients import s3


def save(key: str, body: bytes) -> None:
    """At most 30 s old wherever it is cached."""
    s3().put_object(
        Bucket=SETTINGS.site,
        Key=key,
        Body=body,
        ContentType="application/json; charset=utf-8",
        CacheControl="public, max-age=30",
    )
