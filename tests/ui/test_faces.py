"""The drawn faces: their data, the painting of every person in every mood, and the change between moods."""

import itertools
import re
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QRectF, QSize, Qt, QVariantAnimation, qInstallMessageHandler
from PySide6.QtGui import QAccessible, QImage, QPainter
from pytestqt.qtbot import QtBot

from ipt_roleplay.resources import assets
from ipt_roleplay.ui.faces.catalogue import FaceDataError, Faces, load_faces
from ipt_roleplay.ui.faces.mood import MOOD_FIELDS, MOOD_IDS, Mood, blend
from ipt_roleplay.ui.faces.painter import paint_face
from ipt_roleplay.ui.faces.person import Person
from ipt_roleplay.ui.faces.portrait import CHANGE_MS, FacePortrait, face_pixmap
from ipt_roleplay.ui.faces.sheet import contact_sheet

PEOPLE = ("amina", "dana", "helmut", "ilse", "jo", "marcus", "mei", "priya", "ravi", "tom", "viktor", "zuri")
FOLDER = assets() / "faces"


@pytest.fixture(scope="module")
def faces() -> Faces:
    return load_faces(FOLDER)


def picture(person: Person, mood: Mood, size: int, *, dark: bool = False) -> QImage:
    image = QImage(size, size, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    area = QRectF(0, 0, size, size)
    paint_face(painter, area, person, mood, dark=dark, shape="round" if size < 100 else "photo")
    painter.end()
    return image


def greys(image: QImage) -> bytes:
    grey = image.convertToFormat(QImage.Format.Format_Grayscale8)
    width = grey.width()
    assert grey.bytesPerLine() == width, "the sizes in these tests are multiples of four"
    return bytes(grey.constBits())


def difference(first: bytes, second: bytes) -> float:
    """Mean difference of the grey values, 0 to 255."""
    return sum(abs(a - b) for a, b in zip(first, second, strict=True)) / len(first)


# ---- data


def test_all_people_and_moods_are_there(faces: Faces) -> None:
    assert tuple(sorted(faces.people)) == PEOPLE
    assert tuple(faces.moods) == MOOD_IDS
    assert len(MOOD_IDS) == 14


def test_words_complete_the_sentence(faces: Faces) -> None:
    words = [faces.looks(mood_id) for mood_id in MOOD_IDS]
    assert len(set(words)) == len(words)
    assert all(re.fullmatch(r"[a-z]+( [a-z]+)*", word) for word in words)


def test_unknown_ids_are_named(faces: Faces) -> None:
    with pytest.raises(FaceDataError, match="no face called 'nobody'"):
        faces.person("nobody")
    with pytest.raises(FaceDataError, match="no mood called 'smug'"):
        faces.mood("smug")


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("id: dana", "id: diana", r"dana.yaml: 'id' should be 'dana' like the file, but is 'diana'\."),
        ("age: 0.3", "age: old", r"dana.yaml: 'age' should be a number from 0 to 1, but it is 'old'\."),
        ("age: 0.3", "age: 7", r"'age' should be a number from 0 to 1, but it is 7\."),
        (
            "style: bob",
            "style: mohawk",
            r"dana.yaml, hair: 'style' should be one of afro, .*, but it is 'mohawk'",
        ),
        ('base: "#E8BC98"', "base: beige", r"dana.yaml, skin: 'base' should be a colour such as"),
        ("backdrop:", "background:", r"'backdrop' should be a colour such as '#5A3A28', but it is missing\."),
        ("jaw: 0.262", "jawline: 0.262", r"dana.yaml, head: 'jawline' is not something a face has\."),
        ("head: {jaw: 0.262, chin: 0.115}", "head: round", r"should hold 'key: value' lines, but is 'round'"),
        ("skin: {", "skin: [", r"dana.yaml is not valid YAML near line \d+\."),
    ],
)
def test_a_mistake_is_told_in_one_sentence(tmp_path: Path, old: str, new: str, message: str) -> None:
    text = (FOLDER / "dana.yaml").read_text(encoding="utf-8")
    assert old in text
    (tmp_path / "dana.yaml").write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(FaceDataError, match=message) as caught:
        load_faces(tmp_path)
    assert "\n" not in str(caught.value)


def test_a_missing_mood_is_named(tmp_path: Path) -> None:
    (tmp_path / "dana.yaml").write_bytes((FOLDER / "dana.yaml").read_bytes())
    text = (FOLDER / "moods.yaml").read_text(encoding="utf-8")
    (tmp_path / "moods.yaml").write_text(text.replace("\nguarded:", "\nshy:"), encoding="utf-8")
    with pytest.raises(FaceDataError, match="'shy' is not one of the fourteen moods"):
        load_faces(tmp_path)
    (tmp_path / "moods.yaml").write_text(text.split("\nguarded:", maxsplit=1)[0], encoding="utf-8")
    with pytest.raises(FaceDataError, match="the mood 'guarded' is missing"):
        load_faces(tmp_path)


def test_a_blend_starts_and_ends_exactly(faces: Faces) -> None:
    start, end = faces.mood("angry"), faces.mood("relieved")
    assert blend(start, end, 0.0) == start
    assert blend(start, end, 1.0) == end
    middle = blend(start, end, 0.5)
    for name in MOOD_FIELDS:
        assert getattr(middle, name) == pytest.approx((getattr(start, name) + getattr(end, name)) / 2)


# ---- painting


@pytest.mark.parametrize("size", [48, 240])
@pytest.mark.parametrize("face_id", PEOPLE)
def test_every_mood_paints_without_a_warning(qtbot: QtBot, faces: Faces, face_id: str, size: int) -> None:
    messages: list[str] = []
    previous = qInstallMessageHandler(lambda _kind, _context, text: messages.append(str(text)))
    try:
        for mood_id, dark in itertools.product(MOOD_IDS, (False, True)):
            picture(faces.person(face_id), faces.mood(mood_id), size, dark=dark)
    finally:
        qInstallMessageHandler(previous)
    assert messages == []


@pytest.mark.parametrize("face_id", PEOPLE)
def test_moods_differ_at_48_px(qtbot: QtBot, faces: Faces, face_id: str) -> None:
    """A measure of pixels, not of people: no two moods of a person may come near to one picture."""
    person = faces.person(face_id)
    seen = {mood_id: greys(picture(person, faces.mood(mood_id), 48)) for mood_id in MOOD_IDS}
    for first, second in itertools.combinations(MOOD_IDS, 2):
        assert difference(seen[first], seen[second]) > 2.0, f"{first} and {second} look alike"


def test_people_differ_at_48_px(qtbot: QtBot, faces: Faces) -> None:
    rest = faces.mood("neutral")
    seen = [greys(picture(person, rest, 48)) for person in faces.people.values()]
    assert min(difference(a, b) for a, b in itertools.combinations(seen, 2)) > 6.0


@pytest.mark.parametrize("pair", [("surprised", "relieved"), ("angry", "relieved"), ("tired", "anxious")])
@pytest.mark.parametrize("face_id", ["dana", "marcus", "mei"])
def test_nothing_pops_on_the_way(qtbot: QtBot, faces: Faces, face_id: str, pair: tuple[str, str]) -> None:
    """Small steps of the change make small steps of the picture, also where an eye closes."""
    person = faces.person(face_id)
    # The pose is left out: a head that moves would hide a jump in the eyes.
    start, end = (replace(faces.mood(name), tilt=0, turn=0, nod=0, shoulders=0) for name in pair)
    steps = 40
    moods = [blend(start, end, step / steps) for step in range(steps + 1)]
    # Only the eyes are measured, where the study's faces popped; in a whole picture it would drown.
    frames = [greys(picture(person, mood, 240).copy(72, 92, 96, 44)) for mood in moods]
    jumps = [difference(a, b) for a, b in itertools.pairwise(frames)]
    for before, jump, after in zip(jumps, jumps[1:], jumps[2:], strict=False):
        assert jump < 1.3 * max(before, after) + 0.005, "one step is much larger than its neighbours"


def test_the_corners_of_a_round_portrait_stay_free(qtbot: QtBot, faces: Faces) -> None:
    image = face_pixmap(
        faces.person("dana"), faces.mood("neutral"), QSize(48, 48), 2.0, dark=False, shape="round"
    ).toImage()
    assert image.size() == QSize(96, 96)
    assert image.devicePixelRatio() == 2.0
    assert image.pixelColor(1, 1).alpha() == 0
    assert image.pixelColor(48, 48).alpha() == 255


def test_the_painter_comes_back_as_it_was(qtbot: QtBot, faces: Faces) -> None:
    image = QImage(64, 64, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    paint_face(painter, QRectF(0, 0, 64, 64), faces.person("tom"), faces.mood("sad"), dark=True)
    assert painter.transform().isIdentity()
    assert not painter.hasClipping()
    paint_face(painter, QRectF(), faces.person("tom"), faces.mood("sad"), dark=True)
    painter.end()


def test_a_contact_sheet_has_a_row_for_each_person(qtbot: QtBot, faces: Faces) -> None:
    one = contact_sheet(faces, ["dana"], ["sad"], size=(48, 48), captions=False)
    four = contact_sheet(faces, ["dana", "tom"], ["sad", "warm"], size=(48, 48), captions=False, dark=True)
    assert four.width() - 12 == 2 * (one.width() - 12)
    assert four.height() - 12 == 2 * (one.height() - 12)
    assert not contact_sheet(faces, size=(16, 16)).isNull()


# ---- the widget


@pytest.fixture
def portrait(qtbot: QtBot, faces: Faces) -> FacePortrait:
    widget = FacePortrait(faces, "dana")
    qtbot.addWidget(widget)
    widget.show()
    qtbot.waitExposed(widget)
    return widget


def timers(widget: FacePortrait) -> list[QVariantAnimation]:
    return [child for child in widget.findChildren(QVariantAnimation) if child.state() != child.State.Stopped]


def test_a_change_ends_exactly_at_the_mood(qtbot: QtBot, faces: Faces, portrait: FacePortrait) -> None:
    portrait.set_mood("cheerful")
    assert portrait.moving
    assert portrait.mood_id == "cheerful"
    qtbot.waitUntil(lambda: not portrait.moving, timeout=CHANGE_MS * 20)
    assert portrait.shown_mood == faces.mood("cheerful")
    assert timers(portrait) == []
    ratio = portrait.devicePixelRatioF()
    still = face_pixmap(faces.person("dana"), faces.mood("cheerful"), portrait.size(), ratio, dark=False)
    portrait.repaint()
    assert portrait.pixmap().toImage() == still.toImage()


def test_an_interrupted_change_goes_on_from_where_it_is(faces: Faces, portrait: FacePortrait) -> None:
    portrait.set_mood("angry")
    clock = portrait.findChild(QVariantAnimation)
    assert clock is not None
    clock.setCurrentTime(CHANGE_MS // 3)
    halfway = portrait.shown_mood
    assert halfway not in (faces.mood("neutral"), faces.mood("angry"))
    portrait.set_mood("relieved")
    assert portrait.shown_mood == halfway
    clock.setCurrentTime(1)
    for name in MOOD_FIELDS:
        whole_way = abs(getattr(faces.mood("relieved"), name) - getattr(halfway, name))
        assert abs(getattr(portrait.shown_mood, name) - getattr(halfway, name)) <= 0.05 * whole_way + 1e-9
    clock.setCurrentTime(CHANGE_MS)
    assert portrait.shown_mood == faces.mood("relieved")
    assert timers(portrait) == []


def test_with_reduced_motion_a_change_is_instant(faces: Faces, portrait: FacePortrait) -> None:
    portrait.set_reduced_motion(True)
    portrait.set_mood("sad")
    assert not portrait.moving
    assert portrait.shown_mood == faces.mood("sad")
    assert timers(portrait) == []


def test_reducing_motion_ends_a_running_change(faces: Faces, portrait: FacePortrait) -> None:
    portrait.set_mood("sad")
    assert portrait.moving
    portrait.set_reduced_motion(True)
    assert not portrait.moving
    assert portrait.shown_mood == faces.mood("sad")


def test_without_animation_a_change_is_instant(faces: Faces, portrait: FacePortrait) -> None:
    portrait.set_mood("warm")
    portrait.set_mood("hurt", animate=False)
    assert not portrait.moving
    assert portrait.shown_mood == faces.mood("hurt")
    assert timers(portrait) == []


def test_hiding_leaves_no_timer(faces: Faces, portrait: FacePortrait) -> None:
    portrait.set_mood("anxious")
    portrait.hide()
    assert timers(portrait) == []
    assert portrait.shown_mood == faces.mood("anxious")
    portrait.set_mood("tired")  # a face that nobody sees does not move
    assert timers(portrait) == []
    assert portrait.shown_mood == faces.mood("tired")


def test_a_still_face_is_painted_once(portrait: FacePortrait, monkeypatch: pytest.MonkeyPatch) -> None:
    painted: list[object] = []

    def note(*args: object, **_options: object) -> None:
        painted.append(args)

    monkeypatch.setattr("ipt_roleplay.ui.faces.painter.paint_face", note)
    for _ in range(3):
        portrait.repaint()
    assert painted == []
    portrait.set_dark(True)
    portrait.repaint()
    portrait.repaint()
    assert len(painted) == 1


def test_another_person_comes_at_once(faces: Faces, portrait: FacePortrait) -> None:
    portrait.repaint()
    before = portrait.pixmap().toImage()
    portrait.set_person("marcus", "warm")
    assert not portrait.moving
    portrait.repaint()
    assert portrait.pixmap().toImage() != before


def test_assistive_technology_finds_a_graphic_with_a_name(portrait: FacePortrait) -> None:
    portrait.setAccessibleName("Dana, looks sad")
    interface = QAccessible.queryAccessibleInterface(portrait)
    assert interface.role() == QAccessible.Role.Graphic
    assert interface.text(QAccessible.Text.Name) == "Dana, looks sad"
    portrait.set_mood("sad")
    assert interface.role() == QAccessible.Role.Graphic


# ---- small pictures, kept for the next start


def kept_faces(folder: Path) -> Faces:
    faces = Faces(FOLDER)
    faces.know({"neutral": "calm"}, folder)
    return faces


def seen(qtbot: QtBot, faces: Faces, mood_id: str = "neutral") -> QImage:
    widget = FacePortrait(faces, "dana", mood_id, shape="round")
    qtbot.addWidget(widget)
    widget.repaint()
    widget.grab()
    return widget.pixmap().toImage()


def test_a_face_at_rest_is_not_drawn_at_the_next_start(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = seen(qtbot, kept_faces(tmp_path / "kept"))

    def never(*_args: object, **_options: object) -> None:
        raise AssertionError("it was drawn")

    monkeypatch.setattr("ipt_roleplay.ui.faces.painter.paint_face", never)
    again = seen(qtbot, kept_faces(tmp_path / "kept"))
    assert difference(greys(first), greys(again)) < 1


def test_of_moods_nothing_is_kept(qtbot: QtBot, tmp_path: Path) -> None:
    seen(qtbot, kept_faces(tmp_path / "kept"), "sad")
    assert not (tmp_path / "kept").exists()


@pytest.mark.parametrize("damage", [b"", b"not a picture", None])
def test_a_damaged_picture_costs_time_and_nothing_else(qtbot: QtBot, tmp_path: Path, damage: bytes | None) -> None:
    first = seen(qtbot, kept_faces(tmp_path / "kept"))
    (file,) = (tmp_path / "kept").rglob("*.png")
    file.write_bytes(file.read_bytes()[:-200] if damage is None else damage)
    assert seen(qtbot, kept_faces(tmp_path / "kept")) == first
    assert difference(greys(seen(qtbot, kept_faces(tmp_path / "kept"))), greys(first)) < 1, "and it is mended"


def test_where_nothing_can_be_kept_faces_are_drawn(qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "kept").write_text("a file where the folder should be")
    assert not seen(qtbot, kept_faces(tmp_path / "kept")).isNull()


def test_pictures_of_an_older_edition_go(qtbot: QtBot, tmp_path: Path) -> None:
    old = tmp_path / "kept" / "an older edition"
    old.mkdir(parents=True)
    seen(qtbot, kept_faces(tmp_path / "kept"))
    assert not old.exists()
