"""From an idea to a published call: drafts keep what is typed, publishing checks all of it."""

import datetime as dt
import uuid

import pytest
from django.urls import reverse
from django.utils import timezone

from publius.web.calls.gaps import call_gaps, engagement_gaps
from publius.web.calls.models import (
    Call,
    CallState,
    Engagement,
    EngagementState,
    Framing,
    MatchJob,
    Offer,
    Seat,
)
from publius.web.ledger.models import Event
from tests.factories import (
    CallFactory,
    EngagementFactory,
    OfferFactory,
    RoleFactory,
    SeatFactory,
    convener_of,
)

pytestmark = pytest.mark.django_db

LONG_NEED = " ".join(["cycles to work"] * 25)


@pytest.fixture
def engagement():
    engagement = EngagementFactory(state=EngagementState.DRAFT)
    for number in (1, 2):
        engagement.framings.create(title=f"View {number}", text="…")
    engagement.stakeholders.create(name="Cab drivers", stake="Ranks may move.")
    return engagement


@pytest.fixture
def draft():
    """A draft call with nothing left to do."""
    call = CallFactory(state=CallState.DRAFT, size=4)
    OfferFactory(call=call)
    SeatFactory(call=call, title="Cyclist", need=LONG_NEED, minimum=2, maximum=3, order=1)
    SeatFactory(call=call, title="Engineer", need=LONG_NEED, minimum=1, maximum=2, order=2)
    return call


@pytest.fixture
def as_convener(client):
    def enter(thing):
        call = thing if isinstance(thing, Call) else None
        organisation = call.engagement.organisation if call else thing.organisation
        client.force_login(RoleFactory(organisation=organisation).person)
        return client

    return enter


def sentences(gaps, *, blocks=True):
    return [gap.sentence for gap in gaps if gap.blocks is blocks]


def today():
    return timezone.localdate()


class TestWhatStandsAgainstAnEngagement:
    def test_nothing_where_all_is_said(self, engagement):
        assert engagement_gaps(engagement, today()) == []

    def test_everything_that_is_missing_is_named(self):
        empty = EngagementFactory(
            decision="", already_fixed=" ", still_open="", decided_by="", decide_on=None
        )

        assert sentences(engagement_gaps(empty, today())) == [
            "Say what has to be decided.",
            "Say what is already fixed, so that nobody spends time on it.",
            "Say what is still open: what people can change.",
            "Say who decides.",
            "Say by when it is decided.",
            (
                "Describe the problem in at least two ways that people really hold; "
                "there are 0 so far."
            ),
            "Name at least one stakeholder: who gains or loses?",
        ]

    def test_a_decision_in_the_past_is_refused(self, engagement):
        engagement.decide_on = dt.date(2026, 3, 1)

        assert sentences(engagement_gaps(engagement, dt.date(2026, 3, 1))) == [
            "The decision is dated 1 March 2026, which is not in the future. Change the date."
        ]


class TestWhatStandsAgainstACall:
    def test_nothing_where_all_is_said(self, draft):
        assert call_gaps(draft, today()) == []

    @pytest.mark.parametrize(
        ("change", "sentence"),
        [
            (
                {"size": 2},
                (
                    "The seats need at least 3 people together, but the group has 2 places. "
                    "Lower some minimums, or make the group 3."
                ),
            ),
            ({"closes_on": None}, "Say until when people can say that they are interested."),
            ({"summary": " "}, "Say in a few sentences what the group is for."),
        ],
    )
    def test_contradictions_say_what_to_change(self, draft, change, sentence):
        for field, value in change.items():
            setattr(draft, field, value)

        assert sentences(call_gaps(draft, today())) == [sentence]

    def test_places_beyond_the_seats_are_open_to_anybody_which_is_a_warning(self, draft):
        draft.size = 7
        gaps = call_gaps(draft, today())

        assert (sentences(gaps), sentences(gaps, blocks=False)) == (
            [],
            [
                (
                    "The seats take at most 5 people together, so 2 places of the group are open "
                    "to anybody who is interested. If you do not want that, raise some maximums, "
                    "add a seat, or make the group 5."
                )
            ],
        )

    def test_seats_that_are_good_to_have_do_not_crowd_the_group(self, draft):
        draft.size = 2
        draft.seats.filter(title="Engineer").update(importance="nice")

        assert sentences(call_gaps(draft, today())) == []

    def test_a_group_of_nobody(self, draft):
        draft.size = 0

        assert sentences(call_gaps(draft, today())) == [
            "A group needs at least 2 people, but its size is 0. Change the size.",
            (
                "The seats need at least 3 people together, but the group has 0 places. "
                "Lower some minimums, or make the group 3."
            ),
        ]

    def test_a_closing_date_in_the_past(self, draft):
        draft.closes_on = dt.date(2026, 3, 1)

        assert sentences(call_gaps(draft, dt.date(2026, 3, 2))) == [
            "The call closes on 1 March 2026, which is not in the future. Choose a later date."
        ]

    def test_a_short_time_is_a_warning_with_its_reason(self, draft):
        draft.closes_on = today() + dt.timedelta(days=5)
        gaps = call_gaps(draft, today())

        assert (sentences(gaps), sentences(gaps, blocks=False)) == (
            [],
            [
                (
                    "The call is open for only 5 days. People who do not know you yet need about "
                    "two weeks to hear of it; choose a later date if you can."
                )
            ],
        )

    def test_a_decision_before_the_group_can_speak(self, draft):
        draft.closes_on = draft.engagement.decide_on = dt.date(2027, 3, 1)

        assert sentences(call_gaps(draft, dt.date(2027, 1, 1))) == [
            (
                "The decision is due on 1 March 2027, but the call closes on 1 March 2027: the "
                "group would come too late. Close the call earlier or decide later."
            )
        ]

    def test_no_seats(self):
        call = CallFactory(state=CallState.DRAFT)
        OfferFactory(call=call)

        assert sentences(call_gaps(call, today())) == [
            "Add at least one seat: whom does the group need?"
        ]

    def test_a_seat_that_must_be_filled_by_nobody(self, draft):
        draft.seats.filter(title="Cyclist").update(minimum=0)

        assert sentences(call_gaps(draft, today())) == [
            (
                "“Cyclist” must be filled, yet its minimum is 0. Make the minimum at least 1, "
                "or say that the seat is good to have."
            )
        ]

    def test_a_short_description_is_a_warning(self, draft):
        draft.seats.filter(title="Cyclist").update(need="Cycles to work.")
        gaps = call_gaps(draft, today())

        assert (sentences(gaps), sentences(gaps, blocks=False)) == (
            [],
            ["“Cyclist” is described in 3 words. About sixty find people better."],
        )

    def test_every_empty_line_of_the_offer(self, draft):
        Offer.objects.filter(call=draft).update(pay="", contact=" ")

        assert sentences(call_gaps(draft, today())) == [
            "The offer does not say what people are paid (or that they are not, and why).",
            "The offer does not say whom people can ask.",
        ]

    def test_an_engagement_that_is_not_public_yet(self, draft):
        draft.engagement.state = EngagementState.DRAFT

        assert sentences(call_gaps(draft, today())) == [
            "Publish the engagement first: a call is a part of it."
        ]


class TestOpeningAnEngagement:
    def test_a_form_posted_twice_opens_one(self, client):
        role = RoleFactory()
        client.force_login(role.person)
        form = {"posted_key": uuid.uuid4(), "title": "Safer cycling", "summary": "Bike lanes."}

        pages = [client.post(reverse("calls:engagement_new"), form).url for _ in range(2)]

        assert pages == [reverse("calls:engagement_desk", args=["safer-cycling"])] * 2
        assert Engagement.objects.count() == 1
        assert Event.objects.filter(tag="engagement:opened").count() == 1

    def test_going_back_and_changing_the_title_changes_the_same_draft(self, client):
        role = RoleFactory()
        client.force_login(role.person)
        form = {"posted_key": uuid.uuid4(), "title": "Safer cycling", "summary": "Bike lanes."}
        client.post(reverse("calls:engagement_new"), form)
        client.post(reverse("calls:engagement_new"), {**form, "title": "Safer streets"})

        assert [e.title for e in Engagement.objects.all()] == ["Safer streets"]

    def test_two_with_one_title_get_two_addresses(self, client):
        client.force_login(RoleFactory().person)
        for _ in range(2):
            form = {"posted_key": uuid.uuid4(), "title": "Safer cycling", "summary": "Lanes."}
            client.post(reverse("calls:engagement_new"), form)

        first, second = Engagement.objects.order_by("pk")
        assert first.slug == "safer-cycling"
        assert second.slug == f"safer-cycling-{second.posted_key.hex[:8]}"

    def test_the_key_of_somebody_elses_draft_leaves_that_draft_alone(self, client):
        theirs = EngagementFactory(title="Theirs")
        client.force_login(RoleFactory().person)
        form = {"posted_key": theirs.posted_key, "title": "Mine", "summary": "Lanes."}
        client.post(reverse("calls:engagement_new"), form)

        theirs.refresh_from_db()
        assert theirs.title == "Theirs"
        assert Engagement.objects.filter(title="Mine").count() == 1

    def test_what_was_typed_comes_back_with_the_error(self, client):
        client.force_login(RoleFactory().person)
        form = {"posted_key": uuid.uuid4(), "title": "", "summary": "A long story."}

        page = client.post(reverse("calls:engagement_new"), form)

        assert page.context["form"].errors == {"title": ["Give the engagement a title."]}
        assert "A long story." in page.content.decode()

    def test_a_title_without_letters_still_has_an_address(self, client):
        client.force_login(RoleFactory().person)
        form = {"posted_key": uuid.uuid4(), "title": "???", "summary": "Lanes."}

        page = client.post(reverse("calls:engagement_new"), form)

        assert page.url == reverse("calls:engagement_desk", args=["engagement"])


class TestDescribingAnEngagement:
    def test_a_draft_is_saved_with_gaps(self, engagement, as_convener):
        client = as_convener(engagement)
        client.post(
            reverse("calls:engagement_decision", args=[engagement.slug]), {"decision": "Where?"}
        )

        engagement.refresh_from_db()
        assert (engagement.decision, engagement.decided_by) == ("Where?", "")

    def test_a_view_posted_twice_is_kept_once(self, engagement, as_convener):
        client = as_convener(engagement)
        form = {"posted_key": uuid.uuid4(), "title": "A third view", "text": "…"}
        for _ in range(2):
            client.post(reverse("calls:framing_add", args=[engagement.slug]), form)

        assert Framing.objects.filter(title="A third view").count() == 1

    def test_a_view_is_changed_and_removed(self, engagement, as_convener):
        client = as_convener(engagement)
        view = engagement.framings.first()
        form = {"posted_key": view.posted_key, "title": "Other words", "text": "…"}
        client.post(reverse("calls:framing_edit", args=[engagement.slug, view.pk]), form)
        view.refresh_from_db()
        changed = view.title
        remove = reverse("calls:framing_remove", args=[engagement.slug, view.pk])
        for _ in range(2):
            client.post(remove)

        assert (changed, engagement.framings.count()) == ("Other words", 1)

    def test_publishing_needs_everything_and_lists_it_with_links(self, engagement, as_convener):
        engagement.framings.first().delete()
        client = as_convener(engagement)

        page = client.post(reverse("calls:engagement_check", args=[engagement.slug]))

        engagement.refresh_from_db()
        assert engagement.state == EngagementState.DRAFT
        assert [gap.url for gap in page.context["gaps"]] == [
            reverse("calls:framings", args=[engagement.slug])
        ]

    def test_publishing_twice_publishes_once(self, engagement, as_convener):
        client = as_convener(engagement)
        for _ in range(2):
            client.post(reverse("calls:engagement_check", args=[engagement.slug]))

        engagement.refresh_from_db()
        assert engagement.state == EngagementState.PUBLISHED
        assert Event.objects.filter(tag="engagement:published").count() == 1

    def test_what_is_public_cannot_lose_a_needed_part(self, engagement, as_convener):
        client = as_convener(engagement)
        client.post(reverse("calls:engagement_check", args=[engagement.slug]))
        view = engagement.framings.first()
        page = client.post(
            reverse("calls:framing_remove", args=[engagement.slug, view.pk]), follow=True
        )

        assert engagement.framings.count() == 2
        assert [str(message) for message in page.context["messages"]][-1] == (
            "Not removed. Describe the problem in at least two ways that people really hold; "
            "there is 1 so far."
        )

    def test_a_passed_date_does_not_stop_the_correction_of_a_word(self, engagement, as_convener):
        client = as_convener(engagement)
        client.post(reverse("calls:engagement_check", args=[engagement.slug]))
        Engagement.objects.update(decide_on=today() - dt.timedelta(days=1))
        form = {"title": "Safer streets", "summary": "Bike lanes."}
        client.post(reverse("calls:engagement_about", args=[engagement.slug]), form)

        engagement.refresh_from_db()
        assert engagement.title == "Safer streets"


def seat_form(**changes):
    return {
        "posted_key": uuid.uuid4(),
        "title": "Cab driver",
        "kind": "practical",
        "need": LONG_NEED,
        "skills": " ranks, night work ,ranks,",
        "minimum": "1",
        "maximum": "2",
        "importance": "must",
        **changes,
    }


class TestSeats:
    def test_a_seat_posted_twice_is_added_once_and_comes_last(self, draft, as_convener):
        client = as_convener(draft)
        form = seat_form()
        for _ in range(2):
            client.post(reverse("calls:seat_add", args=[draft.slug]), form)

        assert [seat.title for seat in draft.seats.all()] == ["Cyclist", "Engineer", "Cab driver"]
        assert draft.seats.last().skills == ["ranks", "night work"]

    def test_a_maximum_below_the_minimum_is_refused_in_the_form(self, draft, as_convener):
        page = as_convener(draft).post(
            reverse("calls:seat_add", args=[draft.slug]), seat_form(minimum="3", maximum="2")
        )

        assert page.context["form"].errors == {
            "maximum": ["The maximum must be at least the minimum. Raise it or lower the minimum."]
        }

    def test_a_short_need_is_saved_with_a_warning(self, draft, as_convener):
        page = as_convener(draft).post(
            reverse("calls:seat_add", args=[draft.slug]), seat_form(need="Drives."), follow=True
        )

        assert draft.seats.filter(need="Drives.").count() == 1
        assert [message.level_tag for message in page.context["messages"]] == [
            "warning",
            "success",
        ]

    def test_moving_a_seat_twice_moves_it_once(self, draft, as_convener):
        SeatFactory(call=draft, title="Third", order=3)
        client = as_convener(draft)
        third = draft.seats.get(title="Third")
        for _ in range(2):
            client.post(reverse("calls:seat_place", args=[draft.slug, third.pk]), {"place": "2"})

        assert [seat.title for seat in draft.seats.all()] == ["Cyclist", "Third", "Engineer"]

    def test_a_place_that_is_no_number_moves_nothing(self, draft, as_convener):
        client = as_convener(draft)
        seat = draft.seats.last()
        client.post(reverse("calls:seat_place", args=[draft.slug, seat.pk]), {"place": "top"})

        assert [each.title for each in draft.seats.all()] == ["Cyclist", "Engineer"]

    def test_a_seat_of_a_draft_is_removed_after_one_question(self, draft, as_convener):
        client = as_convener(draft)
        seat = draft.seats.first()
        url = reverse("calls:seat_remove", args=[draft.slug, seat.pk])
        client.get(url)
        asked = draft.seats.count()
        for _ in range(2):
            client.post(url)

        assert (asked, [each.title for each in draft.seats.all()]) == (2, ["Engineer"])

    def test_a_published_seat_stays(self, call, as_convener):
        client = as_convener(call)
        seat = call.seats.first()
        client.post(reverse("calls:seat_remove", args=[call.slug, seat.pk]))

        assert Seat.objects.filter(pk=seat.pk).exists()

    def test_a_contradiction_in_an_open_call_is_undone_and_explained(self, draft, as_convener):
        Call.objects.update(state=CallState.OPEN)
        client = as_convener(draft)
        seat = draft.seats.get(title="Cyclist")
        page = client.post(
            reverse("calls:seat_edit", args=[draft.slug, seat.pk]),
            seat_form(posted_key=seat.posted_key, minimum="4", maximum="4"),
        )

        seat.refresh_from_db()
        assert (seat.title, seat.minimum) == ("Cyclist", 2)
        assert page.context["form"].non_field_errors() == [
            (
                "The seats need at least 5 people together, but the group has 4 places. "
                "Lower some minimums, or make the group 5."
            )
        ]

    def test_seats_of_a_closed_call_stay_as_people_answered_to_them(self, draft, as_convener):
        Call.objects.update(state=CallState.CLOSED)
        page = as_convener(draft).post(
            reverse("calls:seat_add", args=[draft.slug]), seat_form(), follow=True
        )

        assert draft.seats.count() == 2
        assert page.context["form"].non_field_errors() == [
            "The call is closed, so its seats stay as people answered to them. Nothing was changed."
        ]


class TestPublishingACall:
    def test_it_becomes_public_and_matching_starts(self, draft, as_convener):
        page = as_convener(draft).post(reverse("calls:call_check", args=[draft.slug]))

        draft.refresh_from_db()
        assert (draft.state, page.url) == (
            CallState.OPEN,
            reverse("calls:matching_progress", args=[draft.slug]),
        )
        assert MatchJob.objects.get().call == draft

    def test_twice_is_once(self, draft, as_convener):
        client = as_convener(draft)
        for _ in range(2):
            client.post(reverse("calls:call_check", args=[draft.slug]))

        assert Event.objects.filter(tag="call:published").count() == 1
        assert MatchJob.objects.count() == 1

    def test_a_contradictory_call_stays_a_draft_and_the_page_says_why(self, draft, as_convener):
        Call.objects.update(size=2)

        page = as_convener(draft).post(reverse("calls:call_check", args=[draft.slug]))

        draft.refresh_from_db()
        assert (draft.state, MatchJob.objects.count()) == (CallState.DRAFT, 0)
        assert [(gap.sentence, gap.url) for gap in page.context["gaps"]] == [
            (
                (
                    "The seats need at least 3 people together, but the group has 2 places. "
                    "Lower some minimums, or make the group 3."
                ),
                reverse("calls:seats", args=[draft.slug]),
            )
        ]

    def test_opening_the_page_publishes_nothing(self, draft, as_convener):
        client = as_convener(draft)
        client.get(reverse("calls:call_check", args=[draft.slug]))
        client.head(reverse("calls:call_check", args=[draft.slug]))

        draft.refresh_from_db()
        assert draft.state == CallState.DRAFT

    def test_size_zero_is_refused_where_it_is_typed(self, draft, as_convener):
        page = as_convener(draft).post(
            reverse("calls:call_edit", args=[draft.slug]),
            {"posted_key": draft.posted_key, "title": "T", "summary": "S", "size": "0"},
        )

        assert page.context["form"].errors == {"size": ["A group needs at least 2 people."]}

    def test_closing_asks_once_and_closes_once(self, call, as_convener):
        client = as_convener(call)
        url = reverse("calls:call_close", args=[call.slug])
        client.get(url)
        call.refresh_from_db()
        before = call.state
        for _ in range(2):
            client.post(url)

        call.refresh_from_db()
        assert (before, call.state) == (CallState.OPEN, CallState.CLOSED)
        assert Event.objects.filter(tag="call:closed").count() == 1


def call_form(call, **changes):
    return {
        "posted_key": call.posted_key,
        "title": call.title,
        "summary": call.summary,
        "size": call.size,
        "area": call.area_id or "",
        "closes_on_day": call.closes_on.day,
        "closes_on_month": call.closes_on.month,
        "closes_on_year": call.closes_on.year,
        **changes,
    }


def test_a_closed_call_keeps_its_size_but_its_words_can_be_corrected(call, as_convener):
    Call.objects.update(state=CallState.CLOSED)
    client = as_convener(call)
    url = reverse("calls:call_edit", args=[call.slug])
    refused = client.post(url, call_form(call, size=20, title="Lanes"))
    client.post(url, call_form(call, title="Bike lanes"))

    call.refresh_from_db()
    assert (call.size, call.title) == (6, "Bike lanes")
    assert refused.context["form"].non_field_errors() == [
        (
            "The call is closed, so its size, area and date stay as people answered to them. "
            "Its title and description can still be changed. Nothing was changed."
        )
    ]


def test_the_offer_of_a_draft_is_saved_with_gaps(as_convener):
    call = CallFactory(state=CallState.DRAFT)
    client = as_convener(call)
    start = client.get(reverse("calls:offer_edit", args=[call.slug]))
    client.post(reverse("calls:offer_edit", args=[call.slug]), {"pay": "£75 for half a day"})

    assert start.context["form"].initial["benefits_warning"].startswith("Being paid can affect")
    assert (call.offer.pay, call.offer.contact) == ("£75 for half a day", "")


def test_a_new_convener_learns_how_to_begin(client):
    client.force_login(RoleFactory().person)

    page = client.get(reverse("calls:desk")).content.decode()

    assert "Nothing is open yet." in page


def test_the_desk_says_what_to_do_next(client, draft):
    client.force_login(convener_of(draft))

    rows = client.get(reverse("calls:desk")).context["engagements"]

    assert [[step.words for _, step in row["calls"]] for row in rows] == [["Finish the draft"]]
