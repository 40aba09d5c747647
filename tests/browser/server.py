"""A server of its own for the browser: the program as it runs anywhere, on an empty data folder and a free port."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
OTHERS = ("DATABASE_URL", "EMAIL_URL", "ALLOWED_HOSTS", "SECRET_KEY", "TIME_ZONE", "DEBUG")


class Server:
    """The program behind `address`, from `start` to `stop`."""

    def __init__(self, folder):
        self.folder = folder
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        # By this name and not by its number: a passkey belongs to a name.
        self.address = f"http://localhost:{self.port}"
        self.surroundings = {
            **{name: value for name, value in os.environ.items() if name not in OTHERS},
            "DJANGO_SETTINGS_MODULE": "tests.browser.server_settings",
            "PYTHONPATH": str(ROOT),
            "SAMVERKA_DATA": str(folder),
            "SAMVERKA_DEMO": "1",
            "SITE_ADDRESS": self.address,
        }

    def run(self, *arguments):
        """Run Python with the server's settings, and return what it prints."""
        done = subprocess.run(
            [sys.executable, *arguments], cwd=ROOT, env=self.surroundings, capture_output=True, text=True, timeout=120
        )
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    def set_clock(self, step, *asked):
        """Do one step of `tests.browser.clock`, and return what it prints."""
        return self.run("-m", "tests.browser.clock", step, *asked)

    def start(self):
        """Prepare the data folder, and serve it."""
        self.run("-m", "tests.browser.prepare")
        command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--workers", "1", "--blocking-threads", "4"]
        command += ["--host", "127.0.0.1", "--port", str(self.port), "--log-level", "warning"]
        with self.log.open("w") as log:
            self.running = subprocess.Popen(
                [*command, "samverka.config.wsgi:application"], cwd=ROOT, env=self.surroundings, stdout=log, stderr=log
            )

    @property
    def log(self):
        """Return the file in which the server writes what goes wrong."""
        return self.folder / "server.log"

    def wait(self):
        """Come back when the server answers."""
        until = time.monotonic() + 60
        while self.running.poll() is None and time.monotonic() < until:
            try:
                urllib.request.urlopen(f"{self.address}/healthz", timeout=5).close()
                return
            except (urllib.error.URLError, ConnectionError):
                time.sleep(0.05)
        raise AssertionError(f"The server does not answer: {self.log.read_text()}")

    def stop(self):
        """End this one process, which ends its worker."""
        self.running.terminate()
        try:
            self.running.wait(timeout=15)
        except subprocess.TimeoutExpired:
            self.running.kill()
            self.running.wait()
