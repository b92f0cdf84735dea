"""The degree audit: what a transcript meets of a plan, what is missing, and why. `audit.py` is the door.

The problem: activities use up held codes and bring cells (codes that rows of the plan want); no code is used twice, no
cell brought twice. `compile` turns a plan and its maps into bit masks once, `solve` finds the cheapest completion of
each part exactly, `decide` puts the parts together under every mode, `explain` says what the solution means.
"""
