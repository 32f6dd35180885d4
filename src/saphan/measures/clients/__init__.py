"""Figures of clients for their list: worked out per reach and kept, so that thousands can be sorted by them."""

from saphan.measures.clients.figures import WHOLE_BP, Figures, figures_of
from saphan.measures.clients.lists import ACCOUNTS, accounts_with_figures, summary

__all__ = ["ACCOUNTS", "WHOLE_BP", "Figures", "accounts_with_figures", "figures_of", "summary"]
