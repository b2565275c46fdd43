"""A real CalDAV server for the tests: Radicale on a port of the loopback."""

import subprocess
import sys
from base64 import b64encode
from collections.abc import Iterator
from contextlib import closing, contextmanager
from http.client import HTTPConnection
from pathlib import Path
from socket import AF_INET, SOCK_STREAM, socket

KEY = {"Authorization": "Basic " + b64encode(b"noor:any").decode()}


@contextmanager
def running(folder: Path) -> Iterator[int]:
    """Run Radicale on a port that is free, for the length of a ``with`` block; return the port."""
    with closing(socket(AF_INET, SOCK_STREAM)) as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    options = {
        "--server-hosts": f"127.0.0.1:{port}",
        "--storage-filesystem-folder": str(folder),
        "--auth-type": "none",
        "--logging-level": "info",
    }
    words = [f"{option}={value}" for option, value in options.items()]
    process = subprocess.Popen(
        [sys.executable, "-m", "radicale", "--config", "", *words],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    try:
        assert process.stdout is not None
        told = b""
        for line in process.stdout:
            told += line
            if b"server ready" in line:
                break
        else:
            raise AssertionError(told.decode())
        yield port
    finally:
        process.terminate()
        process.communicate(timeout=30)


def asked(port: int, method: str, path: str, body: bytes = b"", **headers: str) -> bytes:
    """Ask the server, which has to be content, and return its answer."""
    with closing(HTTPConnection("127.0.0.1", port, timeout=30)) as line:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        line.request(method, path, body, {**KEY, **named})
        answer = line.getresponse()
        content = answer.read()
    assert answer.status in (200, 201, 204, 207), (answer.status, content)
    return content
