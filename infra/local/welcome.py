"""What `make run` says: where to go, who may sign in, what to try, and the reviewers' codes of this moment."""

import json
import sys
import threading
import time
import unicodedata
from contextlib import suppress
from pathlib import Path

import pyotp

from infra.environment import Place
from infra.seeds import Candidate, Demo

_STEP = 30
_TRY = """可以试试
  1. 用「李四」登录，继续填写免考草稿、上传图片、提交；再用「复旦」初审账号领取并审核。
  2. 用「王五」登录，按补正意见修改后重新提交；初审通过后由市级账号终审（登录超过五分钟后，终审需再次输入动态码）。
  3. 两个复旦账号同时打开同一件：后到的一位会看到谁正在审核。
  4. 「孙八」合格课程不足六门，页面会说明为什么还不能申请免考。
  5. 「卫五」第一次登录：初始密码是证件号码后六位，登录后填激活码（或准考证号），设置自己的密码。
  6. 登录页的「忘记密码?」：「张三」登记了重置用手机，短信会打印在这个窗口里；「吴十」领了重置码。
  7. 毕业申请的每个状态各有一人：「韩八」查看原因后重新申请，「沈七」补正，「杨九」缴费，「尤二」办理后续事宜。
  8. 「何三」申请转出，论文成绩旁边写着原因；「曹七」看签字的时间和地点，「严八」的考籍已转出，「许三」不能转出。
  9. 登录页的「无障碍验证」代替看图片；「陈三」有两个准考证，可在两个标签页里各办各的。"""


def show(place: Place, demo: Demo, paygate: str, *, seconds: float) -> None:
    print(f"\n考籍管理服务平台（本机演示，数据均为虚构，停止后即消失）  启动用时 {seconds:.1f} 秒\n")
    print(f"  考生  {place.candidate_origin}/\n  审核  {place.console_origin}/")
    print(f"  收款  {paygate}/ （模拟支付渠道：在那里付款）\n")
    print("考生账号" + "".join(_line(p.name, p.id_number, p.password, _told(p)) for p in demo.people))
    print("\n审核账号" + "".join(_line(m.account, m.password, m.title) for m in demo.staff))
    print(f"\n{_TRY}\n")
    print(codes(demo), flush=True)


def _told(person: Candidate) -> str:
    return f"{person.story}，激活（重置）码 {person.code}" if person.code else person.story


def _line(*cells: str) -> str:
    return "\n  " + "  ".join(_padded(cell) for cell in cells).rstrip()


def _padded(text: str, width: int = 20) -> str:
    """Chinese characters take two columns."""
    taken = sum(2 if unicodedata.east_asian_width(one) in "FW" else 1 for one in text)
    return text + " " * (width - taken)


def codes(demo: Demo) -> str:
    """The one-time codes of this moment and how long they still hold."""
    left = _STEP - int(time.time()) % _STEP
    lines = [f"动态验证码（{time.strftime('%H:%M:%S')}，还有 {left} 秒有效）"]
    return "\n".join(lines) + "".join(_line(m.account, pyotp.TOTP(m.secret).now()) for m in demo.staff)


def wait(demo: Demo) -> None:
    """Until Ctrl-C. At a terminal, every Enter prints fresh codes; without one, they come whenever they change."""
    if not sys.stdin.isatty():
        with suppress(BrokenPipeError):
            _keep_telling(demo)
        threading.Event().wait()
    print("\n按回车刷新动态验证码，按 Ctrl-C 停止。", flush=True)
    while sys.stdin.readline():
        print(codes(demo), flush=True)
    threading.Event().wait()


def _keep_telling(demo: Demo) -> None:
    """Raises BrokenPipeError when nobody reads any more."""
    while True:
        time.sleep(_STEP - time.time() % _STEP)
        print(codes(demo), flush=True)


def describe(place: Place, demo: Demo, paygate: str, file: Path) -> None:
    """For programs: the same as JSON, in place only when it is whole."""
    origins = {"candidate_origin": place.candidate_origin, "console_origin": place.console_origin, "paygate": paygate}
    told = origins | demo.described()
    part = file.with_suffix(".part")
    part.write_text(json.dumps(told, ensure_ascii=False, indent=1), "utf-8")
    part.replace(file)
