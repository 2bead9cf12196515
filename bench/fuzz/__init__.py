"""`python -m bench.fuzz`: a hundred thousand broken scenarios, and what has to hold for each of them."""
