"""No sentence of the program, and no word of its catalogues, holds a word that is never said on the screen."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

import ipt_roleplay
from ipt_roleplay import resources
from tests.ui.driver import BANNED

SOURCES = sorted((Path(ipt_roleplay.__file__).parent / "ui").rglob("*.py"))


def sentences(source: str) -> Iterator[str]:
    """What is given to `tr` or `translate`."""
    for node in ast.walk(ast.parse(source)):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and node.func.attr in ("tr", "translate")
        ):
            for argument in node.args:
                if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
                    yield argument.value


def test_no_sentence_of_the_window_holds_one() -> None:
    said = [words for file in SOURCES for words in sentences(file.read_text(encoding="utf-8"))]
    assert len(said) > 300, "they are found at all"
    assert not [words for words in said if BANNED.search(words)]


def shown(node: object) -> Iterator[str]:
    """Names and explanations of the catalogues; their ids are never shown."""
    if isinstance(node, dict):
        for value in node.values():
            yield from shown(value)
    elif isinstance(node, list):
        for value in node:
            yield from shown(value)
    elif isinstance(node, str) and " " in node:
        yield node


@pytest.mark.parametrize("name", ["skills.yaml", "faces/moods.yaml"])
def test_no_word_of_the_catalogues_is_one(name: str) -> None:
    read = yaml.load((resources.assets() / name).read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    assert not [words for words in shown(read) if BANNED.search(words)]


def test_the_check_finds_one() -> None:
    assert [*sentences('self.tr("You failed twice.")')] == ["You failed twice."]
    assert BANNED.search("You failed twice.")
