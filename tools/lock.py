"""Write the locks requirements/runtime.txt and requirements/dev.txt anew: `make lock`.

The locks hold for Python 3.11 to 3.14 on Linux, macOS and Windows: every version with the hashes of all its
files, environment markers where they differ, no addresses. Versions that are in the locks already are kept;
with `--upgrade` everything moves to the newest that pyproject.toml and requirements/*.in admit.
The resolver (uv) goes into a throw-away environment, so that nobody has to have it.
"""

import argparse
import re
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
HEADER = "# Written by `make lock` from pyproject.toml and requirements/*.in. Do not edit.\n"
LOCKS = {
    "runtime": ["pyproject.toml", "requirements/runtime.in"],
    "dev": ["pyproject.toml", "requirements/dev.in", "--extra=dev", "--extra=bench"],
}


def main() -> int:
    parser = argparse.ArgumentParser(description="Write the locks in requirements/ anew.")
    parser.add_argument("--upgrade", action="store_true", help="move to the newest versions that are allowed")
    upgrade = ["--upgrade"] if parser.parse_args().upgrade else []
    with tempfile.TemporaryDirectory() as folder:
        venv.create(folder, with_pip=True)
        binaries = Path(folder) / ("Scripts" if sys.platform == "win32" else "bin")
        subprocess.run([str(binaries / "python"), "-m", "pip", "install", "-q", "uv"], check=True)
        for name, sources in LOCKS.items():
            _lock(binaries / "uv", name, [*sources, *upgrade])
    return 0


def _lock(uv: Path, name: str, arguments: list[str]) -> None:
    target = ROOT / "requirements" / f"{name}.txt"
    options = ["--no-config", "--quiet", "--universal", "--python-version=3.11", "--generate-hashes"]
    options += ["--no-header", "--no-emit-index-url", "--no-emit-find-links", f"--output-file={target}"]
    command = [str(uv), "pip", "compile", *options, *arguments]
    subprocess.run(command, check=True, cwd=ROOT, stdout=subprocess.DEVNULL)
    text = target.read_text(encoding="utf-8")
    for unwanted in ("://", str(ROOT), "--index", "--find-links"):
        if unwanted in text:
            raise SystemExit(f"{target.name} contains {unwanted!r}: a lock must not name addresses or machines.")
    target.write_text(HEADER + text, encoding="utf-8", newline="\n")
    packages = len(re.findall(r"^[a-z].*==", text, re.MULTILINE))
    print(f"requirements/{name}.txt: {packages} packages, {text.count('--hash=')} hashes")


if __name__ == "__main__":
    sys.exit(main())
