"""What happens by itself in conversations."""

from .authors import tell_authors
from .maps import run_due_maps

__all__ = ["run_due_maps", "tell_authors"]
