"""`rollback`: code and pages of an earlier release. Tables, rights, routes and schedules stay as they are."""

from typing import Any

from infra.deploy import site
from infra.deploy.rollout import CURRENT, Rollout
from infra.deploy.state import Release


def rollback(rollout: Rollout, wanted: str | None, *, is_dry: bool) -> bool:
    """Raises LookupError where there is nothing to go back to."""
    release = _release(rollout, wanted)
    names = "、".join(release.functions)
    rollout.say(f"{'将退回' if is_dry else '退回'} {release.id}：{names}（{release.package}）和两个站点的页面")
    if is_dry:
        return True
    package = _kept(rollout, release.package)
    files = site.unpacked(_kept(rollout, release.site))
    client = rollout.target.client("lambda")
    for name in release.functions:
        _put_back(client, name, package, release.id)
    rollout.state.put(CURRENT, release.id.encode())
    rollout.deploy_edge(files, rollout.api())
    site.publish(rollout.target, rollout.chosen, files)
    return rollout.smoke()


def _release(rollout: Rollout, wanted: str | None) -> Release:
    current = (rollout.state.get(CURRENT) or b"").decode()
    earlier = [one for one in rollout.state.releases() if one < current]
    found = rollout.state.release(wanted or (earlier[0] if earlier else ""))
    if found is None:
        raise LookupError(f"没有可退回的版本 {wanted or ''}".rstrip())
    return found


def _kept(rollout: Rollout, key: str) -> bytes:
    found = rollout.state.get(key)
    if found is None:
        raise LookupError(f"状态桶里没有 {key}")
    return found


def _put_back(client: Any, name: str, package: bytes, release: str) -> None:
    """Code first: until the next call the old name of the version stands beside it."""
    client.update_function_code(FunctionName=name, ZipFile=package)
    client.get_waiter("function_updated_v2").wait(FunctionName=name)
    variables = client.get_function_configuration(FunctionName=name)["Environment"]["Variables"]
    told = {"Variables": variables | {"KAOJI_VERSION": release}}
    client.update_function_configuration(FunctionName=name, Environment=told)
    client.get_waiter("function_updated_v2").wait(FunctionName=name)
