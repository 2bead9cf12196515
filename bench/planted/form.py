"""What is not written as the form asks for it: the format says that it must be otherwise."""

from __future__ import annotations

from collections.abc import Iterator

from bench.planted.places import (
    REFUSED,
    Planted,
    all_choices,
    at,
    choice_path,
    kind,
    lists,
)
from bench.planted.tale import Met, Tale


@kind
def flag_set_and_cleared(tale: Tale, met: Met) -> Iterator[Planted]:
    for node, index in all_choices(tale):
        if flags := tale.choices(node)[index].get("set"):
            new = tale.copy()
            choice = new.choices(node)[index]
            choice["clear"] = [*choice.get("clear", ()), flags[0]]
            yield Planted(new, ("E310",), choice_path(node, index, "set", 0), REFUSED, "it is both set and cleared")


@kind
def start_out_of_range(tale: Tale, met: Met) -> Iterator[Planted]:
    for gauge, value in (("tension", "11"), ("clarity", "-1"), ("connection", "12"), ("self_respect", "100")):
        new = tale.copy()
        new.form.setdefault("gauges", {})[gauge] = value
        yield Planted(new, ("E203",), ("gauges", gauge), REFUSED, "gauges are 0-10")


@kind
def last_variant_with_a_condition(tale: Tale, met: Met) -> Iterator[Planted]:
    for path, _ in lists(tale):
        new = tale.copy()
        variants = at(new, path)
        variants[-1]["when"] = "tension <= 5"
        yield Planted(new, ("E309",), (*path, len(variants) - 1), REFUSED, "where it does not hold, there is no text")


@kind
def variant_without_condition_before_the_last(tale: Tale, met: Met) -> Iterator[Planted]:
    for path, _ in lists(tale):
        new = tale.copy()
        del at(new, path)[0]["when"]
        yield Planted(new, ("E309",), (*path, 0), REFUSED, "those below it can never count")


@kind
def nothing_better_for_a_fault(tale: Tale, met: Met) -> Iterator[Planted]:
    for node, index in all_choices(tale):
        if tale.choices(node)[index].get("faults"):
            new = tale.copy()
            del new.choices(node)[index]["better"]
            yield Planted(new, ("E312",), choice_path(node, index), REFUSED, "a choice with a fault needs `better`")


@kind
def neither_said_nor_done(tale: Tale, met: Met) -> Iterator[Planted]:
    for node, index in all_choices(tale):
        new = tale.copy()
        for key in ("say", "do"):
            new.choices(node)[index].pop(key, None)
        yield Planted(new, ("E312",), choice_path(node, index), REFUSED, "a choice needs `say` or `do`")


@kind
def no_explanation(tale: Tale, met: Met) -> Iterator[Planted]:
    for node, index in all_choices(tale):
        new = tale.copy()
        del new.choices(node)[index]["feedback"]
        yield Planted(new, ("E202",), choice_path(node, index), REFUSED, "a choice needs `feedback`")


@kind
def misspelt_key(tale: Tale, met: Met) -> Iterator[Planted]:
    for node, index in all_choices(tale):
        if "effect" in tale.choices(node)[index]:
            new = tale.copy()
            choice = new.choices(node)[index]
            choice["efect"] = choice.pop("effect")
            yield Planted(new, ("E201",), choice_path(node, index, "efect"), REFUSED, "the format has no such key")


@kind
def condition_that_does_not_parse(tale: Tale, met: Met) -> Iterator[Planted]:
    for (path, _), wrong in zip(
        lists(tale), ("tension => 5", "tension > clarity", "not", "clarity >= 5.5") * 30, strict=False
    ):
        new = tale.copy()
        at(new, path)[0]["when"] = wrong
        yield Planted(new, ("E308",), (*path, 0, "when"), REFUSED, "it is not of the language", value=True)
