"""Home and scores."""
