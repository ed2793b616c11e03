"""Kinds of voters: a latent class model of agreement and disagreement."""

from publius.opinion.mixture.engine import group

__all__ = ["group"]
