"""From the start of the process to the first picture that stays, in a real window under Xvfb, and memory then.

The clock starts before the process does. It stops at the last change of the screen, seen from outside through the X
server, so that neither program knows that it is measured.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from bench import display
from bench.figures import Report, Series, mb, ms, times
from bench.x11 import Display

TITLE = "Cold start to the first stable picture of the window"
_ROUNDS = 9
_QUIET = 0.8  # seconds without a change: longer than anything that the start still waits for
_LIMIT = 60.0


@dataclass(frozen=True, slots=True)
class Start:
    """Seconds to the first change of the screen and to the last one, seconds of processor time by then; proportional
    memory (PSS) in bytes.
    """

    first: float
    last: float
    cpu: float
    pss: int
    picture: bytes


def measure(quick: bool = False) -> Report:
    report = Report(TITLE)
    with display.virtual() as number, tempfile.TemporaryDirectory() as home:
        screen = Display(number)
        bare = [sys.executable, "-m", "bench.children.bare_window"]
        program = [sys.executable, "-m", "ipt_roleplay"]
        index = Path(home, "data", "cache", "library.json")
        index.parent.mkdir(parents=True)
        (index.parent.parent / "settings.toml").write_text("version = 1\n")  # not the very first start
        found: dict[str, list[Start]] = {"bare": [], "program": [], "cold": []}
        start(screen, number, home, bare)  # warm: file cache and font cache
        start(screen, number, home, program, index)  # and the index of headers
        for _ in range(3 if quick else _ROUNDS):
            found["bare"].append(start(screen, number, home, bare))
            found["program"].append(start(screen, number, home, program))
        for _ in range(1 if quick else 3):
            index.unlink()
            found["cold"].append(start(screen, number, home, program, index))
        screen.close()
    _fill(report, found)
    return report


def _fill(report: Report, found: dict[str, list[Start]]) -> None:
    last = {name: Series(tuple(start.last for start in starts)) for name, starts in found.items()}
    pss = {name: Series(tuple(float(start.pss) for start in starts)) for name, starts in found.items()}
    report.add("bare window with one label", last["bare"].show(ms))
    report.add("the program, index of headers kept", last["program"].show(ms))
    ratio = last["program"].over(last["bare"])
    report.add("program / bare", ratio.show(times), "at most 2.5 x", ratio.median <= 2.5)
    appears = Series(tuple(start.first for start in found["program"]))
    report.add("the program, something on the screen", appears.show(ms))
    cpu = {name: Series(tuple(start.cpu for start in starts)) for name, starts in found.items()}
    share = cpu["program"].over(cpu["bare"])
    report.add("processor time, program / bare", f"{share.show(times)}, {ms(cpu['program'].median)}")
    report.add("the program, no index yet: every scenario is read and proven", last["cold"].show(ms))
    report.add("memory (PSS), bare", pss["bare"].show(mb))
    report.add("memory (PSS), the program", pss["program"].show(mb))
    share = pss["program"].over(pss["bare"])
    report.add("memory, program / bare", share.show(times), "at most 3 x", share.median <= 3)
    pictures = {start.picture for start in found["program"]}
    report.notes.append(
        f"The pictures of all {len(found['program'])} starts were "
        f"{'the same to the pixel' if len(pictures) == 1 else f'of {len(pictures)} kinds: look into it'}, "
        "and so was the screen when looked at again. Cold means: a new process, with the files in the system's cache."
    )


def start(screen: Display, number: int, home: str, command: list[str], written: Path | None = None) -> Start:
    """Start `command`, wait until its picture stays, take the figures and end it.

    Where `written` is given, the picture is not the last one before that file is there.
    """
    screen.changes(0.2, 0.4)  # what the window before has left
    begin = time.perf_counter()
    process = subprocess.Popen(command, env=_environment(number, home), stderr=subprocess.DEVNULL)
    try:
        changes = screen.changes(_QUIET, _LIMIT)
        if changes is None or process.poll() is not None:
            raise RuntimeError(f"{command[-1]} showed no window in {_LIMIT:.0f} s")
        first, last = changes.first, changes.last
        while written is not None and not written.is_file():
            if time.perf_counter() > begin + _LIMIT:
                raise RuntimeError(f"{written.name} was not written in {_LIMIT:.0f} s")
            changes = screen.changes(_QUIET, _QUIET)
            last = changes.last if changes else last
        if written is not None and (changes := screen.changes(_QUIET, _QUIET)):
            last = changes.last
        pss, cpu = _pss(process.pid), _cpu(process.pid)
        picture = screen.picture()
        time.sleep(0.1)
        if screen.picture() != picture:
            raise RuntimeError(f"the picture of {command[-1]} still changes")
        return Start(first - begin, last - begin, cpu, pss, picture)
    finally:
        process.terminate()
        process.wait()


def _environment(number: int, home: str) -> dict[str, str]:
    """What a person's desktop has, and no more: a setting such as PYTHONDONTWRITEBYTECODE would change the figures."""
    kept = {name: value for name, value in os.environ.items() if name in ("PATH", "PYTHONPATH", "LANG", "LC_ALL")}
    return {
        **kept,
        "HOME": home,
        "DISPLAY": f":{number}",
        "QT_QPA_PLATFORM": "xcb",
        "IPT_ROLEPLAY_DATA": str(Path(home, "data")),
    }


def _pss(pid: int) -> int:
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) * 1024
    raise RuntimeError("this system does not tell how much memory a process has for itself")


def _cpu(pid: int) -> float:
    ticks = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[11:13]
    return sum(map(int, ticks)) / os.sysconf("SC_CLK_TCK")
