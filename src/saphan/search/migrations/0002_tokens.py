"""The tokens, where each database searches best."""

from __future__ import annotations

from typing import Any

from django.db import migrations

MAKE = {
    # The letters of unicode61 plus the vowel and tone marks of Thai, which it would take for spaces.
    # No phrases are asked for and nothing is ranked by frequency, so neither places nor sizes are kept. With an
    # index for each length of prefix a half-typed word is one look-up; without, all its endings are merged first.
    "sqlite": [
        """CREATE VIRTUAL TABLE search_tokens USING fts5(
            title, body, marks, detail = column, columnsize = 0, prefix = '1 2 3 4 5 6 7 8',
            tokenize = "unicode61 remove_diacritics 0 categories 'L* N* Co Mn Mc'")""",
    ],
    "postgresql": [
        """CREATE TABLE search_tokens (
            id bigint PRIMARY KEY REFERENCES search_searchdocument (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
            title tsvector NOT NULL,
            everything tsvector NOT NULL)""",
        "CREATE INDEX search_tokens_title ON search_tokens USING gin (title)",
        "CREATE INDEX search_tokens_everything ON search_tokens USING gin (everything)",
    ],
}


def make(_apps: Any, schema_editor: Any) -> None:
    for statement in MAKE[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def unmake(_apps: Any, schema_editor: Any) -> None:
    schema_editor.execute("DROP TABLE search_tokens")


class Migration(migrations.Migration):
    dependencies = [("search", "0001_initial")]
    operations = [migrations.RunPython(make, unmake)]
