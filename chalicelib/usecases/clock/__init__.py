"""What time itself does."""
