"""Servers on this machine, for the tests: of repositories by the web, git's own protocol and ssh, and a mute one."""

import base64
import os
import socketserver
import ssl
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

LOGIN = "us3r:s3cret"
# Of the servers: they read repositories whoever they belong to.
_TRUSTING = {**os.environ, "GIT_CONFIG_COUNT": "1", "GIT_CONFIG_KEY_0": "safe.directory", "GIT_CONFIG_VALUE_0": "*"}


@contextmanager
def serving(server: socketserver.TCPServer) -> Iterator[int]:
    """Let a server run, and give its port."""
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield server.server_address[1]
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def certificate(folder: Path, host: str) -> Path:
    """Make a certificate, signed by itself, for a host; its key lies in the same file."""
    file = folder / f"{host}.pem"
    key = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", f"{file}.key")
    names = ("-subj", "/CN=papers", "-addext", f"subjectAltName=DNS:{host}")
    subprocess.run(["openssl", "req", "-x509", *key, "-out", file, *names], check=True, capture_output=True)
    file.write_bytes(file.read_bytes() + Path(f"{file}.key").read_bytes())
    return file


class Web(ThreadingHTTPServer):
    """By https or http, the repositories of a folder; at `/private/` it asks for a login, `/elsewhere/` redirects."""

    daemon_threads = True

    def __init__(self, folder: Path, certificate: Path | None = None) -> None:
        super().__init__(("127.0.0.1", 0), _Request)
        self.folder = folder
        self.elsewhere = ""
        self.asked: list[str] = []
        self.login = LOGIN
        if certificate:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(certificate)
            # The handshake belongs to the thread of a request: one that fails must not end the server.
            self.socket = context.wrap_socket(self.socket, server_side=True, do_handshake_on_connect=False)
        self.url = f"{'https' if certificate else 'http'}://localhost:{self.server_address[1]}"

    def handle_error(self, request: object, client_address: object) -> None:
        pass  # who does not trust the certificate hangs up


class _Request(BaseHTTPRequestHandler):
    server: Web

    def do_GET(self) -> None:
        self.server.asked.append(self.path)
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        path, _, query = self.path.partition("?")
        if path.startswith("/elsewhere/"):
            self._answer(302, {"Location": f"{self.server.elsewhere}{self.path.removeprefix('/elsewhere')}"})
            return
        if path.startswith("/private/"):
            path = path.removeprefix("/private")
            if self.headers.get("Authorization") != f"Basic {base64.b64encode(self.server.login.encode()).decode()}":
                self._answer(401, {"WWW-Authenticate": 'Basic realm="papers"'})
                return
        environment = _TRUSTING | {
            "GIT_PROJECT_ROOT": str(self.server.folder),
            "GIT_HTTP_EXPORT_ALL": "1",
            "GIT_PROTOCOL": self.headers.get("Git-Protocol", ""),
            "PATH_INFO": path,
            "QUERY_STRING": query,
            "REQUEST_METHOD": self.command,
            "CONTENT_TYPE": self.headers.get("Content-Type", ""),
            "CONTENT_LENGTH": str(len(body)),
            "HTTP_CONTENT_ENCODING": self.headers.get("Content-Encoding", ""),
        }
        run = subprocess.run(["git", "http-backend"], input=body, env=environment, capture_output=True, check=True)
        head, _, data = run.stdout.partition(b"\r\n\r\n")
        fields = dict(line.split(": ", 1) for line in head.decode().split("\r\n"))
        self._answer(int(fields.pop("Status", "200")[:3]), fields, data)

    def do_POST(self) -> None:
        self.do_GET()

    def _answer(self, status: int, fields: dict[str, str], data: bytes = b"") -> None:
        self.send_response(status)
        for name, value in {**fields, "Content-Length": str(len(data))}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(data)

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        pass


class Spawning(socketserver.ThreadingTCPServer):
    """Runs a program for each connection, which it speaks to on its standard input and output, as inetd does."""

    daemon_threads = True

    def __init__(self, *command: str | Path) -> None:
        super().__init__(("127.0.0.1", 0), _Spawn)
        self.command = command


class _Spawn(socketserver.BaseRequestHandler):
    server: Spawning

    def handle(self) -> None:
        both = {"stdin": self.request, "stdout": self.request}
        subprocess.run(self.server.command, **both, stderr=subprocess.DEVNULL, env=_TRUSTING, check=False)


class Slow(socketserver.ThreadingTCPServer):
    """Gives on what git's own server says in pieces of 16 KB, with a pause after each, and of so many bytes no more."""

    daemon_threads = True

    def __init__(self, folder: Path, *, pause: float = 0.0, most: int = 1 << 40) -> None:
        super().__init__(("127.0.0.1", 0), _Pass)
        self.command = ("git", "daemon", "--inetd", "--export-all", f"--base-path={folder}")
        self.pause, self.most = pause, most


class _Pass(socketserver.BaseRequestHandler):
    server: Slow

    def handle(self) -> None:
        pipes = {"stdin": self.request, "stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL}
        with subprocess.Popen(self.server.command, **pipes, env=_TRUSTING) as process, suppress(OSError):
            assert process.stdout
            sent = 0
            while piece := os.read(process.stdout.fileno(), min(16384, self.server.most - sent)):
                self.request.sendall(piece)
                sent += len(piece)
                time.sleep(self.server.pause if len(piece) > 4096 else 0)
            while sent == self.server.most and self.request.recv(1000):
                pass


class Mute(socketserver.ThreadingTCPServer):
    """Accepts connections, and never answers."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Listen)


class _Listen(socketserver.BaseRequestHandler):
    def handle(self) -> None:
        while self.request.recv(1000):
            pass
