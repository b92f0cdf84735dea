"""Imports: what an office's files change, in portions that can be repeated."""
