"""QR codes."""

import io


def picture(text: str) -> bytes:
    """As PNG, readable from a screen and from paper."""
    import segno

    out = io.BytesIO()
    segno.make(text, error="m").save(out, kind="png", scale=5, border=4)
    return out.getvalue()
