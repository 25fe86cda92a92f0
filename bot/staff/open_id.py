"""One provider of OpenID Connect: where to send a browser, and whom it sends back.

The provider's addresses and keys are asked for anew at every sign-in. That is two requests a day
for each person, and a key that was withdrawn is never trusted.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import Any, Final

import httpx2
from authlib.common.errors import AuthlibBaseError
from authlib.integrations.base_client.async_app import AsyncOAuth2Mixin
from authlib.integrations.base_client.async_openid import AsyncOpenIDMixin
from authlib.integrations.base_client.sync_app import BaseApp
from authlib.integrations.httpx_client import AsyncOAuth2Client
from joserfc.errors import JoseError

WAIT_SECONDS: Final = 10.0
ALGORITHMS: Final = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384")
"""Of an id_token's signature: with a public key only, whatever the provider would also allow."""
_LEEWAY_SECONDS: Final = 120


class ProviderDown(Exception):
    """The provider does not answer, or answers nonsense."""


class NotShown(Exception):
    """What came back does not show who this is; the text is for the log and names no person."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """What one browser must come back with; known to it and us alone."""

    state: str = field(repr=False)
    nonce: str = field(repr=False)
    verifier: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """Whom the provider vouches for."""

    email: str = field(repr=False)
    is_email_verified: bool


class _App(AsyncOAuth2Mixin, AsyncOpenIDMixin, BaseApp):
    client_cls = AsyncOAuth2Client


@dataclass(frozen=True, slots=True, kw_only=True)
class Provider:
    """`redirect_uri` is our address to which the provider sends browsers back."""

    issuer: str
    client_id: str
    client_secret: str = field(repr=False)
    redirect_uri: str

    async def address_for(self, attempt: Attempt) -> str:
        """Where to send the browser; raises ProviderDown."""
        try:
            async with asyncio.timeout(WAIT_SECONDS):
                app = await self._app()
                made = await app.create_authorization_url(
                    self.redirect_uri,
                    state=attempt.state,
                    nonce=attempt.nonce,
                    code_verifier=attempt.verifier,
                )
        except (httpx2.HTTPError, httpx2.InvalidURL, TimeoutError, ValueError) as error:
            raise ProviderDown(type(error).__name__) from error
        return str(made["url"])

    async def who(self, attempt: Attempt, code: str) -> Shown:
        """Whom the provider vouches for by this code; raises ProviderDown or NotShown.

        The id_token must be signed by the provider's keys, be made by it, for us, now, and for
        this very attempt.
        """
        try:
            async with asyncio.timeout(WAIT_SECONDS):
                claims = await self._claims(attempt, code)
        except (httpx2.HTTPError, TimeoutError) as error:
            raise ProviderDown(type(error).__name__) from error
        except (AuthlibBaseError, JoseError, ValueError, TypeError, KeyError) as error:
            raise NotShown(f"{type(error).__name__}: {getattr(error, 'error', '')}") from error
        email = claims.get("email")
        if not isinstance(email, str) or not email:
            raise NotShown("there is no email in the id_token")
        return Shown(email=email, is_email_verified=claims.get("email_verified") is True)

    async def _claims(self, attempt: Attempt, code: str) -> dict[str, Any]:
        app = await self._app()
        token = await app.fetch_access_token(
            self.redirect_uri,
            code=code,
            code_verifier=attempt.verifier,
            grant_type="authorization_code",
        )
        claims = await app.parse_id_token(
            token,
            attempt.nonce,
            claims_options={
                "iss": {"essential": True, "value": self.issuer},
                "aud": {"essential": True, "value": self.client_id},
            },
            leeway=_LEEWAY_SECONDS,
        )
        if claims is None:
            raise NotShown("there is no id_token")
        return dict(claims)

    async def _app(self) -> Any:
        """The provider as Authlib knows it, with its addresses read."""
        app = _App(
            None,
            client_id=self.client_id,
            client_secret=self.client_secret,
            server_metadata_url=f"{self.issuer.rstrip('/')}/.well-known/openid-configuration",
            client_kwargs={
                "scope": "openid email",
                "code_challenge_method": "S256",
                "timeout": WAIT_SECONDS / 2,
            },
        )
        metadata = await app.load_server_metadata()
        if metadata.get("issuer") != self.issuer:
            raise ValueError("the provider calls itself by another name")
        offered = metadata.get("id_token_signing_alg_values_supported") or ["RS256"]
        metadata["id_token_signing_alg_values_supported"] = [
            one for one in ALGORITHMS if one in offered
        ]
        return app
