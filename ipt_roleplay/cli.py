"""All commands. Each imports what it needs when it is called: the window only when one is opened.

Exit codes: 0 done, 1 something failed or was found, 2 the command was not understood. Errors are one plain line on
standard error.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from ipt_roleplay import __version__
from ipt_roleplay.plain import Failure, print_json
from ipt_roleplay.program import NeedsRepair, Program, UnknownScenario
from ipt_roleplay.store.errors import StoreError

if TYPE_CHECKING:
    from ipt_roleplay.conversation.events import Event
    from ipt_roleplay.conversation.session import PracticeSession

NAME = "ipt-roleplay"


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        self.exit(2, f"{NAME}: {message}. `{self.prog} --help` shows what is possible.\n")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns its exit code."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # a pipe on Windows may not speak UTF-8 by itself
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        try:
            return _run(arguments)
        finally:
            _flush()
    except BrokenPipeError:  # the reader of a pipe, such as `head`, has seen enough
        return 0
    except KeyboardInterrupt:
        return 1
    except Failure as failure:
        _complain(str(failure))
        return failure.code
    except (UnknownScenario, NeedsRepair, StoreError) as error:
        _complain(str(error))
        return 1
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        _complain(f"{where}{(error.strerror or str(error)).lower()}. Check the place and try again.")
        return 1


def _run(arguments: Sequence[str] | None) -> int:
    options = _parser().parse_args(arguments)
    program = Program.build(getattr(options, "data", None), getattr(options, "scenarios", None) or ())
    command: Callable[[Program, argparse.Namespace], int] = options.command
    return command(program, options)


def _flush() -> None:
    """Write out what was printed. Where nobody takes it, it is let go, so that Python does not try again at its end."""
    if not hasattr(sys.stdout, "flush"):  # a program without a console
        return
    try:
        sys.stdout.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise


def _complain(sentence: str) -> None:
    print(f"{NAME}: {sentence}", file=sys.stderr)


# --- arguments ----------------------------------------------------------------------------------------------------


def _parser() -> argparse.ArgumentParser:
    # The common options may stand before or after the command; SUPPRESS keeps the later parser from unsetting them.
    common = _Parser(add_help=False, argument_default=argparse.SUPPRESS)
    common.add_argument("--data", metavar="DIR", help="where things are kept (or IPT_ROLEPLAY_DATA)")
    common.add_argument("--scenarios", metavar="DIR", action="append", help="a further folder with scenarios")
    parser = _Parser(prog=NAME, parents=[common], description="Rehearse a hard conversation. Alone: opens the window.")
    parser.add_argument("--version", action="version", version=f"{NAME} {__version__}")
    parser.set_defaults(command=_window)
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", parser_class=_Parser)

    def add(name: str, command: Callable[[Program, argparse.Namespace], int], help_: str) -> argparse.ArgumentParser:
        added = commands.add_parser(name, parents=[common], help=help_, description=help_)
        added.set_defaults(command=command, name=name)
        return added

    listing = add("list", _list, "Show the conversations that are there.")
    listing.add_argument("--json", action="store_true", help="as one JSON array")

    _add_play(add("play", _play, "Play a conversation in the terminal."))

    history = add("history", _history, "Show the last conversations, or one of them in full.")
    history.add_argument("number", nargs="?", type=_whole, metavar="N", help="show this one, with every word")
    history.add_argument("--search", metavar="WORDS", help="those in which these words were said")
    history.add_argument("--person", metavar="NAME", help="whose; needed where several people keep something")

    resume = add("resume", _resume, "Go on with a conversation that was left, in the terminal.")
    resume.add_argument("number", nargs="?", type=_whole, metavar="N", help="as `history` lists it; the last one left")
    resume.add_argument("--person", metavar="NAME", help="whose; needed where several people keep something")

    check = add("check", _author, "Find what is wrong with scenario files, with line and column.")
    check.add_argument("paths", nargs="+", metavar="PATH", help="a file, or a folder to search")
    check.add_argument("--json", action="store_true", help="as one JSON array")
    check.add_argument("--strict", action="store_true", help="warnings count as errors")
    check.add_argument(
        "--limit",
        type=_limit,
        action="append",
        default=[],
        metavar="NAME=N",
        help=f"another limit; there are {', '.join(_LIMITS)}",
    )

    explore = add("explore", _author, "Prove what can happen: every ending of every day, with a shortest play.")
    explore.add_argument("scenario", metavar="ID|FILE")
    explore.add_argument("--json", action="store_true", help="as one JSON object")
    explore.add_argument("--limit", type=_whole, metavar="N", help="stop after N states on a day (1,000,000)")

    diff = add("diff", _author, "Compare two versions of a scenario: what changed, and what that does to a practice.")
    diff.add_argument("old", metavar="OLD")
    diff.add_argument("new", metavar="NEW")
    diff.add_argument("--json", action="store_true", help="as one JSON object")

    add("schema", _author, "Print the JSON Schema of the scenario format.")

    data = add("data", _data, "What is kept, and where: export it, back it up, restore it, erase it.")
    data.add_argument("action", choices=("where", "export", "import", "backup", "restore", "erase"))
    data.add_argument(
        "path", nargs="?", metavar="DIR|FILE|N", help="export: a folder; import: a file; restore: a number"
    )
    data.add_argument("--person", metavar="NAME", help="whose; needed where several people keep something")
    data.add_argument("--yes", action="store_true", help="erase without asking")

    tour = add("tour", _tour, "Drive the window through a practice and save a picture of every page.")
    tour.add_argument("-o", dest="folder", metavar="DIR", required=True, help="where the pictures go")
    tour.add_argument(
        "--every", action="store_true", help="in three themes, with usual and large text, in three sizes of the window"
    )
    return parser


def _add_play(play: argparse.ArgumentParser) -> None:
    play.add_argument("scenario", metavar="ID|FILE")
    play.add_argument("--seed", type=int, metavar="N", help="arranges the answers; the same number, the same order")
    play.add_argument("--day", choices=("good", "ordinary", "hard"), default="ordinary", help="how the partner woke up")
    play.add_argument("--feedback", choices=("each", "end", "none"), default="each", help="when answers are explained")
    play.add_argument("--choose", type=_ids, metavar="ID,ID,…", help="play these answers without asking")
    play.add_argument("--json", action="store_true", help="print what happened as one JSON object")
    play.add_argument("--person", metavar="NAME", help="who plays, where several people keep their practices here")
    play.add_argument("--keep-nothing", action="store_true", help="leave no trace of this practice on the disk")


def _whole(text: str) -> int:
    if not text.isdecimal() or not 0 < int(text[:10]) < 10**9:
        raise argparse.ArgumentTypeError(f"a whole number from 1 is needed, not `{text}`")
    return int(text)


_LIMITS = ("bytes", "depth", "scalar", "items", "states")
"""Of a file (see `scenario.yaml_tree.Limits`), and of states a day in its proof."""
_DEEPEST = 200


def _limit(text: str) -> tuple[str, int]:
    name, _, number = text.partition("=")
    if name not in _LIMITS:
        raise argparse.ArgumentTypeError(f"NAME=N is needed, with a name of {', '.join(_LIMITS)}, not `{text}`")
    if name == "depth" and _whole(number) > _DEEPEST:
        raise argparse.ArgumentTypeError(f"a depth is at most {_DEEPEST}, not {number}")
    return name, _whole(number)


def _ids(text: str) -> list[str]:
    return [part.strip() for part in text.split(",") if part.strip()]


# --- the window ---------------------------------------------------------------------------------------------------


def _window(program: Program, _: argparse.Namespace) -> int:
    if not has_display():
        print(f"No display was found, so the window cannot open. `{NAME} list` shows the conversations that are there,")
        print(f"and `{NAME} play sunday-visits` plays one here in the terminal.")
        return 0
    from ipt_roleplay.ui.application import run

    return run(program)


def has_display() -> bool:
    """Whether a window can open. Qt would abort the process where it cannot, so this is asked first."""
    if os.environ.get("QT_QPA_PLATFORM") or sys.platform in ("win32", "darwin"):
        return True
    if os.environ.get("WAYLAND_DISPLAY"):
        return True
    display = os.environ.get("DISPLAY", "")
    if not display.startswith(":"):
        return bool(display)
    door = Path(f"/tmp/.X11-unix/X{display[1:].split('.')[0]}")
    try:
        open_doors = Path("/proc/net/unix").read_text(encoding="ascii", errors="replace")
    except OSError:
        open_doors = ""
    return door.exists() or f"@{door}\n" in open_doors


def _tour(program: Program, options: argparse.Namespace) -> int:
    if not has_display():
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from ipt_roleplay.ui.tour import EVERY, USUAL, TourError, run

    try:
        for picture in run(program, Path(options.folder), EVERY if options.every else USUAL):
            print(picture)
    except TourError as error:
        raise Failure(str(error)) from None
    return 0


# --- the library --------------------------------------------------------------------------------------------------


def _list(program: Program, options: argparse.Namespace) -> int:
    headers = program.library.headers()
    if options.json:
        print_json([header.as_json() for header in headers])
        return 0
    words = program.catalogue
    for header in headers:
        if not header.playable:
            print(f"{header.id}: {header.title}\n    needs repair: {header.repairs[0]}")
            continue
        practice, level = words.practices[header.practice].name, words.levels[header.level].name
        print(f"{header.id}: {header.title}\n    {practice}, {level}, {header.minutes} min. {header.summary}")
        if header.hides:
            print(f"    This is your own; another with the same id is at {header.hides}")
    if not headers:
        print("There are no conversations here yet. `--scenarios DIR` adds a folder with some.")
    return 0


# --- playing ------------------------------------------------------------------------------------------------------


def _play(program: Program, options: argparse.Namespace) -> int:
    from ipt_roleplay.conversation.session import PracticeSession

    story = program.story(options.scenario)
    seed = program.new_seed() if options.seed is None else options.seed
    begin = partial(PracticeSession, story, seed=seed, day=options.day, feedback=options.feedback)
    if options.json:
        print_json(_played(begin(), options.choose or []))
        return 0
    from ipt_roleplay.terminal import TerminalPlayer

    if options.choose is not None:
        session = begin()
        _play_given(session, TerminalPlayer(session, program.catalogue, sys.stdout, _no_one), options.choose)
        return 0
    from ipt_roleplay.data_commands import kept_session

    with kept_session(program, options, story, begin) as session:
        TerminalPlayer(session, program.catalogue, sys.stdout).play()
    return 0


def _history(program: Program, options: argparse.Namespace) -> int:
    from ipt_roleplay.data_commands import history
    from ipt_roleplay.terminal import Script

    def show(partner: str, events: Iterable[Event]) -> None:
        Script(partner, program.catalogue, sys.stdout).show(events)

    return history(program, options, show)


def _resume(program: Program, options: argparse.Namespace) -> int:
    from ipt_roleplay.data_commands import resume
    from ipt_roleplay.terminal import TerminalPlayer

    return resume(program, options, lambda session: TerminalPlayer(session, program.catalogue, sys.stdout).play())


def _data(program: Program, options: argparse.Namespace) -> int:
    from ipt_roleplay.data_commands import run

    return run(program, options)


def _played(session: PracticeSession, choices: Sequence[str]) -> dict[str, Any]:
    """Play `choices` and tell what happened, in the form that scripts rely on."""
    from ipt_roleplay.conversation import events

    happened: list[events.Event] = [*session.begin()]
    for choice in choices:
        happened += _answered(session, choice)
    if session.state == "listening":
        happened += session.listen()
    if session.ending is not None and session.feedback == "end":
        happened += session.explanations()
    story, at = session.story, session.at
    return {
        "scenario": story.id,
        "sha256": story.sha256,
        "seed": session.transcript.start.seed,
        "day": session.day,
        "events": [events.as_json(event) for event in happened],
        "state": {
            "node": story.node_id(at.node),
            "gauges": events.named(at.gauges),
            "flags": list(story.flags_set(at)),
        },
        "ending": session.ending.id if session.ending else None,
    }


def _answered(session: PracticeSession, choice: str) -> list[Any]:
    from ipt_roleplay.conversation.session import ChoiceNotOffered

    if session.ending is not None:
        raise Failure(f"The conversation has ended with `{session.ending.id}`; `{choice}` comes after it.")
    happened = list(session.listen())
    try:
        happened += session.choose(choice)
    except ChoiceNotOffered as error:
        raise Failure(f"At turn {session.turn}: {error}") from None
    if session.state == "feedback":
        happened += session.go_on()
    return happened


def _play_given(session: PracticeSession, player: Any, choices: Sequence[str]) -> None:
    player.show_briefing()
    player.show(session.begin())
    for choice in choices:
        player.show(_answered(session, choice))
    if session.ending is not None:
        player.show_debrief()


def _no_one(_: str) -> str:
    raise EOFError


# --- writing ------------------------------------------------------------------------------------------------------


def _author(program: Program, options: argparse.Namespace) -> int:
    from ipt_roleplay.author_commands import run

    return run(program, options)
