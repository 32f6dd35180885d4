"""The door for programs, under /api/v1: find, act, answer. No rule of the business lives here."""
