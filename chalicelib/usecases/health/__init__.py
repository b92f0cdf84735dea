"""What operators ask of the running service."""
