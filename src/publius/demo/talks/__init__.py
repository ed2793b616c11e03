"""The conversations of the demo place: what people said, how they voted, what came of it."""
