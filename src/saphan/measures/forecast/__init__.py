"""The forecast of what will be won: facts in columns, the core's stage clock, and the answer for every door."""
