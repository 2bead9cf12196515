"""Files with one thing far too often in them: what grows faster than the file is found here."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from random import Random

_NODE = "  n{}: {{partner: a, choices: [{{id: a, say: a, stance: barbed, heard: a, feedback: a{}, next: {}{}}}]}}\n"
_CHOICE = "      - {{id: c{}, say: a, stance: barbed, heard: a, feedback: a{}, next: {}{}}}\n"


def swollen(text: str, chance: Random) -> tuple[str, str]:
    """A file near or over one of the limits, and the name of what is too much in it."""
    name = chance.choice(tuple(MAKERS))
    return name, MAKERS[name](text, int(10 ** chance.uniform(1, 5)))


def _keys(text: str, count: int) -> str:
    return text + "".join(f"k{number}: x\n" for number in range(count))


def _same_key(text: str, count: int) -> str:
    return text + "title: x\n" * count


def _hidden_keys(text: str, count: int) -> str:
    return text + "".join(f"\u202ek{number}: x\n" for number in range(count))


def _flags(text: str, count: int) -> str:
    """So many flags, of which a condition reads the last."""
    names = [f"f{number}" for number in range(count)]
    text = re.sub(r"^flags: *\[", f"flags: [{', '.join(names)}, ", text, count=1, flags=re.M)
    text = re.sub(r"^flags:\n", "flags:\n" + "".join(f"- {name}\n" for name in names), text, flags=re.M)
    return re.sub(r"when: .*", f"when: f{count - 1}", text, count=1)


def _notes(text: str, count: int) -> str:
    return re.sub(r"^content_notes:.*\n(- .*\n)*", f"content_notes: [{'a, ' * count}b]\n", text, flags=re.M)


def _unknown_skills(text: str, count: int) -> str:
    return re.sub(r"stance: \w+\n", lambda found: f"{found[0]}        skills: [{'cl, ' * count}b]\n", text, count=1)


def _nodes(text: str, first: str, nodes: str) -> str:
    """`text` with other nodes."""
    head, _, rest = re.sub(r"^start: .*", f"start: {first}", text, flags=re.M).partition("\nnodes:")
    return f"{head}\nnodes:\n{nodes}endings:{rest.partition(f'{chr(10)}endings:')[2]}"


def _an_ending(text: str) -> str:
    found = re.search(r"^endings:\s+([a-z0-9-]+):", text, flags=re.M)
    return found[1] if found else "over"


def _wrong_targets(text: str, count: int) -> str:
    return _nodes(text, "n0", "".join(_NODE.format(number, number, f"m{number}", "") for number in range(count)))


def _chain(text: str, count: int) -> str:
    """Each node leads to the next, and what the last reads is alive in all of them."""
    nodes = (
        _NODE.format(number, number, f"n{number + 1}" if number < count - 1 else _an_ending(text), ", once: true")
        for number in range(count)
    )
    return _nodes(text, "n0", "".join(nodes))


def _chain_back(text: str, count: int) -> str:
    nodes = (
        _NODE.format(number, number, f"n{number - 1}" if number else _an_ending(text), ", once: true")
        for number in range(count)
    )
    return _nodes(text, f"n{count - 1}", "".join(nodes))


def _visits(text: str, count: int) -> str:
    """A chain in which each condition asks for the visit before."""
    nodes = (
        _NODE.format(
            number,
            number,
            f"n{number + 1}" if number < count - 1 else _an_ending(text),
            f", when: \"turn > 0 or visited('n{max(0, number - 1)}')\"",
        )
        for number in range(count)
    )
    return _nodes(text, "n0", "".join(nodes))


def _answers(more: str, to: str = "") -> Callable[[str, int], str]:
    """One node with so many answers."""

    def make(text: str, count: int) -> str:
        choices = (
            _CHOICE.format(number, number, to or _an_ending(text), more.replace("%", str(number % 12)))
            for number in range(count)
        )
        return _nodes(text, "n0", f"  n0:\n    partner: a\n    choices:\n{''.join(choices)}")

    return make


def _many_states(text: str, count: int) -> str:
    """Flags that are set in any order: two to the power of their number."""
    count = min(count, 60)
    text = re.sub(r"when: .*", "when: turn > 1", text)
    text = _flags(text, count)
    choices = "".join(
        _CHOICE.format(number, number, "n0", f", when: not f{number}, set: [f{number}]") for number in range(count)
    )
    leave = _CHOICE.format("e", "e", _an_ending(text), "")
    return _nodes(text, "n0", f"  n0:\n    partner: a\n    choices:\n{choices}{leave}")


def _variants(text: str, count: int) -> str:
    new = "heard:\n" + "".join(f"          - {{when: tension > 3, say: a{number}}}\n" for number in range(count))
    return re.sub(r"heard: .*\n", f"{new}          - {{say: b}}\n", text, count=1)


def _long_condition(text: str, count: int) -> str:
    return re.sub(r"when: .*", f"when: {'turn > 3 or ' * min(count, 900)}turn > 4", text, count=1)


def _deep_condition(text: str, count: int) -> str:
    return re.sub(r"when: .*", f"when: {'(' * min(count, 9900)}turn > 4", text, count=1)


def _long_text(text: str, count: int) -> str:
    return re.sub(r"title: .*", f"title: {'very ' * count}long", text, count=1)


def _long_key(text: str, count: int) -> str:
    return f"? {'k' * count}\n: x\n{text}"


def _long_anchor(text: str, count: int) -> str:
    return re.sub(r"title: ", f"title: &{'a' * count} ", text, count=1)


def _long_tag(text: str, count: int) -> str:
    return re.sub(r"title: ", f"title: !{'a' * count} ", text, count=1)


def _long_name(text: str, count: int) -> str:
    return re.sub(r"next: .*", f"next: {'a' * count}", text, count=1)


def _lists(text: str, count: int) -> str:
    return re.sub(r"title: .*", f"title: {'[' * count}", text, count=1)


def _lists_in_lines(text: str, count: int) -> str:
    return re.sub(r"title: .*", f"title:\n  {'- ' * count}a", text, count=1)


def _maps(text: str, count: int) -> str:
    return re.sub(r"title: .*", f"title: {'{a: ' * count}", text, count=1)


def _keys_of_keys(text: str, count: int) -> str:
    return re.sub(r"title: .*", f"title: {'{? ' * count}", text, count=1)


def _aliases(text: str, count: int) -> str:
    return re.sub(r"title: .*", f"title: &a [{'*a, ' * count}]", text, count=1)


def _documents(text: str, count: int) -> str:
    return "--- {}\n" * count + text


def _comments(text: str, count: int) -> str:
    return "# a line\n" * count + text


def _blank_lines(text: str, count: int) -> str:
    return re.sub(r"title: ", f"title: a{chr(10) * count}  ", text, count=1)


def _quotes(text: str, count: int) -> str:
    escapes = "\\x41\\u0042" * count
    return re.sub(r"title: .*", lambda found: f'title: "{escapes}"', text, count=1)


MAKERS: Mapping[str, Callable[[str, int], str]] = {
    "unknown keys": _keys,
    "one key again and again": _same_key,
    "keys with hidden characters": _hidden_keys,
    "flags": _flags,
    "notes": _notes,
    "unknown skills": _unknown_skills,
    "unknown targets": _wrong_targets,
    "a long chain": _chain,
    "a long chain backwards": _chain_back,
    "visits": _visits,
    "answers": _answers(""),
    "answers with conditions": _answers(", when: tension > %"),
    "answers in turn": _answers(", when: turn == %, effect: {tension: 1}", "n0"),
    "answers once": _answers(", once: true", "n0"),
    "states": _many_states,
    "variants": _variants,
    "a long condition": _long_condition,
    "a deep condition": _deep_condition,
    "a long text": _long_text,
    "a long key": _long_key,
    "a long anchor": _long_anchor,
    "a long tag": _long_tag,
    "a long name": _long_name,
    "lists in lists": _lists,
    "lists in lists, in lines": _lists_in_lines,
    "mappings in mappings": _maps,
    "keys that are mappings": _keys_of_keys,
    "aliases": _aliases,
    "documents": _documents,
    "comments": _comments,
    "blank lines": _blank_lines,
    "escapes": _quotes,
}
