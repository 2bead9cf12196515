"""ink's runtime for JavaScript (npm `inkjs`), installed outside the project, and the scripts that run it."""

from __future__ import annotations

import functools
import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import platformdirs

from bench.figures import Missing

_HERE = Path(__file__).parent / "ink"


@functools.cache
def node_version() -> str | None:
    """The version of node, or None where there is none."""
    node = shutil.which("node")
    if node is None:
        return None
    return subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout.strip() or None


@functools.cache
def install() -> Path:
    """The folder with inkjs in it, filled by npm at the first call.

    Raises:
        Missing: node or npm is absent, or npm cannot fetch it.
    """
    npm = shutil.which("npm")
    if npm is None or node_version() is None:
        raise Missing("node and npm are not here, so there is nothing to compare with ink.")
    folder = Path(platformdirs.user_cache_dir("ipt-roleplay-bench", appauthor=False))
    folder.mkdir(parents=True, exist_ok=True)
    lock = "package-lock.json"
    up_to_date = (folder / lock).is_file() and (folder / lock).read_bytes() == (_HERE / lock).read_bytes()
    if not (up_to_date and (folder / "node_modules" / "inkjs").is_dir()):
        (folder / lock).unlink(missing_ok=True)
        shutil.copy(_HERE / "package.json", folder)
        done = subprocess.run(
            [npm, "ci", "--no-audit", "--no-fund", "--ignore-scripts"],
            cwd=_with_lock(folder),
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            (folder / lock).unlink(missing_ok=True)
            raise Missing("npm could not fetch inkjs, so there is nothing to compare with ink.")
    return folder / "node_modules"


def _with_lock(folder: Path) -> Path:
    shutil.copy(_HERE / "package-lock.json", folder)
    return folder


def _start(script: str, *arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        ["node", str(_HERE / script), *arguments],
        env={**os.environ, "NODE_PATH": str(install())},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def run(script: str, *arguments: str) -> dict[str, Any]:
    """Run one of the scripts to its end; what it printed, a JSON object."""
    with _start(script, *arguments) as process:
        out, _ = process.communicate()
    if process.returncode:
        raise RuntimeError(f"{script} ended with exit code {process.returncode}")
    answer: dict[str, Any] = json.loads(out)
    return answer


class Player:
    """A node process that plays a tape through an ink story whenever it is told to."""

    def __init__(self, story: Path, tape: Path) -> None:
        self._process = _start("rate.cjs", str(story), str(tape))

    def ask(self, question: str) -> Any:
        """Send one line, read one JSON line."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(question + "\n")
        self._process.stdin.flush()
        return json.loads(self._process.stdout.readline())

    def __enter__(self) -> Player:
        return self

    def __exit__(self, *_: object) -> None:
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait(timeout=10)
