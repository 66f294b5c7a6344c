"""Shows pages that were kept to a browser: with their own policy, our files and the colours of brands."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders

from tests.journeys.crawling import Seen
from tests.portal.gallery import TYPES, brand


@contextmanager
def shown(pages: list[Seen]) -> Iterator[str]:
    """Gives an address; /0/, /1/ and so on under it are the pages."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            path = self.path.split("?")[0]
            number = path.strip("/")
            if number.isdecimal():
                page = pages[int(number)]
                self.answer(page.page.encode(), "text/html; charset=utf-8", {"Content-Security-Policy": page.policy})
            elif path.startswith(settings.STATIC_URL) and (found := finders.find(path.removeprefix("/static/"))):
                file = Path(str(found))
                self.answer(file.read_bytes(), TYPES[file.suffix], {"Cache-Control": "max-age=3600"})
            elif path.startswith("/merk/"):
                self.answer(brand(Path(path).stem).stylesheet().encode(), "text/css", {"Cache-Control": "max-age=3600"})
            else:
                self.send_error(404)

        def answer(self, body: bytes, kind: str, headers: dict[str, str]) -> None:
            self.send_response(200)
            for name, value in (headers | {"Content-Type": kind, "Content-Length": str(len(body))}).items():
                if value:
                    self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *given: object) -> None:
            """Say nothing: a test prints what it finds."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
