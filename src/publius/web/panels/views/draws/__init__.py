"""The pages of a draw, for those who run the call."""
