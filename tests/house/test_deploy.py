"""The unit and the container give Blether no more than it needs, as far as can be read off them."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest

from bot.serving import IDLE_SECONDS
from bot.settings import Config
from bot.web.crisis_lines import read_crisis_lines
from tests.house.tree import ROOT

UNIT = ROOT / "docs/deploy/blether.service"
DOCKERFILE = ROOT / "docs/deploy/Dockerfile"
ANALYZE = shutil.which("systemd-analyze")
NEEDED = {
    "DynamicUser": "yes",
    "NoNewPrivileges": "yes",
    "ProtectSystem": "strict",
    "ProtectHome": "yes",
    "ProtectProc": "invisible",
    "PrivateTmp": "yes",
    "PrivateDevices": "yes",
    "CapabilityBoundingSet": "",
    "AmbientCapabilities": "",
    "UMask": "0077",
    "StateDirectoryMode": "0700",
    "LimitCORE": "0",
    "RestrictAddressFamilies": "AF_INET AF_INET6 AF_UNIX",
}


def instructions() -> list[tuple[str, str]]:
    """Each instruction of the Dockerfile and what follows it."""
    text = re.sub(r"\\\n\s*", "", DOCKERFILE.read_text(encoding="utf-8"))
    lines = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
    return [(line.split(" ", 1)[0], line.split(" ", 1)[1].strip()) for line in lines]


def test_the_unit_drops_every_right_it_can():
    lines = UNIT.read_text(encoding="utf-8").splitlines()
    said = dict(line.split("=", 1) for line in lines if "=" in line and not line.startswith("#"))

    assert {name: said.get(name) for name in NEEDED} == NEEDED
    assert "ProcSubset" not in said, "onnxruntime looks for its processor in /proc/cpuinfo"
    assert "User" not in said and "PermissionsStartOnly" not in said
    assert "SECRET_KEY" not in UNIT.read_text(encoding="utf-8")


def test_what_the_unit_is_given_every_command_is_given_too():
    """Else the two work on different databases."""
    unit = UNIT.read_text(encoding="utf-8").splitlines()
    files = [line for line in unit if line.startswith("EnvironmentFile=")]
    assert not [line for line in unit if line.startswith("Environment=")]
    guide = (ROOT / "docs/how-to/deploy.md").read_text(encoding="utf-8")
    command = guide.partition("\n    blether() {")[2].partition("}\n")[0]
    program = next(line for line in unit if line.startswith("ExecStart=")).split()[0]

    assert re.findall(r"-p (EnvironmentFile=\S+)", command) == files
    assert {
        f"-p {name}" for name in ("DynamicUser=yes", "StateDirectory=blether", "UMask=0077")
    } <= {*re.findall(r"-p [^=]+=\S+", command)}
    assert program.removeprefix("ExecStart=") in command
    given = (ROOT / "docs/deploy/blether.env").read_text(encoding="utf-8")
    assert {"DATABASE_URL", "BLETHER_CONFIG"} <= {*re.findall(r"^(\w+)=", given, re.MULTILINE)}
    assert "/etc/blether/blether.env" in given
    for page in ("docs/how-to/connect-twilio.md", "docs/README.md"):
        assert "#run-a-command" in (ROOT / page).read_text(encoding="utf-8"), page


def test_without_a_worker_the_unit_is_the_same_but_for_its_role():
    def started(path: Path) -> list[str]:
        lines = path.read_text(encoding="utf-8").splitlines()
        return [line for line in lines if line.startswith("ExecStart=")]

    (usual,) = started(UNIT)
    assert started(ROOT / "docs/deploy/web-only.conf") == [
        "ExecStart=",
        usual.replace("serve ", "serve --role web "),
    ]


def test_the_health_of_the_container_is_that_it_lives():
    """Nobody is ready without a worker, and who is ended for that loses what people text."""
    assert "/health/live'" in dict(instructions())["HEALTHCHECK"]
    guide = (ROOT / "docs/how-to/deploy.md").read_text(encoding="utf-8")
    assert "--restart on-failure" in guide
    assert "--no-healthcheck" in guide


@pytest.mark.skipif(ANALYZE is None, reason="systemd-analyze is not installed")
def test_systemd_reads_the_unit_and_rates_it_well(tmp_path: Path):
    copy = tmp_path / UNIT.name
    program = shlex.quote(shutil.which("true") or "")
    text = UNIT.read_text(encoding="utf-8")
    copy.write_text(re.sub(r"^ExecStart=\S+", f"ExecStart={program}", text, flags=re.MULTILINE))

    def analyze(*what: str) -> subprocess.CompletedProcess[str]:
        command = [ANALYZE or "", *what, str(copy)]
        return subprocess.run(command, capture_output=True, text=True, check=False)

    read = analyze("verify", "--man=no")
    assert (read.returncode, read.stderr) == (0, "")
    rated = analyze("security", "--offline=true", "--threshold=20")
    assert rated.returncode == 0, rated.stdout[-400:]


def test_the_container_has_no_root_and_needs_no_shell():
    found = instructions()
    last = max(index for index, (what, _) in enumerate(found) if what == "FROM")
    final = found[last:]

    assert dict(final)["USER"] == "10001:10001"
    assert {what for what, _ in final} >= {"HEALTHCHECK", "VOLUME", "ENTRYPOINT", "CMD"}
    for what, rest in found:
        if what in ("RUN", "ENTRYPOINT", "CMD"):
            assert rest.startswith("["), f"{what} {rest}: not by a shell"
    assert "CMD [" in dict(final)["HEALTHCHECK"]
    assert not [rest for what, rest in found if what in ("ENV", "ARG") and "SECRET" in rest]


def test_what_the_container_copies_is_there_and_installed_by_hash():
    found = instructions()
    for what, rest in found:
        if what == "COPY" and not rest.startswith("--from"):
            for source in rest.split()[:-1]:
                assert (ROOT / source).exists(), source
    installs = [rest for what, rest in found if what == "RUN" and '"-r"' in rest]
    assert installs
    assert all("--require-hashes" in rest for rest in installs)
    assert ".env" not in DOCKERFILE.read_text(encoding="utf-8")


def test_the_page_of_a_proxy_names_the_crisis_lines_as_they_are():
    page = (ROOT / "docs/deploy/away.html").read_text(encoding="utf-8")
    found = re.findall(r'<a href="([^"]+)">([^<]+)</a>', page)

    lines = read_crisis_lines(ROOT / "flows/helplines.json")
    assert [(href, said.lower()) for href, said in found] == [
        (line.href, line.say.lower()) for line in lines
    ]


@pytest.mark.parametrize("name", ["nginx.conf", "Caddyfile"])
def test_a_proxy_lets_blether_say_what_is_too_long_and_who_asks(name: str):
    """Driven in tests/faults/test_behind_a_proxy.py, where the proxy is installed."""
    text = (ROOT / "docs/deploy" / name).read_text(encoding="utf-8")
    guide = (ROOT / "docs/how-to/deploy.md").read_text(encoding="utf-8")

    assert f"../deploy/{name}" in guide
    assert "127.0.0.1:8080" in text
    assert "away.html" in text
    (silent,) = re.findall(r"keepalive(?:_timeout)? (\d+)s", text)
    assert int(silent) < IDLE_SECONDS
    most = re.search(r"client_max_body_size (\d+)m;", text)
    assert most is None or int(most[1]) * 2**20 > Config().web.max_body_bytes
