"""``publius vocabulary``: check the words matching knows, add one's own, export them as SKOS."""

import json
import sys
from collections import Counter
from pathlib import Path

import click

from publius.matching import MatchingError, Vocabulary
from publius.matching.vocabulary.skos import skos

BAD_INPUT = 1
EPILOG = """\b
Exit codes:
  0  done
  1  a file cannot be used (the message says where and how to mend it)
  2  the command was called in a way it does not know

\b
Examples:
  publius vocabulary our-words.toml
  publius vocabulary --skos > vocabulary.jsonld
  publius vocabulary --find "I use a white stick and a guide dog"
"""


@click.command(epilog=EPILOG)
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
@click.option("--skos", "as_skos", is_flag=True, help="Write everything as SKOS (JSON-LD).")
@click.option("--find", "text", metavar="TEXT", help="Show which concepts a text says, and where.")
def vocabulary(files: tuple[Path, ...], as_skos: bool, text: str | None) -> None:
    """Check the vocabulary that comes with Publius together with your own FILES (TOML)."""
    try:
        known = Vocabulary.built_in().with_files(*files)
    except MatchingError as error:
        click.echo(f"Error: {error}", err=True)
        sys.exit(BAD_INPUT)
    if as_skos:
        click.echo(json.dumps(skos(known), indent=1, ensure_ascii=False))
    elif text is not None:
        _show_mentions(known, text)
    else:
        _show_counts(known)


def _show_mentions(known: Vocabulary, text: str) -> None:
    mentions = known.mentions(text)
    for mention in mentions:
        label = known.concepts[mention.concept].label
        click.echo(f"{text[mention.start : mention.end]}: {label} ({mention.concept})")
    if not mentions:
        click.echo("No phrase of the vocabulary is in this text.")


def _show_counts(known: Vocabulary) -> None:
    sorts = Counter(concept.sort.value for concept in known.concepts.values())
    phrases = sum(len(concept.phrases) for concept in known.concepts.values())
    told = ", ".join(f"{count} {sort}" for sort, count in sorted(sorts.items()))
    click.echo(f"{len(known)} concepts ({told}), {phrases} phrases, edition {known.digest[:12]}.")
