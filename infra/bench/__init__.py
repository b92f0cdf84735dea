"""The measured budgets: one module for each, and one table at the end. `.venv/bin/python infra/bench --help`."""
