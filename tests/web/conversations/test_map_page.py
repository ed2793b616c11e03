"""The map as people see it: sentences, tables, a picture, nothing about a few people."""

import datetime as dt
import re

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from publius.web.conversations.actions.votes import cast_vote
from publius.web.conversations.models import (
    Answer,
    MapVersion,
    Origin,
    Part,
    Participant,
    Readers,
    StageKind,
    Statement,
    Unsure,
    Vote,
)
from publius.web.conversations.tasks import run_due_maps
from tests.factories import (
    ParticipantFactory,
    PersonFactory,
    StatementFactory,
    VoteFactory,
    convener_of,
    voting_conversation,
)
from tests.web.conversations.crowd import two_camps

pytestmark = pytest.mark.django_db


def page(person, conversation, name="map", *rest) -> str:
    client = Client()
    if person is not None:
        client.force_login(person)
    return client.get(
        reverse(f"conversations:{name}", args=[conversation.slug, *rest])
    ).content.decode()


def voter(conversation) -> Participant:
    return Vote.objects.filter(statement__conversation=conversation).first().participant


@pytest.fixture
def mapped():
    conversation = two_camps()
    Statement.objects.filter(number=Statement.objects.first().number).update(origin=Origin.SEED)
    run_due_maps()
    return conversation


def test_the_page_says_how_many_and_how_sure_before_any_picture(mapped):
    text = page(voter(mapped).person, mapped)

    first = text.index("40 people cast 400 votes on 10 statements.")
    assert first < text.index("There are 2 groups, and they are firm") < text.index("<figure")
    assert "10% of the statements came from the hosts" in text


def test_one_reads_ones_own_group_in_words(mapped):
    member = voter(mapped)

    text = page(member.person, mapped)

    (label,) = re.findall(r"You vote most like group <strong>(\w)</strong>", text)
    assert f"Group {label} <strong" in text
    assert page(convener_of(mapped.call), mapped).count("You vote most like group") == 0


def test_what_all_agree_with_is_common_ground_and_what_splits_the_camps_divides(mapped):
    said = list(Statement.objects.order_by("number"))

    text = page(voter(mapped).person, mapped)

    ground = text[text.index("What we share") : text.index("What divides us")]
    divides = text[text.index("What divides us") : text.index("The groups</h2>")]
    assert [each.number for each in said if f"{each.number}. {each.text}" in ground] == [
        each.number for each in said[8:]
    ]
    assert [each.number for each in said if f"{each.number}. {each.text}" in divides] == [
        each.number for each in said[:8]
    ]


def test_what_all_reject_is_said_to_be_rejected(mapped):
    version = MapVersion.objects.get()
    row = version.shown["statements"][0]
    answers = {"agrees": 1, "disagrees": 18, "passes": 1}
    row |= {name: 2 * count for name, count in answers.items()}
    row |= {"is_common_ground": True, "is_heard": True}
    for group in version.shown["groups"]:
        row["by_group"][group["label"]] |= answers
    version.save()
    said = Statement.objects.get(number=row["number"]).text

    ground = page(voter(mapped).person, mapped).partition("What divides us")[0]

    agreed, _, refused = ground.partition("All groups disagree")
    assert (said in agreed, said in refused) == (False, True)
    assert refused.count("90% of 20") == 2


def test_figures_wait_for_ones_own_vote(mapped):
    newcomer = ParticipantFactory(conversation=mapped)
    first, *others = Statement.objects.filter(conversation=mapped).order_by("number")

    before = page(newcomer.person, mapped)
    cast_vote(participant=newcomer, statement=first, answer=Answer.AGREE)
    after = page(newcomer.person, mapped)

    assert "10 statements are left out here" in before
    assert [each.number for each in [first, *others] if each.text in before] == []
    assert "9 statements are left out here" in after
    assert [each.number for each in [first, *others] if each.text in after] == [first.number]


def test_visitors_read_the_figures_once_voting_is_over(mapped):
    mapped.readers = Readers.EVERYBODY
    mapped.save()
    said = Statement.objects.first().text
    assert said not in page(None, mapped)

    mapped.stages.update(kind=StageKind.DECIDE)

    assert said in page(None, mapped)


def test_a_group_of_fewer_than_five_is_not_shown(mapped):
    version = MapVersion.objects.get()
    small = version.shown["groups"][1]
    small["size"] = 4
    for row in version.shown["statements"]:  # 3 of them voted: total minus the others tells them
        row["by_group"][small["label"]] |= {"agrees": 2, "disagrees": 1, "passes": 0}
        others = row["by_group"][version.shown["groups"][0]["label"]]
        row |= {"agrees": others["agrees"] + 2, "disagrees": others["disagrees"] + 1}
        row["passes"] = others["passes"]
    version.save()

    text = page(convener_of(mapped.call), mapped)

    assert [each.number for each in Statement.objects.all() if each.text in text] == []
    assert "1 group has fewer than five people and is not shown." in text
    assert len(re.findall(r'<circle class="publius-chart__', text)) == 1


def test_figures_that_a_few_could_be_worked_out_from_are_left_out(mapped):
    version = MapVersion.objects.get()
    row = version.shown["statements"][0]
    label = version.shown["groups"][0]["label"]
    row["by_group"][label] |= {"agrees": 2, "disagrees": 1, "passes": 0}
    version.save()
    said = Statement.objects.get(number=row["number"]).text

    divides = page(convener_of(mapped.call), mapped).partition("What divides us")[2]

    assert said not in divides.partition("The groups</h2>")[0]


def test_what_works_somewhere_is_listed_with_its_group():
    conversation = two_camps(40)
    practice = StatementFactory(conversation=conversation, text="We share one van, and it works.")
    run_due_maps()
    version = MapVersion.objects.get()
    label = version.shown["groups"][0]["label"]
    counts = {"agrees": 12, "disagrees": 1, "passes": 0}
    row = next(r for r in version.shown["statements"] if r["number"] == practice.number)
    row["by_group"] = {label: counts | {"agree_between": [0.7, 0.98]}} | {
        group["label"]: {"agrees": 1, "disagrees": 11, "passes": 0, "agree_between": [0, 0.3]}
        for group in version.shown["groups"][1:]
    }
    row |= {"agrees": 13, "disagrees": 12, "passes": 0}
    version.shown["works_somewhere"] = [
        {"number": practice.number, "group": label, "agree": 0.9, "voted": 13, "elsewhere": 0.1}
    ]
    version.save()

    text = page(convener_of(conversation.call), conversation)

    assert "We share one van, and it works." in text.partition("Works somewhere")[2]


def test_what_many_are_unsure_about_comes_with_what_they_would_need():
    conversation = voting_conversation()
    said = StatementFactory(conversation=conversation)
    for answer, unsure, people in [
        (Answer.UNSURE, Unsure.NEEDS_INFORMATION, 6),
        (Answer.UNSURE, Unsure.TORN, 4),
        (Answer.AGREE, "", 12),
    ]:
        for _ in range(people):
            VoteFactory(statement=said, answer=answer, unsure=unsure)
    run_due_maps()

    text = page(convener_of(conversation.call), conversation)

    unsure = text.partition("What many are unsure about")[2]
    assert "45% of the 22 who voted on it are unsure. I need to know more: 5 or more." in unsure
    assert "I am torn" not in unsure  # fewer than five said so


@pytest.mark.parametrize("people", [1, 3])
def test_a_handful_of_people_reads_a_plain_sentence(people):
    conversation = two_camps(people)
    with time_machine.travel(timezone.now() + dt.timedelta(minutes=2), tick=False):
        run_due_maps()

    text = page(convener_of(conversation.call), conversation)

    assert "Fewer than 5 people have voted" in text
    assert re.findall(r"\d+% of [1-4]\b", text) == []


def test_before_the_first_vote_the_page_says_what_will_come():
    conversation = voting_conversation()

    text = page(ParticipantFactory(conversation=conversation).person, conversation)

    assert "There is no map yet." in text


def test_while_the_first_map_is_made_the_page_looks_again_by_itself():
    vote = VoteFactory(statement__conversation=voting_conversation())
    run_due_maps()  # one vote: planned, and due in a minute

    text = page(vote.participant.person, vote.statement.conversation)

    assert '<meta http-equiv="refresh"' in text
    assert "The first map is being made." in text


def test_every_map_stays_at_its_address_and_is_found_by_its_day(mapped):
    member = voter(mapped)
    today = timezone.localdate()
    client = Client()
    client.force_login(member.person)
    day = {"day_day": today.day, "day_month": today.month, "day_year": today.year}

    answer = client.get(reverse("conversations:map_of_a_day", args=[mapped.slug]), day)

    assert answer["Location"] == reverse("conversations:map_number", args=[mapped.slug, 1])
    assert "What we showed on" in page(member.person, mapped, "map_number", 1)
    long_ago = day | {"day_year": 2001}
    none = client.get(reverse("conversations:map_of_a_day", args=[mapped.slug]), long_ago)
    assert "There was no map yet on" in none.content.decode()


def test_a_date_that_is_none_is_said_to_be_none(mapped):
    client = Client()
    client.force_login(voter(mapped).person)

    text = client.get(
        reverse("conversations:map_of_a_day", args=[mapped.slug]),
        {"day_day": "31", "day_month": "2", "day_year": "2027"},
    ).content.decode()

    assert "error-summary" in text


def test_strangers_find_no_map(mapped):
    client = Client()
    client.force_login(PersonFactory())

    for name, rest in [("map", []), ("map_number", [1]), ("map_of_a_day", []), ("figures", [])]:
        url = reverse(f"conversations:{name}", args=[mapped.slug, *rest])
        assert client.get(url).status_code == 404


def test_observers_read_every_figure_because_they_have_no_vote(mapped):
    observer = ParticipantFactory(conversation=mapped, part=Part.OBSERVER)

    assert "left out here" not in page(observer.person, mapped)


def test_the_total_is_left_out_where_it_would_tell_what_a_newcomer_said(mapped):
    version = MapVersion.objects.get()
    row = version.shown["statements"][9]  # common ground
    row["agrees"] += 2  # two people who are in no group yet
    version.save()
    said = Statement.objects.get(number=row["number"])

    text = page(convener_of(mapped.call), mapped)

    line = text[text.index(f"{said.number}. {said.text}") :].partition("</tr>")[0]
    assert re.findall(r">([^<>]+)</td>", line)[-1] == "not told"
