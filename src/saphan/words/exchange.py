"""What bringing a foreign table in may refuse (the file, its mapping, a row), and taking a list out."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

WORDS = {
    "date.close_missing": _("A closed deal needs the day on which it was closed."),
    "date.order_unclear": _(
        "“%(text)s” can be read in two ways. Say whether the day or the month comes first."
    ),
    "export.unknown_column": _("The list has no such column. It has: %(columns)s."),
    "export.unknown_format": _("A list comes as one of these: %(formats)s."),
    "export.unknown_kind": _("There is no such list. There are: %(kinds)s."),
    "field.not_a_number": _("“%(text)s” is not a whole number. Write digits alone."),
    "field.too_long": _("This is longer than %(most)s characters. Shorten it and try again."),
    "file.empty": _("This file is empty. Choose another one."),
    "file.no_header": _("No table was found in this file. Its first row must name the columns."),
    "file.too_large": _("A file may have at most %(megabytes)s MB. Split it and bring in the parts."),
    "file.unreadable": _("This file cannot be read. Save it again as a workbook or CSV and try once more."),
    "import.elsewhere": _("This import goes on in another window or program. Nothing was written twice."),
    "import.not_done": _("This import has brought nothing in, so there is nothing to undo."),
    "import.not_ready": _("This import is finished. Choose the file again to start a new one."),
    "import.too_late": _("An import can be undone for %(days)s days. Correct what is wrong by hand."),
    "import.unknown_kind": _("Files of this kind cannot be brought in. Choose what the table holds."),
    "lead.qualified_day_missing": _("A qualified lead needs the day on which it was qualified."),
    "mapping.bad_value": _("The mapping has a value here that does not fit. Choose another one."),
    "mapping.column_unknown": _("The mapping names a column that the file does not have. Check the titles."),
    "mapping.field_missing": _(
        "No column goes to “%(wanted)s”, and it is needed. Choose one of these for it, or give one value for every "
        "row: %(titles)s."
    ),
    "mapping.field_unknown": _("The mapping names a field that does not exist. Choose one from the list."),
    "mapping.unknown_key": _("The mapping has a part that is not known. Check how it is spelled."),
    "mapping.unreadable": _("%(file)s cannot be read as a mapping: %(line)s"),
    "pipeline.unknown": _("There is no pipeline “%(text)s”. Choose one, or let the import create it."),
    "relation.unknown": _("“%(text)s” is not known here. Say who or what it means, or leave it empty."),
    "row.repeated": _("“%(text)s” stands in an earlier row already. This row stays out."),
    "row.too_long": _("This row has %(cells)s cells and the table %(titles)s columns. It stays out."),
    "stage.unknown": _("There is no stage “%(text)s” in this pipeline. Say which one it means."),
}
