"""What still stands between a draft and its publication, in sentences that say what to change."""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from .models import Call, Engagement, EngagementState, Importance, Offer, Seat

LEAST_FRAMINGS = 2
LEAST_DAYS_OPEN = 14
WORDS_WANTED = 60  # a need shorter than this gives the matcher little to go by

OFFER_TERMS = {
    "pay": gettext_lazy("what people are paid (or that they are not, and why)"),
    "expenses": gettext_lazy("which expenses you pay, and whether in advance"),
    "access_support": gettext_lazy("which access support you arrange"),
    "benefits_warning": gettext_lazy("how payment can affect benefits, and who gives free advice"),
    "time_asked": gettext_lazy("how much time you ask for"),
    "when_and_where": gettext_lazy("when and where the group meets"),
    "given_back": gettext_lazy("what people get back besides money"),
    "contact": gettext_lazy("whom people can ask"),
}


@dataclass(frozen=True)
class Gap:
    """One thing to put right: the sentence, and the desk page where that is done."""

    sentence: str
    part: str  # "about", "decision", "framings", "stakeholders", "seats", "offer", "publish"
    field: str = ""  # of that page's form
    blocks: bool = True


class NotReady(Exception):  # noqa: N818 - it says what is so, like DoesNotExist
    """Something cannot be published or changed as asked; nothing was changed."""

    def __init__(self, gaps: list[Gap]) -> None:
        self.gaps = gaps
        super().__init__(" ".join(gap.sentence for gap in gaps))


def blocking(gaps: list[Gap]) -> list[Gap]:
    return [gap for gap in gaps if gap.blocks]


def made_by_changing(fields: Iterable[str], gaps: list[Gap]) -> list[Gap]:
    """The blocking gaps a change may not leave in something public.

    A date that has passed since publication must not stop the correction of a word.
    """
    kept = {"decide_on", "closes_on"} - set(fields)
    return [gap for gap in blocking(gaps) if gap.field not in kept]


def engagement_gaps(engagement: Engagement, today: dt.date) -> list[Gap]:
    """Everything that keeps an engagement from being published."""
    return [*_decision_gaps(engagement, today), *_people_gaps(engagement)]


def _decision_gaps(engagement: Engagement, today: dt.date) -> Iterator[Gap]:
    wanted = {
        "decision": _("Say what has to be decided."),
        "already_fixed": _("Say what is already fixed, so that nobody spends time on it."),
        "still_open": _("Say what is still open: what people can change."),
        "decided_by": _("Say who decides."),
    }
    for field, sentence in wanted.items():
        if not getattr(engagement, field).strip():
            yield Gap(sentence, "decision", field)
    if engagement.decide_on is None:
        yield Gap(_("Say by when it is decided."), "decision", "decide_on")
    elif engagement.decide_on <= today:
        yield Gap(
            _("The decision is dated %(date)s, which is not in the future. Change the date.")
            % {"date": _day(engagement.decide_on)},
            "decision",
            "decide_on",
        )


def _people_gaps(engagement: Engagement) -> Iterator[Gap]:
    framings = engagement.framings.count()
    if framings < LEAST_FRAMINGS:
        yield Gap(
            ngettext(
                "Describe the problem in at least two ways that people really hold; "
                "there is %(count)s so far.",
                "Describe the problem in at least two ways that people really hold; "
                "there are %(count)s so far.",
                framings,
            )
            % {"count": framings},
            "framings",
        )
    if not engagement.stakeholders.exists():
        yield Gap(_("Name at least one stakeholder: who gains or loses?"), "stakeholders")


def call_gaps(call: Call, today: dt.date) -> list[Gap]:
    """Everything that keeps a call from being published, and what is merely unwise."""
    seats = list(call.seats.all())
    return [
        *_about_gaps(call),
        *_date_gaps(call, today),
        *_size_gaps(call, seats),
        *(gap for seat in seats for gap in _seat_gaps(seat)),
        *_offer_gaps(call),
    ]


def _about_gaps(call: Call) -> Iterator[Gap]:
    if not call.summary.strip():
        yield Gap(_("Say in a few sentences what the group is for."), "about", "summary")
    if call.engagement.state == EngagementState.DRAFT:
        yield Gap(_("Publish the engagement first: a call is a part of it."), "publish")
    if call.engagement.state == EngagementState.CLOSED:
        yield Gap(_("The engagement is closed, so no call can be added to it."), "publish")


def _date_gaps(call: Call, today: dt.date) -> Iterator[Gap]:
    closes, decided = call.closes_on, call.engagement.decide_on
    if closes is None:
        yield Gap(
            _("Say until when people can say that they are interested."), "about", "closes_on"
        )
        return
    if closes <= today:
        yield Gap(
            _("The call closes on %(date)s, which is not in the future. Choose a later date.")
            % {"date": _day(closes)},
            "about",
            "closes_on",
        )
    elif (closes - today).days < LEAST_DAYS_OPEN:
        yield Gap(
            _(
                "The call is open for only %(days)s days. People who do not know you yet "
                "need about two weeks to hear of it; choose a later date if you can."
            )
            % {"days": (closes - today).days},
            "about",
            "closes_on",
            blocks=False,
        )
    if decided is not None and decided <= closes:
        yield Gap(
            _(
                "The decision is due on %(decided)s, but the call closes on %(closes)s: the "
                "group would come too late. Close the call earlier or decide later."
            )
            % {"decided": _day(decided), "closes": _day(closes)},
            "about",
            "closes_on",
        )


def _size_gaps(call: Call, seats: list[Seat]) -> Iterator[Gap]:
    if call.size < 2:
        yield Gap(
            _("A group needs at least 2 people, but its size is %(size)s. Change the size.")
            % {"size": call.size},
            "about",
            "size",
        )
    if not seats:
        yield Gap(_("Add at least one seat: whom does the group need?"), "seats")
        return
    must = [seat for seat in seats if seat.importance == Importance.MUST]
    least, most = sum(seat.minimum for seat in must), sum(seat.maximum for seat in seats)
    if least > call.size:
        yield Gap(
            _(
                "The seats need at least %(least)s people together, but the group has "
                "%(size)s places. Lower some minimums, or make the group %(least)s."
            )
            % {"least": least, "size": call.size},
            "seats",
        )
    if most < call.size:
        yield Gap(
            ngettext(
                "The seats take at most %(most)s people together, so %(open)s place of the group "
                "is open to anybody who is interested. If you do not want that, raise some "
                "maximums, add a seat, or make the group %(most)s.",
                "The seats take at most %(most)s people together, so %(open)s places of the group "
                "are open to anybody who is interested. If you do not want that, raise some "
                "maximums, add a seat, or make the group %(most)s.",
                call.size - most,
            )
            % {"most": most, "open": call.size - most},
            "seats",
            blocks=False,
        )


def _seat_gaps(seat: Seat) -> Iterator[Gap]:
    if not seat.need.strip():
        yield Gap(_("Say what “%(seat)s” should know.") % {"seat": seat.title}, "seats")
    elif (words := len(seat.need.split())) < WORDS_WANTED:
        yield Gap(
            ngettext(
                "“%(seat)s” is described in %(words)s word. About sixty find people better.",
                "“%(seat)s” is described in %(words)s words. About sixty find people better.",
                words,
            )
            % {"seat": seat.title, "words": words},
            "seats",
            blocks=False,
        )
    if seat.maximum < seat.minimum:
        yield Gap(
            _("“%(seat)s” has a maximum below its minimum. Swap the two numbers.")
            % {"seat": seat.title},
            "seats",
        )
    if seat.importance == Importance.MUST and seat.minimum == 0:
        yield Gap(
            _(
                "“%(seat)s” must be filled, yet its minimum is 0. Make the minimum at least 1, "
                "or say that the seat is good to have."
            )
            % {"seat": seat.title},
            "seats",
        )


def _offer_gaps(call: Call) -> Iterator[Gap]:
    offer = Offer.objects.filter(call=call).first() or Offer(call=call)
    for field, words in OFFER_TERMS.items():
        if not getattr(offer, field).strip():
            yield Gap(_("The offer does not say %(what)s.") % {"what": words}, "offer", field)


def _day(date: dt.date) -> str:
    return date_format(date, "j F Y")
