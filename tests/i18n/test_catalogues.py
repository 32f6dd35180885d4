"""Chinese and Thai are equal to English: nothing is missing, guessed, stale or broken."""

from __future__ import annotations

import gettext
import shutil
import subprocess
import sys
from pathlib import Path

import polib
import pytest

from saphan.cli.checks.translations import findings
from tests.i18n.catalogue import LANGUAGES, LOCALE, PLACEHOLDER, Key, catalogue, key_of, texts, translated

HAS_GETTEXT = shutil.which("xgettext") and shutil.which("msgmerge")


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_is_missing_or_guessed(language: str) -> None:
    texts = catalogue(language)
    assert [entry.msgid for entry in texts if entry.fuzzy or not translated(entry)] == []
    assert texts.obsolete_entries() == []


def test_the_check_for_operators_agrees() -> None:
    assert [finding.line() for finding in findings() if not finding.is_fine] == []


@pytest.mark.slow
@pytest.mark.skipif(not HAS_GETTEXT, reason="needs gettext; the check for operators reads the source without")
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_catalogue_holds_exactly_the_texts_of_the_source(language: str, fresh: dict[Key, str]) -> None:
    committed = {key_of(entry) for entry in catalogue(language)}
    assert sorted(set(fresh) - committed) == [], "run bin/messages"
    assert sorted(committed - set(fresh)) == [], "run bin/messages"


@pytest.fixture(scope="module")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> dict[Key, str]:
    """The texts that gettext finds in a copy of the source."""
    package = tmp_path_factory.mktemp("source") / "saphan"
    apart = shutil.ignore_patterns("locale", "static", "migrations", "__pycache__")
    shutil.copytree(LOCALE.parent, package, ignore=apart)
    (package / "locale").mkdir()
    command = [sys.executable, "-m", "django", "makemessages", "--locale", "th", "--no-wrap"]
    subprocess.run(command, cwd=package, check=True, capture_output=True, timeout=120)
    found = polib.pofile(str(package / "locale/th/LC_MESSAGES/django.po"))
    return {key_of(entry): entry.comment for entry in found}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_translation_keeps_the_placeholders_and_the_blanks_at_both_ends(language: str) -> None:
    broken = []
    for entry in catalogue(language):
        english, other = entry.msgid_plural or entry.msgid, translated(entry)
        if not other:
            continue
        same_values = set(PLACEHOLDER.findall(english)) == set(PLACEHOLDER.findall(other))
        same_lines = english.count("\n") == other.count("\n")
        if not same_values or not same_lines:
            broken.append(english)
    assert broken == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_head_says_how_the_language_counts_and_nothing_that_changes_by_itself(language: str) -> None:
    metadata = catalogue(language).metadata
    assert metadata["Language"] == language
    assert metadata["Plural-Forms"] == "nplurals=1; plural=0;"
    assert not {"POT-Creation-Date", "Last-Translator", "Language-Team"} & set(metadata)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_catalogue_compiles_and_speaks(language: str, tmp_path: Path) -> None:
    compiled = tmp_path / "django.mo"
    catalogue(language).save_as_mofile(str(compiled))
    with compiled.open("rb") as file:
        spoken = gettext.GNUTranslations(file)
    assert spoken.gettext("Save") == texts(language)["Save"]
    one, many = (spoken.ngettext("%(n)s client", "%(n)s clients", number) for number in (1, 12))
    assert one == many == texts(language)["%(n)s client"]
