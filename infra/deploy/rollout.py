"""A stage's way from sources to a running service, one step a method; each may be repeated."""

import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from urllib.parse import urlsplit

from infra import data_stack
from infra.deploy import edge, secrets, site, smoke
from infra.deploy.functions import Functions
from infra.deploy.stacks import Stack
from infra.deploy.state import Release, State
from infra.deploy.target import ROOT, Choices, Target, choices

SETTINGS, DEPLOYED, CURRENT = "settings.toml", "deployed.json", "current"
Say = Callable[[str], None]


@dataclass
class Rollout:
    """`settings` is the text of the stage's choices; without it the state bucket's holds."""

    target: Target
    settings: str | None = None
    say: Say = print

    @cached_property
    def state(self) -> State:
        return State(self.target)

    @cached_property
    def text(self) -> str:
        found = self.settings or (self.state.get(SETTINGS) or b"").decode()
        if not found:
            raise LookupError("还没有部署过，请用 --settings 指定环境设置文件（见 docs/operators.md）")
        return found

    @cached_property
    def chosen(self) -> Choices:
        return choices(self.text)

    @cached_property
    def data(self) -> Stack:
        told = {"CandidateOrigin": self.chosen.candidate, "ConsoleOrigin": self.chosen.console}
        client = self.target.client("cloudformation")
        name, template = data_stack.stack_name(self.target.stage), data_stack.template()
        return Stack(client, name, template, told | {"Stage": self.target.stage}, kept=("DeletionProtection",))

    @cached_property
    def files(self) -> site.Files:
        made = site.build(self.chosen)
        return site.with_policies(made, edge.policies(self.target, self.chosen)) if self.target.is_china else made

    def functions(self, release: str) -> Functions:
        made = Functions(self.target, self.chosen, release)
        made.recall(self.state.get(DEPLOYED))
        return made

    def edge_outputs(self) -> dict[str, str] | None:
        return Stack(self.target.client("cloudformation"), edge.stack_name(self.target.stage), {}, {}).outputs()

    def edge(self, files: site.Files, api: str) -> Stack:
        return edge.stack(self.target, self.chosen, files, api=api, secret=secrets.edge(self.target))

    def deploy(self) -> bool:
        """Whether the service afterwards holds what it must."""
        release = new_release()
        self.say(f"部署 {self.target.stage} 到 {self.target.account}／{self.target.region}，版本 {release}")
        secrets.require_channel(self.target, self.chosen.payments)
        made = secrets.ensure(self.target, is_new=self.data.outputs() is None)
        self.data.apply()
        self.say("1 表、存储桶、日志：就绪")
        self.say(f"2 密钥：{'新建 ' + '、'.join(made) + '，请立即离线备份' if made else '齐全'}")
        self.state.put(SETTINGS, self.text.encode())
        api = self._deploy_functions(release)
        self.say(f"3 函数与接口：{api}")
        self.say("4 边缘：" + "，".join(self.deploy_edge(self.files, api)))
        written, removed = site.publish(self.target, self.chosen, self.files)
        self.say(f"5 页面：写入 {written} 个文件，删除 {removed} 个")
        return self.smoke()

    def _deploy_functions(self, release: str) -> str:
        """The API's host. What Chalice made is kept before anything else can fail."""
        functions = self.functions(release)
        package = functions.package()
        functions.deploy()
        self.state.put(DEPLOYED, functions.recorded.read_bytes())
        kept = Release(
            id=release, package=f"packages/{package.name}", site=f"sites/{release}.zip", functions=functions.names()
        )
        self.state.put(kept.package, package.read_bytes())
        self.state.put(kept.site, site.packed(self.files))
        self.state.note(kept)
        self.state.put(CURRENT, release.encode())
        return self.api()

    def deploy_edge(self, files: site.Files, api: str) -> list[str]:
        found = self.edge(files, api).apply()
        hosts = {"CandidateTarget": self.chosen.candidate, "ConsoleTarget": self.chosen.console}
        return [f"{origin} → {found[name]}" for name, origin in hosts.items()]

    def publish(self, *, is_dry: bool) -> bool:
        """Pages, and the edge's list of them."""
        if is_dry:
            self.say(f"将写入 {len(self.files)} 个文件")
            return True
        self.deploy_edge(self.files, self.api())
        written, removed = site.publish(self.target, self.chosen, self.files)
        self.say(f"页面：写入 {written} 个文件，删除 {removed} 个")
        return True

    def api(self) -> str:
        """Host of API Gateway. Raises LookupError before the first deployment."""
        found = self.functions("").resources()
        if "rest_api" not in found:
            raise LookupError("还没有部署过")
        return str(urlsplit(found["rest_api"]["rest_api_url"]).netloc)

    def smoke(self) -> bool:
        """Every check is told; DNS must point to the edge by now."""
        release = (self.state.get(CURRENT) or b"").decode()
        headers = {} if self.target.is_china else edge.policies(self.target, self.chosen)
        asked = smoke.checks(self.chosen.candidate, self.chosen.console, release=release, policies=headers)
        results = [*asked, smoke.direct(f"https://{self.api()}")]
        for sentence, holds in results:
            self.say(f"  {'✓' if holds else '✗'} {sentence}")
        return all(holds for _, holds in results)


def new_release() -> str:
    """Time and commit, so that a list of them is in order."""
    command = ["git", "describe", "--always", "--dirty"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    commit = done.stdout.strip().rpartition("-g")[2] if done.returncode == 0 else "unknown"
    return f"{datetime.now(UTC):%Y%m%d-%H%M%S}-{commit}"
