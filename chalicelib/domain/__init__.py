"""Pure rules over frozen values: no clock, no randomness, no I/O."""
