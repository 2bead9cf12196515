"""Reads a scenario to a session that waits for the first answer, once, and prints what it took: JSON."""

from __future__ import annotations

import json
import sys
import time

from bench.children.memory import memory


def main(file: str, prove: bool) -> dict[str, float]:
    begin = time.perf_counter()
    from ipt_roleplay.conversation.session import PracticeSession
    from ipt_roleplay.proof.explore import explore
    from ipt_roleplay.scenario.compiler import load

    modules = time.perf_counter() - begin
    base = memory("VmRSS")

    begin = time.perf_counter()
    story = load(file)
    loaded = time.perf_counter() - begin

    begin = time.perf_counter()
    session = PracticeSession(story, seed=1)
    session.begin()
    offered = session.listen()
    begun = time.perf_counter() - begin
    assert offered
    figures = {"modules": modules, "load": loaded, "begin": begun, "base": base, "peak": memory("VmHWM")}
    if prove:
        begin = time.perf_counter()
        proof = explore(story)
        figures |= {"prove": time.perf_counter() - begin, "states": proof.states, "complete": proof.complete}
        figures |= {"peak": memory("VmHWM")}
    return figures


if __name__ == "__main__":
    print(json.dumps(main(sys.argv[1], "prove" in sys.argv[2:])))
