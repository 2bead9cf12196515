"""Build the wheel, install it in an empty environment and use it from another folder: `make smoke`.

What works in a checkout may be missing in a wheel: a theme, a scenario, a package that only the tests
bring along. So the wheel is built with the pinned backend, its list of files is compared with the checkout,
and its commands run where neither the checkout nor the user's own settings can help.
"""

import json
import os
import subprocess
import sys
import tempfile
import venv
import zipfile
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKED = ("ipt_roleplay", "assets", "scenarios")


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="ipt-smoke-") as name:
        folder = Path(name).resolve()
        wheel = _build(folder / "dist")
        _check_contents(wheel)
        installed = _Installed(folder)
        installed.install(wheel)
        _use(installed)
    print("The wheel works on its own.")
    return 0


# ── The wheel ──


def _build(target: Path) -> Path:
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(target)]
    done = subprocess.run(command, cwd=ROOT, check=False, capture_output=True, text=True)
    _require(done.returncode == 0, f"it could not be built:\n{done.stderr}")
    (wheel,) = target.glob("*.whl")
    print(f"built {wheel.name}, {wheel.stat().st_size / 1000:.0f} kB")
    return wheel


def _check_contents(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    package = {name for name in names if ".dist-info/" not in name}
    expected = set(_expected())
    _require(expected <= package, f"the wheel lacks {sorted(expected - package)}")
    _require(package <= expected, f"the wheel should not carry {sorted(package - expected)}")
    _require(any(name.endswith("/licenses/LICENSE") for name in names), "the wheel lacks the licence")
    for kind in ("assets", "scenarios"):
        count = sum(name.startswith(f"ipt_roleplay/{kind}/") for name in names)
        _require(count > 0, f"the wheel has no {kind}")
        print(f"  {count} files of {kind}")


def _expected() -> Iterator[str]:
    """Name the files below the packed folders by their place in the wheel."""
    for file in (file for folder in PACKED for file in (ROOT / folder).rglob("*")):
        name = file.relative_to(ROOT).as_posix()
        if file.is_file() and "__pycache__" not in name and not file.name.startswith("."):
            yield name if name.startswith("ipt_roleplay/") else f"ipt_roleplay/{name}"


# ── The wheel, installed ──


class _Installed:
    """An empty environment, with a home and a working folder of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.binaries = folder / "venv" / ("Scripts" if os.name == "nt" else "bin")
        self.work = folder / "elsewhere"
        self.work.mkdir()
        ours = ("PYTHON", "XDG_", "IPT_ROLEPLAY", "QT_", "DISPLAY", "WAYLAND_DISPLAY", "VIRTUAL_ENV")
        self.environment = {key: value for key, value in os.environ.items() if not key.startswith(ours)}
        self.environment |= {"HOME": str(self.work), "QT_QPA_PLATFORM": "offscreen"}

    def install(self, wheel: Path) -> None:
        venv.create(self.folder / "venv", with_pip=True)
        lock = ROOT / "requirements" / "runtime.txt"
        pip = [str(self.binaries / "python"), "-m", "pip", "install", "-q", "--disable-pip-version-check"]
        subprocess.run([*pip, "--require-hashes", "-r", str(lock)], cwd=self.folder, check=True)
        subprocess.run([*pip, "--no-deps", "--no-index", str(wheel)], cwd=self.folder, check=True)

    def run(self, *command: str, timeout: float = 120) -> str:
        """Run a command of the environment; return what it printed. It must succeed, and say nothing else."""
        done = subprocess.run(
            [str(self.binaries / command[0]), *command[1:]],
            cwd=self.work,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            timeout=timeout,
            check=False,
        )
        said = f"`{' '.join(command)}` ended with {done.returncode}:\n{done.stdout[-2000:]}{done.stderr[-4000:]}"
        _require(done.returncode == 0, said)
        _require("Traceback" not in done.stderr, said)
        print(f"  {' '.join(command[:2])}: fine")
        return done.stdout


def _use(installed: _Installed) -> None:
    where = "from ipt_roleplay import resources as r; print(r.assets()); print(r.scenarios())"
    for line in installed.run("python", "-c", where).splitlines():
        _require(installed.folder in Path(line).parents, f"{line} is not in the installed package")
        _require(Path(line).is_dir(), f"{line} is not there")

    library = json.loads(installed.run("ipt-roleplay", "list", "--json"))
    shipped = {path.stem for path in (ROOT / "scenarios").rglob("*.yaml") if ".test." not in path.name}
    playable = {entry["id"] for entry in library if entry["playable"]}
    _require(shipped <= playable, f"not listed as playable: {sorted(shipped - playable)}")

    schema = json.loads(installed.run("ipt-roleplay", "schema"))
    _require("properties" in schema, "the schema describes nothing")

    installed.run("ipt-roleplay", "tour", "-o", "pictures", timeout=300)
    pictures = list((installed.work / "pictures").rglob("*.png"))
    _require(bool(pictures), "the tour left no pictures")
    print(f"  {len(pictures)} pictures")


def _require(condition: bool, message: str) -> None:
    if not condition:
        raise SystemExit(f"The smoke test of the wheel failed: {message}")


if __name__ == "__main__":
    sys.exit(main())
