"""The reusable widgets: plain text to the letter, keyboard, nothing clipped, and words that a screen reader finds."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QImage
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ipt_roleplay.ui import fonts
from ipt_roleplay.ui.pages.transcript import Transcript
from ipt_roleplay.ui.theme import Appearance, ThemeManager
from ipt_roleplay.ui.widgets.buttons import PrimaryButton, QuietButton, SecondaryButton
from ipt_roleplay.ui.widgets.chip import Chip, MenuChip
from ipt_roleplay.ui.widgets.choice_card import ChoiceCard
from ipt_roleplay.ui.widgets.choice_list import Choice, ChoiceList
from ipt_roleplay.ui.widgets.dialog import CardDialog
from ipt_roleplay.ui.widgets.dots import DotsRow
from ipt_roleplay.ui.widgets.feedback_card import Feedback, FeedbackCard
from ipt_roleplay.ui.widgets.field import LabelledField, LineEdit, SearchField, TextArea
from ipt_roleplay.ui.widgets.flow import CardGrid, FlowLayout
from ipt_roleplay.ui.widgets.focus_ring import FocusRing
from ipt_roleplay.ui.widgets.label import Label
from ipt_roleplay.ui.widgets.library_card import CardText, LibraryCard
from ipt_roleplay.ui.widgets.option import CheckOption, RadioOption
from ipt_roleplay.ui.widgets.portrait import Portrait
from ipt_roleplay.ui.widgets.pressable import Pressable
from ipt_roleplay.ui.widgets.rail import Rail, RailEntry
from ipt_roleplay.ui.widgets.scale import TensionScale
from ipt_roleplay.ui.widgets.scroll import Scroll
from ipt_roleplay.ui.widgets.stock import Stock
from ipt_roleplay.ui.widgets.strip import ResumeStrip
from ipt_roleplay.ui.widgets.text import Run, TextBlock
from ipt_roleplay.ui.widgets.tone import TONES, ToneMark
from ipt_roleplay.ui.widgets.tooltip import plain_tip

# The offscreen platform says so whenever a window has a smallest size.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

NASTY = "<b>fat</b> & <img src=file:///etc/passwd> &Tea &amp; “…”"
LONG = "I like it too. And this Sunday I need to be on my own. Could we do the photos next Saturday, here, with lunch?"
TALK = CardText("c1", "ravi", "Ravi", "your brother", "Saying her name", "Your mother's birthday.", "gentle", "None")


@pytest.fixture
def themes(qapp: QApplication) -> Iterator[ThemeManager]:
    manager = ThemeManager(qapp)
    manager.apply(Appearance(reduced_motion=True))
    yield manager
    manager.apply(Appearance())


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    made = QWidget()
    made.resize(1000, 700)
    qtbot.addWidget(made)
    return made


def show(qtbot: QtBot, widget: QWidget) -> None:
    widget.show()
    widget.activateWindow()
    qtbot.waitExposed(widget)
    qtbot.waitUntil(widget.isActiveWindow)


def heard(widget: QWidget) -> str:
    interface = QAccessible.queryAccessibleInterface(widget)
    assert interface is not None
    return interface.text(QAccessible.Text.Name)


def role(widget: QWidget) -> QAccessible.Role:
    interface = QAccessible.queryAccessibleInterface(widget)
    assert interface is not None
    return interface.role()


# ── Labels ───────────────────────────────────────────────────────────────────────────────────────


def test_label_shows_and_says_its_text_to_the_letter(qtbot: QtBot, themes: ThemeManager) -> None:
    label = Label(themes, NASTY)
    qtbot.addWidget(label)
    assert label.text() == NASTY
    assert label.textFormat() == Qt.TextFormat.PlainText
    assert heard(label) == NASTY
    assert role(label) == QAccessible.Role.StaticText
    assert label.accessibleName() == ""


def test_markup_takes_the_room_of_its_letters(qtbot: QtBot, themes: ThemeManager) -> None:
    plain, marked = Label(themes, "fat"), Label(themes, "<b>fat</b>")
    qtbot.addWidget(plain)
    qtbot.addWidget(marked)
    assert marked.sizeHint().width() > plain.sizeHint().width() * 1.5


def test_label_keeps_a_fixed_line_height(qtbot: QtBot, themes: ThemeManager) -> None:
    label = Label(themes, LONG, size="say", measure=640)
    qtbot.addWidget(label)
    assert label.heightForWidth(640) == 56
    assert label.heightForWidth(5000) == 56, "the measure holds where there is more room"
    label.setText("one\ntwo\nthree")
    assert label.heightForWidth(640) == 84
    label.setText("with 日本 and 🙂 in it")
    assert label.heightForWidth(640) == 28, "letters of other fonts don't push the lines apart"


def test_label_in_two_weights_says_both(qtbot: QtBot, themes: ThemeManager) -> None:
    label = Label(themes)
    qtbot.addWidget(label)
    label.set_parts("Dana", " looks sad")
    assert label.text() == heard(label) == "Dana looks sad"


def test_small_words_stand_on_the_baseline_of_large_ones(qtbot: QtBot, themes: ThemeManager) -> None:
    beside = Label(themes, "Dana", size="cap", beside="say")
    alone = Label(themes, "Dana", size="cap")
    qtbot.addWidget(beside)
    qtbot.addWidget(alone)
    drop = themes.baseline("say") - themes.baseline("cap")
    assert beside.heightForWidth(200) == alone.heightForWidth(200) + drop


def test_a_run_after_a_smiley_keeps_its_place(themes: ThemeManager) -> None:
    block = TextBlock(themes, "body", (Run("🙂🙂 ", 600), Run("then", italic=True, role="soft")))
    assert block.text == "🙂🙂 then"
    assert block.height(400) == 24


# ── Nothing is clipped ───────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
@pytest.mark.parametrize("width", [320, 480, 728])
def test_no_word_is_clipped_at_any_text_size(
    qtbot: QtBot, themes: ThemeManager, window: QWidget, scale: float, width: int
) -> None:
    themes.apply(Appearance(text_scale=scale, line_spacing=1.2, reduced_motion=True))
    column = QVBoxLayout(window)
    label = Label(themes, LONG, size="say")
    card = ChoiceCard(themes)
    card.show_choice(1, "a", LONG, "You wait.")
    feedback = FeedbackCard(themes)
    feedback.show_feedback(Feedback("Dana heard", LONG, LONG, LONG, ("held_back", "held back"), LONG))
    feedback.set_open(True)
    option = RadioOption(themes, LONG, LONG)
    dots = DotsRow(themes)
    dots.show_gauge("said a good deal more plainly than before", 2, "62")
    library = LibraryCard(themes, TALK)
    for widget in (label, card, feedback, option, dots, library):
        column.addWidget(widget)
    column.addStretch()
    window.resize(width, 6000)
    show(qtbot, window)
    for widget in (label, card, feedback, option, dots, library):
        assert widget.height() >= widget.heightForWidth(widget.width()), widget
    for inner in feedback.findChildren(Label):
        if inner.isVisible():
            assert inner.height() >= inner.heightForWidth(inner.width()), inner.text()
            assert inner.geometry().right() <= feedback.width()
    shown = [part for part in feedback.findChildren(QWidget) if part.isVisible() and part.parent() is feedback]
    for n, one in enumerate(shown):
        for other in shown[n + 1 :]:
            assert not one.geometry().intersects(other.geometry()), (one, other)


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_targets_are_large_enough(qtbot: QtBot, themes: ThemeManager, scale: float) -> None:
    themes.apply(Appearance(text_scale=scale))
    card = ChoiceCard(themes)
    card.show_choice(1, "a", "No.")
    small = QuietButton(themes, "More", height="small")
    chip = Chip(themes, "All")
    check = CheckOption(themes, "Show numbers")
    for widget in (card, small, chip, check):
        qtbot.addWidget(widget)
    assert card.sizeHint().height() >= 44
    assert min(widget.sizeHint().height() for widget in (small, chip, check)) >= 24


def test_sizes_are_those_of_the_design(qtbot: QtBot, themes: ThemeManager) -> None:
    card = ChoiceCard(themes)
    card.show_choice(2, "a", LONG)
    closed = FeedbackCard(themes)
    closed.show_feedback(Feedback("Dana heard", "Sam likes me.", "The limit came early.", better="x"))
    primary = PrimaryButton(themes, "Resume")
    small = SecondaryButton(themes, "Play from here", icon="play", height="small")
    for widget in (card, closed, primary, small):
        qtbot.addWidget(widget)
    assert card.heightForWidth(728) == 72
    assert closed.heightForWidth(680) == 76
    assert (primary.sizeHint().height(), small.sizeHint().height()) == (40, 32)
    assert SearchField(themes, "Search").sizeHint().height() == 40


# ── Choices ──────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def choices(qtbot: QtBot, themes: ThemeManager, window: QWidget) -> ChoiceList:
    column = QVBoxLayout(window)
    made = ChoiceList(themes)
    made.show_choices([Choice("a", "First & <b>foremost</b>"), Choice("b", LONG), Choice("c", do="You wait.")])
    column.addWidget(made)
    show(qtbot, window)
    made.focus_first()
    return made


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_enter_and_space_say_the_focused_choice(qtbot: QtBot, choices: ChoiceList, key: Qt.Key) -> None:
    qtbot.keyClick(choices.cards()[0], Qt.Key.Key_Down)
    assert choices.cards()[1].hasFocus()
    assert choices.cards()[1].state() == "focus"
    with qtbot.waitSignal(choices.picked) as picked:
        qtbot.keyClick(choices.cards()[1], key)
    assert picked.args == ["b"]


def test_a_digit_picks_whichever_card_has_the_focus(qtbot: QtBot, choices: ChoiceList) -> None:
    with qtbot.waitSignal(choices.picked) as picked:
        qtbot.keyClick(choices.cards()[0], Qt.Key.Key_3)
    assert picked.args == ["c"]
    assert choices.pick(1) is False, "one pick a turn"


def test_a_digit_without_a_choice_does_nothing(qtbot: QtBot, choices: ChoiceList) -> None:
    with qtbot.assertNotEmitted(choices.picked):
        qtbot.keyClick(choices.cards()[0], Qt.Key.Key_7)
    assert choices.cards()[0].isEnabled()


def test_a_click_picks_and_closes_the_list(qtbot: QtBot, choices: ChoiceList) -> None:
    with qtbot.waitSignal(choices.picked) as picked:
        qtbot.mouseClick(choices.cards()[1], Qt.MouseButton.LeftButton)
    assert picked.args == ["b"]
    assert {card.state() for card in choices.cards()} == {"disabled"}


def test_until_the_answer_is_there_a_pick_is_not_painted_alone(qtbot: QtBot, choices: ChoiceList) -> None:
    """For a moment: where keeping it takes longer, one sees that it was taken."""
    choices.pick(2)
    assert not choices.updatesEnabled()
    qtbot.waitUntil(choices.updatesEnabled)
    choices.show_choices([Choice("x", "Yes.")])
    choices.pick(1)
    choices.show_choices([Choice("y", "No.")])
    assert choices.updatesEnabled()


def test_what_was_drawn_ahead_looks_as_if_it_were_painted_now(choices: ChoiceList) -> None:
    first = [Choice("a", "First."), Choice("b", LONG), Choice("c", "Third."), Choice("d", "Fourth.")]
    then = [Choice("x", LONG), Choice("y", do="You wait."), Choice("z", "Yes."), Choice("zz", "No.")]

    def shown(words: list[Choice]) -> list[QImage]:
        choices.show_choices(words)
        choices.focus_first()
        return pictures()

    def pictures() -> list[QImage]:
        return [card.grab().toImage() for card in choices.cards()]

    choices.expect(then)
    ahead = shown(then)
    choices.expect_pick()
    choices.set_open(False)
    waiting_ahead = pictures()
    for _ in range(2):  # so that nothing is left of what was drawn
        choices.expect(first)
        shown(first)
    assert ahead == shown(then)
    choices.set_open(False)
    assert waiting_ahead == pictures()


def test_a_stock_gives_what_it_made_ahead(qtbot: QtBot, themes: ThemeManager) -> None:
    room = QWidget()
    qtbot.addWidget(room)
    made: list[Label] = []

    def make() -> Label:
        made.append(Label(themes, parent=room))
        return made[-1]

    stock = Stock(make, Label.setText)
    first = stock.take("Nobody knew.")
    assert (made, first.text()) == ([first], "Nobody knew."), "what is not there is made at once"
    yes, no = stock.expect("Yes."), stock.expect("No.")
    assert stock.expect("Yes.") is yes
    assert stock.take("Yes.") is yes
    room.show()
    assert not any(part.isVisible() for part in made), "it waits hidden, also where its page comes only later"
    stock.expect_nothing()
    assert stock.expect("Maybe.") is no, "what did not come gets other words"
    assert stock.take("Something else.") is no
    assert (no.text(), len(made)) == ("Something else.", 3)


def test_what_was_made_ahead_fits_text_that_has_grown_meanwhile(qtbot: QtBot, themes: ThemeManager) -> None:
    transcript = Transcript(themes)
    transcript.resize(1800, 600)
    show(qtbot, transcript)
    feedback = Feedback("Dana heard", LONG, LONG)
    transcript.expect_feedback(feedback, open_=False)
    themes.apply(Appearance(text_scale=2))
    transcript.add_own(1, "You", "No.", "")
    ahead = transcript.add_feedback(feedback, open_=False)
    now = transcript.add_feedback(feedback, open_=False)
    transcript.arrange()
    assert ahead is not now
    assert ahead.size() == now.size()


def test_arrows_stop_at_both_ends(qtbot: QtBot, choices: ChoiceList) -> None:
    first, last = choices.cards()[0], choices.cards()[-1]
    qtbot.keyClick(first, Qt.Key.Key_Up)
    assert first.hasFocus()
    for _ in range(5):
        focused = QApplication.focusWidget()
        qtbot.keyClick(focused, Qt.Key.Key_Down)
    assert last.hasFocus()


def test_the_next_turn_relabels_the_same_cards(choices: ChoiceList) -> None:
    before = choices.cards()
    choices.pick(1)
    choices.show_choices([Choice("x", "Yes."), Choice("y", "No.")])
    assert choices.cards() == before[:2]
    assert [card.choice_id() for card in choices.cards()] == ["x", "y"]
    assert all(card.isEnabled() for card in choices.cards())
    assert not before[2].isVisible()


def test_a_choice_is_heard_to_the_letter(qtbot: QtBot, themes: ThemeManager) -> None:
    card = ChoiceCard(themes)
    qtbot.addWidget(card)
    card.show_choice(2, "a", say=NASTY)
    assert card.words() == NASTY
    assert heard(card) == NASTY
    assert role(card) == QAccessible.Role.Button
    card.show_choice(2, "a", say="Tell me.", do="You wait.")
    assert heard(card) == "You wait. Tell me."
    assert card.shortcut().isEmpty()


def test_focus_does_not_wrap_the_words_anew(qtbot: QtBot, choices: ChoiceList) -> None:
    card = choices.cards()[1]
    before = card.heightForWidth(card.width())
    card.setFocus(Qt.FocusReason.TabFocusReason)
    assert card.heightForWidth(card.width()) == before


# ── Buttons, chips, rail, cards ──────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("kind", [PrimaryButton, SecondaryButton, QuietButton])
@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Space])
def test_buttons_are_pressed_by_key(
    qtbot: QtBot, themes: ThemeManager, window: QWidget, kind: type[PrimaryButton], key: Qt.Key
) -> None:
    button = kind(themes, "Fish & chips", parent=window)
    show(qtbot, window)
    button.setFocus()
    with qtbot.waitSignal(button.clicked):
        qtbot.keyClick(button, key)
    assert heard(button) == "Fish & chips"


def test_states_are_told_apart(qtbot: QtBot, themes: ThemeManager, window: QWidget) -> None:
    button = PrimaryButton(themes, "Resume", parent=window)
    button.move(400, 400)  # the offscreen mouse is at the top left
    show(qtbot, window)
    window.setFocus()
    assert button.state() == "rest"
    button.setFocus(Qt.FocusReason.TabFocusReason)
    assert button.state() == "focus"
    button.setDown(True)
    assert button.state() == "pressed"
    button.setDown(False)
    button.setFocus(Qt.FocusReason.OtherFocusReason)
    button.setEnabled(False)
    assert button.state() == "disabled"


def test_the_ring_stands_around_the_focused_button(qtbot: QtBot, themes: ThemeManager, window: QWidget) -> None:
    inner = QWidget(window)
    inner.setGeometry(100, 100, 300, 200)
    button = PrimaryButton(themes, "Resume", parent=inner)
    button.setGeometry(0, 0, 112, 40)
    ring = FocusRing(themes, window)
    show(qtbot, window)
    button.setFocus(Qt.FocusReason.TabFocusReason)
    assert ring.isVisible()
    assert ring.geometry().topLeft() == QPoint(96, 96)
    assert ring.size() == button.size().grownBy(button.contentsMargins() + 4)
    inner.move(200, 150)
    assert ring.geometry().topLeft() == QPoint(196, 146)
    button.hide()
    assert not ring.isVisible()


def test_the_ring_survives_the_end_of_its_button(qtbot: QtBot, themes: ThemeManager, window: QWidget) -> None:
    first, second = PrimaryButton(themes, "One", parent=window), PrimaryButton(themes, "Two", parent=window)
    ring = FocusRing(themes, window)
    show(qtbot, window)
    first.setFocus(Qt.FocusReason.TabFocusReason)
    with qtbot.waitSignal(first.destroyed):
        first.deleteLater()
    second.setFocus(Qt.FocusReason.TabFocusReason)
    assert ring.isVisible()


def test_a_mouse_click_leaves_no_ring(qtbot: QtBot, themes: ThemeManager, window: QWidget) -> None:
    button = PrimaryButton(themes, "Resume", parent=window)
    ring = FocusRing(themes, window)
    show(qtbot, window)
    window.setFocus()
    button.setFocus(Qt.FocusReason.MouseFocusReason)
    assert not ring.isVisible()
    button.setFocus(Qt.FocusReason.ActiveWindowFocusReason)
    assert not button.shows_focus()


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Space])
def test_chips_switch_by_key_and_keep_their_width(
    qtbot: QtBot, themes: ThemeManager, window: QWidget, key: Qt.Key
) -> None:
    chip = Chip(themes, "Setting a limit", parent=window)
    show(qtbot, window)
    chip.setFocus()
    before = chip.sizeHint()
    with qtbot.waitSignal(chip.toggled) as toggled:
        qtbot.keyClick(chip, key)
    assert toggled.args == [True]
    assert chip.sizeHint() == before
    assert heard(chip) == "Setting a limit"


def test_menu_chip_shows_what_is_chosen(qtbot: QtBot, themes: ThemeManager) -> None:
    chip = MenuChip(themes, "Level")
    qtbot.addWidget(chip)
    chip.set_options([("", "Any level"), ("gentle", "Gentle & <b>slow</b>")])
    assert (chip.words(), chip.is_marked()) == ("Level", False)
    with qtbot.waitSignal(chip.chosen) as chosen:
        chip._group.actions()[1].trigger()
    assert chosen.args == ["gentle"]
    assert (chip.current(), chip.words(), chip.is_marked()) == ("gentle", "Gentle & <b>slow</b>", True)


def test_rail_by_key_and_by_click(qtbot: QtBot, themes: ThemeManager) -> None:
    rail = Rail(
        themes,
        [RailEntry("today", "Today", "today"), RailEntry("practise", "Practise", "practise")],
        [RailEntry("help", "Need help now?", "help")],
    )
    qtbot.addWidget(rail)
    show(qtbot, rail)
    rail.set_current("today")
    assert rail.width() == 224
    today, practise, help_ = rail.items()
    today.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(today, Qt.Key.Key_Down)
    assert practise.hasFocus()
    with qtbot.waitSignal(rail.chosen) as chosen:
        qtbot.keyClick(practise, Qt.Key.Key_Return)
    assert chosen.args == ["practise"]
    assert today.isChecked(), "who shows the page says where one is"
    rail.set_collapsed(True)
    assert rail.width() == 64
    assert heard(help_) == "Need help now?"
    assert help_.toolTip() == plain_tip("Need help now?")


def test_library_card_opens_and_is_heard(qtbot: QtBot, themes: ThemeManager) -> None:
    card = LibraryCard(themes, TALK)
    qtbot.addWidget(card)
    show(qtbot, card)
    card.setFocus()
    with qtbot.waitSignal(card.activated) as activated:
        qtbot.keyClick(card, Qt.Key.Key_Return)
    assert activated.args == ["c1"]
    assert heard(card) == "Saying her name"
    assert "Ravi, your brother" in card.accessibleDescription()
    assert card.heightForWidth(304) == 284


def test_cards_stand_in_columns_and_arrows_walk_them(qtbot: QtBot, themes: ThemeManager) -> None:
    grid = CardGrid(themes)
    qtbot.addWidget(grid)
    cards = [LibraryCard(themes, TALK) for _ in range(5)]
    grid.set_cards(cards)
    grid.resize(960, grid.heightForWidth(960))
    show(qtbot, grid)
    assert (grid.columns(960), grid.columns(700), grid.columns(300)) == (3, 2, 1)
    assert cards[1].geometry().left() == 328
    assert cards[0].width() == 304
    cards[0].setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(cards[0], Qt.Key.Key_Down)
    assert cards[3].hasFocus()
    qtbot.keyClick(cards[3], Qt.Key.Key_End)
    assert cards[4].hasFocus()


def test_flow_wraps_its_rows(qtbot: QtBot, themes: ThemeManager, window: QWidget) -> None:
    flow = FlowLayout(window, gap=4)
    chips = [Chip(themes, "Setting a limit") for _ in range(3)]
    for chip in chips:
        flow.addWidget(chip)
    each = chips[0].sizeHint()
    assert flow.heightForWidth(3 * each.width() + 8) == each.height()
    assert flow.heightForWidth(2 * each.width() + 4) == 2 * each.height() + 4


# ── Feedback ─────────────────────────────────────────────────────────────────────────────────────


def feedback_card(themes: ThemeManager) -> FeedbackCard:
    card = FeedbackCard(themes)
    card.show_feedback(
        Feedback("Dana heard", NASTY, "One sorry.", "It gives Dana her due.", ("plain", "plain"), "On Friday.")
    )
    return card


def words_of(card: FeedbackCard) -> list[str]:
    return [label.text() for label in card.findChildren(QLabel) if label.isVisible() and label.text()]


def test_feedback_opens_and_closes_by_key(qtbot: QtBot, themes: ThemeManager) -> None:
    card = feedback_card(themes)
    qtbot.addWidget(card)
    card.resize(680, card.heightForWidth(680))
    show(qtbot, card)
    assert words_of(card) == ["Dana heard", f"“{NASTY}”", "This line", "One sorry."]
    closed = card.heightForWidth(680)
    button = card.more_button()
    button.setFocus()
    with qtbot.waitSignal(card.toggled) as toggled:
        qtbot.keyClick(button, Qt.Key.Key_Return)
    assert toggled.args == [True]
    assert set(words_of(card)) >= {"One sorry. It gives Dana her due.", "Another way", "“On Friday.”", "plain"}
    assert card.heightForWidth(680) > closed
    assert heard(button) == "Less"
    with qtbot.assertNotEmitted(card.toggled):
        card.set_open(False)
    assert card.heightForWidth(680) == closed


def test_feedback_is_heard_as_it_is_read(qtbot: QtBot, themes: ThemeManager) -> None:
    card = feedback_card(themes)
    qtbot.addWidget(card)
    show(qtbot, card)
    for label in card.findChildren(QLabel):
        assert heard(label) == label.text()
        assert label.textFormat() == Qt.TextFormat.PlainText


def test_nothing_behind_more_means_no_more(qtbot: QtBot, themes: ThemeManager) -> None:
    card = FeedbackCard(themes)
    qtbot.addWidget(card)
    card.show_feedback(Feedback("Dana heard", "Yes.", "That was all."))
    show(qtbot, card)
    assert not card.more_button().isVisible()
    assert not card.has_more()


def test_a_moment_has_its_button(qtbot: QtBot, themes: ThemeManager) -> None:
    card = FeedbackCard(themes)
    qtbot.addWidget(card)
    head = ("Turn 2", "“I'm sorry.”")
    card.show_feedback(Feedback("Dana heard", "No.", "Short.", head=head, action="Play from here"))
    card.resize(728, card.heightForWidth(728))
    show(qtbot, card)
    assert card.heightForWidth(728) == 104
    button = next(b for b in card.findChildren(SecondaryButton) if b.isVisible())
    with qtbot.waitSignal(card.acted):
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert "“I'm sorry.”" in words_of(card)


@pytest.mark.parametrize("tone", TONES)
def test_a_tone_is_a_word_first(qtbot: QtBot, themes: ThemeManager, tone: str) -> None:
    mark = ToneMark(themes, tone, "held back")
    qtbot.addWidget(mark)
    assert heard(mark) == "held back"
    assert not mark.grab().isNull()


# ── The panel ────────────────────────────────────────────────────────────────────────────────────


def test_dots_are_heard_as_words(qtbot: QtBot, themes: ThemeManager) -> None:
    row = DotsRow(themes)
    qtbot.addWidget(row)
    row.show_gauge("a little closer", 3)
    assert heard(row) == "a little closer"
    row.show_gauge("a little closer", 9, number="62")
    assert heard(row) == "a little closer, 62"
    assert row.filled() == 4


def test_scale_is_heard_as_words_and_jumps_without_motion(qtbot: QtBot, themes: ThemeManager) -> None:
    scale = TensionScale(themes)
    qtbot.addWidget(scale)
    show(qtbot, scale)
    scale.show_value(0.7, "tenser")
    assert heard(scale) == "tenser"
    assert scale._get_place() == pytest.approx(0.7)


def test_scale_glides_where_motion_is_wanted(qtbot: QtBot, themes: ThemeManager) -> None:
    themes.apply(Appearance(reduced_motion=False))
    scale = TensionScale(themes)
    qtbot.addWidget(scale)
    show(qtbot, scale)
    scale.show_value(1.0, "tenser")
    assert scale._get_place() < 1.0
    qtbot.waitUntil(lambda: scale._get_place() == 1.0, timeout=2000)


@pytest.mark.parametrize("shape", ["round", "photo"])
def test_portrait_has_a_name_and_a_mood(qtbot: QtBot, themes: ThemeManager, shape: str) -> None:
    portrait = Portrait(themes, "dana", "Dana", shape)
    qtbot.addWidget(portrait)
    portrait.set_mood("sad")
    assert portrait.mood() == "sad"
    assert heard(portrait) == "Dana, looks sad"
    assert not portrait.grab().isNull()


def test_resume_strip_offers_both(qtbot: QtBot, themes: ThemeManager) -> None:
    strip = ResumeStrip(themes)
    qtbot.addWidget(strip)
    strip.show_talk("dana", "Dana", "Last night", "The Sunday visits", NASTY)
    strip.resize(960, 112)
    show(qtbot, strip)
    with qtbot.waitSignal(strip.resumed):
        qtbot.mouseClick(strip.resume_button(), Qt.MouseButton.LeftButton)
    assert strip.heightForWidth(960) == 112


# ── Fields, scrolling, dialog ────────────────────────────────────────────────────────────────────


def test_field_takes_its_name_from_its_label(qtbot: QtBot, themes: ThemeManager) -> None:
    edit = LineEdit(themes, secret=True)
    field = LabelledField(themes, "Passphrase", edit)
    qtbot.addWidget(field)
    assert heard(edit) == "Passphrase"
    assert edit.echoMode() == QLineEdit.EchoMode.Password
    assert field.focusProxy() is edit


def test_text_area_takes_plain_text_only(qtbot: QtBot, themes: ThemeManager) -> None:
    area = TextArea(themes)
    qtbot.addWidget(area)
    area.set_text(NASTY + "\nsecond")
    assert area.text() == NASTY + "\nsecond"
    assert not area.document().isUndoAvailable()
    themes.apply(Appearance(text_scale=2.0))
    assert area.document().firstBlock().blockFormat().lineHeight() == 48


def test_check_option_by_enter(qtbot: QtBot, themes: ThemeManager) -> None:
    option = CheckOption(themes, "Fish & chips", "Every Friday.")
    qtbot.addWidget(option)
    show(qtbot, option)
    option.setFocus()
    qtbot.keyClick(option, Qt.Key.Key_Return)
    assert option.isChecked()
    assert heard(option) == "Fish & chips"


def test_scroll_fades_only_when_something_is_above(qtbot: QtBot, themes: ThemeManager) -> None:
    area = Scroll(themes, fade=True)
    qtbot.addWidget(area)
    content = QWidget()
    content.setMinimumHeight(3000)
    area.set_content(content)
    area.resize(400, 300)
    show(qtbot, area)
    assert area._fade is not None
    assert not area._fade.isVisible()
    assert area.viewport().width() == 400, "the thumb takes no room"
    area.to_bottom()
    assert area.is_at_bottom()
    assert area._fade.isVisible()
    assert area._thumb.value() == area.verticalScrollBar().maximum()


def test_dialog_keeps_the_focus_and_gives_it_back(qtbot: QtBot, themes: ThemeManager, window: QWidget) -> None:
    before = PrimaryButton(themes, "Open", parent=window)
    dialog = CardDialog(themes, window, title=NASTY, step="Step 1 of 3")
    back, go_on = QuietButton(themes, "Back"), PrimaryButton(themes, "Continue")
    dialog.add_left(back)
    dialog.add_right(go_on)
    show(qtbot, window)
    before.setFocus()
    dialog.open_dialog()
    assert dialog.isVisible()
    assert not dialog.isWindow()
    assert role(dialog) == QAccessible.Role.Dialog
    seen = set()
    for _ in range(4):
        focused = QApplication.focusWidget()
        assert dialog.isAncestorOf(focused)
        seen.add(focused)
        qtbot.keyClick(focused, Qt.Key.Key_Tab)
    assert seen == {back, go_on}
    with qtbot.waitSignal(dialog.closed):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    assert before.hasFocus()


def test_dialog_fits_a_small_window_at_double_size(qtbot: QtBot, themes: ThemeManager, window: QWidget) -> None:
    themes.apply(Appearance(text_scale=2.0, reduced_motion=True))
    window.resize(700, 500)
    dialog = CardDialog(themes, window, title="What you write stays here")
    for _ in range(5):
        dialog.body.addWidget(Label(themes, LONG))
    show(qtbot, window)
    go_on = PrimaryButton(themes, "Continue")
    dialog.add_right(go_on)
    dialog.open_dialog()
    assert window.rect().contains(dialog._card.geometry())
    bar = dialog._scroll.verticalScrollBar()
    assert bar.maximum() > 0
    assert bar.value() == 0, "it is read from its top"
    for value in (0, bar.maximum()):
        bar.setValue(value)
        shown = go_on.visibleRegion().boundingRect()
        assert shown.size() == go_on.size(), "the way on is in sight wherever one reads"


# ── The look changes under everything ────────────────────────────────────────────────────────────


def test_everything_can_be_painted_in_every_look(qtbot: QtBot, themes: ThemeManager, window: QWidget) -> None:
    column = QVBoxLayout(window)
    card = ChoiceCard(themes)
    card.show_choice(1, "a", LONG)
    widgets: list[QWidget] = [
        Label(themes, LONG),
        card,
        feedback_card(themes),
        Chip(themes, "All"),
        LibraryCard(themes, TALK),
        SecondaryButton(themes, "Play", icon="play"),
        RadioOption(themes, "One", "two"),
        SearchField(themes, "Search"),
        TensionScale(themes),
        DotsRow(themes),
        Portrait(themes, "dana", "Dana", "photo"),
        ResumeStrip(themes),
    ]
    for widget in widgets:
        column.addWidget(widget)
    show(qtbot, window)
    for name in ("dark", "contrast", "light"):
        for scale in (2.0, 1.0):
            themes.apply(Appearance(theme=name, text_scale=scale, reduced_motion=True))
            assert not window.grab().isNull()


def test_a_dropped_widget_is_forgotten(qtbot: QtBot, themes: ThemeManager) -> None:
    for _ in range(20):
        FeedbackCard(themes).deleteLater()
        Pressable(themes)
    themes.apply(Appearance(theme="dark"))


def test_without_the_typeface_the_system_font_is_taken(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts, "_PACKAGE", "no_such_package_here")
    assert fonts.load().family
