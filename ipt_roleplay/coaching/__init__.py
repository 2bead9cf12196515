"""What a choice teaches: the debrief, and the panel between the two in words."""
