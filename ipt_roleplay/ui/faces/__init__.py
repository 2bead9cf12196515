"""Faces drawn from numbers: people, moods, and the widget that moves a face between moods."""
