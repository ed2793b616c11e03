"""A real mail server of a few lines, which can also behave as badly as real ones do."""

import socketserver
import threading
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage


@dataclass
class MailServer:
    """`answers`: what it says instead of 250 to a command, for example {"RCPT": "550 no"}."""

    answers: dict[str, str] = field(default_factory=dict)
    is_silent: bool = False
    received: list[EmailMessage] = field(default_factory=list)
    released: threading.Event = field(default_factory=threading.Event)
    port: int = 0


class Conversation(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        server: MailServer = self.server.mail_server
        if server.is_silent:
            server.released.wait(30)  # takes the call and never says a word
            return
        self.say(server.answers.get("CONNECT", "220 ready"))
        for line in self.rfile:
            verb = line.split()[0].decode().upper() if line.split() else ""
            self.say(server.answers.get(verb) or self.usual_answer(verb))
            if verb == "DATA" and verb not in server.answers:
                server.received.append(self.read_mail())
                self.say("250 kept")
            if verb == "QUIT":
                return

    def usual_answer(self, verb: str) -> str:
        return {"DATA": "354 go on", "QUIT": "221 bye"}.get(verb, "250 ok")

    def read_mail(self) -> EmailMessage:
        lines = []
        for line in self.rfile:
            if line == b".\r\n":
                break
            lines.append(line)
        return message_from_bytes(b"".join(lines), policy=policy.default)

    def say(self, words: str) -> None:
        self.wfile.write(words.encode() + b"\r\n")


@contextmanager
def running_mail_server(server: MailServer):
    """Listen on a free port of this machine while the block runs."""
    listener = socketserver.ThreadingTCPServer(
        ("127.0.0.1", server.port), Conversation, bind_and_activate=False
    )
    listener.allow_reuse_address = True
    listener.daemon_threads = True
    listener.mail_server = server
    listener.server_bind()
    listener.server_activate()
    server.port = listener.server_address[1]
    thread = threading.Thread(target=listener.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield server
    finally:
        server.released.set()
        listener.shutdown()
        thread.join()
        listener.server_close()
