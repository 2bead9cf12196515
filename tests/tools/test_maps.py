"""The maps of the conversations are those of the scenarios as they are."""

from tools import draw_maps


def test_the_maps_are_up_to_date() -> None:
    assert draw_maps.TARGET.read_text(encoding="utf-8") == draw_maps.text(), "`make maps` draws them anew"
