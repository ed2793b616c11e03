"""A small place in which everything has happened once, with words nobody else may read.

Every person has a name, an address, private words, needs and answers of their own, so that a
test can look for them where they must not be.
"""

import re
from dataclasses import dataclass, field
from uuid import uuid4

from publius.web.alerts.actions import pause_alert, save_alert
from publius.web.alerts.links import stop_link
from publius.web.alerts.models import Alert
from publius.web.calls.models import Call, CallState, Engagement, EngagementState
from publius.web.calls.tasks import run_due_matches
from publius.web.directory.actions import ask_confirmation
from publius.web.directory.models import Confirmation, Organisation
from publius.web.notify.models import Message
from publius.web.panels.actions.assignments import request_assignment
from publius.web.panels.actions.decisions import confirm_draw
from publius.web.panels.actions.draws import request_draw
from publius.web.panels.actions.interest import join_pool, rule_seat_out
from publius.web.panels.actions.invitations import invite_to_pool
from publius.web.panels.actions.replies import accept_place, ask_question, decline
from publius.web.panels.actions.targets import Range, set_targets
from publius.web.panels.codes import digest_of
from publius.web.panels.models import (
    Assignment,
    Draw,
    Invitation,
    Place,
    Question,
    Reply,
    SeatOffer,
)
from publius.web.panels.tasks import fill_vacant_places, run_due_assignments, run_due_draws
from publius.web.people.actions import (
    add_evidence,
    change_item,
    confirm_address,
    give_consent,
    save_access_needs,
    save_demographics,
    state_expertise,
)
from publius.web.people.models import Area, Evidence, Expertise, Person, Purpose
from tests.factories import (
    AreaFactory,
    CallFactory,
    EngagementFactory,
    OfferFactory,
    OrganisationFactory,
    PersonFactory,
    RoleFactory,
    SeatFactory,
)

CYCLING = "I cycle to work over the ring road and the town centre, past every bad junction."
NEED = " ".join(["Cycles to work in the town centre most days and knows its bad junctions."] * 5)
AGES = ("18-24", "25-44", "45-64", "65+")


@dataclass
class Village:
    """Who is there and what has happened."""

    area: Area
    host: Person
    convener: Person
    rival: Person  # convenes for another organisation
    stranger: Person  # signed in, part of nothing
    newcomer: Person  # has an account and has not finished signing up
    citizens: list[Person]
    organisation: Organisation
    draft_engagement: Engagement
    draft_call: Call
    open_call: Call
    drawn_call: Call  # a draw waits for a decision
    formed_call: Call  # confirmed: one accepted, one asked, one empty chair
    failed_call: Call  # its targets cannot be met
    lottery_call: Call  # three people for three places: every ticket holds the same
    expertise: list[Expertise] = field(default_factory=list)  # of the first citizen
    evidence: list[Evidence] = field(default_factory=list)
    open_place: Invitation | None = None  # an offered place that waits for an answer
    place_token: str = ""  # the secret of its link
    interest_token: str = ""  # and of the link of the person who was asked

    @property
    def citizen(self) -> Person:
        return self.citizens[0]

    @property
    def alert(self) -> Alert:
        return self.citizen.alerts.get(place=1)

    @property
    def paused_alert(self) -> Alert:
        return self.citizen.alerts.get(place=2)

    @property
    def stop_token(self) -> str:
        """The secret of the link that stops letters to the first citizen."""
        return stop_link(self.citizen).rstrip("/").rpartition("/")[2]

    @property
    def asked(self) -> Person:
        """Was asked whether they are interested, and has not answered."""
        return self.citizens[2]

    @property
    def draw(self) -> Draw:
        return self.drawn_call.draws.latest("pk")

    @property
    def assignment(self) -> Assignment:
        """A proposal for two calls that nobody has used yet."""
        return Assignment.objects.exclude(run=None).get()

    @property
    def failed_assignment(self) -> Assignment:
        return Assignment.objects.get(run=None)

    @property
    def offered(self) -> Person:
        return self.open_place.person

    @property
    def member(self) -> Person:
        """Has accepted a place."""
        return Place.objects.get(call=self.formed_call, state="accepted").person

    @property
    def accepted(self) -> Invitation:
        return Invitation.objects.get(call=self.formed_call, ask="place", reply=Reply.ACCEPTED)

    @property
    def empty_place(self) -> Place:
        return Place.objects.filter(call=self.formed_call, state="vacant").latest("number")

    @property
    def question(self) -> Question:
        return Question.objects.latest("pk")

    @property
    def confirmation(self) -> Confirmation:
        return Confirmation.objects.earliest("pk")

    def seat(self, call: Call):
        return call.seats.first()

    def offer(self, *, ruled_out: bool) -> SeatOffer:
        offers = SeatOffer.objects.filter(entry__call=self.open_call)
        return offers.filter(ruled_out_at__isnull=not ruled_out).first()


def token_of(invitation: Invitation) -> str:
    """The secret in the link this person was sent."""
    letters = Message.objects.filter(
        person=invitation.person, purpose=f"invitation_{invitation.ask}"
    )
    tokens = [re.search(r"/invitation/([\w-]+)/", letter.body).group(1) for letter in letters]
    return next(t for t in tokens if Invitation.objects.filter(token_digest=digest_of(t)).exists())


def build_village() -> Village:
    """Everything through the same actions as the pages use."""
    area = AreaFactory(name="Northfield", slug="northfield", latitude=52.2, longitude=-1.6)
    organisation = OrganisationFactory(name="Arden Vale Council", slug="arden-vale", area=area)
    convener = PersonFactory(display_name="Convener Conway", email="conway@council.example")
    RoleFactory(organisation=organisation, person=convener)
    engagement = EngagementFactory(organisation=organisation, opened_by=convener)
    village = Village(
        area=area,
        host=PersonFactory(display_name="Host Hartley", email="hartley@host.example", is_host=True),
        convener=convener,
        rival=RoleFactory(person__email="rival@elsewhere.example").person,
        stranger=PersonFactory(display_name="Stranger Stone", email="stone@people.example"),
        newcomer=PersonFactory(display_name="", adult_confirmed_at=None),
        citizens=[_citizen(number, area) for number in range(10)],
        organisation=organisation,
        draft_engagement=_draft_engagement(organisation, convener),
        draft_call=_call(engagement, convener, "Draft call", CallState.DRAFT),
        open_call=_call(engagement, convener, "Open call", CallState.OPEN),
        drawn_call=_call(engagement, convener, "Drawn call", CallState.OPEN),
        formed_call=_call(engagement, convener, "Formed call", CallState.OPEN),
        failed_call=_call(engagement, convener, "Failed call", CallState.OPEN),
        lottery_call=_call(engagement, convener, "Lottery call", CallState.OPEN),
    )
    _save_alerts(village.citizen)
    village.expertise = list(village.citizen.expertise.all())
    village.evidence = list(village.citizen.evidence.all())
    ask_confirmation(evidence=village.evidence[0], organisation=organisation)
    confirm_address(person=village.stranger)
    _ask_and_join(village)
    _draw(village)
    _form(village)
    _assign(village, [village.drawn_call, village.failed_call])
    _assign(village, [village.open_call])
    village.open_place = Invitation.objects.get(
        call=village.formed_call, ask="place", reply=Reply.NONE
    )
    village.place_token = token_of(village.open_place)
    village.interest_token = token_of(village.asked.invitations.get())
    return village


def _citizen(number: int, area: Area) -> Person:
    """Somebody with words of each visibility, hidden evidence, needs and answers."""
    person = PersonFactory(
        display_name=f"Zelda{number}name", email=f"zelda{number}@secret.example", area=area
    )
    for purpose in (Purpose.CALL_ALERTS, Purpose.LIVED_EXPERIENCE):
        give_consent(person=person, purpose=purpose)
    for kind, visibility in (
        ("practical", "conveners"), ("professional", "public"), ("lived", "matching"),
    ):  # fmt: skip
        words = f"{CYCLING} {visibility}word{number} {kind}"
        item = state_expertise(person=person, kind=kind, words=words, visibility=visibility)
        text = f"Led the cycle group. {visibility}proof{number}"
        add_evidence(expertise=item, source="role", text=text, link="", issued_on=None)
    hidden = add_evidence(
        expertise=item, source="role", text=f"hiddenproof{number}", link="", issued_on=None
    )
    change_item(item=hidden, change="hide")
    save_access_needs(
        person=person, codes=["large_print"], own_words=f"needword{number}", pass_on=number == 4
    )
    save_demographics(person=person, answers={"age_band": AGES[number % 2], "gender": "woman"})
    return person


def _save_alerts(person: Person) -> None:
    for number in (1, 2):
        alert = save_alert(
            person=person, key=uuid4(), topic=f"alertword{number} cycling", kind="", area=None,
            km=None,
        )  # fmt: skip
    pause_alert(alert=alert)


def _draft_engagement(organisation: Organisation, by: Person) -> Engagement:
    engagement = EngagementFactory(
        organisation=organisation, state=EngagementState.DRAFT, opened_by=by,
        title="Draft engagement secretplan", slug="draft-engagement",
    )  # fmt: skip
    for number in (1, 2):
        engagement.framings.create(title=f"View {number}", text="A view.", held_by="Traders")
    engagement.stakeholders.create(name="Cab drivers", stake="Ranks may move.")
    return engagement


def _call(engagement: Engagement, by: Person, title: str, state: str) -> Call:
    call = CallFactory(
        engagement=engagement, drafted_by=by, title=title, state=state, size=3,
        slug=title.lower().replace(" ", "-"), area=engagement.organisation.area,
    )  # fmt: skip
    OfferFactory(call=call)
    for number, kind in enumerate(("practical", "professional", "lived"), 1):
        SeatFactory(call=call, title=f"{kind} cyclist", kind=kind, need=NEED, order=number)
    return call


def _ask_and_join(village: Village) -> None:
    call, by = village.open_call, village.convener
    call.match_jobs.create(requested_by=by, requested_at=call.drafted_at)
    run_due_matches()
    join(call, village.citizens[:2])
    rule_seat_out(
        offer=call.pool.get(person=village.citizens[1]).seat_offers.first(), by=by,
        reason="ruledreason",
    )  # fmt: skip
    asked = [str(person.public_id) for person in village.citizens[2:4]]
    invite_to_pool(call=call, seat=village.seat(call), public_ids=asked, by=by)
    invitation = Invitation.objects.get(person=village.citizens[3], call=call)
    ask_question(invitation=invitation, text="questionwords?", key=uuid4())
    decline(invitation=invitation, reason="time", words="declinewords")


def join(call: Call, people: list[Person]) -> None:
    for person in people:
        name = person.email.partition("@")[0]
        join_pool(call=call, person=person, seats=call.seats.all(), words=f"poolword {name}")


def _draw(village: Village) -> None:
    eight = [*village.citizens[:2], *village.citizens[4:]]
    join(village.drawn_call, eight)
    ranges = {("age_band", "18-24"): Range(1, 3), ("gender", "woman"): Range(0, 3)}
    set_targets(call=village.drawn_call, by=village.convener, ranges=ranges)
    join(village.failed_call, eight)
    impossible = {("age_band", "65+"): Range(2, 3)}  # nobody is so old
    set_targets(call=village.failed_call, by=village.convener, ranges=impossible)
    join(village.lottery_call, village.citizens[5:8])
    for call in (village.drawn_call, village.failed_call):
        request_draw(call=call, by=village.convener)
    run_due_draws()


def _assign(village: Village, calls: list[Call]) -> None:
    """Works for the first two; the pool of the open call is too small for its group."""
    facts = {"calls": calls, "most_places": 2, "keeps_targets": True, "by": village.convener}
    request_assignment(engagement=village.open_call.engagement, **facts)
    run_due_assignments()


def _form(village: Village) -> None:
    """One accepts, one hands over to a reserve, one chair stays empty; then somebody joins."""
    call, by = village.formed_call, village.convener
    join(call, village.citizens[4:8])
    draw = request_draw(call=call, by=by)
    run_due_draws()
    draw.refresh_from_db()
    confirm_draw(draw=draw, by=by, note="A note.")
    first, second, third = Invitation.objects.filter(call=call, ask="place").order_by("place")
    accept_place(invitation=first)
    decline(invitation=second, reason="dates", words="declinewords")
    fill_vacant_places()
    decline(invitation=third, reason="access", words="declinewords")
    fill_vacant_places()
    join(call, [village.citizens[9]])
