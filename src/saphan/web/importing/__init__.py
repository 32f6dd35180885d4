"""Bringing data in: file, columns, questions, trial, import, undo."""
