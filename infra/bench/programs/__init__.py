"""What runs below `valgrind`, by its path and with nothing of ours on it but what it names."""
