"""Agreements in money: orders and the signed revenue ledger."""
