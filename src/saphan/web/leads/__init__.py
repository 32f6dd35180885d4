"""The leads' pages: the list, one lead, and judging it."""
