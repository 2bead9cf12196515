"""Measured comparisons. `python -m bench` runs all of them, `python -m bench start window` some."""
