"""`make run`: starts what the environment does not give, watches it, and stops it in order.

Order up: postgres, valkey, prepare (migrate and load), web, worker, beat, relay.
Order down: web, beat, relay, worker, valkey, postgres, so that nothing accepted is lost on the way.
"""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from portal.embedded import binaries, environment, postgres, valkey, web
from portal.embedded.ballast import Ballast
from portal.embedded.children import Child, wait_until
from portal.embedded.folder import AlreadyRunning, Folder, NotOurs

MOST_RESTARTS, RESTART_WINDOW = 5, 60.0
SECONDS_TO_WEB = 180.0
SECONDS_TO_READY = 180.0
SECONDS_TO_PREPARE = 3600.0
#: A proxy that the environment names knows nothing of this machine.
_DIRECTLY = urllib.request.build_opener(urllib.request.ProxyHandler({}))
EVERYWHERE = frozenset({"0.0.0.0", "::"})  # noqa: S104
STOP_ORDER = ("web", "beat", "relay", "worker", "valkey", "postgres")


def _is_given(name: str) -> bool:
    """The environment gives this service, so that we do not start it; an empty value gives nothing."""
    return bool(os.environ.get(name))


def _only_mail_is_late(health: str) -> bool:
    """Whether the portal's JSON about its health names nothing worse than mail that waits."""
    try:
        parts = json.loads(health)
    except ValueError:
        return False
    return bool((parts.get("database"), parts.get("broker"), parts.get("outbox")) == ("ok", "ok", "late"))


def _address_in_the_network() -> str:
    """The address by which a phone beside us finds this machine; "" without a network. Nothing is sent."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as test:
        try:
            test.connect(("192.0.2.1", 9))  # RFC 5737: an address that is nobody's
        except OSError:
            return ""
        return str(test.getsockname()[0])


class CannotStart(Exception):
    """Why the portal does not start, in a sentence for the person who typed the command."""


@dataclass
class Supervisor:
    """Everything of one running portal. ``host`` and ``port`` are where visitors come in."""

    data: Path
    host: str
    port: int
    demo: bool
    base: Path
    say: Callable[[str], None] = print
    _children: dict[str, Child] = field(default_factory=dict)
    _stop: bool = False

    def run(self) -> int:
        """Start, watch until a signal, stop; returns the exit code."""
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._ask_to_stop)
        try:
            folder = Folder.open(self.data)
        except AlreadyRunning:
            place = self.data.resolve()
            self.say(
                f"Er draait al een portaal met de gegevens in {place}. Stop dat eerst, of kies een andere DATA_DIR."
            )
            return 1
        except NotOurs as place:
            self.say(f"{place} is van iemand anders of een verwijzing. Haal die weg, of kies een andere DATA_DIR.")
            return 1
        try:
            guard = self._reserve_port()
            with guard:
                self._start(folder)
                self._watch(folder)
            return 0
        except (CannotStart, binaries.NotInstalled, postgres.DatabaseFailed, valkey.BrokerFailed) as error:
            self.say(f"Het portaal kan niet starten of doorgaan: {error}")
            return 1
        finally:
            self._stop_all()
            folder.close()

    # --- up ------------------------------------------------------------------------------------------------

    def _reserve_port(self) -> socket.socket:
        """Refuse a port that is taken, and keep others off it; raises CannotStart.

        Granian shares ports (SO_REUSEPORT): two portals on one port would both seem ready and mix their
        visitors. So we first bind without sharing, then keep the port bound (not listening) while we live.
        """
        family = socket.AF_INET6 if ":" in self.host else socket.AF_INET
        try:
            with socket.socket(family, socket.SOCK_STREAM) as test:
                test.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                test.bind((self.host, self.port))
            # Without SO_REUSEADDR: with it, another portal that starts meanwhile could bind the port to try it.
            guard = socket.socket(family, socket.SOCK_STREAM)
            guard.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
            guard.bind((self.host, self.port))
        except OSError as error:
            raise CannotStart(
                f"poort {self.port} op {self.host} is bezet ({error.strerror}). "
                f"Kies een andere, bijvoorbeeld: make run PORT={self.port + 1}"
            ) from error
        return guard

    def _start(self, folder: Folder) -> None:
        values = self._environment(folder)
        env = os.environ | values
        if not (_is_given("DATABASE_URL") and _is_given("REDIS_URL")):
            self._start_servers(folder)
        environment.write(folder.path, {name: env[name] for name in values})
        logins = folder.path / "demo-logins.txt"
        self._manage(folder, ["prepare", f"--logins={logins}"], env | {"DATABASE_URL": env["DATABASE_OWNER_URL"]})
        del env["DATABASE_OWNER_URL"]  # only who changes tables may own them; a web process never does
        env |= {"CELERY_SKIP_CHECKS": "1"}  # what prepare checked a moment ago
        python = [sys.executable, "-m"]
        celery = [*python, "celery", "-A", "portal.celery", "--quiet"]
        self._add(
            folder,
            env | {"DATABASE_POOL_SIZE": web.DATABASE_POOL_SIZE},
            "web",
            web.web_command(self.host, self.port),
        )
        self._wait_for_web()
        self._add(
            folder,
            env,
            "worker",
            [
                *celery,
                "worker",
                "--concurrency",
                "2",
                "--without-gossip",
                "--without-mingle",
                "--loglevel",
                "WARNING",
            ],
            patience=60,
            # Asked to end, it would first wait for a broker that died with us. What it had in hand is sent again.
            orphan_signal=signal.SIGKILL,
        )
        schedule = folder.path / "beat-schedule"
        self._add(
            folder,
            env,
            "beat",
            [*celery, "beat", "--schedule", str(schedule), "--pidfile=", "--loglevel", "WARNING"],
        )
        self._add(folder, env, "relay", [sys.executable, "manage.py", "relay", "--skip-checks"])
        self._wait_until_ready()
        self._announce(folder, logins.read_text(encoding="utf-8") if self.demo else "")

    def _environment(self, folder: Folder) -> dict[str, str]:
        """What the portal's processes need and the environment does not give."""
        given = {
            "PORTAL_MODE": "local",
            "SECRET_KEY": folder.secret("secret-key"),
            "DATABASE_URL": postgres.url(folder, postgres.APP),
            "DATABASE_OWNER_URL": os.environ.get("DATABASE_URL") or postgres.url(folder, postgres.OWNER),
            "REDIS_URL": valkey.url(folder),
            "DEMO": "1" if self.demo else "0",
            "STATIC_ROOT": str(folder.path / "static"),
            "DATA_DIR": str(folder.path),
            "PORT": str(self.port),
        }
        if self.host in EVERYWHERE and (nearby := _address_in_the_network()):
            given["ALLOWED_HOSTS"] = ",".join(["localhost", "127.0.0.1", "[::1]", ".localhost", nearby])
        return {name: os.environ.get(name) or value for name, value in given.items()}

    def _start_servers(self, folder: Folder) -> None:
        self._look_at_disk(folder)
        programs = binaries.find(folder.servers, folder.user)
        if not _is_given("DATABASE_URL"):
            data = folder.servers / "postgres"
            server = postgres.child(folder, programs, data)
            server.end_orphan()
            postgres.initialise(folder, programs, data)
            postgres.clear_stale_pid(data)
            self._children["postgres"] = server
            server.start()
            postgres.wait_for(server, folder)
            postgres.prepare_roles(folder)
        if not _is_given("REDIS_URL"):
            data = folder.servers / "valkey"
            data.mkdir(exist_ok=True)
            folder.give(data, 0o700)
            server = valkey.child(folder, programs, data)
            server.end_orphan()
            self._children["valkey"] = server
            server.start()
            valkey.wait_for(server, folder)

    def _manage(self, folder: Folder, command: list[str], env: dict[str, str]) -> None:
        """Run a management command to its end; raises CannotStart with its last words."""
        log = folder.logs / f"{command[0]}.log"
        with log.open("wb") as output:
            result = subprocess.Popen(  # noqa: S603
                [sys.executable, "manage.py", *command],
                cwd=self.base,
                env=env,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                start_new_session=True,
            )
            wait_until(lambda: result.poll() is not None or self._stop, seconds=SECONDS_TO_PREPARE)
        if result.poll() is None:
            os.killpg(result.pid, signal.SIGTERM)
            result.wait()
            why = (
                "het starten is afgebroken." if self._stop else f"'manage.py {command[0]}' kwam niet klaar (zie {log})."
            )
            raise CannotStart(why)
        if result.returncode:
            lines = log.read_text(encoding="utf-8", errors="replace").splitlines()
            raise CannotStart(f"'manage.py {command[0]}' mislukte (zie {log}):\n" + "\n".join(lines[-8:]))

    def _add(
        self,
        folder: Folder,
        env: dict[str, str],
        name: str,
        command: list[str],
        *,
        patience: float = 20,
        orphan_signal: signal.Signals = signal.SIGTERM,
    ) -> None:
        child = Child(
            name,
            command,
            log=folder.logs / f"{name}.log",
            environment=env | {"PROCESS_NAME": f"portal-{name}"},
            folder=self.base,
            patience=patience,
            orphan_signal=orphan_signal,
        )
        child.end_orphan()
        self._children[name] = child
        child.start()

    def _wait_for_web(self) -> None:
        web = self._children["web"]
        address = self._address("/healthz/live")

        def answers() -> bool:
            if web.has_ended() or self._stop:
                raise CannotStart(f"de webserver stopte (zie {web.log}):\n{web.last_lines()}")
            try:
                with _DIRECTLY.open(address, timeout=5) as answer:
                    return bool(answer.status == 200)
            except (urllib.error.URLError, OSError):
                return False

        if not wait_until(answers, SECONDS_TO_WEB, pause=0.1):
            raise CannotStart(f"de webserver antwoordt niet op {address} (zie {web.log}):\n{web.last_lines()}")

    def _wait_until_ready(self) -> None:
        """Everything is up when the portal says so itself. Mail that waited since the last time may still be late."""
        said = ""

        def ready() -> bool:
            nonlocal said
            try:
                with _DIRECTLY.open(self._address("/healthz/ready"), timeout=5) as answer:
                    return bool(answer.status == 200)
            except urllib.error.HTTPError as error:
                said = error.read().decode(errors="replace")[:300]
                return _only_mail_is_late(said)
            except (urllib.error.URLError, OSError) as error:
                said = str(error)
            return self._stop

        if not wait_until(ready, SECONDS_TO_READY, pause=0.2):
            raise CannotStart(f"nog niet alles werkt: {said}")

    def _address(self, path: str) -> str:
        host = "127.0.0.1" if self.host in EVERYWHERE else self.host
        return f"http://{f'[{host}]' if ':' in host else host}:{self.port}{path}"

    def _announce(self, folder: Folder, logins: str) -> None:
        here = self.host in EVERYWHERE | {"127.0.0.1", "::1", "localhost"}
        address = f"http://localhost:{self.port}/" if here else self._address("/")
        lines = ["", f"Doorleren draait op {address}"]
        if self.host in EVERYWHERE and (nearby := _address_in_the_network()):
            lines.append(f"In hetzelfde netwerk: http://{nearby}:{self.port}/")
        lines.append(f"Gegevens en logboeken staan in {folder.path}")
        if self.demo:
            lines += ["", logins.rstrip(), "", f"Verstuurde mail lees je op {address}demo/mail/"]
        lines += ["", "Stop met Ctrl-C.", ""]
        self.say("\n".join(lines))

    # --- while it runs -------------------------------------------------------------------------------------

    def _watch(self, folder: Folder) -> None:
        """Restart what dies, until a signal; raises CannotStart when something keeps dying."""
        restarts: dict[str, deque[float]] = {name: deque(maxlen=MOST_RESTARTS) for name in self._children}
        look = 0
        while not self._stop:
            time.sleep(0.1)
            look += 1
            if look % 600 == 0:
                self._look_at_disk(folder)
            for name, child in self._children.items():
                if look % 600 == 0:
                    child.rotate_log()
                if not child.has_ended() or self._stop:
                    continue
                child.clear_group()
                now, recent = time.monotonic(), restarts[name]
                if len(recent) == MOST_RESTARTS and now - recent[0] < RESTART_WINDOW:
                    raise CannotStart(
                        f"{name} stopte {MOST_RESTARTS} keer binnen een minuut (zie {child.log}):\n{child.last_lines()}"
                    )
                recent.append(now)
                if name == "postgres":  # on a full disk it cannot even recover
                    self._look_at_disk(folder)
                self.say(f"{name} was gestopt en start opnieuw.")
                child.start()

    def _look_at_disk(self, folder: Folder) -> None:
        if warning := Ballast(folder.servers).settle():
            self.say(warning)

    def _ask_to_stop(self, _number: int, _frame: object) -> None:
        self._stop = True

    # --- down ----------------------------------------------------------------------------------------------

    def _stop_all(self) -> None:
        for name in STOP_ORDER:
            if name in self._children:
                self._children[name].stop()
