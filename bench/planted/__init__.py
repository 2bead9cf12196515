"""`python -m bench.planted`: plants defects into the shipped scenarios, and counts which are found."""
