"""A copy of the talk under way, in a file of the person's choice, for when it cannot be kept where it belongs."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QFileDialog, QWidget

from ipt_roleplay.conversation.session import PracticeSession
from ipt_roleplay.store import files
from ipt_roleplay.store.export import talk_as_markdown
from ipt_roleplay.ui.tasks import Tasks


def save_copy(window: QWidget, session: PracticeSession, tasks: Tasks, say: Callable[[str, str], None]) -> None:
    """Ask where, write it there off the GUI thread, and say what became of it."""
    tr = QCoreApplication.translate
    name, _ = QFileDialog.getSaveFileName(
        window, tr("Copy", "Save a copy of this talk"), str(Path.home() / f"{session.story.id}.md")
    )
    if not name:
        return
    text = talk_as_markdown(session.story.title, session.story.partner.name, session.script())
    tasks.run(
        lambda: files.write_private(Path(name), text.encode()),
        lambda _: say(tr("Copy", "The copy is there"), tr("Copy", "{file} is not encrypted.").format(file=name)),
        lambda error: say(tr("Copy", "The copy could not be written"), _why(error)),
    )


def _why(error: Exception) -> str:
    if not isinstance(error, OSError):
        raise error
    return str(error.strerror or error)
