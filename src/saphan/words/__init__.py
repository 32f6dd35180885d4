"""The sentence for every code with which an action may refuse: one file per room, one `WORDS` table in each.

A sentence says what happened, what is safe and what to do next; values come in by name: `%(currency)s`.
"""
