"""What comes over the window for a moment: a question, a list, a report."""
