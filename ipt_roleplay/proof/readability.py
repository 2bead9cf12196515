"""How many years of school a text asks for, and nothing else.

Kincaid, Fishburne, Rogers & Chissom (1975): Derivation of new readability formulas for Navy enlisted personnel,
Research Branch Report 8-75. The formula was fitted to English; the syllable counter below knows English spelling only.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*|\d+")
_SENTENCE_END = re.compile(r"[.!?…]+[\"'”’)\]]*(?:\s|$)")
_VOWELS = re.compile(r"[aeiouy]+")
_NOT = re.compile(r"(?<=[^aeiouyr])n't$")  # did-n't, but can't and aren't
_SILENT_END = re.compile(r"(?<=[^aeiouy])(?:e|es|ed)$")
_SILENT_INSIDE = re.compile(
    r"(?<=[aeiouy][^aeiouy])e(?=ly$|ful|less|ment|ness|thing|times$|one$|where|body|day|ry|ning$)"
)
_SOUNDED_END = re.compile(r"(?:[^aeiouyl]l(?:e|es|ed)|[td]ed|[cd]red|(?:[sxz]|ch|sh|c|g)es)$")
_TWO_SOUNDS = re.compile(
    r"i[ao](?!u)|(?<=[rd])ie(?=n[ct])|(?<=[du])iet|oe[mt]|(?<=[aeiouy][^aeiouy])ea$|(?<=cr)ea(?=t)|u[ao]|(?<!p)eo(?!us)"
    r"|y[aeiou](?=[^s]|s.)|[aeiou]ing$|thm$"
)
_ONE_SOUND = re.compile(r"[cst]i[aou](?=[nlu])|gi[ao]|[qg]u[aeo]|^y[aeiou]")


def grade(texts: Iterable[str]) -> float:
    """The Flesch-Kincaid grade of `texts` together: 0.39 words a sentence + 11.8 syllables a word - 15.59.

    Each text ends a sentence, whether it has a full stop or not. About 0 for first readers, 12 for a school leaver;
    0 where there is no word.
    """
    words: list[str] = []
    sentences = 0
    for text in texts:
        for sentence in _SENTENCE_END.split(text):
            if found := _WORD.findall(sentence):
                words += found
                sentences += 1
    if not words:
        return 0.0
    spoken = sum(map(syllables, words))
    return 0.39 * len(words) / sentences + 11.8 * spoken / len(words) - 15.59


@lru_cache(maxsize=8192)  # most words come again and again
def syllables(word: str) -> int:
    """About how many syllables an English word has; at least 1.

    Groups of vowels are counted, a silent -e, -es or -ed is not, and the vowel pairs that most often are two sounds
    (`diary`, `going`) count twice. It errs by one in a word in ten, up as often as down, which evens out over a text.
    """
    plain = _NOT.sub("ent", word.lower().replace("’", "'")).removesuffix("'s").replace("'", "")
    plain = _SILENT_INSIDE.sub("", plain)
    count = len(_VOWELS.findall(plain))
    if _SILENT_END.search(plain) and not _SOUNDED_END.search(plain):
        count -= 1
    count += len(_TWO_SOUNDS.findall(_ONE_SOUND.sub("#", plain)))
    return max(count, 1)
