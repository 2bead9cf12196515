"""Draw the map of every shipped conversation into docs/maps.md: `make maps`.

A place is a box, an ending is rounded; an arrow stands for all answers that can lead from one to the other.
"""

from __future__ import annotations

from pathlib import Path

from ipt_roleplay import load, resources
from ipt_roleplay.scenario.library import scenario_files
from ipt_roleplay.scenario.story import Story

TARGET = Path(__file__).resolve().parent.parent / "docs" / "maps.md"
_HEAD = """# Maps of the conversations

Written by `make maps`; [library.md](library.md) tells what they are about. A place is a box, an ending is rounded, and
an arrow stands for all answers that can lead from one to the other. The endings are named here: who wants to find them
by playing should not look.
"""


def text() -> str:
    """The whole page."""
    stories = sorted(map(load, scenario_files(resources.scenarios())), key=lambda story: story.title)
    return "\n".join((_HEAD, *map(drawn, stories)))


def drawn(story: Story) -> str:
    """One conversation as a Mermaid flowchart."""
    lines = [f"## {story.title} (`{story.id}`)", "", "```mermaid", "flowchart TD"]
    lines += [f"    {node.id}[{node.id}]" for node in story.nodes]
    lines += [f'    {ending.id}(["{ending.title}"])' for ending in story.endings]
    arrows = {
        (node.id, story.node_id(route.to)): None
        for node in story.nodes
        for choice in node.choices
        for route in choice.routes
    }
    lines += [f"    {start} --> {end}" for start, end in arrows]
    return "\n".join((*lines, "```", ""))


if __name__ == "__main__":
    TARGET.write_text(text(), encoding="utf-8", newline="\n")
