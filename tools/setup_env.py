"""Prepare what the program and its tests need: `make setup`, or on Windows `py tools\\setup_env.py`.

1. On Debian and Ubuntu, the system libraries that Qt loads: installed when root, otherwise named.
2. `.venv` with the pinned libraries of requirements/dev.txt, every file checked against its hash.
3. The project itself, in editable form.

What is there already is left alone, so a second call takes a fraction of a second. Only the standard library
is used, and nothing newer than Python 3.7 until the version has been checked, so that an old Python gets a
sentence and not a traceback.
"""

from __future__ import annotations

import ctypes
import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
BINARIES = VENV / ("Scripts" if os.name == "nt" else "bin")
SUFFIX = ".exe" if os.name == "nt" else ""
PYTHON = BINARIES / ("python" + SUFFIX)
COMMAND = BINARIES / ("ipt-roleplay" + SUFFIX)
LOCK = ROOT / "requirements" / "dev.txt"
STAMP = VENV / "setup-stamp.txt"
TRIED = VENV / "apt-tried.txt"  # what apt-get could not install: not tried again at every call

OLDEST = (3, 11)
NEWEST = (3, 14)  # the newest for which all pinned libraries have ready-made files

# What Qt loads, and the Debian package that has it. The files are looked for, not the packages: on newer
# systems a package has another name (libglib2.0-0t64), and the file says what counts.
ANY_WINDOW = {
    "libglib-2.0.so.0": "libglib2.0-0",
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libfontconfig.so.1": "libfontconfig1",
    "libdbus-1.so.3": "libdbus-1-3",
}
REAL_WINDOW = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}
# A command that tests call; without it they are skipped, so nobody is asked to install it by hand.
FOR_TESTS = {"dbus-daemon": "dbus"}


def main() -> int:
    """Do what is still to be done; return the exit code."""
    if not OLDEST <= sys.version_info[:2] <= NEWEST:
        return _hand_over_to_another_python()
    try:
        failed = _system_libraries()
        if not _is_ready():
            _environment()
            _libraries()
            _project()
            STAMP.write_text(_fingerprint(), encoding="utf-8")
            print("Set-up is complete.")
        if failed:
            TRIED.write_text(failed, encoding="utf-8")
    except Stop as stop:
        print("\nSet-up stopped: " + str(stop), file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nSet-up was interrupted. The next `make setup` goes on from here.", file=sys.stderr)
        return 130
    return 0


class Stop(Exception):
    """Set-up cannot go on; the message says why, and the way out."""


# ── The right Python ──


def _hand_over_to_another_python() -> int:
    names = [f"python3.{minor}" for minor in range(NEWEST[1], OLDEST[1] - 1, -1)]
    for path in filter(None, map(shutil.which, names)):
        if subprocess.run([path, "--version"], capture_output=True, check=False).returncode == 0:
            return subprocess.run([path, __file__], check=False).returncode
    version = ".".join(map(str, sys.version_info[:3]))
    wanted = f"{OLDEST[0]}.{OLDEST[1]} to {NEWEST[0]}.{NEWEST[1]}"
    print(
        f"This project runs on Python {wanted}; this is Python {version}, and no other was found. "
        "Install one from python.org or your system's packages, then run the same command again. "
        "If it has another name: make setup PYTHON=/path/to/python3",
        file=sys.stderr,
    )
    return 1


# ── System libraries ──


def _system_libraries() -> str:
    """Install what Qt needs, or say how. Return the packages that could not be installed, as one line."""
    if not sys.platform.startswith("linux"):
        return ""
    missing = _missing()
    if shutil.which("apt-get") is None:
        if missing:
            print("These system libraries are missing; please install them: " + ", ".join(missing))
        return ""
    packages = _packages()
    if not PYTHON.exists() and not _can_make_environments():
        packages.append(_venv_package())
    tried = TRIED.read_text(encoding="utf-8") if TRIED.exists() else ""
    if packages and os.geteuid() == 0 and tried != " ".join(packages):
        _apt_install(packages)
        missing = _missing()
    if missing:
        purpose = "the program and its tests" if missing.keys() & ANY_WINDOW.keys() else "a window on the screen"
        sudo = "" if os.geteuid() == 0 else "sudo "
        print(f"Some system libraries for {purpose} are missing. This brings them:")
        print(f"    {sudo}apt-get install -y {' '.join(missing.values())}", flush=True)
    return " ".join(_packages()) if os.geteuid() == 0 else ""


def _packages() -> list[str]:
    commands = [package for name, package in FOR_TESTS.items() if shutil.which(name) is None]
    return [*_missing().values(), *commands]


def _missing() -> dict[str, str]:
    return {name: package for name, package in {**ANY_WINDOW, **REAL_WINDOW}.items() if not _loads(name)}


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def _apt_install(packages: list[str]) -> None:
    print("Installing system libraries: " + " ".join(packages), flush=True)
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    patient = ["-q", "-o", "DPkg::Lock::Timeout=120"]
    for arguments in (["update"], ["install", "-y", "--no-install-recommends", *packages]):
        done = subprocess.run(
            ["apt-get", *patient, *arguments], env=environment, capture_output=True, text=True, check=False
        )
        if done.returncode != 0:
            last = (done.stderr.strip() or done.stdout.strip()).splitlines()[-1:]
            print(f"apt-get {arguments[0]} did not work: " + "".join(last))


# ── The environment and what is in it ──


def _fingerprint() -> str:
    """Name what the environment was made from: changes with the lock, the project's metadata or its place."""
    digest = hashlib.sha256()
    for path in (LOCK, ROOT / "pyproject.toml"):
        digest.update(path.read_bytes())
    return f"{ROOT}\n{digest.hexdigest()}\n"


def _stamp() -> str:
    return STAMP.read_text(encoding="utf-8") if STAMP.exists() else ""


def _is_ready() -> bool:
    return PYTHON.exists() and COMMAND.exists() and _stamp() == _fingerprint()


def _environment() -> None:
    moved = _stamp() and _stamp().splitlines()[0] != str(ROOT)
    if not moved and _works(PYTHON):
        return
    if not _can_make_environments():
        package = _venv_package()
        way_out = f"install the package {package} (sudo apt-get install -y {package})"
        if shutil.which("apt-get") is None:
            way_out = "install your system's package for Python's venv and ensurepip modules"
        raise Stop(f"this Python cannot make virtual environments. Please {way_out}, then run this again.")
    print("Making .venv ...", flush=True)
    _run([sys.executable, "-m", "venv", "--clear", str(VENV)], "the virtual environment could not be made.")


def _works(python: Path) -> bool:
    if not python.exists():
        return False
    code = f"import pip, sys; sys.exit(not {OLDEST} <= sys.version_info[:2] <= {NEWEST})"
    return subprocess.run([str(python), "-c", code], capture_output=True, check=False).returncode == 0


def _can_make_environments() -> bool:
    code = "import venv, ensurepip"
    return subprocess.run([sys.executable, "-c", code], capture_output=True, check=False).returncode == 0


def _venv_package() -> str:
    return f"python3.{sys.version_info[1]}-venv"


def _libraries() -> None:
    print("Installing the libraries (the first time this downloads about 120 MB) ...", flush=True)
    _pip(
        ["--require-hashes", "-r", str(LOCK)],
        "the libraries could not be installed; the lines above say why. They need the network once, and "
        "64-bit Linux with glibc 2.34 (2.39 on ARM), macOS 13 or Windows 10. Then call this again.",
    )


def _project() -> None:
    _pip(
        ["--no-deps", "--no-build-isolation", "--editable", str(ROOT)],
        "the project itself could not be installed; the lines above say why.",
    )


def _pip(arguments: list[str], failure: str) -> None:
    quiet = [] if sys.stdout.isatty() else ["--quiet"]
    common = ["install", "--disable-pip-version-check", "--no-input", *quiet]
    _run([str(PYTHON), "-m", "pip", *common, *arguments], failure)


def _run(command: list[str], failure: str) -> None:
    if subprocess.run(command, cwd=ROOT, check=False).returncode != 0:
        raise Stop(failure)


if __name__ == "__main__":
    sys.exit(main())
