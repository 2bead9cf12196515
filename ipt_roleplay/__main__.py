"""`python -m ipt_roleplay` is `ipt-roleplay`."""

import sys

from ipt_roleplay.cli import main

if __name__ == "__main__":
    sys.exit(main())
