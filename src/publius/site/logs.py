"""Logs for machines: one JSON line per event, with the request's id and no personal data.

Personal data come into logs by two doors: the arguments of other people's log calls (Django
names the path of a failed request, and paths hold tokens) and the messages of exceptions
(PostgreSQL repeats the e-mail address that was there already). Both stay shut: of a foreign
call the sentence is kept without its arguments, of an exception its type and where it was.
"""

import logging
import logging.config
import sys
import traceback
from typing import Any

import structlog

# Loggers whose arguments are facts about machines, never about people.
TRUSTED = ("publius", "granian", "_granian")


def configure(options: dict) -> None:
    """Route the standard library's logging and structlog through one formatter.

    `options`: {"level": name of the lowest level shown, "as_json": lines for machines or people,
    "in_full": arguments and messages too, for developers}.
    """
    shared = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    in_full = options.get("in_full", False)
    formatter = {
        "()": structlog.stdlib.ProcessorFormatter,
        "processors": [
            with_arguments if in_full else without_arguments,
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            structlog.processors.format_exc_info if in_full else place_of_error,
            _last(options["as_json"]),
        ],
        "foreign_pre_chain": shared,
        "use_get_message": False,
        "pass_foreign_args": True,
    }
    logging.config.dictConfig(_routes(formatter, options["level"]))
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )


def _last(as_json: bool) -> Any:
    if as_json:
        return structlog.processors.JSONRenderer()
    return structlog.dev.ConsoleRenderer(colors=False)


def _routes(formatter: dict, level: str) -> dict:
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"line": formatter},
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
        "root": {"handlers": ["stderr"], "level": level},
        "loggers": {
            "django.request": {"level": "ERROR"},
            "django.server": {"level": "WARNING"},
        },
    }


def without_arguments(logger: Any, method: str, event: dict) -> dict:
    """Keep the sentence of a foreign log call, and drop what it was filled with."""
    arguments = event.pop("positional_args", None)
    name = event["_record"].name
    if name.startswith(TRUSTED):
        event["event"] = _filled(event["event"], arguments)
    elif name == "django.request" and arguments:
        event["event"] = str(arguments[0])  # "%s: %s" of what happened and the path
    return event


def with_arguments(logger: Any, method: str, event: dict) -> dict:
    event["event"] = _filled(event["event"], event.pop("positional_args", None))
    return event


def _filled(sentence: Any, arguments: Any) -> str:
    return str(sentence) % arguments if arguments else str(sentence)


def place_of_error(logger: Any, method: str, event: dict) -> dict:
    """Replace an exception by its type and the places it passed, newest last; never its words."""
    error = _exception_of(event.pop("exc_info", None))
    if error is not None:
        event["error"] = f"{type(error).__module__}.{type(error).__qualname__}"
        event["at"] = [
            f"{frame.filename}:{frame.lineno} {frame.name}"
            for frame in traceback.extract_tb(error.__traceback__)
        ]
    return event


def _exception_of(exc_info: Any) -> BaseException | None:
    if isinstance(exc_info, BaseException):
        return exc_info
    if isinstance(exc_info, tuple):
        return exc_info[1]
    return sys.exc_info()[1] if exc_info else None
