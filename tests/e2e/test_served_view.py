"""The public view in a browser: a real ``textual serve``, and a page's line to it."""

import asyncio
import os
import re
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from socket import AF_INET, SOCK_STREAM, socket

import aiohttp
import psutil

from circle_tui.bootstrap import opened
from circle_tui.config.home import Home
from circle_tui.services.live import LiveSession
from circle_tui.services.publishing import Publisher
from tests.e2e.test_public_view import PRIVATE, room
from tests.emulator import Emulator
from tests.terminal import PYTHON

WITHIN = 30
"""Seconds that anything may take here."""


class Page:
    """What a browser's page has of the program: a line to the server, and a terminal."""

    def __init__(self, line: aiohttp.ClientWebSocketResponse) -> None:
        self._line = line
        self._emulator = Emulator(80, 24)
        self.came = b""
        """All that the program drew."""

    def text(self) -> str:
        """Return what is to be seen as one text."""
        return "\n".join(self._emulator.lines())

    async def wait_for(self, expected: Callable[[str], object]) -> None:
        """Read until what is seen is as expected."""
        try:
            async with asyncio.timeout(WITHIN):
                while not expected(self.text()):
                    data = await self._line.receive_bytes()
                    self.came += data
                    self._emulator.feed(data)
        except TimeoutError as error:
            raise AssertionError(self.text()) from error

    async def resize(self, columns: int, rows: int) -> None:
        """Change the size of the browser's window."""
        self._emulator.resize(columns, rows)
        await self._line.send_json(["resize", {"width": columns, "height": rows}])

    async def press(self, key: str) -> None:
        """Press a key."""
        await self._line.send_json(["stdin", key])


class Server:
    """``textual serve`` with ``circle screen``, in a process of its own."""

    def __init__(self, port: int, process: asyncio.subprocess.Process) -> None:
        self.port = port
        self.process = process
        self.told = b""
        """All that it wrote on its terminal, once it has ended."""

    async def ready(self) -> None:
        """Wait until it serves: it says so a moment before it does."""
        async with asyncio.timeout(WITHIN):
            while not await self._answers():
                with suppress(TimeoutError):
                    await asyncio.wait_for(self.process.wait(), 0.02)
                assert self.process.returncode is None, await self.last_words()

    async def _answers(self) -> bool:
        try:
            _, line = await asyncio.open_connection("localhost", self.port)
        except OSError:
            return False
        line.close()
        await line.wait_closed()
        return True

    async def last_words(self) -> bytes:
        """Return all that it wrote on its terminal, once it has ended."""
        told, _ = await asyncio.wait_for(self.process.communicate(), WITHIN)
        return told

    def programs(self) -> list[psutil.Process]:
        """Return the processes it has started."""
        return psutil.Process(self.process.pid).children(recursive=True)

    @asynccontextmanager
    async def visited(self) -> AsyncIterator[tuple[str, Page]]:
        """Open the page as a browser does: its source, and its line to the program."""
        async with aiohttp.ClientSession() as session:
            async with session.get(f"http://localhost:{self.port}/") as answer:
                source = await answer.text()
            named = re.search(r'data-session-websocket-url="(.+?)"', source)
            assert named, source
            line = await session.ws_connect(f"{named[1]}?width=80&height=24")
            async with line:
                yield source, Page(line)


@asynccontextmanager
async def served(home: Path, data: Path) -> AsyncIterator[Server]:
    """Serve the public view of a data folder on a port that is free."""
    with socket(AF_INET, SOCK_STREAM) as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    command = f"circle screen --home {data}"
    path = f"{Path(PYTHON).parent}{os.pathsep}{os.environ.get('PATH', os.defpath)}"
    process = await asyncio.create_subprocess_exec(
        *(Path(PYTHON).with_name("textual"), "serve", "--port", str(port), command),
        env={"PATH": path, "HOME": str(home), "TMPDIR": str(home), "LANG": "C.UTF-8"},
        cwd=home,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    server = Server(port, process)
    try:
        await server.ready()
        yield server
    finally:
        if process.returncode is None:
            process.terminate()
        server.told = await server.last_words()


async def ended(programs: list[psutil.Process]) -> bool:
    """Wait for the end of processes that are not this one's own; whether it came."""
    _, alive = await asyncio.to_thread(psutil.wait_procs, programs, WITHIN)
    for program in alive:
        program.kill()
    return not alive


async def test_in_a_browser(tmp_path: Path) -> None:
    """`textual serve "circle screen"` shows it on a page: it waits, follows, and goes blank.

    Neither the page, nor what it is sent, nor what the server writes down names anybody. A page
    that is closed takes its program with it.
    """
    home = Home(tmp_path / "data", "the test")
    async with served(tmp_path, home.root) as server, server.visited() as (source, page):
        await page.wait_for(lambda seen: "for a session on this computer" in seen)
        programs = server.programs()
        assert programs
        with opened(home, room(home)) as workspace:
            live = LiveSession(workspace.circle.journal, workspace.clock, workspace.writer)
            await Publisher(workspace).publish(live.session)
            await page.wait_for(lambda seen: "What does this room need?" in seen)
            assert "CHECK-IN" in page.text()
            await page.resize(12, 24)  # so narrow that the clock is no picture
            await page.wait_for(lambda seen: re.search(r"\b[12]:[0-5]\d\b", seen))
            await page.press(" ")
            await page.wait_for(lambda seen: "one moment" in seen)
            assert "CHECK-IN" not in page.text()
    assert await ended(programs)
    kept = (source.encode() + page.came + server.told).lower()
    assert str(home.root).encode() not in source.encode()
    for word in PRIVATE:
        assert word.casefold().encode() not in kept, word


async def test_the_server_is_killed(tmp_path: Path) -> None:
    """A server that dies takes the program with it, which calls that no fault of its own."""
    data = tmp_path / "data"
    async with served(tmp_path, data) as server, server.visited() as (_, page):
        await page.wait_for(lambda seen: "for a session on this computer" in seen)
        programs = server.programs()
        assert programs
        server.process.kill()
        assert await ended(programs)
    assert list(data.rglob("crash-*")) == []
