"""The public directory, and how organisations look after themselves."""

import pytest
from django.core.management import CommandError, call_command

from publius.web.directory.actions import (
    add_organisation,
    end_role,
    give_role,
)
from publius.web.directory.errors import (
    LastConvenerError,
    NameTakenError,
)
from publius.web.directory.models import Organisation, Role
from publius.web.directory.queries import (
    convened_organisations,
    user_led_organisations,
)
from publius.web.notify.models import Message
from publius.web.people.models import Person
from tests.factories import (
    AreaFactory,
    OrganisationFactory,
    PersonFactory,
    RoleFactory,
)

pytestmark = pytest.mark.django_db


def shown(client, **search) -> list[str]:
    page = client.get("/organisations/", search)
    return [organisation.name for organisation in page.context["page_obj"]]


# --- reading --------------------------------------------------------------------------------


def test_anybody_finds_organisations_by_words_and_kind(client):
    OrganisationFactory(name="Arden Vale Council", about="Runs the streets.")
    OrganisationFactory(
        name="Sight Lost Together", kind="user_led", about="People with sight loss.",
        controlled_by="Blind members elect the board.",
    )  # fmt: skip
    OrganisationFactory(name="Wheels", kind="user_led", about="People who cycle.")

    assert shown(client) == ["Arden Vale Council", "Sight Lost Together", "Wheels"]
    assert shown(client, words="PEOPLE loss") == ["Sight Lost Together"]
    assert shown(client, words="elect") == ["Sight Lost Together"]
    assert shown(client, kind="user_led") == ["Sight Lost Together", "Wheels"]
    assert shown(client, words="nothing like it") == []


def test_the_page_says_what_it_does_and_who_controls_it_and_names_nobody(client):
    role = RoleFactory(
        organisation__about="Runs **libraries**.",
        organisation__controlled_by="Elected councillors",
    )

    page = client.get(f"/organisations/{role.organisation.slug}/").content.decode()

    assert "Runs <strong>libraries</strong>." in page
    assert "Elected councillors" in page
    assert role.person.display_name not in page
    assert role.person.email not in page
    assert "For those who run it" not in page


def test_an_organisation_nobody_added_is_not_there(client):
    assert client.get("/organisations/nowhere/").status_code == 404


def test_user_led_organisations_near_a_place_reach_its_people():
    borough = AreaFactory()
    ward, elsewhere = AreaFactory(within=borough), AreaFactory()
    near = OrganisationFactory(kind="user_led", area=borough)
    everywhere = OrganisationFactory(kind="user_led", area=None)
    OrganisationFactory(kind="user_led", area=elsewhere)
    OrganisationFactory(kind="public_body", area=ward)

    assert set(user_led_organisations(ward)) == {near, everywhere}


# --- roles ----------------------------------------------------------------------------------


def test_a_convener_adds_a_colleague_who_is_told_by_mail(client):
    role = RoleFactory()
    client.force_login(role.person)

    client.post(
        f"/organisations/{role.organisation.slug}/colleagues/",
        {"email": "Colleague@council.example", "role": "convener"},
    )

    colleague = Person.objects.get(email="colleague@council.example")
    assert list(convened_organisations(colleague)) == [role.organisation]
    letter = Message.objects.get()
    assert (letter.address, letter.purpose) == ("colleague@council.example", "role_given")
    assert "http://localhost:8000/accounts/login/" in letter.body


def test_adding_somebody_twice_is_one_role_and_one_mail():
    role, person = RoleFactory(), PersonFactory()

    for _ in range(2):
        give_role(organisation=role.organisation, person=person, role="facilitator", by=role.person)

    assert Role.objects.filter(person=person).count() == 1
    assert Message.objects.count() == 1


def test_ending_a_role_takes_the_rights_away_at_once(client):
    first = RoleFactory()
    second = RoleFactory(organisation=first.organisation)
    client.force_login(first.person)

    client.post(f"/organisations/{first.organisation.slug}/colleagues/{second.pk}/end/")

    assert not convened_organisations(second.person).exists()
    assert Message.objects.get().purpose == "role_ended"


def test_the_last_convener_cannot_be_removed(client):
    role = RoleFactory()
    client.force_login(role.person)

    answer = client.post(
        f"/organisations/{role.organisation.slug}/colleagues/{role.pk}/end/", follow=True
    )

    with pytest.raises(LastConvenerError):
        end_role(role=role, by=role.person)
    assert "Add another convener first" in answer.content.decode()
    assert convened_organisations(role.person).exists()


def test_a_host_looks_after_any_organisation(client):
    role = RoleFactory()
    client.force_login(PersonFactory(is_host=True))

    page = client.get(f"/organisations/{role.organisation.slug}/colleagues/")

    assert role.person.email in page.content.decode()


MANAGING = ["edit", "colleagues", "confirmations"]


@pytest.mark.parametrize("page", MANAGING)
@pytest.mark.parametrize("role", ["member", "facilitator", "moderator", "convener elsewhere", None])
def test_for_those_who_do_not_convene_it_these_pages_do_not_exist(client, page, role):
    convener = RoleFactory()
    person = PersonFactory()
    if role == "convener elsewhere":
        RoleFactory(person=person)
    elif role:
        RoleFactory(person=person, organisation=convener.organisation, role=role)
    client.force_login(person)
    address = f"/organisations/{convener.organisation.slug}/{page}/"
    posted = {"email": "friend@people.example", "role": "convener", "about": "Taken over"}

    assert client.get(address).status_code == 404
    assert client.post(address, posted).status_code == 404
    assert not Person.objects.filter(email="friend@people.example").exists()
    assert Organisation.objects.get(pk=convener.organisation.pk).about != "Taken over"


def test_a_convener_cannot_end_roles_in_another_organisation(client):
    mine, other = RoleFactory(), RoleFactory(role="member")
    client.force_login(mine.person)

    answer = client.post(f"/organisations/{mine.organisation.slug}/colleagues/{other.pk}/end/")

    assert answer.status_code == 404
    assert Role.objects.living().filter(pk=other.pk).exists()


def test_a_convener_changes_what_people_read(client):
    role = RoleFactory(organisation__name="Arden Vale Council")
    client.force_login(role.person)

    client.post(
        f"/organisations/{role.organisation.slug}/edit/",
        {"about": "We listen now.", "controlled_by": "Councillors", "name": "Another name"},
    )

    changed = Organisation.objects.get()
    assert (changed.name, changed.about) == ("Arden Vale Council", "We listen now.")


# --- adding ---------------------------------------------------------------------------------


def test_two_organisations_cannot_have_one_name():
    add_organisation(name="Wheels", kind="user_led", about="We cycle.")

    with pytest.raises(NameTakenError):
        add_organisation(name="Wheels", kind="charity", about="We do not.")
    assert Organisation.objects.get().about == "We cycle."


def test_names_that_look_alike_get_addresses_of_their_own():
    first = add_organisation(name="Wheels!", kind="user_led", about="We cycle.")
    second = add_organisation(name="Wheels?", kind="user_led", about="We roll.")

    assert (first.slug, second.slug) == ("wheels", "wheels-2")


def test_the_first_convener_is_made_on_the_command_line(capsys):
    for _ in range(2):
        call_command(
            "create_convener",
            email="Ada@council.example",
            organisation="Arden Vale Council",
            host=True,
        )

    person = Person.objects.get()
    assert person.is_host
    assert [o.name for o in convened_organisations(person)] == ["Arden Vale Council"]
    assert Message.objects.count() == 1
    assert "ada@council.example convenes for Arden Vale Council." in capsys.readouterr().out


def test_a_wrong_address_on_the_command_line_changes_nothing():
    with pytest.raises(CommandError, match=r"not an e-mail address\. Nothing was changed\."):
        call_command("create_convener", email="ada", organisation="Arden Vale Council")

    assert not Person.objects.exists()
    assert not Organisation.objects.exists()
