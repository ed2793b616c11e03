"""Backups: one file that holds the whole installation, and can prove that it is whole."""
