"""The static site generator: content and templates in, {path: bytes} out."""
