"""Saved views of lists: a name for a set of filters, an order and columns, private or shared."""
