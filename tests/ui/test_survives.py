"""A program of its own, killed, started twice, watched by the system: what was said is there, and nothing goes out."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from ipt_roleplay.program import Program
from ipt_roleplay.store.people import People
from ipt_roleplay.store.records import Records
from ipt_roleplay.store.vault import Vault
from tests.scenario_text import TEA
from tests.ui.conftest import OpenWindow
from tests.ui.driver import add_scenario
from tests.ui.test_no_network import BEGINNING, ROOT

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals and strace are POSIX")


class Child:
    """A window in a program of its own; `says` waits for a line that it prints."""

    def __init__(self, program: Program, script: str, *before: str) -> None:
        self.process = subprocess.Popen(
            [*before, sys.executable, "-c", BEGINNING + script, str(program.data), str(program.cache)],
            cwd=ROOT,
            # what Python keeps of the modules that it compiles is not of the program's making
            env={
                **os.environ,
                "PYTHONPATH": str(ROOT),
                "PYTHONDONTWRITEBYTECODE": "1",
                "QT_QPA_PLATFORM": "offscreen",
            },
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def says(self, line: str) -> None:
        self.all_until(line)

    def all_until(self, line: str) -> list[str]:
        """What it says before that line."""
        assert self.process.stdout is not None
        before = []
        for told in self.process.stdout:
            if told.strip() == line:
                return before
            before.append(told.strip())
        assert self.process.stderr is not None
        raise AssertionError(f"never said {line}, but {before}: {self.process.stderr.read()}")

    def tell(self, line: str) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(f"{line}\n")
        self.process.stdin.flush()

    def end(self) -> int:
        try:
            return self.process.wait(timeout=100)
        finally:
            for pipe in (self.process.stdin, self.process.stdout, self.process.stderr):
                assert pipe is not None
                pipe.close()


@pytest.fixture
def program(program: Program) -> Program:
    add_scenario(program, TEA)
    return program


STAYS = """
def act(driver, told):
    driver.begin("Tea")
    driver.pick("ask")
    print("shown", flush=True)
    driver.qtbot.waitUntil(lambda: False, timeout=100_000)

run(act)
"""


def test_killed_in_mid_talk_every_answer_that_was_shown_is_there(program: Program, open_window: OpenWindow) -> None:
    child = Child(program, STAYS)
    child.says("shown")
    child.process.send_signal(signal.SIGKILL)
    assert child.end() == -signal.SIGKILL
    driver = open_window()
    driver.qtbot.waitUntil(lambda: bool(driver.buttons("Resume")))
    driver.click("Resume")
    driver.qtbot.waitUntil(driver.window.conversation.isVisible)
    assert [step.choice.id for step in driver.session.steps] == ["ask"]


def test_a_second_start_brings_the_first_window_to_the_front(program: Program) -> None:
    first = Child(
        program,
        """
def act(driver, told):
    driver.window.showMinimized()
    print("there", flush=True)
    driver.qtbot.waitUntil(lambda: not driver.window.isMinimized(), timeout=60_000)
    print("in front", flush=True)

run(act)
""",
    )
    first.says("there")
    second = Child(program, "print('code', run(lambda *_: None)['code'])")
    second.says("The window is open already; it comes to the front.")
    second.says("code 0")
    second.end()
    first.says("in front")
    assert first.end() == 0


def test_the_lock_of_a_killed_window_is_no_obstacle(program: Program) -> None:
    first = Child(program, STAYS)
    first.says("shown")
    first.process.kill()
    first.end()
    second = Child(program, "print('code', run(lambda driver, told: print('opened', flush=True))['code'])")
    second.says("opened")
    second.says("code 0")
    assert second.end() == 0


def test_closing_waits_for_what_is_being_kept_and_backs_up(program: Program) -> None:
    child = Child(
        program,
        """
def act(driver, told):
    driver.begin("Tea")
    driver.window.practice.pick("ask")  # and at once:
    driver.window.close()

print("code", run(act)["code"])
""",
    )
    child.says("code 0")
    assert child.end() == 0
    person = People(program.data).find()
    with Vault.open(person.folder) as vault:
        assert [pick.choice for pick in Records(vault).transcript(1).picks] == ["ask"]
    assert [*(person.folder / "backups").glob("*-close.db")]


# --- what the system saw --------------------------------------------------------------------------------------------

_WRITING = re.compile(r'open(?:at)?\((?:AT_FDCWD|\d+)?(?:, )?"([^"]*)", ([A-Z_|0-9]+)')
_CACHES = ("/fontconfig/", "mesa_shader_cache", "/dev/", "/proc/self/", "/memfd:")


@pytest.fixture
def trace(tmp_path: Path) -> Path:
    strace = shutil.which("strace")
    if strace is None:
        pytest.skip("strace is not installed")
    file = tmp_path / "trace"
    if subprocess.run([strace, "-o", str(file), "true"], capture_output=True, check=False).returncode:
        pytest.skip("this system lets no program be traced")
    return file


@pytest.mark.usefixtures("silent_bus")
def test_a_whole_practice_opens_no_network_socket_and_writes_nowhere_else(program: Program, trace: Path) -> None:
    child = Child(
        program,
        """
def act(driver, told):
    for _ in driver.walk("Tea", ("wait", "thank")):
        pass
    driver.wait_for_tasks()

print("code", run(act)["code"])
""",
        *("strace", "-f", "-qq", "-e", "trace=socket,connect,bind,open,openat,creat,rename,unlink,mkdir"),
        *("-o", str(trace)),
    )
    child.says("code 0")
    assert child.end() == 0
    lines = trace.read_text(errors="replace").splitlines()
    assert [line for line in lines if "AF_INET" in line] == [], "no socket that could leave the machine"
    assert any("ipt-roleplay-silent" in line for line in lines), "the message bus of this computer was called"
    written = {
        found[1]
        for line in lines
        if (found := _WRITING.search(line)) and re.search(r"O_(WRONLY|RDWR|CREAT|TRUNC|APPEND)", found[2])
    }
    home = str(program.data.parent)
    assert any(name.startswith(home) for name in written), "something was written, and was seen"
    elsewhere = {name for name in written if not name.startswith(home) and not any(c in name for c in _CACHES)}
    assert elsewhere == set()
