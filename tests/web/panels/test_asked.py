"""What became of asking people whether they are interested."""

from publius.web.panels.queries.invitations import AskedOf


def test_whoever_said_neither_yes_nor_no_is_counted_as_silent():
    asked = AskedOf(people=37, yes=13, no=6)

    assert asked.silent == 18
