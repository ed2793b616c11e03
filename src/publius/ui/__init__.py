"""The look of Publius: form renderer, components, charts, base templates and static files."""
