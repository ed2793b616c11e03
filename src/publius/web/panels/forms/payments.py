"""What somebody claims, and what a body promises, refuses and pays."""

from decimal import Decimal

from django import forms
from django.utils.translation import gettext_lazy as _

from publius.ui.forms import RadioSelect
from publius.web.calls.forms.posting import PostedOnceForm

from ..models import ClaimKind

MOST = Decimal(5000)  # pounds in one claim: more is a slip of the finger
EVIDENCE = {
    ClaimKind.TRAVEL: _("Ticket or receipt number; for your own car or bike the miles."),
    ClaimKind.CARE: _(
        "Who stood in for you or cared, and when. An invoice number if there is one."
    ),
    ClaimKind.ACCESS: _("What it was for. An invoice number if there is one."),
    ClaimKind.OTHER: _("What it was, and a receipt number."),
}
AMOUNT_ERRORS = {
    "required": _("Enter an amount, for example 12.50."),
    "invalid": _("Enter an amount in pounds and pence, for example 12.50."),
    "max_decimal_places": _("Enter an amount in pounds and pence, for example 12.50."),
    "min_value": _("Enter an amount of at least one penny."),
    "max_value": _("One claim can be for at most £5,000. Ask the people who run the call."),
}


class AmountField(forms.DecimalField):
    """Pounds on the page, pence in the data."""

    def __init__(self, **kwargs) -> None:
        super().__init__(
            min_value=Decimal("0.01"),
            max_value=MOST,
            decimal_places=2,
            error_messages=AMOUNT_ERRORS,
            widget=forms.TextInput(attrs={"inputmode": "decimal"}),
            **kwargs,
        )

    def to_python(self, value):
        text = str(value).strip().lstrip("£").replace(",", "") if value else value
        return super().to_python(text)


class MoneyForm(PostedOnceForm):
    @property
    def pence(self) -> int:
        return int(self.cleaned_data["amount"] * 100)


class ClaimForm(MoneyForm):
    """One claim, in a minute."""

    kind = forms.ChoiceField(
        label=_("What is it for?"),
        choices=[each for each in ClaimKind.choices if each[0] != ClaimKind.PARTICIPATION],
        widget=RadioSelect(hints=EVIDENCE),
        error_messages={"required": _("Choose what it is for.")},
    )
    amount = AmountField(label=_("How much?"))
    what = forms.CharField(
        label=_("In a few words"),
        help_text=_("For example: bus to the first evening and back."),
        max_length=200,
        error_messages={"required": _("Say in a few words what it was.")},
    )
    reference = forms.CharField(
        label=_("Number of the ticket, receipt or invoice"),
        help_text=_("Keep the paper until you have been paid; you need not send it."),
        max_length=200,
        required=False,
    )
    looks = {"amount": {"prefix": "£", "width": 5}}


class OfferPaymentForm(MoneyForm):
    """The same payment for everybody who has accepted."""

    what = forms.CharField(
        label=_("For what?"),
        help_text=_("For example: first evening, 12 January. Each person is offered it once."),
        max_length=200,
        error_messages={"required": _("Say what the payment is for.")},
    )
    amount = AmountField(label=_("How much for each person?"))
    looks = {"amount": {"prefix": "£", "width": 5}}
    field_order = ["what", "amount", "posted_key"]


class RefuseClaimForm(forms.Form):
    reason = forms.CharField(
        label=_("Why is it refused?"),
        help_text=_("The person reads it, and can put it right and claim again."),
        widget=forms.Textarea,
        max_length=500,
        error_messages={"required": _("Give a reason. The person reads it.")},
    )
    looks = {"reason": {"rows": 3}}


class PaidForm(forms.Form):
    reference = forms.CharField(
        label=_("Payment reference"),
        help_text=_("What the person sees on their bank statement, or “cash”."),
        max_length=100,
        required=False,
    )
    looks = {"reference": {"width": 20}}
