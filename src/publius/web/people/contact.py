"""How one person is reached about calls, as plain data."""

from dataclasses import asdict, dataclass

from .models import ContactRoute


@dataclass(frozen=True)
class Contact:
    """The way somebody chose, with what it needs; without a choice it is e-mail."""

    route: ContactRoute = ContactRoute.EMAIL
    name: str = ""
    number: str = ""
    address: str = ""
    large_print: bool = False

    def details(self) -> dict[str, str | bool]:
        """What is stored encrypted: everything but the route."""
        return {key: value for key, value in asdict(self).items() if key != "route"}

    @property
    def lines(self) -> list[str]:
        """The lines of the address field of a letter."""
        return [line for line in (self.name, *self.address.splitlines()) if line.strip()]
