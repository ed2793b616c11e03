"""The pages of engagements, calls and matches."""
