"""What an input method set to full width makes of ASCII, turned back. Nothing else is changed.

A footnote mark beside a number (6①, 6²) must not become a digit of it, as it would by Unicode's compatibility forms.
"""

_OFFSET = 0xFEE0
_HALF = {code: code - _OFFSET for code in range(0xFF01, 0xFF5F)} | {0x3000: ord(" ")}


def half_width(text: str) -> str:
    return text.translate(_HALF)
