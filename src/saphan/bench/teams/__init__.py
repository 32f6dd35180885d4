"""Invented sales teams with a known truth behind them, to try the forecast on."""
