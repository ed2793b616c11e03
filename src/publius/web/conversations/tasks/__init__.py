"""What happens by itself in conversations."""
