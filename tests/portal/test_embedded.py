"""The parts of `make run` one by one: room on the disk, logs, long paths, and which Python is good enough."""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from django.conf import settings

from portal.embedded.ballast import Ballast
from portal.embedded.children import LOG_LIMIT, Child
from portal.embedded.folder import LONGEST_SOCKET_FOLDER, Folder, NotOurs
from portal.embedded.supervisor import CannotStart, Supervisor, _address_in_the_network
from tests.running import free_port, wait_for

FIND_PYTHON = settings.BASE_DIR / ".ci" / "find-python"


def test_ballast_lies_there_while_there_is_room(tmp_path: Path) -> None:
    ballast = Ballast(tmp_path, size=5_000_000, least=1)
    assert ballast.settle() == ""
    assert ballast.path.stat().st_blocks * 512 >= 5_000_000
    assert ballast.settle() == ""


def test_a_disk_that_fills_is_told_and_keeps_its_ballast(tmp_path: Path) -> None:
    Ballast(tmp_path, size=5_000_000, least=1).settle()
    ballast = Ballast(tmp_path, size=5_000_000, least=10**16)
    assert "raakt vol" in ballast.settle()
    assert "Maak ruimte" in ballast.settle()
    assert ballast.path.exists()


def test_a_full_disk_gets_the_ballast_back(tmp_path: Path) -> None:
    Ballast(tmp_path, size=5_000_000, least=1).settle()
    full = Ballast(tmp_path, size=10**16, least=10**16)
    assert "raakt vol" in full.settle()
    assert not full.path.exists()


def test_a_long_log_makes_room_and_the_child_writes_on(tmp_path: Path) -> None:
    child = Child("praat", [sys.executable, "-c", "print('nieuw', flush=True); input()"], log=tmp_path / "praat.log")
    child.log.write_bytes(b"oud\n" * (LOG_LIMIT // 4 + 1))
    child.start()
    wait_for(child.log.read_bytes, what="the first words")
    child.stop()
    assert child.log.read_bytes().startswith(b"nieuw")
    assert child.log.stat().st_size < LOG_LIMIT
    assert child.log.with_suffix(".log.1").stat().st_size == LOG_LIMIT


def test_sockets_of_a_folder_with_a_long_path_lie_in_a_short_closed_one() -> None:
    root = Path(tempfile.mkdtemp(prefix="doorleren-"))
    root.chmod(0o755)
    folder = Folder.open(root / ("lang" * 30))
    try:
        assert len(bytes(folder.sockets)) <= LONGEST_SOCKET_FOLDER
        assert not folder.sockets.is_relative_to(root)
        assert folder.sockets.stat().st_mode & 0o777 == 0o700
    finally:
        folder.close()
        shutil.rmtree(folder.sockets)
        shutil.rmtree(root)


def test_a_folder_that_was_laid_there_for_us_is_refused(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    long = tmp_path / ("lang" * 30)
    first = Folder.open(long)
    sockets = first.sockets
    first.close()
    sockets.rmdir()
    sockets.symlink_to(tmp_path / "elsewhere")
    try:
        with pytest.raises(NotOurs, match="doorleren-"):
            Folder.open(long)
    finally:
        sockets.unlink()


def supervisor(tmp_path: Path, host: str = "127.0.0.1", port: int = 0) -> Supervisor:
    return Supervisor(tmp_path / "data", host, port or free_port(), demo=False, base=settings.BASE_DIR)


def test_a_port_is_kept_for_our_own_web_server(tmp_path: Path) -> None:
    ours = supervisor(tmp_path)
    with ours._reserve_port():
        with pytest.raises(CannotStart, match="is bezet"):
            supervisor(tmp_path, port=ours.port)._reserve_port()
        with socket.socket() as web:  # as granian binds it
            web.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            web.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
            web.bind(("127.0.0.1", ours.port))
            web.listen()


def test_a_phone_in_the_same_network_is_let_in_where_that_was_asked(tmp_path: Path) -> None:
    folder = Folder.open(tmp_path / "data")
    try:
        assert "ALLOWED_HOSTS" not in supervisor(tmp_path)._environment(folder)
        everywhere = supervisor(tmp_path, host="0.0.0.0")._environment(folder)  # noqa: S104
        nearby = _address_in_the_network()
        assert not nearby or nearby in everywhere["ALLOWED_HOSTS"].split(",")
    finally:
        folder.close()


def test_an_address_of_the_newer_kind_gets_its_brackets(tmp_path: Path) -> None:
    assert supervisor(tmp_path, host="::1", port=8000)._address("/") == "http://[::1]:8000/"


def find_python(candidates: str) -> subprocess.CompletedProcess[str]:
    given = os.environ | {"PYTHON": candidates}
    return subprocess.run([FIND_PYTHON], env=given, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("candidates", ["/bin/false", "/no/such/python", "/no/such/python /bin/false"])
def test_no_python_or_an_old_one_gets_one_sentence(candidates: str) -> None:
    answer = find_python(candidates)
    assert (answer.returncode, answer.stdout) == (1, "")
    assert answer.stderr.count("\n") == 1
    assert "heeft Python 3.13 of 3.14 nodig" in answer.stderr


def test_a_good_python_is_found_behind_an_old_one() -> None:
    answer = find_python(f"/bin/false {sys.executable}")
    assert (answer.returncode, answer.stdout.strip()) == (0, sys.executable)
