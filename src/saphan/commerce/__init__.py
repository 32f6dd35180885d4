"""Agreements in money. So far: the signed revenue ledger, fed by opportunities that were won."""
