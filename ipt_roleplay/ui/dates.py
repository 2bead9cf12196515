"""Days and times in words, as a person remembers them: “last night”, “Tuesday”, “3 March 2025”."""

from __future__ import annotations

from datetime import date, datetime

from PySide6.QtCore import QCoreApplication, QDate, QLocale

_EVENING, _MORNING = 18, 5


def day_words(day: date, today: date) -> str:
    """“Today”, “Yesterday”, the weekday for the last week, else the date; with its year where it is another one."""
    ago = (today - day).days
    if ago == 0:
        return _tr("Today")
    if ago == 1:
        return _tr("Yesterday")
    if 1 < ago < 7:
        return _shown(day, "dddd")
    return date_words(day, today)


def date_words(day: date, today: date) -> str:
    """“3 March”, or “3 March 2025” where that was another year."""
    return _shown(day, "d MMMM" if day.year == today.year else "d MMMM yyyy")


def ago_words(then: datetime, now: datetime) -> str:
    """When something was, to stand in a sentence: “earlier today”, “last night”, “on Tuesday”, “on 3 March”."""
    day, today = then.date(), now.date()
    ago = (today - day).days
    if ago == 1:
        return _tr("last night") if then.hour >= _EVENING else _tr("yesterday")
    if ago == 0:
        return _tr("last night") if then.hour < _MORNING <= now.hour else _tr("earlier today")
    return _tr("on {day}").format(day=day_words(day, today))


def time_words(then: datetime) -> str:
    return f"{then:%H:%M}"


def _shown(day: date, form: str) -> str:
    # Not strftime: its language is the system's, and the rest of the sentence is ours.
    return QLocale(QLocale.Language.English).toString(QDate(day.year, day.month, day.day), form)


def _tr(words: str) -> str:
    return QCoreApplication.translate("Dates", words)
