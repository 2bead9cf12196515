"""The first start: what this is and is not, where what is said is kept, where one would like to begin.

Three steps on one card. Each can be skipped, and Esc skips what is left of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtWidgets import QButtonGroup, QVBoxLayout, QWidget

from ipt_roleplay.scenario.catalogue import Term
from ipt_roleplay.ui.announce import announce
from ipt_roleplay.ui.pages.safety_question import SafetyQuestion
from ipt_roleplay.ui.reading_order import tab_to_the_chosen
from ipt_roleplay.ui.theme import SEMIBOLD, ThemeManager
from ipt_roleplay.ui.widgets.buttons import PrimaryButton, QuietButton
from ipt_roleplay.ui.widgets.columns import Columns
from ipt_roleplay.ui.widgets.dialog import CardDialog
from ipt_roleplay.ui.widgets.label import Label
from ipt_roleplay.ui.widgets.option import RadioOption
from ipt_roleplay.ui.widgets.passphrase import PassphraseField

_MEASURE, _OPTION_GAP, _TEXT_X, _FIELD = 544, 16, 32, 200
MakePlace = Callable[[str, Callable[[], None], Callable[[str], None]], None]


class FirstStart(CardDialog):
    """`over(focus)`: the steps are over; `focus` is what one would like to begin with, or empty.

    `help_wanted`, `safety_wanted`: the person goes there now. Closed without `over`, the steps are as they were when
    they are opened again.

    Args:
        make_place: `make_place(passphrase, made, refused)` makes the person's place, to be opened with `passphrase`,
            and then calls `made()`, or `refused(one sentence)`.
    """

    over = Signal(str)
    help_wanted = Signal()
    safety_wanted = Signal()

    def __init__(
        self, themes: ThemeManager, host: QWidget, folder: Path, focuses: Mapping[str, Term], make_place: MakePlace
    ) -> None:
        super().__init__(themes, host, title=self.tr("A place to try words out"), veil=False)
        self._make_place = make_place
        self._is_made = False
        self._focus_chosen = ""
        self._at = 0
        self._focus = QButtonGroup(self)
        self._who = QButtonGroup(self)
        self._passphrases: tuple[PassphraseField, PassphraseField]
        self._secret = QWidget()
        self._refused = Label(themes, role="accent", measure=_MEASURE - _TEXT_X)
        self._steps = (
            (self.tr("A place to try words out"), self._what_it_is()),
            (self.tr("What you say stays here"), self._where_it_is(folder)),
            (self.tr("Where would you like to begin?"), self._where_to_begin(focuses)),
        )
        for _, step in self._steps:
            self.body.addWidget(step)
        self._back = QuietButton(themes, self.tr("Back"))
        self._skip = QuietButton(themes, self.tr("Skip"))
        self._on = PrimaryButton(themes, self.tr("Continue"))
        self._corner = QuietButton(themes, self.tr("Need help now?"), icon="help", parent=self)
        self.keep_free(self._corner)
        self.add_left(self._back)
        self.add_right(self._skip)
        self.add_right(self._on)
        self._back.clicked.connect(lambda: self._show(self._at - 1))
        self._skip.clicked.connect(self._skip_step)
        self._on.clicked.connect(self._continue)
        self._corner.clicked.connect(lambda: self._lead_to(self.help_wanted))
        self._show(0)

    def open_dialog(self) -> None:
        super().open_dialog()
        self._on.setFocus(Qt.FocusReason.OtherFocusReason)
        self._to_top()

    # --- the three steps --------------------------------------------------------------------------------------------

    def _what_it_is(self) -> QWidget:
        step, column = self._step()
        for words in (
            self.tr(
                "Rehearse a hard conversation before you have it. Someone speaks, you choose an answer, they react, "
                "and you see what they heard in it. You can go back to any turn and try again. Nothing breaks."
            ),
            self.tr(
                "It is no therapist, makes no diagnosis and is no crisis service. No clinician has reviewed it yet. "
                "“Need help now?” is one key away: F2."
            ),
        ):
            column.addWidget(self._paragraph(words))
        question = SafetyQuestion(
            self._themes,
            self.tr("Are you afraid of what someone in your life may do, if you say what you think?"),
            others=False,
        )
        question.answered.connect(lambda afraid: None if afraid else self._question_over(question))
        question.safety_wanted.connect(lambda: self._lead_to(self.safety_wanted))
        question.help_wanted.connect(lambda: self._lead_to(self.help_wanted))
        column.addWidget(question)
        return step

    def _question_over(self, question: SafetyQuestion) -> None:
        question.setVisible(False)
        self._on.setFocus(Qt.FocusReason.OtherFocusReason)

    def _where_it_is(self, folder: Path) -> QWidget:
        step, column = self._step()
        column.addWidget(
            self._paragraph(
                self.tr(
                    "What you say in a practice is kept in one encrypted file on this computer. Nothing is sent "
                    "anywhere. There is no account."
                )
            )
        )
        place = QVBoxLayout()
        place.setSpacing(0)
        place.addWidget(Label(self._themes, self.tr("The folder"), "cap", "soft"))
        place.addWidget(self._paragraph(str(folder)))
        column.addLayout(place)
        column.addSpacing(self._themes.px(8))
        column.addWidget(Label(self._themes, self.tr("Who may open it?"), "say", weight=SEMIBOLD))
        options = (
            ("open", self.tr("Open without a passphrase"), self.tr("Anyone who can log in as you can open it too.")),
            (
                "ask",
                self.tr("Ask for a passphrase each time"),
                self.tr("Four random words are a good one. Write it down: if it is lost, nobody can open the file."),
            ),
        )
        column.addLayout(self._options(self._who, options, "open"))
        column.addWidget(self._secret)
        self._fill_secret()
        self._who.buttonToggled.connect(self._who_chosen)
        return step

    def _fill_secret(self) -> None:
        column = QVBoxLayout(self._secret)
        column.setContentsMargins(self._themes.px(_TEXT_X), 0, 0, 0)
        column.setSpacing(self._themes.px(12))
        fields = Columns(self._themes, least=_FIELD, gap=16, row_gap=12)
        self._passphrases = (
            PassphraseField(self._themes, self.tr("Passphrase")),
            PassphraseField(self._themes, self.tr("Once more")),
        )
        for field in self._passphrases:
            field.edit.returnPressed.connect(self._continue)
            fields.add(field)
        column.addWidget(fields)
        column.addWidget(self._refused)
        self._refused.setVisible(False)
        self._secret.setVisible(False)

    def _where_to_begin(self, focuses: Mapping[str, Term]) -> QWidget:
        step, column = self._step()
        options = [(key, term.name, term.explains) for key, term in focuses.items()]
        options.append(("", self.tr("I look around first"), self.tr("All the conversations, as they come.")))
        column.addLayout(self._options(self._focus, options, ""))
        return step

    def _step(self) -> tuple[QWidget, QVBoxLayout]:
        step = QWidget()
        column = QVBoxLayout(step)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self._themes.px(16))
        return step, column

    def _paragraph(self, words: str) -> Label:
        return Label(self._themes, words, measure=_MEASURE)

    def _options(self, group: QButtonGroup, options: Iterable[tuple[str, str, str]], chosen: str) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(self._themes.px(_OPTION_GAP))
        for option_id, words, hint in options:
            option = RadioOption(self._themes, words, hint)
            option.setProperty("option", option_id)
            option.setChecked(option_id == chosen)
            group.addButton(option)
            column.addWidget(option, 0, Qt.AlignmentFlag.AlignLeft)
        tab_to_the_chosen(group)
        return column

    # --- from one to the next ---------------------------------------------------------------------------------------

    def _show(self, at: int) -> None:
        self._at = at
        for n, (title, step) in enumerate(self._steps):
            step.setVisible(n == at)
            if n == at:
                self.set_heading(title, self.tr("Step {n} of {all}").format(n=n + 1, all=len(self._steps)))
        self._back.setVisible(at > 0)
        self._on.set_words(self.tr("Begin") if at == len(self._steps) - 1 else self.tr("Continue"))
        if self.isVisible():
            self._on.setFocus(Qt.FocusReason.OtherFocusReason)
            announce(self, f"{self.step.text()}. {self.title.text()}")
            self._to_top()

    def _continue(self) -> None:
        if self._at == 1 and self._chosen(self._who) == "ask" and not self._is_made:
            self._set_passphrase()
        else:
            self._go_on(self._chosen(self._focus))

    def _skip_step(self) -> None:
        if self._at == 1 and any(field.text() for field in self._passphrases):
            self._refuse(
                self.tr(
                    "This passphrase is not set yet. “Continue” sets it. To leave it out, choose “Open without a "
                    "passphrase”."
                )
            )
        else:
            self._go_on("")

    def _go_on(self, focus: str) -> None:
        if self._at < len(self._steps) - 1:
            self._show(self._at + 1)
        else:
            self._focus_chosen = focus
            self.reject()

    def _set_passphrase(self) -> None:
        first, second = (field.text() for field in self._passphrases)
        if first != second:
            self._refuse(self.tr("The two passphrases differ. Type them once more."))
            return
        self._on.setEnabled(False)
        self._make_place(first, self._place_made, self._refuse)

    def _place_made(self) -> None:
        """Going back one may read what was chosen; it is changed in Settings from here on."""
        self._on.setEnabled(True)
        self._is_made = True
        for field in self._passphrases:
            field.clear()
        self._secret.setVisible(False)
        for option in self._who.buttons():
            option.setEnabled(False)
        self._show(2)

    def _refuse(self, words: str) -> None:
        self._on.setEnabled(True)
        self._refused.setText(words)
        self._refused.setVisible(True)
        self._passphrases[0].edit.setFocus(Qt.FocusReason.OtherFocusReason)
        announce(self, words)

    def _who_chosen(self) -> None:
        asks = self._chosen(self._who) == "ask"
        self._secret.setVisible(asks)
        self._refused.setVisible(False)
        if asks:
            self._passphrases[0].edit.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            for field in self._passphrases:
                field.clear()

    def reject(self) -> None:
        """Esc, or the end: they are not shown again. Any other way out, to help or by a lock, leaves them for later."""
        super().reject()
        self.over.emit(self._focus_chosen)
        self.deleteLater()

    def _lead_to(self, wanted: SignalInstance) -> None:
        self.close_dialog()
        wanted.emit()

    @staticmethod
    def _chosen(group: QButtonGroup) -> str:
        button = group.checkedButton()
        return str(button.property("option")) if button is not None else ""
