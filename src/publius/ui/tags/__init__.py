"""The template tags, one subject per file; ``templatetags.publius_ui`` gathers them."""
