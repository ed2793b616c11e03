"""Opinion maps beside those of red-dwarf: ``python -m bench.opinion`` prints the table."""
