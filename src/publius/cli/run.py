"""Starting Publius: everything at once, or the server, the worker and the upkeep alone."""

import os
import socket
import subprocess
import sys
import urllib.error
import urllib.request

import click

from publius.cli.installation import (
    data_folder,
    make_data_folder,
    open_installation,
    require_prepared,
)
from publius.cli.stops import BadSetting, PortBusy
from publius.cli.supervise import Child, Supervisor, stop_when_orphaned

THREADS = 4  # per server process; each holds at most one database connection
WAITING = 64  # requests one server process holds before it lets the next ones queue outside


def run_everything() -> None:
    """Prepare the installation, then run server and worker until Ctrl-C."""
    host, port = os.environ.get("PUBLIUS_HOST", "127.0.0.1"), _port_from_environment()
    make_data_folder(data_folder())
    refuse_busy_port(host, port)
    environment = _environment_of_children(port)
    prepared = subprocess.run([sys.executable, "-m", "publius", "prepare"], env=environment)
    if prepared.returncode:
        sys.exit(prepared.returncode)
    if not (data_folder() / "demonstration").exists():
        environment["PUBLIUS_DEMO"] = "0"  # never one-click sign-in among real people
    supervisor = Supervisor(
        server=Child(["serve", "--host", host, "--port", str(port)], environment),
        worker=Child(["worker"], environment),
        say=_say,
    )
    sys.exit(supervisor.run(when_up=lambda: _announce(host, port, environment)))


@click.command()
@click.option("--host", envvar="PUBLIUS_HOST", default="127.0.0.1", show_default=True)
@click.option("--port", envvar=["PUBLIUS_PORT", "PORT"], default=8000, show_default=True)
@click.option(
    "--workers",
    envvar="PUBLIUS_SERVER_PROCESSES",
    type=click.IntRange(min=1),
    default=min(2, os.cpu_count() or 1),
    show_default="2, or 1 on a single core",
    help="Server processes, four threads each.",
)
def serve(host: str, port: int, workers: int) -> None:
    """Run the web server alone."""
    open_installation()
    require_prepared()
    refuse_busy_port(host, port)
    stop_when_orphaned()
    _server(host, port, workers).serve()


@click.command()
def worker() -> None:
    """Run the background worker alone: messages, matching, draws, upkeep.

    SIGTERM or Ctrl-C lets it finish the piece it is doing. As many workers as you like may run,
    on as many machines; each piece of work is done by one of them.
    """
    open_installation()
    require_prepared()
    from publius.site.worker import Worker

    stop_when_orphaned()
    Worker().run_until_stopped()


@click.command()
def tick() -> None:
    """Do everything that is due once, and the upkeep, then end.

    For installations that would rather have a timer than a worker that stays.
    """
    open_installation()
    require_prepared()
    from publius.site.worker import do_all_once

    for name, count in do_all_once().items():
        click.echo(f"{name}: {count}")


def refuse_busy_port(host: str, port: int) -> None:
    """Raise a plain sentence where nobody could listen."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((host, port))
        except OSError as error:
            raise PortBusy(
                f"Nobody can listen on {host} port {port} ({error.strerror}). Nothing was "
                f"started. Another Publius may be running; or choose another port: PORT={port + 1}"
            ) from error


def _server(host: str, port: int, workers: int):
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    return Granian(
        "publius.site.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=THREADS,
        backpressure=WAITING,
        log_level=LogLevels.warning,
        respawn_failed_workers=True,
        workers_kill_timeout=10,
    )


def _port_from_environment() -> int:
    text = os.environ.get("PUBLIUS_PORT") or os.environ.get("PORT") or "8000"
    if not text.isascii() or not text.isdigit() or not 0 < int(text) < 65536:
        raise BadSetting(f'PORT must be a number from 1 to 65535, not "{text}".')
    return int(text)


def _environment_of_children(port: int) -> dict[str, str]:
    environment = {**os.environ}
    environment.setdefault("PUBLIUS_BASE_URL", f"http://localhost:{port}")
    environment.setdefault("DJANGO_SETTINGS_MODULE", "publius.site.settings")
    if sys.stderr.isatty():
        environment.setdefault("PUBLIUS_LOG_JSON", "0")
    return environment


def _announce(host: str, port: int, environment: dict[str, str]) -> bool:
    """Print the address once the server answers on it; True when it did."""
    here = "127.0.0.1" if host in ("0.0.0.0", "::") else host  # noqa: S104 - compared, not bound
    address = f"http://[{here}]:{port}" if ":" in here else f"http://{here}:{port}"
    try:
        urllib.request.urlopen(f"{address}/healthz", timeout=2).close()  # noqa: S310
    except urllib.error.HTTPError:
        pass  # it answers; PUBLIUS_ALLOWED_HOSTS may not know this address
    except OSError:
        return False
    _say(f"Publius is running at {environment['PUBLIUS_BASE_URL']}/")
    _say(f"Its data are in {data_folder()}. Press Ctrl-C to stop.")
    return True


def _say(sentence: str) -> None:
    click.echo(sentence, err=True)
