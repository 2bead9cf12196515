"""The locks: whole, in step with pyproject.toml, and free of addresses."""

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
PINNED = re.compile(r"^([a-z0-9-]+)==(\S+)((?: ;[^\\\n]*)?(?: \\\n +--hash=sha256:[0-9a-f]{64})+)", re.MULTILINE)


def lock(name: str) -> str:
    return (ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8")


def pins(name: str) -> dict[str, str]:
    return {match[1]: match[2] for match in PINNED.finditer(lock(name))}


def wanted(*extras: str) -> list[Requirement]:
    lists = [PROJECT["dependencies"], *(PROJECT["optional-dependencies"][extra] for extra in extras)]
    return [Requirement(text) for requirements in lists for text in requirements]


@pytest.mark.parametrize("name", ["runtime", "dev"])
def test_every_entry_is_pinned_with_hashes_and_no_address(name: str) -> None:
    rest = re.sub(r"^ *#.*\n?", "", PINNED.sub("", lock(name)), flags=re.MULTILINE)
    assert rest.strip() == ""
    assert "://" not in lock(name)


@pytest.mark.parametrize(("name", "extras"), [("runtime", ()), ("dev", ("dev", "bench"))])
def test_lock_satisfies_the_project(name: str, extras: tuple[str, ...]) -> None:
    pinned = pins(name)
    for requirement in wanted(*extras):
        assert requirement.specifier.contains(pinned[canonicalize_name(requirement.name)]), requirement


def test_both_locks_agree_and_carry_the_build_backend() -> None:
    assert pins("runtime").items() <= pins("dev").items()
    assert {"hatchling", "editables"} <= pins("runtime").keys()
