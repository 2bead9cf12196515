"""Where the files that come with the program are: themes, catalogues, icons and the shipped scenarios.

In a checkout (editable install) the folders `assets/` and `scenarios/` stand beside the package. In a wheel
they are packed into it. Both functions find them in either case; nothing else needs to know the difference.
"""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def assets() -> Path:
    """Return the folder with themes, faces, icons and catalogues."""
    return _folder("assets")


def scenarios() -> Path:
    """Return the folder with the shipped conversations, one sub-folder for each language."""
    return _folder("scenarios")


def _folder(name: str) -> Path:
    packed = _PACKAGE / name
    return packed if packed.is_dir() else _PACKAGE.parent / name
