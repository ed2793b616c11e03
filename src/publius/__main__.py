"""``python -m publius`` is the ``publius`` command."""

from publius.cli import main

main(prog_name="publius")
