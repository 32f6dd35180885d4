"""Clients and the people there: accounts, units, persons, who matters, what was said, what comes next."""
