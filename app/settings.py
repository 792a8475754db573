"""The settings, from the environment or a file `.env` in the working directory."""

from pathlib import Path
from zoneinfo import ZoneInfo, available_timezones

from pydantic import Field, SecretStr, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

SANDBOX_HOST = "127.0.0.1"


class MissingSetting(Exception):  # noqa: N818 - reads as what it says
    """A setting that a process cannot do without is not there, or does not work."""


class Settings(BaseSettings):
    """Names and defaults are a public interface; each is read as ``NIANBAO_<NAME>``."""

    model_config = SettingsConfigDict(
        env_prefix="NIANBAO_", env_file=".env", env_file_encoding="utf-8", extra="ignore"
    )

    token: SecretStr | None = Field(
        default=None, description="Telegram 机器人的 token；不设就用本机试用页"
    )
    home: Path = Field(
        default=Path("var"), description="单机运行时数据库、文件和消息队列所在的文件夹"
    )
    database_url: str | None = Field(
        default=None, description="SQLAlchemy 地址；默认用 home 里的 SQLite"
    )
    broker_url: str | None = Field(default=None, description="redis://…；默认自带一个")
    store_url: str | None = Field(default=None, description="fsspec 地址；默认用 home 里的文件夹")
    sandbox_port: int = Field(
        default=8787, ge=0, le=65535, description="试用页的端口，只在本机可见"
    )
    sandbox_clerks: int = Field(
        default=0, ge=0, le=1000, description="试用页里另加的填报人，每人一个单位；压力测试用"
    )
    workers: int | None = Field(
        default=None, ge=1, description="处理文件的进程数；默认每个处理器一个"
    )
    timezone: str = Field(default="Asia/Shanghai", description="截止日期和提醒用的时区")
    rule_packs: str = Field(default="", description="自备规则的 TOML 文件，多个之间用逗号隔开")
    api_url: str = Field(
        default="https://api.telegram.org", description="Bot API 的地址；自建 Bot API 服务器时改"
    )
    api_local: bool = Field(
        default=False, description="自建的 Bot API 服务器以 --local 启动，它的文件夹机器人也读得到"
    )
    file_limit_mb: int = Field(
        default=20, ge=1, le=2000, description="收多大的文件（MB）；超过 20 要有 NIANBAO_API_LOCAL"
    )
    webhook_url: str | None = Field(default=None, description="对外的 https 地址；不设就用轮询")
    webhook_port: int = Field(default=8443, ge=1, le=65535, description="webhook 在本机监听的端口")
    webhook_secret: SecretStr | None = Field(default=None, description="webhook 的校验口令")

    @field_validator(
        "token",
        "database_url",
        "broker_url",
        "store_url",
        "webhook_url",
        "webhook_secret",
        "workers",
        mode="before",
    )
    @classmethod
    def _empty_is_unset(cls, value: object) -> object:
        """An empty line in a compose file or `.env` means "not set"."""
        return None if value == "" else value

    @field_validator("timezone")
    @classmethod
    def _known_zone(cls, value: str) -> str:
        if value not in available_timezones():
            raise ValueError(f"unknown time zone {value}")
        return value

    @property
    def file_limit(self) -> int:
        """Bytes of the largest file that is taken."""
        return self.file_limit_mb * 1024 * 1024

    @property
    def packs(self) -> tuple[Path, ...]:
        """The files of the office's own rules."""
        return tuple(Path(name.strip()) for name in self.rule_packs.split(",") if name.strip())

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.timezone)

    @property
    def effective_database_url(self) -> str:
        return self.database_url or f"sqlite:///{(self.home / 'nianbao.db').absolute()}"

    @property
    def effective_store_url(self) -> str:
        return self.store_url or f"file://{(self.home / 'files').absolute()}"

    @property
    def sandbox_url(self) -> str:
        return f"http://{SANDBOX_HOST}:{self.sandbox_port}"
