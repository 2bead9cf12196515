"""The circles of a graph: its strongly connected components, found by their paths.

Gabow (2000): Path-based depth-first search for strong and biconnected components.
"""

from __future__ import annotations

from collections.abc import Sequence


def circles(leads: Sequence[Sequence[int]]) -> list[list[int]]:
    """Each after those that it leads to, inside each the last found first. Most have one state.

    Args:
        leads: to which states each state leads; all of them are reached from state 0.
    """
    closed = len(leads) + 1  # above every number by which an open state is found
    found = [0] * len(leads)
    count, found[0] = 1, 1
    still_open = [0]
    road = [(0, iter(leads[0]))]  # from state 0 to where one stands, with what each state still leads to
    begins = [1]  # the numbers of those on the road that may be the first of their circle
    circles: list[list[int]] = []
    while road:
        state, onward = road[-1]
        for target in onward:
            number = found[target]
            if not number:
                count += 1
                found[target] = count
                still_open.append(target)
                begins.append(count)
                road.append((target, iter(leads[target])))
                break
            while number < begins[-1]:  # back to an open state: all since then is one circle with it
                begins.pop()
        else:
            road.pop()
            if begins[-1] == found[state]:
                begins.pop()
                circle: list[int] = []
                while found[state] != closed:
                    last = still_open.pop()
                    found[last] = closed
                    circle.append(last)
                circles.append(circle)
    return circles
