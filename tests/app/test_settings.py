"""Settings come from the environment; the README lists each with its default."""

from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from pydantic import ValidationError

from app.bot_wiring import telegram
from app.settings import MissingSetting, Settings
from app.worker_wiring import reading_limits
from parsing.sandbox import ReadingLimits

ROOT = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def bare_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in Settings.model_fields:
        monkeypatch.delenv(f"NIANBAO_{name.upper()}", raising=False)
    monkeypatch.chdir(tmp_path)


def test_without_settings_everything_lies_in_the_home_and_the_broker_is_embedded() -> None:
    settings = Settings()
    assert settings.token is None
    assert settings.broker_url is None
    assert settings.effective_database_url.startswith("sqlite:////")
    assert settings.effective_store_url.endswith("/var/files")
    assert (settings.sandbox_port, settings.zone) == (8787, ZoneInfo("Asia/Shanghai"))


def test_an_empty_line_means_not_set(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("TOKEN", "DATABASE_URL", "BROKER_URL", "STORE_URL", "WORKERS"):
        monkeypatch.setenv(f"NIANBAO_{name}", "")
    assert Settings() == Settings(_env_file=None)
    assert Settings().token is None


def test_a_dotenv_file_is_read(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("NIANBAO_SANDBOX_PORT=9000\nNIANBAO_TOKEN=1:hidden\n")
    settings = Settings()
    assert settings.sandbox_port == 9000
    assert "hidden" not in repr(settings)


def test_an_unknown_time_zone_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NIANBAO_TIMEZONE", "Asia/Nowhere")
    with pytest.raises(ValidationError):
        Settings()


def test_files_over_20_megabytes_need_a_bot_api_server_of_ones_own() -> None:
    large = {"token": "1:hidden", "broker_url": "redis://127.0.0.1:1", "file_limit_mb": 2000}
    with pytest.raises(MissingSetting, match="NIANBAO_API_LOCAL"):
        telegram(Settings(**large))
    assert telegram(Settings(**large, api_local=True)).local
    with pytest.raises(ValidationError):
        Settings(file_limit_mb=2001)


def test_what_is_taken_is_read_and_a_larger_file_may_cost_more_memory() -> None:
    usual = ReadingLimits()
    assert reading_limits(Settings().file_limit) == usual
    large = reading_limits(Settings(file_limit_mb=200).file_limit)
    assert large.file_bytes == 200 * 1024 * 1024
    assert large.memory_bytes > usual.memory_bytes + large.file_bytes
    assert reading_limits(Settings(file_limit_mb=1).file_limit).memory_bytes == usual.memory_bytes


@pytest.mark.parametrize("readme", ["README.md", "README.en.md"])
@pytest.mark.parametrize("name", Settings.model_fields)
def test_the_readme_lists_every_setting(readme: str, name: str) -> None:
    assert f"| `NIANBAO_{name.upper()}` |" in (ROOT / readme).read_text("utf-8")
