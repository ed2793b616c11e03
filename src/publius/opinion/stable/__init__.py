"""The default engine: groups that neither order nor chance can change."""

from publius.opinion.stable.engine import group

__all__ = ["group"]
