"""The words Publius knows: everyday ones, official ones, and what they are taken to mean."""

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from publius.matching.vocabulary.skos import skos

from ..forms import FindWordsForm
from ..words import SORTS, Book, book_now


@require_safe
def words(request: HttpRequest) -> HttpResponse:
    """Every domain, one of them, or what a search finds."""
    book = book_now()
    form = FindWordsForm(request.GET, domains=book.domains)
    said = form.said()
    domain = book.domain(said["domain"])
    context = {
        "book": book,
        "form": form,
        "said": said["words"],
        "domain": domain,
        "read": book.read_in(said["words"]),
        "found": _found(book, said["words"], said["domain"]),
        "is_search": any(said.values()),
        "sorts": SORTS,
    }
    return render(request, "calls/words.html", context)


def _found(book: Book, text: str, domain: str) -> list:
    concepts = book.found(text) if text else []
    chosen = book.domain(domain)
    if chosen is None:
        return concepts
    return [c for c in concepts if c in chosen.concepts] if text else list(chosen.concepts)


@require_safe
def word(request: HttpRequest, concept: str) -> HttpResponse:
    """One concept: how bodies and people say it, and what it is near to."""
    book = book_now()
    found = book.concepts.get(concept)
    if found is None:
        raise Http404
    context = {
        "concept": found,
        "sort": SORTS[found.sort],
        "domain": book.domain_of(found),
        "broader": book.named(found.broader),
        "narrower": book.named(book.narrower.get(found.id, ())),
        "related": book.named(found.related),
    }
    return render(request, "calls/word.html", context)


@require_safe
def words_file(request: HttpRequest) -> HttpResponse:
    """The whole vocabulary as SKOS, for other programs."""
    book = book_now()
    answer = JsonResponse(skos(book.vocabulary), json_dumps_params={"indent": 1})
    answer["Content-Type"] = "application/ld+json"
    answer["Content-Disposition"] = 'attachment; filename="words.jsonld"'
    return answer
