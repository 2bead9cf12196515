"""What can be known about a conversation before anyone plays it."""
