"""Saphan: the working system of the account executive."""

__version__ = "0.1.0"
