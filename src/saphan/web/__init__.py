"""The pages: find, act, answer in HTML."""
