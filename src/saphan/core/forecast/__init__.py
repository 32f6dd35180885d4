"""What will be won by a day: the stage clock, its honest width, and whether it would have been right.

Weekly chances are counted from past deal-weeks (`weeks`, `hazard`), carried to the end of the period (`chances`),
turned into money (`amounts`, `arrivals`, `total`), widened by our own past misses (`widen`), and scored against
simpler views (`score`, `baselines`, `backtest`). No randomness: the same history gives the same forecast.
"""
