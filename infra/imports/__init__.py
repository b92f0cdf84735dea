"""`python -m infra import`: files of an office, judged whole before anything is written."""
