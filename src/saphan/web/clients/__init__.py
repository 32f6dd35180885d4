"""Clients and the people there: the list, one client, one person, and everything done to them."""
