"""The proxies that docs/deploy shows, as processes: as written there, on ports of their own."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import aiohttp
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tests.house.tree import ROOT
from tests.support.ports import free_port

DEPLOY = ROOT / "docs/deploy"
NAME = "texts.example.org"
PUBLIC_URL = f"https://{NAME}"
INNER = "127.0.0.10"
"""An address of the network that may see health and metrics; any other is outside."""
_WRAPPED = """\
user root;
pid {folder}/nginx.pid;
daemon off;
error_log {folder}/main.log;
events {{}}
http {{
    gzip on;
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/blether.conf;
}}
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proxy:
    port: int
    folder: Path

    @property
    def logs(self) -> str:
        """All that it has written of what was asked, in any file."""
        return "".join(path.read_text(errors="replace") for path in self.folder.rglob("*.log"))

    @asynccontextmanager
    async def client(self, address: str = "127.0.0.1") -> AsyncIterator[aiohttp.ClientSession]:
        """A caller from `address` who knows the proxy by its public name and trusts anybody."""
        trusting = ssl.create_default_context()
        trusting.check_hostname, trusting.verify_mode = False, ssl.CERT_NONE
        connector = aiohttp.TCPConnector(
            ssl=trusting, local_addr=(address, 0), resolver=_Here(self.port)
        )
        async with aiohttp.ClientSession(PUBLIC_URL, connector=connector) as session:
            yield session


class _Here(aiohttp.abc.AbstractResolver):
    """Every name is this machine's, at the port of the proxy."""

    def __init__(self, port: int) -> None:
        self._port = port

    async def resolve(
        self, host: str, port: int = 0, family: int = 0
    ) -> list[aiohttp.abc.ResolveResult]:
        return [
            aiohttp.abc.ResolveResult(
                hostname=host, host="127.0.0.1", port=self._port, family=2, proto=0, flags=0
            )
        ]

    async def close(self) -> None:
        return


def nginx_files(folder: Path, *, blether: int, port: int) -> list[str]:
    """Write them; the command that runs them."""
    text = (DEPLOY / "nginx.conf").read_text(encoding="utf-8")
    for shown, here in (
        ("127.0.0.1:8080", f"127.0.0.1:{blether}"),
        ("listen 443", f"listen 127.0.0.1:{port}"),
        ("listen 80", f"listen 127.0.0.1:{free_port()}"),
        ("/etc/ssl/blether", str(folder)),
        ("/var/log/nginx", str(folder)),
        ("/usr/local/lib/blether/docs/deploy", str(DEPLOY)),
        ("10.0.0.0/8", f"{INNER}/32"),
    ):
        assert shown in text, shown
        text = text.replace(shown, here)
    (folder / "blether.conf").write_text(text)
    (folder / "nginx.conf").write_text(_WRAPPED.format(folder=folder))
    return ["nginx", "-c", str(folder / "nginx.conf"), "-e", str(folder / "start.log")]


def caddy_files(folder: Path, *, blether: int, port: int) -> list[str]:
    """Write them; the command that runs them."""
    text = (DEPLOY / "Caddyfile").read_text(encoding="utf-8")
    certificate = f"{NAME}:{port} {{\n\ttls {folder}/fullchain.pem {folder}/key.pem"
    for shown, here in (
        ("127.0.0.1:8080", f"127.0.0.1:{blether}"),
        (f"\n{NAME} {{", f"\n{certificate}"),
        ("\n{\n", f"\n{{\n\tadmin off\n\thttp_port {free_port()}\n"),
        ("/usr/local/lib/blether/docs/deploy", str(DEPLOY)),
        ("10.0.0.0/8", f"{INNER}/32"),
    ):
        assert shown in text, shown
        text = text.replace(shown, here)
    (folder / "Caddyfile").write_text(text)
    return ["caddy", "run", "--adapter", "caddyfile", "--config", str(folder / "Caddyfile")]


FILES = {"nginx": nginx_files, "caddy": caddy_files}


@asynccontextmanager
async def proxy_before(blether: int, kind: str, folder: Path) -> AsyncIterator[Proxy]:
    """The one of `kind` before the Blether at that port of this machine."""
    _make_certificate(folder)
    port = free_port()
    command = FILES[kind](folder, blether=blether, port=port)
    with (folder / "proxy.log").open("wb") as log:
        process = await asyncio.create_subprocess_exec(
            *command,
            stdout=log,
            stderr=log,
            env={"HOME": str(folder), "PATH": "/usr/sbin:/usr/bin"},
        )
    proxy = Proxy(port=port, folder=folder)
    try:
        async with asyncio.timeout(20):
            while not await _listens(port):
                assert process.returncode is None, proxy.logs
                await asyncio.sleep(0.05)
        yield proxy
    finally:
        if process.returncode is None:
            process.terminate()
        await process.wait()


async def _listens(port: int) -> bool:
    try:
        _, writer = await asyncio.open_connection("127.0.0.1", port)
    except OSError:
        return False
    writer.close()
    return True


def _make_certificate(folder: Path) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, NAME)])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(NAME)]), critical=False)
        .sign(key, hashes.SHA256())
    )
    (folder / "fullchain.pem").write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    (folder / "key.pem").write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
