"""One grid for every list: a list declares its columns, editors, filters and sums once.

DEALS = Grid(key="deals", listing=OPPORTUNITIES, rows=opportunities_for, columns=(Column("name", _("Deal"), ...),), ...)

`known.py` names the lists there are; `pages.py` shows one, `editing.py` and `pasting.py` write cells, `views.py`
keeps saved views. Everything that a person chose (filters, order, columns, group, open panel) is in the address.
"""
