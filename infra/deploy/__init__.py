"""Deployment: what ships, with which rights, in which order, and how it is taken back."""
