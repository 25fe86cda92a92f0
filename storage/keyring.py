"""Keys derived from the installation's secret: sealing, fingerprints and signatures."""

from __future__ import annotations

import hmac
import os
from dataclasses import dataclass, field

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from storage.errors import SealBroken

_VERSION = 1
_KEY_ID_BYTES = 4
_NONCE_BYTES = 12
_HEADER_BYTES = 1 + _KEY_ID_BYTES
_TEXT_START = _HEADER_BYTES + _NONCE_BYTES


def _derive(secret: str, purpose: bytes, length: int = 32) -> bytes:
    hkdf = HKDF(algorithm=SHA256(), length=length, salt=None, info=b"blether/" + purpose)
    return hkdf.derive(secret.encode())


@dataclass(frozen=True, slots=True, kw_only=True)
class _Key:
    header: bytes
    cipher: AESGCM = field(repr=False)
    fingerprint_key: bytes = field(repr=False)
    signing_key: bytes = field(repr=False)
    search_key: bytes = field(repr=False)

    @classmethod
    def from_secret(cls, secret: str) -> _Key:
        return cls(
            header=bytes([_VERSION]) + _derive(secret, b"key id", _KEY_ID_BYTES),
            cipher=AESGCM(_derive(secret, b"seal")),
            fingerprint_key=_derive(secret, b"fingerprint"),
            signing_key=_derive(secret, b"sign"),
            search_key=_derive(secret, b"search"),
        )


class Keyring:
    """The first secret writes; every secret reads, so that a secret can be replaced in use."""

    def __init__(self, keys: tuple[_Key, ...]) -> None:
        self._keys = keys
        self._by_header = {key.header: key for key in keys}

    @classmethod
    def from_secret(cls, secrets: str) -> Keyring:
        """Make a keyring from "newest,older,…"; ValueError if there is no secret in it."""
        parts = [part.strip() for part in secrets.split(",") if part.strip()]
        if not parts:
            raise ValueError("a keyring needs at least one secret")
        return cls(tuple(_Key.from_secret(part) for part in parts))

    def __repr__(self) -> str:
        return f"Keyring(<{len(self._keys)} keys>)"

    @property
    def newest_header(self) -> bytes:
        """How everything begins that the newest key seals."""
        return self._keys[0].header

    def holds(self, sealed: bytes) -> bool:
        """Whether we have the key of what begins so."""
        return sealed[:_HEADER_BYTES] in self._by_header

    def seal(self, text: str) -> bytes:
        """Encrypt and authenticate: version byte, key id, nonce, AES-256-GCM ciphertext."""
        return self.seal_bytes(text.encode())

    def seal_bytes(self, content: bytes) -> bytes:
        """The same for what is bytes already."""
        key = self._keys[0]
        nonce = os.urandom(_NONCE_BYTES)
        return key.header + nonce + key.cipher.encrypt(nonce, content, key.header)

    def open(self, sealed: bytes) -> str:
        """Decrypt what `seal` made; SealBroken if it was changed or the key is not held."""
        try:
            return self.open_bytes(sealed).decode()
        except UnicodeDecodeError as error:
            raise SealBroken("a sealed value is no text") from error

    def open_bytes(self, sealed: bytes) -> bytes:
        """Decrypt what `seal_bytes` made."""
        header = bytes(sealed[:_HEADER_BYTES])
        key = self._by_header.get(header)
        if key is None:
            raise SealBroken("sealed with a secret that is not in SECRET_KEY, or not sealed at all")
        nonce = sealed[_HEADER_BYTES:_TEXT_START]
        try:
            return key.cipher.decrypt(nonce, sealed[_TEXT_START:], header)
        except (InvalidTag, ValueError) as error:
            raise SealBroken("a sealed value was changed or cut short") from error

    def fingerprint(self, text: str) -> str:
        """HMAC-SHA256 in hex under the newest key: equal texts can be found without being read."""
        return self.fingerprints(text)[0]

    def fingerprints(self, text: str) -> tuple[str, ...]:
        """One fingerprint for each key, newest first: what to look up while keys are rotated."""
        return tuple(_hmac(key.fingerprint_key, text) for key in self._keys)

    def search_number(self, text: str) -> int:
        """64 bits of an HMAC-SHA256 under the newest search key, to find a word without it."""
        return _number(self._keys[0].search_key, text)

    def search_numbers(self, text: str) -> tuple[int, ...]:
        """One for each key, newest first: what to look for while keys are rotated."""
        return tuple(_number(key.search_key, text) for key in self._keys)

    def sign(self, text: str) -> str:
        """HMAC-SHA256 in hex under the newest signing key."""
        return _hmac(self._keys[0].signing_key, text)

    def is_signed(self, text: str, signature: str) -> bool:
        """Whether any of our keys made the signature, in constant time."""
        given = _bytes(signature)
        matches = [
            hmac.compare_digest(_hmac(key.signing_key, text).encode(), given) for key in self._keys
        ]
        return any(matches)


def _hmac(key: bytes, text: str) -> str:
    return hmac.digest(key, _bytes(text), "sha256").hex()


def _bytes(text: str) -> bytes:
    """What is compared may have come in a cookie, with bytes that are no text."""
    return text.encode(errors="surrogatepass")


def _number(key: bytes, text: str) -> int:
    return int.from_bytes(hmac.digest(key, text.encode(), "sha256")[:8], signed=True)
