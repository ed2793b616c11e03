"""Letters to print: their words, and the pages they become."""
