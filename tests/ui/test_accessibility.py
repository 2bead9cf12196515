"""Everything that one sees can be heard, everything that can be pressed can be reached by Tab, and is large enough."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QWidget

from ipt_roleplay.program import Program
from ipt_roleplay.ui.widgets.choice_card import ChoiceCard
from ipt_roleplay.ui.widgets.label import Label
from ipt_roleplay.ui.widgets.own_line import OwnLine
from tests.ui.conftest import OpenWindow
from tests.ui.driver import BANNED, Driver, words_of

Key = Qt.Key
Role = QAccessible.Role
ROLES = {
    QAbstractButton: {Role.Button, Role.PushButton, Role.CheckBox, Role.RadioButton, Role.ButtonMenu},
    QLineEdit: {Role.EditableText},
}
PLAY = ("wait", "thank")


def interface(widget: QWidget) -> QAccessible:
    found = QAccessible.queryAccessibleInterface(widget)
    assert found is not None, widget
    return found


def unnamed(driver: Driver) -> list[str]:
    """What can have the focus, and says nothing or says it as nothing in particular."""
    found = []
    for widget in driver.pressable():
        role = interface(widget).role()
        roles = next(roles for kind, roles in ROLES.items() if isinstance(widget, kind))
        if not driver.heard(widget).strip() or role not in roles:
            found.append(f"{widget}: {role}, {driver.heard(widget)!r}")
    return found


def unheard(driver: Driver) -> list[str]:
    """Words that are seen and not heard."""
    found = []
    for widget in driver.seen():
        words = words_of(widget)
        if isinstance(widget, QLabel | QAbstractButton) and words and words not in driver.heard(widget):
            found.append(f"{words!r} is heard as {driver.heard(widget)!r}")
        if isinstance(widget, Label) and words and interface(widget).role() != Role.StaticText:
            found.append(f"{words!r} is {interface(widget).role()}")
    return found


def small(driver: Driver) -> list[str]:
    """What can be pressed and is hard to hit."""
    found = []
    for widget in driver.pressable():
        least = 44 if isinstance(widget, ChoiceCard) else 25
        if widget.height() < least or widget.width() < 25:
            found.append(f"{words_of(widget)!r}: {widget.width()} x {widget.height()}")
    return found


def said(driver: Driver) -> list[str]:
    """Words that are never said on the screen, or to whom listens."""
    everything = [*driver.texts()]
    for widget in driver.seen():
        everything += [widget.accessibleName(), widget.accessibleDescription(), widget.toolTip()]
    return [words for words in everything if BANNED.search(words)]


def out_of_order(driver: Driver) -> list[str]:
    """Where Tab does not go, and where it jumps."""
    stops = driver.tab_stops()
    found = [f"{words_of(widget)!r} is not reached" for widget in driver.reachable() - set(stops)]
    if not found and stops != (order := driver.reading_order(stops)):
        found.append(f"{[words_of(w) for w in stops]} should be {[words_of(w) for w in order]}")
    return found


CHECKS: tuple[Callable[[Driver], list[str]], ...] = (unnamed, unheard, small, said, out_of_order)


def test_on_every_page(tea: Driver) -> None:
    found, pages = [], []
    for page in tea.walk("Tea", PLAY):
        focus = tea.focus
        pages.append(page)
        found += [f"{page}, {check.__name__}: {trouble}" for check in CHECKS for trouble in check(tea)]
        focus.setFocus()
    assert not found, "\n".join(found)
    assert len(pages) >= 12


def test_with_large_text_in_a_small_window(open_window: OpenWindow, program: Program) -> None:
    """There icons stand for the words of some buttons, and the panel waits behind one."""
    driver = open_window(size=(900, 600), text_percent=200)
    for page in driver.walk("Lunch for two", shortest(driver)):
        focus = driver.focus
        assert not [trouble for check in CHECKS for trouble in check(driver)], page
        focus.setFocus()


def shortest(driver: Driver) -> tuple[str, ...]:
    from ipt_roleplay.proof.explore import explore

    story = driver.program.story_unproven("lunch-alone")
    endings = explore(story).days["ordinary"].endings.values()
    return min((ending.shortest for ending in endings if ending.shortest), key=len)


def test_banned_words_are_found_by_the_check(driver: Driver) -> None:
    label = Label(driver.window._themes, "You failed twice.", parent=driver.window)
    label.show()
    assert said(driver) == ["You failed twice."]


def test_what_is_said_can_be_heard(tea: Driver) -> None:
    tea.begin("Tea")
    tea.play(["wait"])
    tree = list(tree_of(tea.window))
    for words in ("The kettle hums.", "Hello, you.", "Dana", "cheerful", "Well, I should go.", "Ask for some tea."):
        assert (Role.StaticText, words) in tree
    for card in tea.window.conversation.dock.choices.cards():
        assert (interface(card).role(), card.words()) in tree
    (line,) = tea.seen(OwnLine)
    assert tea.heard(line) == "You look at the kettle."
    assert "within reach" in {words for _, words in tree}, "how things stand is there in words"


def tree_of(window: QWidget) -> list[tuple[QAccessible.Role, str]]:
    """The accessibility tree as a screen reader walks it: roles and names of what is not hidden."""
    found = []
    todo = [QAccessible.queryAccessibleInterface(window)]
    while todo:
        here = todo.pop()
        if here is None or here.state().invisible:
            continue
        found.append((here.role(), here.text(QAccessible.Text.Name)))
        todo += [here.child(n) for n in range(here.childCount())]
    return found


def test_a_dialog_is_one(tea: Driver) -> None:
    tea.begin("Tea")
    tea.press(Key.Key_Escape)
    assert interface(tea.window.pause_card).role() == Role.Dialog
    assert tea.heard(tea.window.pause_card) == "Paused"


def test_a_card_tells_what_it_is_about(tea: Driver) -> None:
    card = tea.card("Tea")
    assert tea.heard(card) == "Tea"
    for words in ("Dana", "your sister", "A short talk in a kitchen.", "3\u00a0min", "Touches on loneliness"):
        assert words in card.accessibleDescription()


def test_a_press_by_assistive_technology_picks(tea: Driver) -> None:
    tea.begin("Tea")
    card = tea.window.conversation.dock.choices.cards()[0]
    action = interface(card).actionInterface()
    if action is None:
        pytest.skip("this version of PySide does not give actions to Python")
    action.doAction(action.pressAction())
    tea.qtbot.waitUntil(lambda: bool(tea.session.steps))
    assert tea.session.steps[0].choice.id == card.choice_id()


def test_the_face_has_words_beside_it(tea: Driver) -> None:
    tea.begin("Tea")
    panel = tea.window.conversation.panel
    assert "Dana" in tea.heard(panel.portrait)
    assert "Dana looks cheerful" in tea.texts(panel)
