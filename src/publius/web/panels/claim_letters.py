"""The words of messages about what people are owed."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from publius.ui.wording import money

from .models import Claim, ClaimState

WHAT_HAPPENED = {
    ClaimState.OFFERED: _l(
        "%(body)s offers you %(amount)s for “%(what)s”. Say whether you want to be paid: nobody "
        "but you sees what you choose. Payment can affect benefits: get advice before you say yes."
    ),
    ClaimState.APPROVED: _l("%(amount)s for “%(what)s” was approved. The money comes next."),
    ClaimState.PAID: _l("%(amount)s for “%(what)s” was paid. Reference: %(reference)s"),
    ClaimState.REFUSED: _l(
        "%(amount)s for “%(what)s” was not approved. The reason given: %(reason)s You can put it "
        "right and claim again."
    ),
}


def claim_letter(claim: Claim, reason: str = "") -> tuple[str, str]:
    facts = {
        "name": claim.person.display_name or _("there"),
        "body": claim.call.engagement.organisation.name,
        "call": claim.call.title,
        "amount": money(claim.pounds),
        "what": claim.what,
        "reference": claim.paid_reference or _("none"),
        "reason": reason,
        "link": settings.BASE_URL + reverse("panels:my_claims"),
    }
    facts["happened"] = WHAT_HAPPENED[ClaimState(claim.state)] % facts
    subject = _("Your money from “%(call)s”") % facts
    text = _(
        "Hello %(name)s,\n\n"
        "%(happened)s\n\n"
        "Everything about your payments and expenses:\n"
        "%(link)s\n"
    )
    return subject, text % facts
