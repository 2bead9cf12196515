"""About: what this program is and is not, what it rests on, and whose work is in it."""

from __future__ import annotations

import platform
from importlib.metadata import PackageNotFoundError, version

from PySide6.QtCore import Signal, qVersion
from PySide6.QtWidgets import QWidget

from ipt_roleplay import __version__
from ipt_roleplay.ui.pages.sheet import Sheet
from ipt_roleplay.ui.theme import ThemeManager

# What the program needs, under which licence; the versions are looked up where it runs.
_LIBRARIES = (
    ("argon2-cffi", "MIT"),
    ("platformdirs", "MIT"),
    ("pydantic", "MIT"),
    ("PyYAML", "MIT"),
    ("sqlcipher3", "zlib; SQLCipher in it BSD"),
    ("transitions", "MIT"),
)


class AboutPage(Sheet):
    """`help_wanted`, `safety_wanted`: the pages it leads to."""

    help_wanted = Signal()
    safety_wanted = Signal()

    def __init__(self, themes: ThemeManager, parent: QWidget | None = None) -> None:
        super().__init__(themes, parent)
        self.set_title(self.tr("About this program"))
        self.add_gap(8)
        self.add_text(self.tr("IPT role-play, version {version}").format(version=__version__), role="soft")
        for heading, words in self._parts():
            self.add_heading(heading)
            for paragraph in words:
                self.add_text(paragraph)
        self._add_licences()
        self.add_gap(12)
        self.add_link(self.tr("Need help now?")).clicked.connect(self.help_wanted)
        self.add_link(self.tr("When plain speaking is not safe")).clicked.connect(self.safety_wanted)
        self.add_end()

    def _parts(self) -> list[tuple[str, list[str]]]:
        return [
            (
                self.tr("What it is"),
                [
                    self.tr(
                        "A place to rehearse hard conversations before you have them: saying no, asking for what you "
                        "need, getting back in touch. It follows Interpersonal Psychotherapy (IPT), a therapy in "
                        "twelve to sixteen meetings that looks at loss, disputes, changes in life and loneliness."
                    )
                ],
            ),
            (
                self.tr("What it is not"),
                [
                    self.tr(
                        "It is no therapist, makes no diagnosis and is no crisis service. It promises no cure. It "
                        "looks at sentences and never judges a person."
                    ),
                    self.tr(
                        "No clinician has reviewed it yet: not its conversations, not its explanations, not the words "
                        "on this page."
                    ),
                ],
            ),
            (
                self.tr("What stays with you"),
                [
                    self.tr(
                        "The program opens no connection to any network. What you say in it stays on this computer. "
                        "SECURITY.md, beside the program, tells against whom that protects and against whom it does "
                        "not."
                    )
                ],
            ),
            (
                self.tr("What it rests on"),
                [
                    self.tr(
                        "The four fields and the plan of meetings are those of IPT. Getting the wish, keeping the bond "
                        "and keeping your side are the three aims of interpersonal effectiveness in dialectical "
                        "behaviour therapy (DBT)."
                    ),
                    self.tr(
                        "Why every answer is explained: in studies, explaining helped learning more (effect about 0.5) "
                        "than saying right or wrong (about 0.05); talking a rehearsal over afterwards helped too "
                        "(0.8); and practice without any feedback made empathy worse (−0.5). These figures come from "
                        "the project’s own notes on practice and have not been checked by a clinician."
                    ),
                ],
            ),
        ]

    def _add_licences(self) -> None:
        self.add_heading(self.tr("Whose work is in it"))
        self.add_text(self.tr("This program: MIT licence. Its conversations, faces and icons were made for it."))
        self.add_text(
            self.tr(
                "The window is made with Qt {qt} by way of PySide6, under the LGPL 3: you may exchange them for "
                "versions of your own. The typeface is Source Sans Pro, under the SIL Open Font License 1.1."
            ).format(qt=qVersion())
        )
        named = [f"{name} {_version(name)} ({licence})".replace("  ", " ") for name, licence in _LIBRARIES]
        libraries = self.tr("Python {python} (PSF licence), and the libraries {libraries}.")
        self.add_text(libraries.format(python=platform.python_version(), libraries=", ".join(named)))


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:  # packed in another way
        return ""
