"""A payment channel on this machine that speaks WeChat Pay v3, with keys made at its start and a menu of faults."""
