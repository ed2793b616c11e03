"""What happens by itself in conversations."""

from .maps import run_due_maps

__all__ = ["run_due_maps"]
