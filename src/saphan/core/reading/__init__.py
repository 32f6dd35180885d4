"""Reading tables that other programs wrote: encodings, separators, dates, and what a column means."""

from saphan.core.reading.columns import Field, Proposal, propose, propose_all
from saphan.core.reading.dates import DateOrder, DateRead, date_order, read_date
from saphan.core.reading.encodings import Encoding, detect
from saphan.core.reading.numbers import read_whole
from saphan.core.reading.tables import TableRow, rows, separator, table_rows

__all__ = [
    "DateOrder",
    "DateRead",
    "Encoding",
    "Field",
    "Proposal",
    "TableRow",
    "date_order",
    "detect",
    "propose",
    "propose_all",
    "read_date",
    "read_whole",
    "rows",
    "separator",
    "table_rows",
]
