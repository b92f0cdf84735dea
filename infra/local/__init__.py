"""The local stack behind `make run`: site, API, tables and buckets in one process, on this machine only."""
