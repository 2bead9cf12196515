"""What a measure runs in a process of its own: `python -m bench.children.NAME`."""
