"""Letters as a PDF: A4, the address where the window of an envelope is, fonts inside the file."""

import io
from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path
from xml.sax.saxutils import escape

from django.utils.translation import gettext as _
from reportlab.graphics.barcode.qr import QrCodeWidget
from reportlab.graphics.shapes import Drawing
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import (
    BaseDocTemplate,
    CondPageBreak,
    Flowable,
    Frame,
    KeepTogether,
    NextPageTemplate,
    PageBreak,
    PageTemplate,
    Paragraph,
    Spacer,
    Table,
)

from .words import Letter

FONTS = Path(__file__).parent / "fonts"
PLAIN, BOLD = "DejaVuSansCondensed", "DejaVuSansCondensed-Bold"
WIDTH, HEIGHT = A4
MARGIN = 20 * mm
# Where every common window shows it: British DL (20 mm from the left, 57 to 81 mm down) and
# German DIN 5008 alike.
ADDRESS_LEFT, ADDRESS_TOP, ADDRESS_LINE = 22 * mm, 56 * mm, 4.2 * mm
TEXT_TOP = 96 * mm  # below the window and the fold
QR_SIZE = 34 * mm
USUAL, LARGE = 11, 18  # points


@lru_cache(maxsize=1)
def fonts() -> dict[str, TTFont]:
    """The fonts of letters, known to the PDF library from now on."""
    found = {name: TTFont(name, str(FONTS / f"{name}.ttf")) for name in (PLAIN, BOLD)}
    for font in found.values():
        pdfmetrics.registerFont(font)
    return found


def cannot_be_printed(text: str) -> str:
    """The signs of a text that our fonts do not have: a letter with a gap in a name is no good."""
    known = fonts()[PLAIN].face.charToGlyph
    return "".join(dict.fromkeys(s for s in text if s.isprintable() and ord(s) not in known))


def letters_pdf(letters: Sequence[Letter]) -> bytes:
    """One file with every letter, each beginning on a page of its own."""
    fonts()
    file = io.BytesIO()
    document = _Document(file, letters)
    document.build(list(_story(letters)))
    return file.getvalue()


class _Document(BaseDocTemplate):
    """Knows whose letter each first page begins."""

    def __init__(self, file: io.BytesIO, letters: Iterable[Letter]) -> None:
        super().__init__(file, pagesize=A4, title=_("Letters"), author="Publius", lang="en-GB")
        self._waiting = iter(letters)
        first = Frame(MARGIN, MARGIN, WIDTH - 2 * MARGIN, HEIGHT - TEXT_TOP - MARGIN, 0, 0, 0, 0)
        later = Frame(MARGIN, MARGIN, WIDTH - 2 * MARGIN, HEIGHT - 2 * MARGIN, 0, 0, 0, 0)
        self.addPageTemplates(
            [
                PageTemplate("first", [first], onPage=self._begin),
                PageTemplate("later", [later], onPage=self._go_on),
            ]
        )

    def _begin(self, canvas, document) -> None:
        letter = self._letter = next(self._waiting)
        self._page = 1
        canvas.setFont(BOLD, 12)
        canvas.drawRightString(WIDTH - MARGIN, HEIGHT - 22 * mm, letter.sender)
        canvas.setFont(PLAIN, 10)
        canvas.drawRightString(WIDTH - MARGIN, HEIGHT - 28 * mm, letter.date)
        for number, line in enumerate(letter.address):
            down = ADDRESS_TOP + number * ADDRESS_LINE
            canvas.drawString(ADDRESS_LEFT, HEIGHT - down, line)
        canvas.setLineWidth(0.3)
        canvas.line(4 * mm, HEIGHT - 99 * mm, 8 * mm, HEIGHT - 99 * mm)  # where to fold
        canvas.line(4 * mm, HEIGHT - 198 * mm, 8 * mm, HEIGHT - 198 * mm)

    def _go_on(self, canvas, document) -> None:
        """Loose pages find back to their letter by the code, not by a name."""
        self._page += 1
        canvas.setFont(PLAIN, 9)
        words = _("Page %(number)d, code %(code)s")
        facts = {"number": self._page, "code": self._letter.code}
        canvas.drawRightString(WIDTH - MARGIN, 10 * mm, words % facts)


def _story(letters: Sequence[Letter]) -> Iterable[Flowable]:
    for number, letter in enumerate(letters):
        if number:
            yield NextPageTemplate("first")
            yield PageBreak()
        yield NextPageTemplate("later")
        yield from _parts(letter)


def _parts(letter: Letter) -> Iterable[Flowable]:
    size = LARGE if letter.large_print else USUAL
    text = ParagraphStyle("text", fontName=PLAIN, fontSize=size, leading=size * 1.38)
    text.spaceAfter = size * 0.5
    strong = ParagraphStyle("strong", text, fontName=BOLD, fontSize=size * 1.15)
    strong.leading = strong.fontSize * 1.3
    yield Paragraph(escape(letter.heading), strong)
    yield from (_paragraph(line, text) for line in letter.opening)
    yield KeepTogether(
        [
            Paragraph(escape(_("How to answer")), strong),
            *(_paragraph(line, text) for line in letter.how_to_answer),
            _answer_box(letter, text),
        ]
    )
    yield Spacer(1, size)
    yield CondPageBreak(size * 6)
    if letter.offer:
        yield Paragraph(escape(_("What is offered")), strong)
    for title, words in letter.offer:
        yield Paragraph(f'<font name="{BOLD}">{escape(title)}:</font> {_lines(words)}', text)
    yield from (_paragraph(line, text) for line in letter.closing)
    yield _paragraph(letter.sender, text)


def _paragraph(words: str, style: ParagraphStyle) -> Paragraph:
    return Paragraph(_lines(words), style)


def _lines(words: str) -> str:
    return "<br/>".join(escape(line) for line in words.splitlines())


def _answer_box(letter: Letter, text: ParagraphStyle) -> Table:
    """The square for a camera, and beside it what to type."""
    code = ParagraphStyle("code", text, fontName=BOLD, fontSize=text.fontSize * 1.3)
    code.leading = code.fontSize * 1.4
    typed = [
        Paragraph(escape(_("Address to type:")), text),
        Paragraph(escape(letter.typed), code),
        Paragraph(escape(_("Code:")), text),
        Paragraph(escape(letter.code), code),
    ]
    left = QR_SIZE + 8 * mm
    box = Table([[_square(letter.link), typed]], colWidths=[left, WIDTH - 2 * MARGIN - left])
    box.setStyle([("VALIGN", (0, 0), (-1, -1), "TOP"), ("LEFTPADDING", (0, 0), (-1, -1), 0)])
    return box


def _square(link: str) -> Drawing:
    """A QR code of version 3 to 5, with a quarter of it to spare for creases and coffee."""
    widget = QrCodeWidget(link, barLevel="Q", barBorder=4)
    left, bottom, right, top = widget.getBounds()
    scale = QR_SIZE / (right - left)
    drawing = Drawing(QR_SIZE, QR_SIZE, transform=[scale, 0, 0, QR_SIZE / (top - bottom), 0, 0])
    drawing.add(widget)
    return drawing
