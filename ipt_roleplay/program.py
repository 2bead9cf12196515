"""What both players are given. Everything is built here and passed on; there are no globals to reach for."""

from __future__ import annotations

import hashlib
import os
import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import platformdirs

from ipt_roleplay import __version__, resources
from ipt_roleplay.scenario import catalogue
from ipt_roleplay.scenario.catalogue import Catalogue
from ipt_roleplay.scenario.findings import Finding
from ipt_roleplay.scenario.library import SUFFIXES, Header, Library

if TYPE_CHECKING:
    from ipt_roleplay.scenario.story import Story

_NAME = "ipt-roleplay"
DATA_VARIABLE = "IPT_ROLEPLAY_DATA"


class UnknownScenario(LookupError):
    """No scenario with that id, and no such file; one plain sentence."""


class NeedsRepair(ValueError):
    """A scenario that is there but may not be played; the findings say why."""

    def __init__(self, file: str, findings: Sequence[str]) -> None:
        self.findings = tuple(findings)
        more = f" and {len(findings) - 1} more" if len(findings) > 1 else ""
        super().__init__(f"{file} needs repair before it can be played: {findings[0]}{more}")


def _path(name: str) -> Path:
    """A path as someone typed it; `~` is home, and `~nobody` where nobody is called so a name like any other."""
    return Path(os.path.expanduser(name))


@dataclass(frozen=True)
class Program:
    """The program without a face: catalogue, library, folders, chance.

    Args:
        data: the folder for what is kept; by default the user's data folder.
        cache: the folder for what can be computed again.
        scenario_folders: further folders with scenarios.
    """

    data: Path
    cache: Path
    scenario_folders: tuple[Path, ...] = ()

    @classmethod
    def build(cls, data: str | None = None, scenario_folders: Iterable[str] = ()) -> Program:
        """The program for this user: folders from the arguments, else the environment, else the platform's habits."""
        chosen = data or os.environ.get(DATA_VARIABLE)
        if chosen:
            folder = _path(chosen)
            cache = folder / "cache"
        else:
            folder = Path(platformdirs.user_data_dir(_NAME, appauthor=False))
            cache = Path(platformdirs.user_cache_dir(_NAME, appauthor=False))
        return cls(folder, cache, tuple(map(_path, scenario_folders)))

    @cached_property
    def catalogue(self) -> Catalogue:
        return catalogue.load_kept(resources.assets(), self.cache / "catalogue.json")

    @cached_property
    def library(self) -> Library:
        own = (*self.scenario_folders, self.data / "scenarios")
        return Library(resources.scenarios(), own, self.cache / "library.json", self._edition(), self._judge)

    def story(self, name: str) -> Story:
        """The story with the id `name`, or in the file `name`, ready to be played.

        Raises:
            UnknownScenario: there is neither.
            NeedsRepair: the scenario has errors.
        """
        file = self._file(name)
        if self._is_proven(file):
            return self._load(file)
        errors = [str(finding) for finding in self._judge(file) if finding.severity == "error"]
        if errors:
            raise NeedsRepair(str(file), errors)
        return self._load(file)

    def _is_proven(self, file: Path) -> bool:
        """What the library has found in order, and nobody has changed since, is not proven once more."""
        known, _ = self.library.known()
        return any(header.file == str(file) and header.playable for header in known)

    def story_unproven(self, name: str) -> Story:
        """The same for a scenario that compiles, though it may have dead ends: to be looked into, not played.

        Raises:
            UnknownScenario, NeedsRepair: as `story` does.
        """
        from ipt_roleplay.scenario.findings import ScenarioError

        file = self._file(name)
        try:
            return self._load(file)
        except ScenarioError as error:
            raise NeedsRepair(str(file), [str(finding) for finding in error.findings]) from None

    def _file(self, name: str) -> Path:
        file = _path(name)
        if not (file.is_file() or file.suffix in SUFFIXES or file.parent != Path()):
            return Path(self._header(name).file)
        if not file.is_file():
            raise UnknownScenario(f"There is no file {name}. `{_NAME} list` shows the scenarios that are there.")
        return file

    def new_seed(self) -> int:
        """A seed for one practice: it arranges the choices and is kept with the transcript."""
        return random.SystemRandom().randrange(1 << 31)

    def _header(self, name: str) -> Header:
        header = self.library.find(name)
        if header is None:
            import difflib

            ids = [header.id for header in self.library.headers()]
            close = difflib.get_close_matches(name, ids, 1, 0.5)
            guess = f" Did you mean `{close[0]}`?" if close else f" `{_NAME} list` shows those that are there."
            raise UnknownScenario(f"There is no scenario `{name}`.{guess}")
        return header

    def _load(self, file: Path) -> Story:
        from ipt_roleplay.scenario.compiler import load  # imports pydantic: not on the way to the first window

        return load(file, self.catalogue)

    def _judge(self, file: Path) -> Sequence[Finding]:
        from ipt_roleplay.proof.checks import check_file  # likewise

        # A play test that goes otherwise than its author wrote is theirs to mend; the scenario plays all the same.
        return check_file(file, catalogue=self.catalogue, plays=False)

    def _edition(self) -> str:
        """Changes whenever a file might be judged differently than before."""
        c = self.catalogue
        ids = "\n".join(sorted((*c.skills, *c.faults, *c.moods, *c.faces)))
        return f"{__version__} {hashlib.sha256(ids.encode()).hexdigest()[:16]}"
