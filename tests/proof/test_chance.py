"""Random play, solved and not sampled."""

from __future__ import annotations

import pytest

from ipt_roleplay.proof.chance import Chances
from ipt_roleplay.proof.explore import idle, walk_days
from ipt_roleplay.scenario.story import Story
from tests.scenario_text import choice, ending, node, story_of

ENDINGS = {"won": ending(), "lost": ending("unsaid", "refused")}


def chances(story: Story) -> Chances:
    graph = walk_days(story).graphs["ordinary"]
    won = [state for state in graph.endings if graph.targets[state] == len(story.nodes)]
    return Chances(graph, won, idle)


def test_a_road_without_loops() -> None:
    story = story_of(
        {"one": node(choice("a", "won"), choice("b", "two")), "two": node(choice("c", "won"), choice("d", "lost"))},
        endings=ENDINGS,
    )
    solved = chances(story)
    assert solved.of_state[0] == pytest.approx(0.75)
    assert solved.by_choice() == {
        0: pytest.approx((0.5, 0.5)),
        1: pytest.approx((0.5, 0.25)),
        2: pytest.approx((0.25, 0.25)),
        3: pytest.approx((0.25, 0.0)),
    }


def test_a_choice_that_leads_back_to_its_own_node() -> None:
    story = story_of(
        {"one": node(choice("again", "one"), choice("a", "won"), choice("b", "lost"))},
        endings=ENDINGS,
    )
    solved = chances(story)
    assert solved.of_state[0] == pytest.approx(0.5)
    assert solved.visits[0] == pytest.approx(1.5)  # 1 + 1/3 + 1/9 + …


def test_the_ruin_of_a_gambler() -> None:
    """Steps of one up and down, from 4, to 10 or to 0: the chance of 10 is 4/10, the steps taken 4 · 6 on average."""
    story = story_of(
        {
            "table": node(
                choice("up", [{"when": "clarity == 10", "to": "won"}, {"to": "table"}], effect={"clarity": 1}),
                choice("down", [{"when": "clarity == 0", "to": "lost"}, {"to": "table"}], effect={"clarity": -1}),
            )
        },
        gauges={"clarity": 4},
        endings=ENDINGS,
    )
    solved = chances(story)
    assert solved.of_state[0] == pytest.approx(0.4, abs=1e-6)
    assert sum(picked for picked, _ in solved.by_choice().values()) == pytest.approx(24, abs=1e-5)
