"""A small OpenID Connect provider that really answers over HTTP: an employer's log-in for the tests."""

import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

CLIENT = "portaal"


class Issuer:
    """``claims`` are those of whoever logs in next."""

    def __init__(self) -> None:
        self.key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        self.claims: dict[str, Any] = {}
        self.asked: list[str] = []
        issuer = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                path = self.path.split("?")[0]
                if path == "/.well-known/openid-configuration":
                    self._answer(issuer.configuration())
                elif path == "/userinfo":
                    self._answer({"sub": issuer.claims["sub"], "email": issuer.claims["email"]})
                else:
                    self.send_error(404)

            def do_POST(self) -> None:
                issuer.asked.append(self.rfile.read(int(self.headers["Content-Length"])).decode())
                self._answer({"access_token": "t", "token_type": "Bearer", "id_token": issuer.id_token()})

            def _answer(self, content: dict[str, Any]) -> None:
                body = json.dumps(content).encode()
                self.send_response(200)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_rest: Any) -> None:
                """Say nothing."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}"
        self._thread = threading.Thread(target=self.server.serve_forever, daemon=True)
        self._thread.start()

    def configuration(self) -> dict[str, Any]:
        names = ("authorization", "token", "userinfo")
        return {"issuer": self.url, "jwks_uri": f"{self.url}/jwks"} | {
            f"{name}_endpoint": f"{self.url}/{name}" for name in names
        }

    def id_token(self) -> str:
        now = int(time.time())
        return jwt.encode(
            {"iss": self.url, "aud": CLIENT, "iat": now, "exp": now + 300} | self.claims, self.key, algorithm="RS256"
        )

    def close(self) -> None:
        self.server.shutdown()
        self._thread.join()
        self.server.server_close()
