"""The report of a draw as a CSV file that is safe to open in a spreadsheet."""

import csv
import io
from collections.abc import Iterable

from publius.panels.export import guard

from .queries.report import Section


def report_csv(sections: Iterable[Section]) -> str:
    """One table under the other, each with its title and an empty line before it.

    With a byte-order mark, so that spreadsheets read it as UTF-8, and with every cell that
    could be a formula made harmless.
    """
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    for number, section in enumerate(sections):
        if number:
            writer.writerow([])
        writer.writerow([guard(section.title)])
        for row in (section.headers, *section.rows):
            writer.writerow([guard(str(cell)) for cell in row])
        if section.note:
            writer.writerow([guard(section.note)])
    return "\ufeff" + text.getvalue()
