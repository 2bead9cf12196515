"""A short run of `make torture`: kills at random instants, bits flipped at random. The long one is in bench/."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the children are forked")
def test_nothing_acknowledged_is_lost_and_nothing_becomes_unreadable() -> None:
    ran = subprocess.run(
        [sys.executable, "-m", "bench.torture", "--kills", "10", "--flips", "40", "--seed", "11", "--json"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=110,
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    told = json.loads(ran.stdout)
    assert told["lost"] == []
    assert told["counts"]["entries acknowledged"] > 0
    for kind in ("choosing", "backing_up", "migrating", "changing_passphrase", "setting"):
        assert any(name.startswith(kind) for name in told["counts"]), f"nothing was killed while {kind}"
    assert set(told["flipped"]) <= {"data: found", "key: found", "key: without effect"}
