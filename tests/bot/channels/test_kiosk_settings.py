"""Kiosk settings and the PIN: what is accepted, what is named when it is not, how long a guesser waits."""

from __future__ import annotations

import pytest

from bot.channels.kiosk_settings import LONGEST_WAIT_S, KioskSettings, PinGate, hash_pin

PIN = "262626"


class Clock:
    def __init__(self) -> None:
        self.now_s = 0.0

    def __call__(self) -> float:
        return self.now_s


def test_defaults_need_nothing() -> None:
    assert KioskSettings.from_env({}) == KioskSettings()


def test_everything_can_be_set() -> None:
    env = {
        "BOT_KIOSK_NAME": "大厅", "BOT_KIOSK_EVENT": "6·26", "BOT_KIOSK_IDLE_S": "30", "BOT_KIOSK_WARN_S": "9",
        "BOT_KIOSK_PIN_HASH": hash_pin(PIN), "BOT_KIOSK_EXIT_FLAG": "/run/x", "BOT_PUBLIC_URL": "https://a.cn/",
    }  # fmt: skip
    settings = KioskSettings.from_env(env)
    assert (settings.kiosk, settings.event, settings.idle_s, settings.warn_s) == ("大厅", "6·26", 30, 9)
    assert settings.public_url == "https://a.cn"
    assert env["BOT_KIOSK_PIN_HASH"] not in repr(settings)


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("BOT_KIOSK_IDLE_S", "soon"),
        ("BOT_KIOSK_IDLE_S", "0"),
        ("BOT_KIOSK_WARN_S", "-3"),
        ("BOT_KIOSK_PIN_HASH", PIN),
        ("BOT_PUBLIC_URL", "a.cn"),
    ],
)
def test_a_bad_value_is_named(key: str, value: str) -> None:
    with pytest.raises(ValueError, match=key):
        KioskSettings.from_env({key: value})


def test_the_hash_is_salted_and_holds_no_pin() -> None:
    assert hash_pin(PIN) != hash_pin(PIN)
    assert PIN not in hash_pin(PIN)


@pytest.mark.parametrize("pin", ["", "12345", "1234567890123", "12345a", "１２３４５６"])
def test_a_pin_is_six_to_twelve_digits(pin: str) -> None:
    with pytest.raises(ValueError, match="6 to 12 digits"):
        hash_pin(pin)


def test_the_right_pin_passes_and_a_wrong_one_does_not() -> None:
    gate = PinGate(hash_pin(PIN), Clock())
    assert not gate.passes("262627")
    assert gate.passes(PIN)


def test_without_a_pin_nothing_passes() -> None:
    gate = PinGate("", Clock())
    assert not gate.has_pin
    assert not gate.passes("")


def test_whoever_guesses_waits_longer_and_longer() -> None:
    clock = Clock()
    gate = PinGate(hash_pin(PIN), clock)
    waits = []
    for _ in range(12):
        clock.now_s += gate.wait_s()
        assert not gate.passes("000000")
        waits.append(gate.wait_s())
    assert waits[:6] == [0, 0, 10, 20, 40, 80]
    assert waits[-1] == LONGEST_WAIT_S


def test_while_one_waits_the_right_pin_fails_too() -> None:
    clock = Clock()
    gate = PinGate(hash_pin(PIN), clock)
    for _ in range(3):
        gate.passes("000000")
    clock.now_s = 9.5
    assert gate.wait_s() == 1
    assert not gate.passes(PIN)
    clock.now_s = 10.0
    assert gate.passes(PIN)
    assert not gate.passes("000000")
    assert gate.wait_s() == 0
