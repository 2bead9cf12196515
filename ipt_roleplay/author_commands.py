"""The commands for whoever writes scenarios. Imported by cli.py when one of them is called."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

from ipt_roleplay.plain import Failure, print_json
from ipt_roleplay.program import Program


def run(program: Program, options: argparse.Namespace) -> int:
    """The command that `options.name` names."""
    commands: dict[str, Callable[[Program, argparse.Namespace], int]] = {
        "check": _check,
        "explore": _explore,
        "diff": _diff,
        "schema": _schema,
    }
    return commands[options.name](program, options)


def _check(_: Program, options: argparse.Namespace) -> int:
    from ipt_roleplay.proof.checks import check_paths
    from ipt_roleplay.proof.explore import LIMIT
    from ipt_roleplay.scenario.yaml_tree import Limits

    for path in options.paths:
        if not Path(path).exists():
            raise Failure(f"There is no file or folder {path}. Check the name.", 2)
    limits = dict(options.limit)
    states = limits.pop("states", LIMIT)
    findings = check_paths([Path(path) for path in options.paths], limit=states, limits=Limits(**limits))
    if options.json:
        print_json([finding.as_json() for finding in findings])
    else:
        for finding in findings:
            print(finding)
        if not findings:
            print("Nothing to mend: everything that was checked is in order.")
    counts = [finding for finding in findings if options.strict or finding.severity == "error"]
    return 1 if counts else 0


def _explore(program: Program, options: argparse.Namespace) -> int:
    from ipt_roleplay.proof import explore

    story = program.story_unproven(options.scenario)
    limits = {} if options.limit is None else {"limit": options.limit}
    watched = sys.stderr.isatty()
    proof = explore.explore(story, ranges=True, progress=_tell_progress if watched else None, **limits)
    if watched:
        print("\r\033[K", end="", file=sys.stderr, flush=True)
    if options.json:
        print_json(explore.as_json(proof))
    else:
        print(explore.as_text(proof))
    return 0


def _tell_progress(states: int) -> None:
    print(f"\r{states:,} states so far; Ctrl+C stops.", end="", file=sys.stderr, flush=True)


def _diff(program: Program, options: argparse.Namespace) -> int:
    from ipt_roleplay.proof import compare

    found = compare.compare(program.story_unproven(options.old), program.story_unproven(options.new))
    if options.json:
        print_json(compare.as_json(found))
    else:
        print(compare.as_text(found))
    return 0


def _schema(_: Program, __: argparse.Namespace) -> int:
    from ipt_roleplay.scenario.source import json_schema

    print_json(json_schema())
    return 0
