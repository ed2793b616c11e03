"""Options that hold several things with commas between them."""

import click


def names(context: click.Context, parameter: click.Parameter, value: str | None) -> list[str]:
    """``A,B,C`` as a list of names."""
    return [name.strip() for name in (value or "").split(",") if name.strip()]


class Numbers(click.ParamType):
    """``NAME=NUMBER,NAME=NUMBER``; or one number alone, whose name is then empty."""

    name = "numbers"

    def convert(
        self, value: str, param: click.Parameter | None, ctx: click.Context | None
    ) -> dict[str, float]:
        try:
            return dict(_pair(part) for part in value.split(",") if part.strip())
        except ValueError:
            self.fail(f"“{value}” is not NAME=NUMBER, with commas between several.", param, ctx)


def _pair(part: str) -> tuple[str, float]:
    name, _, number = part.rpartition("=")
    return name.strip(), float(number)
