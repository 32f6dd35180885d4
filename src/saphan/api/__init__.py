"""The API door: find, act, answer in JSON."""
