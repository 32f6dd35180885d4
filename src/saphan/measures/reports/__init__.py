"""Frozen reports: figures kept with their question, their knowledge instant and the rows behind them."""
