"""`plan`: what a deployment would do, step by step. Packages and pages are built; nothing leaves this machine."""

from infra import data_stack
from infra.deploy import edge, secrets, site
from infra.deploy.rollout import Rollout, Say, new_release
from infra.deploy.stacks import Stack
from infra.headers import lifetime


def plan(rollout: Rollout) -> bool:
    target, chosen, say = rollout.target, rollout.chosen, rollout.say
    where = f"{target.account}／{target.region}（{target.partition}）"
    say(f"将部署 {target.stage} 到 {where}：{chosen.candidate}，{chosen.console}")
    _step(say, f"1 表、存储桶、日志（栈 {data_stack.stack_name(target.stage)}）", rollout.data.changes())
    is_new = rollout.data.outputs() is None
    absent = secrets.missing(target)
    made = "新建" if is_new else "缺少，须先从备份恢复："
    _step(say, f"2 密钥（/kaoji/{target.stage}/）", [f"{made} {name}" for name in absent])
    secrets.require_channel(target, chosen.payments)
    functions = rollout.functions(new_release())
    package = functions.package()
    size = f"{package.stat().st_size / 1_000_000:.1f} MB"
    _step(say, f"3 函数与接口（{package.name}，{size}）", functions.plan())
    _step(say, f"4 边缘（{edge.template_file(is_china=target.is_china).name}）", _edge(rollout).changes())
    _step(say, f"5 页面（{target.names(chosen)['BucketSite']}）", _pages(rollout.files))
    say("6 检查：首页、安全标头、接口、数据表与密钥、两个站点互不相通、不经边缘的请求被拒")
    return True


def _edge(rollout: Rollout) -> Stack:
    """What is not known yet does not change which resources there are."""
    api = rollout.functions("").resources().get("rest_api", {}).get("rest_api_url", "https://-/").split("/")[2]
    secret = "-" if secrets.missing(rollout.target) else secrets.edge(rollout.target)
    return edge.stack(rollout.target, rollout.chosen, rollout.files, api=api, secret=secret)


def _pages(files: site.Files) -> list[str]:
    lives: dict[str, list[bytes]] = {}
    for name, body in files.items():
        lives.setdefault(lifetime(name), []).append(body)
    return [f"{len(bodies)} 个文件，{sum(map(len, bodies)) / 1000:.0f} kB，{life}" for life, bodies in lives.items()]


def _step(say: Say, title: str, lines: list[str]) -> None:
    say(title)
    for line in lines or ["没有变化"]:
        say(f"  {line}")
