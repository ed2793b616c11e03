"""The offer of a call, in the fields the form has."""

from publius.demo.types import DemoCall


def offer_terms(call: DemoCall) -> dict[str, str]:
    """All eight terms, none of them empty."""
    offer = call.offer
    starts = f"{offer.starts_on.day} {offer.starts_on:%B %Y}"
    return {
        "pay": offer.pay,
        "expenses": offer.expenses,
        "access_support": offer.access_support,
        "benefits_warning": offer.benefits_warning,
        "time_asked": offer.time_asked,
        "when_and_where": f"{offer.when}, starting in the week of {starts}. "
        f"{offer.where.rstrip('.')}.",
        "given_back": offer.given_back,
        "contact": offer.contact,
    }
