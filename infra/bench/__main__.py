"""`.venv/bin/python infra/bench [part …] [--write]`: measures the budgets and says at the end which of them hold."""

import sys
from pathlib import Path

# Run by its folder: what is imported stands in the project, not beside this file.
sys.path[0] = str(Path(__file__).parents[2])

from infra.bench import run  # noqa: E402

sys.exit(run.main(sys.argv[1:]))
