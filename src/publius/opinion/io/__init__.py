"""Reads and writes opinions as the tables that practitioners already use, Polis's above all."""

from publius.opinion.io.export import export
from publius.opinion.io.folder import read_votes
from publius.opinion.io.statements import StatementsFile, read_statements
from publius.opinion.io.votes import VotesFile

__all__ = ["StatementsFile", "VotesFile", "export", "read_statements", "read_votes"]
