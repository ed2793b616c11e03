"""Somebody of a public body who opens an engagement and forms a group."""

from typing import ClassVar

from . import bike_lane
from .bike_lane import WantedSeat, in_days
from .browser import Visitor

DESK = "/desk/"


class Convener(Visitor):
    is_at_a_desk: ClassVar[bool] = True
    call = "/desk/calls/crafting-the-bike-lane-plan/"

    def signs_in(self, address: str) -> None:
        self.goes_to(DESK)
        self.signs_in_with_a_code(address)

    def fills_in(self, answers: dict[str, str], *, then: str = "Save") -> None:
        for label, text in answers.items():
            self.types(label, text)
        self.clicks(then)

    # --- The engagement ----------------------------------------------------------------------
    def opens_the_engagement(self) -> None:
        self.goes_to(DESK)
        self.follows("My engagements")
        self.clicks("Open an engagement")
        self.fills_in(bike_lane.ABOUT, then="Save and continue")
        self.says_what_has_to_be_decided()
        self.puts_two_views_side_by_side()
        self.names_who_has_a_stake()

    def says_what_has_to_be_decided(self) -> None:
        self.follows("The decision: what, who, by when")
        self.types_the_date("By when is it decided?", in_days(150))
        self.fills_in(bike_lane.DECISION)

    def puts_two_views_side_by_side(self) -> None:
        self.follows("Ways to see the problem")
        for framing in bike_lane.FRAMINGS:
            self.clicks("Add a view")
            self.fills_in(framing)
        self.clicks("Continue")

    def names_who_has_a_stake(self) -> None:
        self.follows("Stakeholders")
        self.clicks("Add a stakeholder")
        self.fills_in(bike_lane.STAKEHOLDER)
        self.clicks("Continue")

    def publishes_the_engagement(self) -> None:
        self.follows("Check your answers and publish")
        self.sees("A pavement that stays a pavement")
        self.clicks("Publish the engagement")
        self.sees("Published. Everybody can read it now.")

    # --- The call ----------------------------------------------------------------------------
    def drafts_the_call(self) -> None:
        self.clicks("Draft a call")
        self.types_the_date("Until when can people say they are interested?", in_days(30))
        self.fills_in(bike_lane.CALL, then="Save and continue")
        self.follows("Seats: whom you need")
        for seat in bike_lane.SEATS:
            self.adds(seat)
        self.sees(f"The group has {bike_lane.SIZE} places")
        self.clicks("Continue")
        self.follows("The offer")
        self.sees("Being paid can affect your benefits.")
        self.fills_in(bike_lane.OFFER)

    def adds(self, seat: WantedSeat) -> None:
        self.clicks("Add a seat")
        self.types("Who is needed?", seat.title)
        self.ticks(seat.kind_of_knowing)
        self.types("What should they know or have lived through?", seat.need)
        self.types("At least", str(seat.people))
        self.types("At most", str(seat.people))
        self.clicks("Save")

    def publishes_the_call(self) -> None:
        self.follows("Check your answers and publish")
        self.clicks("Publish the call")

    # --- Forming the group -------------------------------------------------------------------
    def asks_whether_they_are_interested(self, seat: str, labels: list[str]) -> None:
        self.opens_the_list_for(seat)
        for label in labels:
            self.ticks(f"Ask {label}")
        self.clicks("Ask whether they are interested")

    def opens_the_list_for(self, seat: str) -> None:
        self.goes_to(f"{self.call}matches/")
        card = self.page.locator(".publius-seat", has=self.page.get_by_role("heading", name=seat))
        self.activates(card.get_by_role("link"))

    def sets_a_range(self, what: str, least: int, most: int) -> None:
        self.types(f"Least for {what}", str(least))
        self.types(f"Most for {what}", str(most))

    def confirms_the_draw(self) -> None:
        self.clicks("Go on to confirm")
        self.ticks("I have looked at this panel")
        self.clicks("Confirm and send the invitations")
