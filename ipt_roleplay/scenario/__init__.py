"""A conversation as written: YAML in, a frozen story graph out."""
