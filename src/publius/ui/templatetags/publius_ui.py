"""Everything the page templates may use. Built in: templates need no ``{% load %}``."""

from django.template import Library

from publius.ui.tags import actions, blocks, fields, journey, lists, people, pictures, texts

register = Library()
for part in (actions, blocks, fields, journey, lists, people, pictures, texts):
    register.tags.update(part.register.tags)
    register.filters.update(part.register.filters)
