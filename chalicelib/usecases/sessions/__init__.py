"""Signing in and out, for candidates."""
