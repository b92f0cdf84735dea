"""`status`: what is deployed where, and which releases could be gone back to."""

from infra.deploy import secrets
from infra.deploy.rollout import CURRENT, Rollout

_LISTED = 10


def status(rollout: Rollout) -> bool:
    """False where something is missing."""
    target, say = rollout.target, rollout.say
    outputs = rollout.data.outputs()
    if outputs is None:
        say(f"{target.stage} 在 {target.account}／{target.region} 还没有部署")
        return False
    absent = secrets.missing(target)
    say(f"数据栈：{len(outputs)} 项输出；密钥：{'缺少 ' + '、'.join(absent) if absent else '齐全'}")
    hosts = rollout.edge_outputs() or {}
    say(f"边缘：{'，'.join(f'{name} {value}' for name, value in hosts.items()) or '没有'}")
    say(f"接口：{rollout.api()}")
    for name in rollout.functions("").names():
        found = target.client("lambda").get_function_configuration(FunctionName=name)
        version = found["Environment"]["Variables"]["KAOJI_VERSION"]
        say(f"  {name}：{version}，{found['CodeSize'] / 1_000_000:.1f} MB，{found['LastModified'][:19]}")
    current = (rollout.state.get(CURRENT) or b"").decode()
    for release in rollout.state.releases()[:_LISTED]:
        say(f"{'→' if release == current else ' '} {release}")
    return not absent and bool(hosts)
