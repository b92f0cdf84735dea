"""What whoever wants to come in sends: candidates and staff, with password, code or slip."""

from typing import Any

import pyotp

from tests.apiclient import Browser
from tests.security import world
from tests.security.actors import staff_number
from tests.security.scene import NEWCOMER, PASSWORD, Scene

OTHER_WORDS = "白日放歌须纵酒 2026"


def gate(scene: Scene, browser: Browser) -> dict[str, str]:
    """A captcha for this browser and its answer."""
    drawn = browser.send("POST", "/session/captcha", {}, {"x_kaoji_host": "candidate"}).json
    return {"captcha_id": drawn["id"], "captcha": scene.answers[-1]}


def login(scene: Scene, _who: str, browser: Browser) -> Any:
    return {"id_number": world.FIRST.id_number, "password": PASSWORD} | gate(scene, browser)


def reset(scene: Scene, _who: str, browser: Browser) -> Any:
    form = {"id_number": world.FIRST.id_number, "way": "office", "password": OTHER_WORDS}
    return form | {"code": scene.codes[world.FIRST]} | gate(scene, browser)


def activation(scene: Scene, _who: str, _browser: Browser) -> Any:
    form = {"slip": scene.slip, "id_number": NEWCOMER.id_number, "password": OTHER_WORDS}
    return form | {"fact": "code", "value": scene.codes[NEWCOMER]}


def _code(secret: str, scene: Scene) -> str:
    return str(pyotp.TOTP(secret).at(scene.now // 1000))


def staff_login(scene: Scene, who: str, _browser: Browser) -> Any:
    desk = scene.desks.get(who, scene.desks["school"])
    return {"account": desk.account, "password": desk.password, "code": _code(desk.secret, scene)}


def confirm(scene: Scene, _who: str, _browser: Browser) -> Any:
    code = _code(scene.opened_secret, scene)
    return {"token": scene.opened, "id_number": staff_number(82), "password": OTHER_WORDS, "code": code}


def step_up(scene: Scene, who: str, _browser: Browser) -> Any:
    return {"code": _code(scene.desks.get(who, scene.desks["school"]).secret, scene)}
