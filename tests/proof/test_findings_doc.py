"""Every code stands in docs/findings.md, with how to mend it, and nothing else does; and every code is tried."""

from __future__ import annotations

import re
from pathlib import Path

from ipt_roleplay.proof.checks import RULES
from tests.proof.test_form_rules import PAIRS
from tests.proof.test_rules import CASES

ROOT = Path(__file__).parents[2]
HEADING = re.compile(r"^### ([EW]\d{3}) \S.*$", re.MULTILINE)


def test_the_page_has_every_code_of_the_source_once_and_in_order() -> None:
    source = "".join(file.read_text("utf-8") for file in (ROOT / "ipt_roleplay").rglob("*.py"))
    codes = HEADING.findall((ROOT / "docs" / "findings.md").read_text("utf-8"))
    assert codes == sorted(set(re.findall(r"\b[EW][1-5]\d\d\b", source)))


def test_each_part_says_how_to_mend_it() -> None:
    page = (ROOT / "docs" / "findings.md").read_text("utf-8")
    parts = re.split(r"^### ", page, flags=re.MULTILINE)[1:]
    assert [part.splitlines()[0] for part in parts if "*Mend:*" not in part] == []


def test_each_rule_is_named_after_its_code() -> None:
    names = [rule.__name__.partition("_")[0] for rule in RULES]
    assert len(set(names)) == len(names)
    assert all(re.fullmatch(r"[ew]\d{3}", name) for name in names)


def test_each_code_has_a_file_that_breaks_the_rule_and_one_that_just_keeps_it() -> None:
    """test_form_rules.py and test_rules.py try each of them."""
    codes = HEADING.findall((ROOT / "docs" / "findings.md").read_text("utf-8"))
    paired = {pair.code for pair in PAIRS.values()} | {code for code, _, _ in CASES.values()}
    assert sorted(paired) == codes
