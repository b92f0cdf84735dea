"""`python -m infra check`: whether everything that stands in a stage's tables and buckets fits together."""
