"""Publius finds the people who know, forms a fair group with them, and shows what changed."""

__version__ = "0.1.0"
