"""Saying something: what is taken in which stage, and what is refused with which sentence."""

import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from publius.web.conversations.actions.saying import bring_in, say, take_back
from publius.web.conversations.models import Checking, Part, StageKind, Statement, StatementState
from publius.web.conversations.refusals import RefusalError
from tests.factories import ParticipantFactory, StageFactory, StatementFactory

pytestmark = pytest.mark.django_db
NIGHT_BUSES = "We need more buses at night."


@pytest.fixture
def stage():
    return StageFactory(kind=StageKind.EXPLORE)


@pytest.fixture
def member(stage):
    return ParticipantFactory(conversation=stage.conversation)


def said(member, **facts) -> Statement:
    facts = {"kind": "proposal", "text": NIGHT_BUSES, "key": uuid.uuid4()} | facts
    return say(participant=member, **facts)


def refusal(member, **facts) -> str:
    with pytest.raises(RefusalError) as refused:
        said(member, **facts)
    return str(refused.value)


def address(name: str, member, *more) -> str:
    return reverse(f"conversations:{name}", args=[member.conversation.slug, *more])


def post(client, member, **typed):
    client.force_login(member.person)
    facts = {"kind": "proposal", "text": NIGHT_BUSES, "posted_key": str(uuid.uuid4())}
    return client.post(address("say", member), facts | typed)


@pytest.mark.parametrize(
    ("kind", "stage_kind", "state"),
    [
        ("question", "understand", "waiting"),
        ("experience", "understand", "waiting"),
        ("fact", "understand", "waiting"),
        ("proposal", "understand", "held"),
        ("proposal", "explore", "waiting"),
        ("question", "explore", "waiting"),
        ("proposal", "weigh", "waiting"),
    ],
)
def test_what_each_stage_does_with_what_is_said(kind, stage_kind, state):
    stage = StageFactory(kind=stage_kind)
    member = ParticipantFactory(conversation=stage.conversation)

    statement = said(member, kind=kind, source="Census 2021")

    assert (statement.state, statement.stage, statement.kind) == (state, stage_kind, kind)


@pytest.mark.parametrize("kind", ["decide", "report"])
def test_nothing_new_is_said_once_the_group_decides(client, kind):
    stage = StageFactory(kind=kind)
    member = ParticipantFactory(conversation=stage.conversation)
    client.force_login(member.person)

    page = client.get(address("say", member)).content.decode()

    assert "nothing new is added" in refusal(member)
    assert ("nothing new is added" in page, "<textarea" in page) == (True, False)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"part": Part.OBSERVER}, "Statements come from the members."),
        ({"agreed_at": None}, "First read how people talk with each other here"),
        ({"left_at": timezone.now()}, "You do not take part in this conversation any more."),
    ],
)
def test_only_a_living_member_who_agreed_says_something(stage, change, sentence):
    somebody = ParticipantFactory(conversation=stage.conversation, **change)

    assert refusal(somebody).startswith(sentence)
    assert Statement.objects.count() == 0


def test_without_an_open_stage_nothing_is_said(member, stage):
    type(stage).objects.update(closed_at=timezone.now())

    assert refusal(member).startswith("No stage is open")


def test_in_a_closed_conversation_nothing_is_said(member):
    member.conversation.state = "closed"

    assert refusal(member).startswith("This conversation is closed.")


def test_where_checks_come_afterwards_it_is_shown_at_once(member):
    member.conversation.checking = Checking.AFTER

    statement = said(member)

    assert (statement.state, statement.shown_at is not None) == (StatementState.SHOWN, True)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "Write what you want to say. Nothing was sent."),
        (" \n\t ", "Write what you want to say. Nothing was sent."),
        ("🚌🌃👍", "This holds no words"),
        ("?!… --- 1234", "This holds no words"),
        ("a" * 281, "This is 1 character longer than the 280 that fit."),
        ("word " * 2000, "This is 9719 characters longer than the 280 that fit."),
        ("\u202eesrever\u202c words", "This holds characters that cannot be seen"),
        ("more\u200b buses", "This holds characters that cannot be seen"),
        ("\u3164", "This holds characters that cannot be seen"),
        ("bell\x07 words", "This holds characters that cannot be seen"),
        ("Z" + "\u0335\u0310\u0311" * 3 + "algo", "This piles so many marks"),
    ],
)
def test_what_nobody_could_read_or_vote_on_is_refused_and_kept_in_the_form(
    client, member, text, sentence
):
    assert refusal(member, text=text).startswith(sentence)

    answer = post(client, member, text=text)

    assert answer.status_code == 200
    assert answer.context["form"].errors["text"][0].startswith(sentence)
    assert answer.context["form"]["text"].value() == text
    assert Statement.objects.count() == 0


@pytest.mark.parametrize(
    "text",
    [
        "نحتاج إلى حافلات أكثر في الليل",
        "אנחנו צריכים עוד אוטובוסים בלילה",
        "می‌خواهیم اتوبوس شبانه باشد",
        "我们需要更多夜班公交车",
        "Families 👨‍👩‍👧 need night buses, in England 🏴󠁧󠁢󠁥󠁮󠁧󠁿 too",
        "Is 2 < 3 & <b>bold</b>?",
        "a" * 280,
    ],
)
def test_every_script_and_sign_people_use_is_taken_as_it_is(member, text):
    assert said(member, text=text).text == text


def test_html_is_shown_as_text(client, member):
    statement = said(member, text="<script>alert(1)</script> buses")
    Statement.objects.update(state=StatementState.SHOWN)
    client.force_login(member.person)

    page = client.get(address("statement", member, statement.number)).content.decode()

    assert ("<script>alert" in page, "&lt;script&gt;alert(1)" in page) == (False, True)


def test_a_fact_says_where_it_can_be_checked(client, member):
    assert refusal(member, kind="fact").startswith("Say where others can check this fact")
    answer = post(client, member, kind="fact")
    assert list(answer.context["form"].errors) == ["source"]

    assert said(member, kind="fact", source=" Census\n2021 ").source == "Census 2021"


def test_a_form_posted_twice_says_it_once(client, member):
    key = str(uuid.uuid4())

    answers = [post(client, member, posted_key=key) for _ in range(2)]

    assert [answer.url for answer in answers] == [address("statement", member, 1)] * 2
    assert Statement.objects.count() == 1


def test_the_key_of_somebody_elses_form_makes_a_statement_of_ones_own(member):
    other = ParticipantFactory(conversation=member.conversation)
    key = uuid.uuid4()

    statements = [said(other, key=key), said(member, key=key, text="Trees in every street.")]

    assert [each.author for each in statements] == [other, member]
    assert [each.number for each in statements] == [1, 2]


@pytest.mark.parametrize("again", [NIGHT_BUSES, "we need MORE buses,  at night"])
def test_the_same_words_again_lead_to_the_statement_that_stands(client, member, again):
    first = StatementFactory(conversation=member.conversation, text=NIGHT_BUSES)

    answer = post(client, member, text=again)

    assert answer.url == address("statement", member, first.number)
    assert Statement.objects.count() == 1


def test_what_others_wait_with_is_not_given_away_by_saying_the_same(client, member):
    StatementFactory(conversation=member.conversation, text=NIGHT_BUSES, state="waiting")

    post(client, member)

    assert Statement.objects.filter(author=member).count() == 1


def test_numbers_count_within_each_conversation(member):
    elsewhere = ParticipantFactory(conversation=StageFactory().conversation)

    numbers = [
        said(each, text=text).number
        for each, text in ((member, "One way."), (elsewhere, "One way."), (member, "Another."))
    ]

    assert numbers == [1, 1, 2]


def test_similar_statements_are_shown_before_one_more_is_made(client, member):
    near = StatementFactory(conversation=member.conversation, text="More night buses please")
    StatementFactory(conversation=member.conversation, text="Trees in every street")

    first = post(client, member)
    assert [each.number for each in first.context["similar"]] == [near.number]
    assert first.context["form"]["text"].value() == NIGHT_BUSES
    assert Statement.objects.filter(author=member).count() == 0

    answer = post(client, member, anyway="1")

    assert answer.status_code == 302
    assert Statement.objects.filter(author=member).count() == 1


def test_a_proposal_kept_in_understand_is_seen_by_its_author_alone(client):
    stage = StageFactory(kind=StageKind.UNDERSTAND)
    member = ParticipantFactory(conversation=stage.conversation)
    other = ParticipantFactory(conversation=stage.conversation)
    moderator = ParticipantFactory(conversation=stage.conversation, part=Part.MODERATOR)

    answer = post(client, member)
    page = client.get(answer.url).content.decode()
    statuses = []
    for each in (other, moderator):
        client.force_login(each.person)
        statuses.append(client.get(answer.url).status_code)

    assert "Kept for Explore" in page
    assert statuses == [404, 404]


def test_when_explore_opens_its_author_is_asked_whether_to_bring_it_in(client, member):
    held = StatementFactory(
        conversation=member.conversation, author=member, state="held", stage="understand"
    )
    client.force_login(member.person)

    asked = client.get(address("say", member)).content.decode()
    client.post(address("bring_in", member, held.number), {"text": "Night buses, on Fridays."})
    held.refresh_from_db()

    assert address("bring_in", member, held.number) in asked
    assert (held.state, held.stage, held.text) == (
        StatementState.WAITING, StageKind.EXPLORE, "Night buses, on Fridays.",
    )  # fmt: skip


def test_nothing_is_brought_in_while_the_group_still_understands():
    stage = StageFactory(kind=StageKind.UNDERSTAND)
    held = StatementFactory(conversation=stage.conversation, state="held")

    with pytest.raises(RefusalError, match="once Explore is open"):
        bring_in(statement=held, text=held.text)


def test_what_was_not_published_can_be_said_in_another_way(client, member):
    refused = StatementFactory(
        conversation=member.conversation, author=member, state="rejected", text="You fools."
    )
    theirs = StatementFactory(conversation=member.conversation, state="rejected")
    client.force_login(member.person)

    begun = [
        client.get(f"{address('say', member)}?again={number}").context["form"]["text"].value()
        for number in (refused.number, theirs.number, "²", "9" * 40)
    ]

    assert begun == ["You fools.", None, None, None]


def test_questions_without_an_answer_are_listed(client, member):
    open_one, answered = (
        StatementFactory(conversation=member.conversation, kind="question") for _ in range(2)
    )
    StatementFactory(conversation=member.conversation)
    answered.replies.create(
        kind="answer", text="Eleven metres.", state="shown", said_at=timezone.now()
    )
    client.force_login(member.person)

    listed = {
        kind: [
            each.number
            for each in client.get(f"{address('statements', member)}?kind={kind}").context[
                "page_obj"
            ]
        ]
        for kind in ("open", "question", "nonsense")
    }

    assert listed["open"] == [open_one.number]
    assert listed["question"] == [open_one.number, answered.number]
    assert len(listed["nonsense"]) == 3


@pytest.mark.parametrize(
    ("source", "is_link"),
    [
        ("https://council.example/count", True),
        ("javascript:alert(1)", False),
        ("https://council.example/ and more", False),
        ("County records, 2025", False),
    ],
)
def test_a_source_is_a_link_only_where_it_is_one(client, member, source, is_link):
    fact = StatementFactory(conversation=member.conversation, kind="fact", source=source)
    client.force_login(member.person)

    page = client.get(address("statement", member, fact.number)).content.decode()

    assert (f'href="{source}"' in page, source in page) == (is_link, True)


def test_what_is_taken_back_is_gone_for_everybody_else(client, member):
    statement = StatementFactory(conversation=member.conversation, author=member)
    other = ParticipantFactory(conversation=member.conversation, part=Part.MODERATOR)

    client.force_login(other.person)
    seen = client.get(address("statement", other, statement.number)).status_code
    attempt = client.post(address("take_back", other, statement.number)).status_code
    client.force_login(member.person)
    client.post(address("take_back", member, statement.number))
    client.force_login(other.person)
    gone = client.get(address("statement", other, statement.number)).status_code

    assert (seen, attempt, gone) == (200, 404, 404)


def test_once_the_conversation_is_closed_what_was_published_stays():
    shown = StatementFactory(conversation__state="closed")
    waiting = StatementFactory(conversation=shown.conversation, state="waiting")

    assert [take_back(statement=each) for each in (shown, waiting)] == [False, True]


def test_taking_back_twice_changes_nothing_more():
    statement = StatementFactory()

    assert [take_back(statement=statement) for _ in range(2)] == [True, False]


def test_the_public_page_says_how_many_come_from_hosts_and_how_many_are_not_published(
    client, member
):
    for facts in ({"origin": "seed"}, {}, {}, {"state": "rejected"}, {"state": "waiting"}):
        StatementFactory(conversation=member.conversation, **facts)
    client.force_login(member.person)

    shares = client.get(address("statements", member)).context["shares"]

    assert (shares.shown, shares.seeds, shares.share_of_seeds) == (3, 1, 1 / 3)
    assert (shares.said, shares.not_published, shares.waiting) == (4, 1, 1)


def test_a_long_list_is_read_with_as_few_questions_to_the_database_as_a_short_one(client, member):
    client.force_login(member.person)
    for _ in range(12):
        StatementFactory(conversation=member.conversation)
    with CaptureQueriesContext(connection) as short:
        client.get(address("statements", member))
    for _ in range(12):
        StatementFactory(conversation=member.conversation)

    with CaptureQueriesContext(connection) as long:
        client.get(address("statements", member))

    assert len(long) == len(short)
