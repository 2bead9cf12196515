"""What fills the window: one page a file."""
