"""A refusal never leaves people without a sentence, and no sentence waits for a refusal that cannot come."""

from __future__ import annotations

import pkgutil
import re
from collections import Counter
from datetime import date
from importlib import import_module

from django.utils.translation import override

from saphan import words
from saphan.core.errors import NotFound, RuleBroken
from saphan.words.refusal import NOT_FOUND, UNEXPLAINED, sentence_of, sentences
from tests.i18n.raised import codes_in_source, refusals

VALUE = re.compile(r"%\((\w+)\)s")


def test_every_refusal_has_a_sentence() -> None:
    """What is not there needs none of its own: the general one must not say more than that."""
    known = sentences()
    speechless = [
        f"{each.code} ({each.place})"
        for each in refusals()
        if not any(each.matches(code) for code in known) and not _is_general(each.code, each.kind)
    ]
    assert speechless == []


def test_every_sentence_belongs_to_a_refusal() -> None:
    literals = codes_in_source()
    orphans = [
        code
        for code in sentences()
        if code not in literals and not any(each.matches(code) for each in refusals())
    ]
    assert orphans == []


def test_every_sentence_can_be_filled_in() -> None:
    """A lone percent sign would break the page that has to show the refusal."""
    for sentence in sentences().values():
        assert str(sentence) % dict.fromkeys(VALUE.findall(str(sentence)), "x")


def test_no_code_is_explained_in_two_tables() -> None:
    tables = [
        import_module(f"{words.__name__}.{module.name}").WORDS
        for module in pkgutil.iter_modules(words.__path__)
        if module.name != "refusal"
    ]
    counts = Counter(code for table in tables for code in table)
    assert [code for code, count in counts.items() if count > 1] == []


def test_every_value_of_a_sentence_comes_with_the_refusal() -> None:
    known = sentences()
    missing = [
        f"{each.code} ({each.place}) without {sorted(needed)}"
        for each in refusals()
        if each.code in known
        and each.values is not None
        and (needed := set(VALUE.findall(str(known[each.code]))) - each.values)
    ]
    assert missing == []


def test_a_sentence_says_days_as_its_language_does() -> None:
    error = RuleBroken("date.in_future", on=date(2026, 6, 16))
    told = {}
    for language in ("en", "zh-hans", "th"):
        with override(language):
            told[language] = sentence_of(error)
    assert told["en"].startswith("16 Jun 2026 has not come yet.")
    assert told["zh-hans"].startswith("2026年6月16日")
    assert "16 มิ.ย. 2569" in told["th"]


def test_a_sentence_joins_several_values_as_its_language_does() -> None:
    error = RuleBroken("attachment.type_not_allowed", allowed=["pdf", "png"])
    with override("en"):
        assert sentence_of(error).endswith("pdf, png.")
    with override("zh-hans"):
        assert sentence_of(error).endswith("pdf、png。")


def test_what_is_not_there_and_what_nobody_foresaw_have_general_sentences() -> None:
    assert sentence_of(NotFound("unicorn.not_found")) == NOT_FOUND
    assert sentence_of(RuleBroken("unicorn.not_ready")) == UNEXPLAINED


def _is_general(code: str, kind: str) -> bool:
    return kind == "NotFound" and code.endswith(".not_found")
