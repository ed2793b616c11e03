"""Real rows for tests, each with the least that makes sense."""

import datetime as dt

import factory
from django.utils import timezone

from publius.web.calls.models import Call, CallState, Engagement, EngagementState, Offer, Seat
from publius.web.conversations.models import (
    Answer,
    Conversation,
    ConversationState,
    MinorityReport,
    Outcome,
    OutcomeKind,
    Participant,
    Signature,
    Stage,
    StageKind,
    Statement,
    StatementKind,
    StatementState,
    Vote,
)
from publius.web.directory.models import Organisation, OrganisationKind, Role, RoleName
from publius.web.panels.models import Place, PlaceState
from publius.web.people.models import Area, Evidence, EvidenceSource, Expertise, Kind, Person


class Factory(factory.django.DjangoModelFactory):
    class Meta:
        abstract = True


class AreaFactory(Factory):
    class Meta:
        model = Area

    name = factory.Sequence(lambda n: f"Ward {n}")
    slug = factory.Sequence(lambda n: f"ward-{n}")


class PersonFactory(Factory):
    class Meta:
        model = Person

    email = factory.Sequence(lambda n: f"person{n}@people.example")
    display_name = factory.Sequence(lambda n: f"Robin {n}")
    adult_confirmed_at = factory.LazyFunction(timezone.now)


class OrganisationFactory(Factory):
    class Meta:
        model = Organisation

    name = factory.Sequence(lambda n: f"Borough {n} Council")
    slug = factory.Sequence(lambda n: f"borough-{n}")
    kind = OrganisationKind.PUBLIC_BODY
    about = "Runs the streets, the libraries and social care."
    added_at = factory.LazyFunction(timezone.now)


class RoleFactory(Factory):
    class Meta:
        model = Role

    organisation = factory.SubFactory(OrganisationFactory)
    person = factory.SubFactory(PersonFactory)
    role = RoleName.CONVENER
    given_at = factory.LazyFunction(timezone.now)


class EngagementFactory(Factory):
    class Meta:
        model = Engagement

    organisation = factory.SubFactory(OrganisationFactory)
    title = factory.Sequence(lambda n: f"Safer streets {n}")
    slug = factory.Sequence(lambda n: f"safer-streets-{n}")
    summary = "How people get about the town centre."
    decision = "Where the new bike lanes go and what they replace."
    already_fixed = "The budget."
    still_open = "The routes."
    decided_by = "The cabinet member for transport"
    decide_on = factory.LazyFunction(lambda: timezone.localdate() + dt.timedelta(days=90))
    state = EngagementState.PUBLISHED
    opened_by = factory.SubFactory(PersonFactory)
    opened_at = factory.LazyFunction(timezone.now)


class CallFactory(Factory):
    class Meta:
        model = Call

    engagement = factory.SubFactory(EngagementFactory)
    title = factory.Sequence(lambda n: f"Crafting the bike-lane plan {n}")
    slug = factory.Sequence(lambda n: f"bike-lane-plan-{n}")
    summary = "Help to decide where the bike lanes go."
    size = 6
    closes_on = factory.LazyFunction(lambda: timezone.localdate() + dt.timedelta(days=30))
    state = CallState.OPEN
    drafted_by = factory.SubFactory(PersonFactory)
    drafted_at = factory.LazyFunction(timezone.now)


class SeatFactory(Factory):
    class Meta:
        model = Seat

    call = factory.SubFactory(CallFactory)
    title = factory.Sequence(lambda n: f"Person who cycles to work {n}")
    kind = Kind.PRACTICAL
    need = "Cycles to work through the town centre most days and knows the junctions."
    minimum = 1
    maximum = 2


class OfferFactory(Factory):
    class Meta:
        model = Offer

    call = factory.SubFactory(CallFactory)
    pay = "75 pounds for each half day."
    expenses = "Travel and care costs are paid in advance."
    access_support = "BSL interpreter, step-free room, papers in large print."
    benefits_warning = "Payment can affect benefits: ask for free advice first."
    time_asked = "Four evenings of two hours."
    when_and_where = "Tuesdays, town hall."
    given_back = "A letter that says what changed, and a badge."
    contact = "bikes@council.example"


class ExpertiseFactory(Factory):
    class Meta:
        model = Expertise

    person = factory.SubFactory(PersonFactory)
    kind = Kind.PRACTICAL
    words = "I cycle to work across the ring road every day."
    stated_at = factory.LazyFunction(timezone.now)


class EvidenceFactory(Factory):
    class Meta:
        model = Evidence

    expertise = factory.SubFactory(ExpertiseFactory)
    person = factory.SelfAttribute("expertise.person")
    source = EvidenceSource.ROLE
    text = "Led the cycle to work group at the hospital for three years."
    added_at = factory.LazyFunction(timezone.now)


def convener_of(call) -> Person:
    """A person who may run this call."""
    return RoleFactory(organisation=call.engagement.organisation).person


class ConversationFactory(Factory):
    class Meta:
        model = Conversation

    call = factory.SubFactory(CallFactory)
    title = factory.Sequence(lambda n: f"Talking about the bike lanes {n}")
    slug = factory.Sequence(lambda n: f"talking-{n}")
    question = "Where should the new bike lanes go, and what may they replace?"
    state = ConversationState.OPEN
    policy = "We do not publish insults or anything that names a private person."
    agreement = "I will speak for myself and let others speak."
    opened_by = factory.SubFactory(PersonFactory)
    opened_at = factory.LazyFunction(timezone.now)
    published_at = factory.LazyFunction(timezone.now)


class StageFactory(Factory):
    class Meta:
        model = Stage

    conversation = factory.SubFactory(ConversationFactory)
    kind = StageKind.EXPLORE
    order = factory.LazyAttribute(lambda stage: StageKind.values.index(stage.kind) + 1)
    purpose = "To hear what could be done."
    opened_at = factory.LazyFunction(timezone.now)


class ParticipantFactory(Factory):
    class Meta:
        model = Participant

    conversation = factory.SubFactory(ConversationFactory)
    person = factory.SubFactory(PersonFactory)
    pseudonym = factory.Sequence(lambda n: f"Quiet Heron {n}")
    joined_at = factory.LazyFunction(timezone.now)
    agreed_at = factory.LazyFunction(timezone.now)


class StatementFactory(Factory):
    class Meta:
        model = Statement

    conversation = factory.SubFactory(ConversationFactory)
    number = factory.Sequence(lambda n: n + 1)
    author = factory.LazyAttribute(lambda said: ParticipantFactory(conversation=said.conversation))
    stage = StageKind.EXPLORE
    kind = StatementKind.PROPOSAL
    text = factory.Sequence(lambda n: f"Put the lane on street number {n}.")
    state = StatementState.SHOWN
    said_at = factory.LazyFunction(timezone.now)
    shown_at = factory.LazyFunction(timezone.now)


class VoteFactory(Factory):
    class Meta:
        model = Vote

    statement = factory.SubFactory(StatementFactory)
    participant = factory.LazyAttribute(
        lambda vote: ParticipantFactory(conversation=vote.statement.conversation)
    )
    answer = Answer.AGREE
    voted_at = factory.LazyFunction(timezone.now)


def voting_conversation(**fields) -> Conversation:
    """A conversation in which members can vote: Explore is open."""
    return StageFactory(conversation=ConversationFactory(**fields)).conversation


class OutcomeFactory(Factory):
    """A draft that rests on nothing yet; `published_by` and `published_at` make it public."""

    class Meta:
        model = Outcome

    conversation = factory.LazyFunction(lambda: concluding_conversation())
    kind = OutcomeKind.DECIDED
    title = "Bike lanes on Mill Lane, buses keep the bridge"
    conclusion = "The lane goes where most people ride, and the buses are not slowed down."
    review_on = factory.LazyFunction(lambda: timezone.localdate() + dt.timedelta(days=365))
    drafted_by = factory.SubFactory(PersonFactory)
    drafted_at = factory.LazyFunction(timezone.now)


def concluding_conversation(**fields) -> Conversation:
    """A conversation at Decide."""
    stage = StageFactory(conversation=ConversationFactory(**fields), kind=StageKind.DECIDE)
    return stage.conversation


class MinorityReportFactory(Factory):
    """Written and signed by its author."""

    class Meta:
        model = MinorityReport
        skip_postgeneration_save = True

    author = factory.LazyFunction(
        lambda: ParticipantFactory(conversation=concluding_conversation())
    )
    conversation = factory.SelfAttribute("author.conversation")
    title = "The bridge is not safe for those who walk"
    text = "Nobody asked the people who cross it with a stick. We do, every day."
    written_at = factory.LazyFunction(timezone.now)
    signature = factory.RelatedFactory(
        "tests.factories.SignatureFactory",
        factory_related_name="report",
        participant=factory.SelfAttribute("..author"),
    )


class SignatureFactory(Factory):
    class Meta:
        model = Signature

    report = factory.SubFactory(MinorityReportFactory)
    participant = factory.LazyAttribute(
        lambda signed: ParticipantFactory(conversation=signed.report.conversation)
    )
    signed_at = factory.LazyFunction(timezone.now)


class PlaceFactory(Factory):
    """A place in a group that its holder has accepted."""

    class Meta:
        model = Place

    call = factory.SubFactory(CallFactory)
    number = factory.Sequence(lambda n: n + 1)
    person = factory.SubFactory(PersonFactory)
    state = PlaceState.ACCEPTED
    changed_at = factory.LazyFunction(timezone.now)
