"""Every setting of the service: what is secret from the environment, the rest from config.yml.

`load_settings` reads both for whoever serves, `config_in` config.yml alone for commands that need
no more, and two commands read what is theirs alone (`feedback export`, `db copy`). Everything below
the app is handed plain values.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Final, Literal
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, IPvAnyNetwork, ValidationError

from bot.address import LOCAL_ADDRESS, fault_of
from bot.flow_names import NEEDS_FLOW
from bot.settings_error import SettingsError as SettingsError
from bot.settings_file import read_yaml

TWILIO_API: Final = "https://api.twilio.com"
_KEY_FILE: Final = "demo-secret-key"
PROJECT_ROOT = Path(__file__).resolve().parent.parent
Language = Annotated[str, Field(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$")]
Share = Annotated[float, Field(ge=0, le=1)]
_A_THOUSAND_YEARS: Final = 365_000
"""Days: for whoever means "never". What is further back is before the calendar began, and a sweep
that reckons with it would break off every night."""


class _Section(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class UnderstandingConfig(_Section):
    """How text becomes needs, risk and commands."""

    needs_threshold: Share = 0.45
    urgent_threshold: Share = 0.3
    crisis_threshold: Share = 0.25
    crisis_alone_threshold: Share = 0.5
    emergency_share: Share = 0.2
    rules_threshold: Share = 0.95
    needs_flow: str = NEEDS_FLOW


class DialogueConfig(_Section):
    """Limits of the dialogue engine."""

    action_timeout_seconds: Annotated[float, Field(gt=0, le=30)] = 5.0


class DeliveryConfig(_Section):
    """How the outbox is sent."""

    attempts: Annotated[int, Field(ge=1, le=20)] = 5
    texts_per_second: Annotated[float, Field(gt=0, le=1000)] = 10.0
    lease_seconds: Annotated[int, Field(ge=5, le=3600)] = 60
    poll_seconds: Annotated[float, Field(gt=0, le=300)] = 2.0
    pence_per_segment: Annotated[float, Field(ge=0, allow_inf_nan=False)] = 2.6


class TimersConfig(_Section):
    """How often the sweep looks for timers that are due."""

    sweep_seconds: Annotated[float, Field(gt=0, le=300)] = 5.0


class SafetyConfig(_Section):
    """Rules that a deployment may tighten, never loosen."""

    refuse_unchecked_helplines: bool = False
    helplines_check_days: Annotated[int, Field(ge=1, le=_A_THOUSAND_YEARS)] = 92


class DatabaseConfig(_Section):
    """How many connections one process may have to PostgreSQL, how long it waits for one, and how
    long for an answer."""

    pool_size: Annotated[int, Field(ge=1)] = 10
    max_overflow: Annotated[int, Field(ge=0)] = 10
    wait_seconds: Annotated[float, Field(gt=0, le=30)] = 5.0
    silent_seconds: Annotated[float, Field(ge=1, le=600)] = 30.0

    @property
    def most_connections(self) -> int:
        """With the one that listens for news of other replicas."""
        return self.pool_size + self.max_overflow + 1


class WebConfig(_Section):
    """Limits on what comes in over HTTP."""

    max_body_bytes: Annotated[int, Field(ge=10_000, le=64 * 1024 * 1024)] = 256 * 1024
    session_hours: Annotated[int, Field(ge=1, le=24)] = 10
    idle_minutes: Annotated[int, Field(ge=5, le=1440)] = 60
    second_factor: Literal["optional", "required"] = "optional"
    slow_seconds: Annotated[int, Field(ge=2, le=300)] = 20
    drain_seconds: Annotated[float, Field(ge=0, le=3)] = 1.0
    trusted_proxies: tuple[IPvAnyNetwork, ...] = ()


class LimitsConfig(_Section):
    """How much is taken from, and said to, one number, address, token or practice."""

    answers_an_hour: Annotated[int, Field(ge=20)] = 60
    answers_a_day: Annotated[int, Field(ge=20)] = 200
    practice_pounds_a_day: Annotated[float, Field(ge=0, allow_inf_nan=False)] = 100.0
    failed_sign_ins: Annotated[int, Field(ge=5)] = 50
    failed_tokens: Annotated[int, Field(ge=5)] = 60
    calls_a_minute: Annotated[int, Field(ge=10)] = 1200
    chat_messages_a_minute: Annotated[int, Field(ge=5)] = 20
    new_chats: Annotated[int, Field(ge=5)] = 40


class SingleSignOnConfig(_Section):
    """The OpenID Connect provider that staff may sign in by; none while `issuer` is empty."""

    issuer: str = ""
    client_id: str = ""
    button: str = "Sign in with your work account"


class RetentionConfig(_Section):
    """How long what is kept; a nightly sweep erases what is past its time."""

    enabled: bool = True
    at_hour: Annotated[int, Field(ge=0, le=23)] = 2
    record_years: Annotated[int, Field(ge=1, le=100)] = 6
    safeguarding_years: Annotated[int, Field(ge=1, le=100)] = 20
    child_until_age: Annotated[int, Field(ge=18, le=100)] = 25
    step_days: Annotated[int, Field(ge=30, le=_A_THOUSAND_YEARS)] = 730
    sign_in_days: Annotated[int, Field(ge=7, le=_A_THOUSAND_YEARS)] = 180


class Config(_Section):
    """config.yml: everything that is not secret."""

    language: Language = "en"
    additional_languages: tuple[Language, ...] = ("pl",)
    flows: Path = Path("flows")
    understanding: UnderstandingConfig = UnderstandingConfig()
    dialogue: DialogueConfig = DialogueConfig()
    delivery: DeliveryConfig = DeliveryConfig()
    timers: TimersConfig = TimersConfig()
    safety: SafetyConfig = SafetyConfig()
    database: DatabaseConfig = DatabaseConfig()
    web: WebConfig = WebConfig()
    limits: LimitsConfig = LimitsConfig()
    single_sign_on: SingleSignOnConfig = SingleSignOnConfig()
    retention: RetentionConfig = RetentionConfig()
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"

    def segments_a_day(self) -> int | None:
        """How many segments a practice's ceiling of a day buys; None where there is none."""
        pounds, pence = self.limits.practice_pounds_a_day, self.delivery.pence_per_segment
        return int(pounds * 100 / pence) if pounds and pence else None

    def flows_path(self) -> Path:
        """The folder of flows; a relative one is looked for beside the package. Raises
        SettingsError where there is none."""
        folder = PROJECT_ROOT / self.flows  # an absolute one stays itself
        if not folder.is_dir():
            raise SettingsError(f"{folder}: no such folder; `flows` in config.yml names it")
        return folder


@dataclass(frozen=True, slots=True, kw_only=True)
class TwilioSettings:
    """The Twilio account; without one no texts leave, but on the demo's simulator."""

    account_sid: str | None = None
    auth_tokens: tuple[str, ...] = field(default=(), repr=False)
    """The first one sends; what comes in may be signed with any."""
    api_url: str = TWILIO_API

    @property
    def is_connected(self) -> bool:
        return bool(self.account_sid and self.auth_tokens)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What one process runs with."""

    database_url: str = field(repr=False)
    secret_key: str = field(repr=False)
    public_url: str
    twilio: TwilioSettings
    config: Config
    is_demo: bool = False
    demo_password: str | None = field(default=None, repr=False)
    oidc_client_secret: str | None = field(default=None, repr=False)


def load_settings(
    environment: Mapping[str, str], *, is_demo: bool = False, address: str = LOCAL_ADDRESS
) -> Settings:
    """Read config.yml and the environment; raises SettingsError with one clear sentence.

    `address` is the public one where the environment names none.
    """
    config = config_in(environment)
    var_dir = Path("var")
    return Settings(
        database_url=environment.get("DATABASE_URL", "").strip()
        or f"sqlite+aiosqlite:///{var_dir}/blether.db",
        secret_key=_secret_key(environment, var_dir=var_dir, is_demo=is_demo),
        public_url=_url(environment, "BLETHER_PUBLIC_URL", address),
        twilio=_twilio(environment),
        config=config,
        is_demo=is_demo,
        demo_password=environment.get("BLETHER_DEMO_PASSWORD") or None,
        oidc_client_secret=_oidc_client_secret(environment, config.single_sign_on),
    )


def config_in(environment: Mapping[str, str]) -> Config:
    """The settings of the config.yml that the environment names, or of the one beside us."""
    return read_config(Path(environment.get("BLETHER_CONFIG") or PROJECT_ROOT / "config.yml"))


def read_config(path: Path) -> Config:
    """The settings of config.yml at `path`; raises SettingsError naming the setting."""
    found = read_yaml(path)
    try:
        config = Config.model_validate(found.values)
    except ValidationError as error:
        raise SettingsError(f"{path}: {found.problems_of(error)}") from error
    if config.language in config.additional_languages:
        raise SettingsError(
            f"{path}: additional_languages: '{config.language}' is the language already"
        )
    return config


def _secret_key(environment: Mapping[str, str], *, var_dir: Path, is_demo: bool) -> str:
    given = environment.get("BLETHER_SECRET_KEY", "").strip()
    if given.strip(", "):
        return given
    if not is_demo:
        if _is_kept_for_demo(environment, var_dir):
            raise SettingsError(
                "BLETHER_SECRET_KEY is not set. The demonstration's own is kept beside its data: "
                f"say `BLETHER_SECRET_KEY=$(cat {var_dir / _KEY_FILE})` before the command"
            )
        raise SettingsError(
            "BLETHER_SECRET_KEY is not set: it encrypts personal data. Make one with "
            "`python3 -c 'import secrets; print(secrets.token_urlsafe(32))'` and keep it safe"
        )
    return _demo_secret(var_dir)


def _is_kept_for_demo(environment: Mapping[str, str], var_dir: Path) -> bool:
    """Whether the data in use are the demonstration's: a new key would not open them."""
    return not environment.get("DATABASE_URL", "").strip() and (var_dir / _KEY_FILE).exists()


def _demo_secret(var_dir: Path) -> str:
    """A key of the demonstration's own, kept beside its database so that both last."""
    path = var_dir / _KEY_FILE
    if not path.exists():
        var_dir.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(32), encoding="ascii")
    return path.read_text(encoding="ascii").strip()


def _url(environment: Mapping[str, str], name: str, default: str) -> str:
    url = environment.get(name, "").strip().rstrip("/") or default
    if fault := fault_of(url):
        raise SettingsError(f"{name} {fault}: {url!r}")
    return url


def _oidc_client_secret(environment: Mapping[str, str], provider: SingleSignOnConfig) -> str | None:
    if not provider.issuer:
        return None
    address = urlsplit(provider.issuer)
    is_own_machine = address.hostname in {"localhost", "127.0.0.1", "::1"}
    if address.scheme != "https" and not (address.scheme == "http" and is_own_machine):
        raise SettingsError(f"single_sign_on.issuer must begin with https://: {provider.issuer!r}")
    if not provider.client_id:
        raise SettingsError("single_sign_on.client_id is missing: the provider tells you yours")
    secret = environment.get("BLETHER_OIDC_CLIENT_SECRET", "").strip()
    if not secret:
        raise SettingsError("BLETHER_OIDC_CLIENT_SECRET is not set: single_sign_on.issuer needs it")
    return secret


def _twilio(environment: Mapping[str, str]) -> TwilioSettings:
    sid = environment.get("TWILIO_ACCOUNT_SID", "").strip() or None
    given = map(str.strip, environment.get("TWILIO_AUTH_TOKEN", "").split(","))
    tokens = tuple(token for token in given if token)
    if (sid is None) is not (not tokens):
        raise SettingsError("TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN belong together: set both")
    url = _url(environment, "TWILIO_API_URL", TWILIO_API)
    return TwilioSettings(account_sid=sid, auth_tokens=tokens, api_url=url)
