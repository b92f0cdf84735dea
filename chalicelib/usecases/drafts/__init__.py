"""What a candidate has typed and not sent."""
