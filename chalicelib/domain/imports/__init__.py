"""Files that an office sends: their columns, the judging of their rows, and what is told about them."""
