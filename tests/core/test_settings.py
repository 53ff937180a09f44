"""Settings: completed from the data folder, and refused with a sentence."""

import stat
from pathlib import Path

import pytest

from northforum.core import settings
from northforum.core.settings import SettingError


def test_everything_follows_from_the_data_folder(tmp_path: Path) -> None:
    found = settings.from_environment({"NORTHFORUM_DATA": str(tmp_path)})
    assert found.database_url == f"sqlite:///{tmp_path}/northforum.db"
    assert found.mail_url == f"file://{tmp_path}/mail"
    assert found.storage_url == f"file://{tmp_path}/media"


def test_the_secret_is_made_once_and_kept_private(tmp_path: Path) -> None:
    first = settings.from_environment({"NORTHFORUM_DATA": str(tmp_path)})
    second = settings.from_environment({"NORTHFORUM_DATA": str(tmp_path)})
    assert first.secret_key == second.secret_key
    assert len(first.secret_key) >= 48
    assert stat.S_IMODE((tmp_path / "secret").stat().st_mode) == 0o600


def test_the_secret_stands_in_no_printed_settings(tmp_path: Path) -> None:
    found = settings.from_environment({"NORTHFORUM_DATA": str(tmp_path)})
    assert found.secret_key not in repr(found)


def test_a_setting_may_stand_in_a_file(tmp_path: Path) -> None:
    secret = tmp_path / "key"
    secret.write_text("k" * 40 + "\n", encoding="utf-8")
    given = {"NORTHFORUM_DATA": str(tmp_path), "NORTHFORUM_SECRET_KEY_FILE": str(secret)}
    assert settings.from_environment(given).secret_key == "k" * 40


def test_an_unknown_name_refuses_to_start_with_a_hint() -> None:
    with pytest.raises(SettingError, match="Did you mean NORTHFORUM_MAIL_URL"):
        settings.from_environment({"NORTHFORUM_MAIL_URI": "smtp://localhost"})


def test_a_name_like_nothing_known_is_refused_without_a_hint() -> None:
    with pytest.raises(SettingError, match=r"NORTHFORUM_XYZZY is not a setting\.$"):
        settings.from_environment({"NORTHFORUM_XYZZY": "1"})


def test_the_suites_own_variables_are_no_settings(tmp_path: Path) -> None:
    settings.from_environment({"NORTHFORUM_DATA": str(tmp_path), "NORTHFORUM_TEST_DATABASE": "sqlite"})


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SITE_URL", "northforum.example"),
        ("SITE_URL", "https://northforum.example/path"),
        ("DATABASE_URL", "mysql://localhost/x"),
        ("MAIL_URL", "https://mail.example"),
        ("STORAGE_URL", "ftp://files.example"),
        ("STORAGE_URL", "s3://?endpoint=http://127.0.0.1"),
        ("STORAGE_URL", "s3://pictures?endpoint=127.0.0.1"),
        ("STORAGE_URL", "s3://pictures?adressing=path"),
        ("STORAGE_URL", "s3://pictures?addressing=sideways"),
        ("RATE_LIMITS", "sometimes"),
        ("TRUSTED_PROXIES", "-1"),
        ("TRUSTED_PROXIES", "one"),
        ("LOG", "xml"),
        ("SECRET_KEY", "short"),
    ],
)
def test_a_value_that_cannot_be_used_is_named(name: str, value: str) -> None:
    with pytest.raises(SettingError, match=f"NORTHFORUM_{name}"):
        settings.from_environment({f"NORTHFORUM_{name}": value})


def test_switches_and_numbers_are_read(tmp_path: Path) -> None:
    given = {"NORTHFORUM_DATA": str(tmp_path), "NORTHFORUM_RATE_LIMITS": "off", "NORTHFORUM_TRUSTED_PROXIES": "2"}
    found = settings.from_environment(given)
    assert found.rate_limits is False
    assert found.trusted_proxies == 2


def test_https_makes_the_site_secure(tmp_path: Path) -> None:
    found = settings.from_environment(
        {"NORTHFORUM_DATA": str(tmp_path), "NORTHFORUM_SITE_URL": "https://North.Example/"}
    )
    assert found.is_secure
    assert found.host == "north.example"
