"""A card over the window, for the few moments that ask for all attention.

    dialog = CardDialog(themes, window, title=self.tr("What you write stays here"), step=self.tr("Step 2 of 3"))
    dialog.body.addWidget(Label(themes, …))                 # a QVBoxLayout, 24 apart
    dialog.add_left(back); dialog.add_right(skip); dialog.add_right(go_on)
    dialog.closed.connect(...)                              # Esc, or close_dialog()
    dialog.open_dialog()                                    # focus goes in, stays in, and comes back afterwards

`veil=False` leaves only the page's ground behind it (first start); `compact` is for a card without title and buttons.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QApplication, QBoxLayout, QDialog, QHBoxLayout, QVBoxLayout, QWidget
from shiboken6 import isValid

from ipt_roleplay.ui.inside import inside
from ipt_roleplay.ui.theme import SEMIBOLD, ThemeManager
from ipt_roleplay.ui.widgets.label import Label
from ipt_roleplay.ui.widgets.pressable import paint_box
from ipt_roleplay.ui.widgets.scroll import Scroll

_WIDTH, _RADIUS, _SIDE, _TOP, _BOTTOM, _RISE, _MARGIN, _SNUG = 640, 12, 48, 40, 32, 10, 16, 20
_TIGHT_MARGIN = 8
_OUT = 12
_SHADOW_DROP, _SHADOW_BLUR = 8, 32
_VEIL = 224  # of 255: what is behind stays recognisable and cannot be read


class _Card(QWidget):
    """Ground of the words, which scroll when the window is too low for them, and of the buttons, which stay."""

    def __init__(self, themes: ThemeManager, parent: QWidget) -> None:
        super().__init__(parent)
        self._themes = themes

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        # Without a shadow a line says where the card ends.
        edge = None if self._themes.theme.shadow_opacity else self._themes.color("border")
        paint_box(painter, QRectF(self.rect()), self._themes.px(_RADIUS), self._themes.color("card"), edge)
        painter.end()


class _Foot(QWidget):
    """Where the buttons stand: never scrolled away."""

    def __init__(self, themes: ThemeManager, parent: QWidget) -> None:
        super().__init__(parent)
        self._themes = themes
        self._line = False

    def set_line(self, line: bool) -> None:
        if line != self._line:
            self._line = line
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._line:
            painter = QPainter(self)
            painter.fillRect(0, 0, self.width(), 1, self._themes.color("line"))
            painter.end()


class CardDialog(QDialog):
    """Lives inside the window and covers it."""

    closed = Signal()

    def __init__(
        self,
        themes: ThemeManager,
        host: QWidget,
        *,
        title: str,
        step: str = "",
        veil: bool = True,
        width: int = _WIDTH,
        compact: bool = False,
    ) -> None:
        super().__init__(inside(host))
        # QDialog makes itself a window when it is made; afterwards it can be told not to be one.
        self.setWindowFlags(Qt.WindowType.Widget)
        self._themes = themes
        self._host = inside(host)
        self._veil = veil
        self._card_width = width
        self._compact = compact
        self._is_tight = False
        self._before: QWidget | None = None
        self._shadow: QPixmap | None = None
        self._corner: QWidget | None = None
        self.setWindowTitle(title)
        self.setAccessibleName(title)  # no window of its own: assistive technology asks for this one
        self._card = _Card(themes, self)
        self._content = QWidget()
        self._scroll = Scroll(themes, ground="card")
        self.step = Label(themes, step, size="cap", role="soft")
        self.title = Label(themes, title, size="title", weight=SEMIBOLD)
        self.step.setVisible(bool(step))
        self.body = QVBoxLayout()
        # Each keeps to its side, also where they stand one over the other.
        self._left = QHBoxLayout()
        self._left.addStretch(1)
        self._right = QHBoxLayout()
        self._right.addStretch(1)
        self._lay_out()
        self._theme_changed()
        self.hide()
        self._host.installEventFilter(self)
        for part in (self._content, self._foot):
            part.installEventFilter(self)
        themes.changed.connect(self._theme_changed)

    def set_heading(self, title: str, step: str = "") -> None:
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self.title.setText(title)
        self.step.setText(step)
        self.step.setVisible(bool(step))

    def add_left(self, button: QWidget) -> None:
        self._left.insertWidget(self._left.count() - 1, button)

    def add_right(self, button: QWidget) -> None:
        self._right.addWidget(button)

    def keep_free(self, corner: QWidget) -> None:
        """`corner`, a button of this dialog outside of its card, stands at the lower left of the window."""
        self._corner = corner
        self._place()

    def open_dialog(self) -> None:
        if not self.isHidden():
            return
        self._before = QApplication.focusWidget()
        QApplication.instance().focusChanged.connect(self._keep_focus)  # type: ignore[union-attr]
        self.setGeometry(self._host.rect())
        self.show()
        self.raise_()
        self._place()
        self.focusNextPrevChild(True)
        self._to_top()  # what has the focus may stand at its end; it is read from the top

    def _to_top(self) -> None:
        self._scroll.verticalScrollBar().setValue(0)

    def close_dialog(self) -> None:
        """Closes without an answer: nothing is lost, it can be opened again."""
        if self.isHidden():
            return
        QApplication.instance().focusChanged.disconnect(self._keep_focus)  # type: ignore[union-attr]
        self.hide()
        if self._before is not None and isValid(self._before) and self._before.isVisible():
            self._before.setFocus(Qt.FocusReason.OtherFocusReason)
        self._before = None
        self.closed.emit()

    def _keep_focus(self, old: QWidget | None, new: QWidget | None) -> None:
        """A page behind the card that has just been filled may want the focus: it gets it when the card is closed."""
        if new is None or not self._host.isAncestorOf(new) or self.isAncestorOf(new):
            return
        if self._is_over(new):
            return  # another card
        self._before = new
        seen = self._scroll.verticalScrollBar().value()
        if old is not None and isValid(old) and self.isAncestorOf(old) and old.isVisible():
            old.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.focusNextPrevChild(True)
        self._scroll.verticalScrollBar().setValue(seen)  # nobody has gone anywhere

    def _is_over(self, other: QWidget) -> bool:
        """Whether what holds `other` was raised above this card: children stand in that order."""
        child = other
        while (parent := child.parentWidget()) is not None and parent is not self._host:
            child = parent
        order = self._host.children()
        return order.index(child) > order.index(self)

    def reject(self) -> None:
        self.close_dialog()

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab stays among what the card holds."""
        start = QApplication.focusWidget()
        if start is None or not self.isAncestorOf(start):
            start = self
        widget = start.nextInFocusChain() if forward else start.previousInFocusChain()
        reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
        while widget is not None and widget is not start:
            tab = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus) and widget.focusProxy() is None
            if tab and self.isAncestorOf(widget) and widget.isVisible() and widget.isEnabled():
                widget.setFocus(reason)
                return True
            widget = widget.nextInFocusChain() if forward else widget.previousInFocusChain()
        return True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._host and event.type() == QEvent.Type.Resize:
            self.setGeometry(self._host.rect())
        elif watched in (self._content, self._foot) and event.type() == QEvent.Type.LayoutRequest:
            self._place()  # something on the card has come or gone
        return False

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self._place()
        return done

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # QDialog would press a default button on Enter; here only what has the focus is pressed.
        if event.key() == Qt.Key.Key_Escape:
            self.reject()
        event.accept()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        ground = QColor(self._themes.color("page"))
        ground.setAlpha(_VEIL if self._veil else 255)
        painter.fillRect(self.rect(), ground)
        reach = _SHADOW_BLUR
        if self._themes.theme.shadow_opacity:
            if self._shadow is None:
                self._shadow = self._paint_shadow()
            painter.drawPixmap(self._card.x() - reach, self._card.y() - reach + _SHADOW_DROP, self._shadow)
        painter.end()

    def _lay_out(self) -> None:
        self._column = QVBoxLayout(self._content)
        self._column.setSpacing(0)
        self._words = QVBoxLayout()
        self._words.setSpacing(0)
        self._words.addWidget(self.step)
        self._words.addWidget(self.title)
        self._words.addLayout(self.body)
        self._column.addLayout(self._words)
        self._column.addStretch()
        self._scroll.set_content(self._content)
        self._foot = _Foot(self._themes, self._card)
        self._buttons = QBoxLayout(QBoxLayout.Direction.LeftToRight, self._foot)
        self._buttons.addLayout(self._left)
        self._buttons.addStretch()
        self._buttons.addLayout(self._right)
        frame = QVBoxLayout(self._card)
        frame.setSpacing(0)
        frame.addWidget(self._scroll, 1)
        frame.addWidget(self._foot)
        self._frame = frame
        bar = self._scroll.verticalScrollBar()
        bar.rangeChanged.connect(self._say_more)
        bar.valueChanged.connect(self._say_more)

    def _say_more(self) -> None:
        """A line over the buttons, as long as words go on under them."""
        bar = self._scroll.verticalScrollBar()
        self._foot.set_line(bar.value() < bar.maximum())

    def _place(self) -> None:
        """Centred, a little above the middle, never larger than the window."""
        width = min(self._themes.px(self._card_width), self.width() - 2 * _MARGIN)
        inner = max(1, width - 2)
        margins = self._frame.contentsMargins()
        self._stack_buttons(inner)
        self._foot.setVisible(self._has_buttons())
        for layout in (self._column, self._buttons):
            layout.activate()  # what was added since would not be measured
        wanted = self._content.heightForWidth(inner) if self._content.hasHeightForWidth() else -1
        if wanted < 0:
            wanted = self._content.sizeHint().height()
        wanted += margins.top() + margins.bottom() + (0 if self._foot.isHidden() else self._buttons.sizeHint().height())
        x = (self.width() - width) // 2
        tight = wanted + self._saved(tight=self._is_tight) > self._room_beside(x, _MARGIN)
        wanted += self._saved(tight=self._is_tight) - self._saved(tight=tight)
        self._make_room(tight=tight)
        margin = _TIGHT_MARGIN if tight else _MARGIN
        room = self._room_beside(x, margin)
        height = min(wanted, room)
        y = max(margin, margin + (room - height) // 2 - _RISE)
        spot = QRect(x, y, width, height)
        if spot != self._card.geometry():
            self._card.setGeometry(spot)
            self._shadow = None
            self.update()

    def _make_room(self, *, tight: bool) -> None:
        """`tight`: the window is too low for the words and all the room around them."""
        self._is_tight = tight
        # The quiet button at the left stands further out, so that its word meets the edge of the words above.
        side, out = self._themes.gap(_SNUG if self._compact else _SIDE) - 1, self._themes.px(_OUT)
        for layout, around in (
            (self._column, self._around_words(tight=tight)),
            (self._buttons, self._around_buttons(tight=tight)),
        ):
            layout.setContentsMargins(side - out, around[0], side, around[1])

    def _around_buttons(self, *, tight: bool) -> tuple[int, int]:
        """What stands over and under the buttons."""
        px, gap = self._themes.px, self._themes.gap
        return (px(8), 0) if tight else (gap(16), max(0, gap(_BOTTOM) - px(_RADIUS)))

    def _around_words(self, *, tight: bool) -> tuple[int, int]:
        """What stands over and under the words."""
        gap, corner = self._themes.gap, self._themes.px(_RADIUS)
        if self._compact:
            return gap(_SNUG) - corner, gap(_SNUG) - corner
        return (gap(_SNUG) - corner, self._themes.px(4)) if tight else (gap(_TOP) - corner, gap(24))

    def _saved(self, *, tight: bool) -> int:
        """How much less room there is around words and buttons than the design has."""
        saved = sum(self._around_words(tight=False)) - sum(self._around_words(tight=tight))
        if not self._foot.isHidden():
            saved += sum(self._around_buttons(tight=False)) - sum(self._around_buttons(tight=tight))
        return saved

    def _stack_buttons(self, inner: int) -> None:
        """Those at the left stand over those at the right where one row has no room for both."""
        edges = self._buttons.contentsMargins()
        wanted = self._left.minimumSize().width() + self._right.minimumSize().width() + self._themes.px(8)
        beside = wanted + edges.left() + edges.right() <= inner
        direction = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        if direction != self._buttons.direction():
            self._buttons.setDirection(direction)

    def _has_buttons(self) -> bool:
        return self._left.count() > 1 or self._right.count() > 1

    def _room_beside(self, card_x: int, margin: int) -> int:
        """The height that is left for the card. Puts the button into its corner: it may need the room below."""
        room = self.height() - 2 * margin
        if self._corner is None:
            return room
        size, edge = self._corner.sizeHint(), self._themes.px(_MARGIN)
        below = self._themes.px(margin)
        self._corner.setGeometry(edge, self.height() - size.height() - below, size.width(), size.height())
        self._corner.raise_()
        return room - size.height() - below if card_x < edge + size.width() + _MARGIN else room

    def _paint_shadow(self) -> QPixmap:
        """Many thin layers, from 32 px outside of the card's edge to 32 px inside; painted once for a size."""
        reach, size = _SHADOW_BLUR, self._card.size()
        pixmap = QPixmap(size.width() + 2 * reach, size.height() + 2 * reach)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        strength = self._themes.theme.shadow_opacity
        colour = QColor(self._themes.theme.shadow)
        whole = QRectF(pixmap.rect())
        for step in range(reach):
            # Layers add up; the middle ones weigh most, as in a blur.
            near = (step + 0.5) / reach
            colour.setAlphaF(min(1.0, strength * 6 * near * (1 - near) / reach))
            inset = step * 2
            paint_box(
                painter,
                whole.adjusted(inset, inset, -inset, -inset),
                self._themes.px(_RADIUS) + max(0.0, reach - inset),
                colour,
                None,
            )
        painter.end()
        return pixmap

    def _theme_changed(self) -> None:
        px = self._themes.px
        # What scrolls must not cover the round corners, nor the line around the card.
        corner = px(_RADIUS)
        self._frame.setContentsMargins(1, corner, 1, corner)
        self._words.setContentsMargins(px(_OUT), 0, 0, 0)
        self.body.setContentsMargins(0, 0 if self._compact else px(8), 0, 0)
        self._make_room(tight=False)
        self.body.setSpacing(px(12 if self._compact else 24))
        self._left.setSpacing(px(8))
        self._right.setSpacing(px(8))
        self._shadow = None
        self._place()
        self.update()
