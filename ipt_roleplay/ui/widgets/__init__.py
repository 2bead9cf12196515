"""The reusable parts of the window, one idea a file; each is given the ThemeManager first."""
