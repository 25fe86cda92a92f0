"""A stand-in for a provider of OpenID Connect that can lie in every way a real one must not.

A real HTTP server with discovery, keys and a token endpoint that checks PKCE and the client's
secret. Its authorization page is `answer`, which plays the browser that comes back from it.
"""

from __future__ import annotations

import base64
import hashlib
import itertools
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from aiohttp import web
from aiohttp.test_utils import TestServer
from joserfc import jwt
from joserfc.jwk import OctKey, RSAKey

CLIENT_ID = "blether"
CLIENT_SECRET = "a-client-secret-for-tests"


@dataclass(slots=True, kw_only=True)
class OpenIdStandIn:
    """`lie` replaces claims of the next id_token, or leaves out those that are None."""

    issuer: str = ""
    key: RSAKey = field(default_factory=lambda: RSAKey.generate_key(2048, {"kid": "one"}))
    signs_with: Any = None
    header: dict[str, Any] = field(default_factory=lambda: {"alg": "RS256", "kid": "one"})
    lie: dict[str, Any] = field(default_factory=dict)
    is_broken: bool = False
    has_id_token: bool = True
    issued: dict[str, dict[str, str]] = field(default_factory=dict)
    email: str = ""
    is_email_verified: Any = True
    _codes: Any = field(default_factory=lambda: itertools.count(1))

    def answer(self, address: str, **changed: str) -> str:
        """The address to which the browser is sent back from the authorization `address`."""
        query = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
        assert query["response_type"] == "code"
        assert query["code_challenge_method"] == "S256"
        code = f"code-{next(self._codes)}"
        self.issued[code] = query
        back = {"code": code, "state": query["state"], **changed}
        return f"{urlsplit(query['redirect_uri']).path}?{urlencode(back)}"

    async def discovery(self, _: web.Request) -> web.Response:
        if self.is_broken:
            return web.Response(status=503, text="<h1>Back soon</h1>")
        return web.json_response(
            {
                "issuer": self.issuer,
                "authorization_endpoint": f"{self.issuer}/authorize",
                "token_endpoint": f"{self.issuer}/token",
                "jwks_uri": f"{self.issuer}/keys",
                "id_token_signing_alg_values_supported": ["RS256", "HS256", "none"],
            }
        )

    async def keys(self, _: web.Request) -> web.Response:
        return web.json_response({"keys": [self.key.as_dict(private=False)]})

    async def token(self, request: web.Request) -> web.Response:
        form = await request.post()
        begun = self.issued.pop(str(form.get("code")), None)
        basic = base64.b64encode(f"{CLIENT_ID}:{CLIENT_SECRET}".encode()).decode()
        digest = hashlib.sha256(str(form.get("code_verifier")).encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).decode().rstrip("=")
        is_good = (
            begun is not None
            and request.headers.get("Authorization") == f"Basic {basic}"
            and begun["code_challenge"] == challenge
            and begun["redirect_uri"] == form.get("redirect_uri")
        )
        if begun is None or not is_good:
            return web.json_response({"error": "invalid_grant"}, status=400)
        answer = {"access_token": "not used", "token_type": "Bearer", "expires_in": 60}
        if self.has_id_token:
            answer["id_token"] = self._id_token(begun)
        return web.json_response(answer)

    def _id_token(self, begun: dict[str, str]) -> str:
        now = int(time.time())
        claims = {
            "iss": self.issuer,
            "aud": begun["client_id"],
            "sub": "somebody",
            "iat": now,
            "exp": now + 300,
            "nonce": begun["nonce"],
            "email": self.email,
            "email_verified": self.is_email_verified,
            **self.lie,
        }
        claims = {name: value for name, value in claims.items() if value is not None}
        algorithms = [self.header["alg"]]
        return jwt.encode(self.header, claims, self.signs_with or self.key, algorithms=algorithms)


def another_key() -> RSAKey:
    """A key that the provider does not publish, under the name of the one it does."""
    return RSAKey.generate_key(2048, {"kid": "one"})


def shared_key() -> OctKey:
    """A symmetric key that everybody could know."""
    return OctKey.import_key(CLIENT_SECRET + CLIENT_SECRET)


@asynccontextmanager
async def open_id_stand_in() -> AsyncIterator[OpenIdStandIn]:
    made = OpenIdStandIn()
    app = web.Application()
    app.router.add_get("/.well-known/openid-configuration", made.discovery)
    app.router.add_get("/keys", made.keys)
    app.router.add_post("/token", made.token)
    async with TestServer(app) as server:
        made.issuer = f"http://127.0.0.1:{server.port}"
        yield made
