"""Exactly these fields leave and enter the server, per route: what is added to a stored value stays inside (25, 29)."""

import re
from collections.abc import Iterator
from typing import Any

import pytest

from chalicelib.domain.ids import No
from chalicelib.handlers import http
from chalicelib.storage import cases, keys, uploads
from tests.apiclient import Browser
from tests.builders import an_upload_id
from tests.handlers.conftest import answers
from tests.security import faults, world
from tests.security.first_use import first_use
from tests.security.thread import Run, whole

__all__ = ["answers"]

_ID = re.compile(r"[0-9a-f]{32}|\d{1,3}|\d{5}")
_FORM = "{Content-Type,key,policy,x-amz-algorithm,x-amz-credential,x-amz-date,x-amz-security-token,x-amz-signature}"
_TICKET = "{level,major_code,major_name,number,number_masked,plan_id,ref,school_name}"
_CREDENTIAL = "level,month,note,number,province,type,uploads"
_DECISION = "decisions{at,outcome,reasons{code,text},stage,text,words}"
_PARTS = "parts{rows{code,key,label,text},title,uploads,verdict{reasons{code,text},words}}"
_CONTENT = f"""content{{course,credentials{{{_CREDENTIAL},year}},granted,kind,note,number,obtained,passed,place,score,
    source,source_major,source_ticket,type,uploads}}"""
_ROUNDS = f"rounds{{{_CONTENT},{_DECISION},{_PARTS},round,submitted_at}}"
_ROW = """{business,cid,deadline{text,urgency},flags,id,name_masked,no,round,school_name,since,stage,state,state_text,
    submitted_at,ticket_masked,title}"""
_CITED = "citation{inferred,kind,kind_text,reading,rule,source,status,status_text,text}"
_EXAMS = "{code,credits2,kind,name}"
_DISTANCE = "{addon,allowed,chosen,credits2,exams,language,reachable,sets,text,units,unknown}"


def _audit(cited: str, residence: str) -> str:
    """One audit; a plan without maps cites nothing, some provinces ask for no residence."""
    return f"""{{chosen{_DISTANCE},day,distances{_DISTANCE},ended,
        gaps{{next{_EXAMS},place,text,title,unit,units,ways{{any_of,{cited},exams{_EXAMS},slots}}}},level,major,
        records{{{cited},code,name,record,ref,score,session,source,text,unit,use}},remarks,{residence},
        sections{{have_credits2,have_units,judged,min_credits2,min_units,place,title,units{{codes,credits2,
            missing{_EXAMS},names,only_for,proofs{{{cited},code,records,waived}},state,unit,warned}}}},status_text,text,
        totals{{beside2,credits2,enforced,stated2,text,units,unknown}},unknowns,
        verdict{{at_least,credits2,exams,inferred,mode,outcome,plan,units,unknown}},version,warnings}}"""


_OWN = f"audit{_audit('citation', 'residence{binds,have,source,theory_passes}')}"
_CHOSEN, _OPTIONS = "chosen{addon,language,set}", "options{addons{option,text},language,sets}"
_VERSIONS = """plans{current,ended,exams,level,major_code,major_name,outcome,own,plan_id,reachable,status_text,units,
    version}"""
_WELCOME = "{name,tickets{level,major_name,number_masked,ref,school_name}}"
_STAFF = "{name,role,scope{kind,schools,text}}"

# What people get when all goes well. Staff's notes, hashes, digests and flags are for staff; full numbers for owners.
GOLDEN = {
    "POST /session/captcha": "{expires,id,picture}",
    "POST /session/work": """{challenge{parameters{algorithm,cost,data{bound},expiresAt,keyLength,keyPrefix,nonce,salt},
        signature},most}""",
    "POST /session": _WELCOME,
    "POST /session/activation": _WELCOME,
    "POST /session/reset/code": "{until}",
    "POST /session/reset": _WELCOME,
    "POST /session/password": "",
    "GET /me/data": "{log{at,by,text},mobile}",
    "GET /session": "{idle_until,until}",
    "POST /session/end": "",
    "GET /home": f"""{{attention{{business,deadline,kind,no,ref,text,title}},
        businesses{{business,closes,demo,opens,reason,remind,state,title}},
        degree{{at_least,ended,exams,inferred,outcome,plan_id,text,units,version}},id_masked,name,
        scores{{earlier_count,latest_count,latest_session}},term,ticket{_TICKET},tickets{_TICKET},
        under_way{{at,business,no,promise,ref,state,state_text,title}},unread}}""",
    "GET /messages": """{messages{at,business,id,no,text,title,unread},offered,older,
        reminders{business,title},unread}""",
    "POST /reminders": "",
    "GET /channels": "{address,email,mobile,offered,sms}",
    "POST /channels": "{address,email,mobile,offered,sms}",
    "POST /messages/read": "{unread}",
    "GET /t/{ref}/scores": """{grants{at,code,credits2,effect,kind,month,name,no,obtained,ref,rule,score,voided},
        numbers{*},
        sheets{ref,released,rows{code,credits2,kind,name,score},session,stream}}""",
    "GET /t/{ref}/degree-audit": f"""{{{_OWN},{_CHOSEN},names{{*}},{_OPTIONS},{_VERSIONS},
        what_ifs{_audit(_CITED, "residence")}}}""",
    "GET /majors": "{level,major_code,major_name,plan_id,province,status_text,version}",
    "GET /t/{ref}/exemptions": """{courses_most,eligible,plan{level,major_code,major_name,plan_id,status},
        required_passes,theory_passes,units{codes,credits2,hints,mendable,names,no,promise,reason,state,state_text,unit,
        warnings},
        window{closes,correction_deadline,demo,notice_version,opens,remind,state,text}}""",
    "GET /exemptions/wallet": f"{{credentials{{at,credential{{{_CREDENTIAL},year}},state_text,title}}}}",
    "GET /t/{ref}/drafts/{business}": f"""{{drafts{{body{{credentials{{{_CREDENTIAL},year}}}},
        saved_at,step,target,ver}}}}""",
    "PUT /t/{ref}/drafts/{business}": "{saved_at,ver}",
    "POST /t/{ref}/drafts/{business}/discard": "",
    "POST /uploads": f"{{uploads{{expires,fields{_FORM},id,token,url}}}}",
    "POST /uploads/{upload}/complete": "{bytes,height,hints,id,thumb_url,url,width}",
    "POST /uploads/links": "{links{id,thumb_url,url}}",
    "POST /t/{ref}/exemptions": "{applications{no,title,unit},batch}",
    "GET /applications/{no}": f"""{{batch,business,business_text,can{{edit,resubmit,withdraw}},codes,deadline,
        next_text,no,promise,ref,round,{_ROUNDS},since,stage,stage_text,state,state_text,submitted_at,title,unit,
        ver}}""",
    "POST /t/{ref}/exemptions/{no}/rounds": "{no,round,state,state_text}",
    "GET /t/{ref}/supplements": """{rows{at,can{edit,resubmit,withdraw},credits2,month,month_label,no,score,state,
        state_text,title,type_text,ver},
        window{closes,correction_deadline,demo,notice_version,opens,remind,state,text}}""",
    "POST /t/{ref}/supplements": "{applications{no,title,unit},batch}",
    "POST /t/{ref}/supplements/{no}/rounds": "{no,round,state,state_text}",
    "POST /applications/{no}/withdrawal": "{no,state,state_text}",
    "GET /healthz": "{state}",
    "GET /readyz": "{checks{secrets,tables}}",
    "GET /version": "{stage,version}",
    "POST /review/enrolment": "{account,name,otpauth,qr,secret}",
    "POST /review/enrolment/confirm": "",
    "POST /review/session": _STAFF,
    "GET /review/session": _STAFF,
    "POST /review/session/step-up": "",
    "POST /review/session/end": "",
    "GET /review/queue": f"{{more,refreshed,rows{_ROW},scope_text,waiting}}",
    "GET /review/mine": f"{{rows{_ROW}}}",
    "POST /review/queue/next": "{id}",
    "POST /review/cases/{case}/reveal": "{id_number,ticket_number}",
    "GET /review/cases/{case}": f"""{{batch,business,business_text,can{{decide,take}},
        candidate{{id_masked,level,major_name,name,school_name,theory_passes,ticket_masked}},
        checks{{detail,key,state,text}},codes,deadline,digest,duplicates{{kind,text}},id,
        lease{{holder_name,mine,until}},next_stage_text,no,pictures{{*{{height,hints,thumb_url,url,width}}}},
        reasons{{code,text}},ref,round,{_ROUNDS},since,stage,stage_text,state,state_text,submitted_at,title,unit,
        ver}}""",
    "GET /review/cases/{case}/degree-audit": f"""{{{_OWN},{_CHOSEN},names,{_OPTIONS},
        pending{{code,name,text}},{_VERSIONS},what_ifs}}""",
    "POST /review/cases/{case}/lease": "{until}",
    "POST /review/cases/{case}/release": "",
    "POST /review/cases/{case}/decision": "{state,state_text}",
}

Tree = dict[str, Any]


def tree(value: Any, into: Tree) -> Tree:
    """All keys at all depths; members of a list together, ids as keys as `*`."""
    for one in value if isinstance(value, list) else [value]:
        for key, inside in one.items() if isinstance(one, dict) else ():
            tree(inside, into.setdefault("*" if _ID.fullmatch(key) else key, {}))
    return into


def written(found: Tree) -> str:
    inner = ",".join(key + written(found[key]) for key in sorted(found))
    return f"{{{inner}}}" if inner else ""


def route_of(method: str, path: str) -> str:
    for route in http.ROUTES:
        pattern = re.sub(r"\{\w+\}", "[^/]+", route.path) + r"(\?.*)?"
        if route.method == method and re.fullmatch(pattern, path):
            return f"{method} {route.path}"
    raise LookupError(path)


@pytest.fixture
def run(record: None, app: Any, clock: Any, answers: list[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """SECOND sent the same certificate before."""
    world.submit(world.as_candidate(app, world.SECOND, clock()), world.SECOND)
    made = Run(app, clock, answers)
    made.watch(monkeypatch)
    whole(made)
    first_use(made)
    return made


def test_every_answer_has_exactly_the_agreed_fields(run: Run) -> None:
    found: dict[str, Tree] = {}
    refusals: Tree = {}
    for one in run.exchanges:
        body = one.reply.json if one.reply.body else {}
        tree(body, found.setdefault(route_of(one.method, one.path), {}) if one.reply.status < 400 else refusals)
    assert {name: written(fields) for name, fields in found.items()} == {
        name: re.sub(r"\s", "", fields) for name, fields in GOLDEN.items()
    }
    assert written(refusals) == "{code,fields{field,message},message,ref,slip,ways}"


def test_no_side_hears_what_the_other_must_not_know(run: Run) -> None:
    """By value, in every answer of the run, errors included."""
    person, other = world.FIRST, world.SECOND
    hidden = [keys.person(one.id_number) for one in (person, other)]
    picture = next(iter(uploads.load(person.cid, [an_upload_id(1)]).values()))
    from_all = [*hidden, person.id_number, other.id_number, picture.sha256, "$argon2"]
    from_candidates = [person.cid, other.cid, other.name, world.SCHOOL_DESK.name, world.CITY_DESK.name, *digests(run)]
    from_staff = [ticket.number for one in (person, other) for ticket in one.tickets] + [other.name]
    for one in run.exchanges:
        if one.path.endswith("/reveal"):  # what it is for, and on record
            continue
        text = one.reply.body.decode()
        secret = from_all + (from_candidates if one.host == "candidate" else from_staff)
        assert [value for value in secret if value in text] == [], one.path


def cases_shown(run: Run) -> list[Any]:
    shown = [one for one in run.exchanges if route_of(one.method, one.path) == "GET /review/cases/{case}"]
    return [one.reply.json for one in shown]


def digests(run: Run) -> Iterator[str]:
    return (shown["digest"] for shown in cases_shown(run))


def test_a_shared_certificate_is_a_flag_for_the_reviewer_and_no_refusal(run: Run) -> None:
    """Row 62."""
    flag = {"kind": "number", "text": "同一大学外语四、六级合格证书（CET4、CET6 等）编号另有 1 人使用"}
    assert flag in cases_shown(run)[0]["duplicates"]


OWNED = {"state": "approved", "stage": "city", "cid": "b" * 32, "ver": 9, "school": "X09", "person": "x", "no": "1"}


@pytest.mark.parametrize("key", OWNED)
def test_what_the_server_owns_cannot_be_sent(key: str, first: Browser) -> None:
    """At every depth of a submission: refused, and nothing changes."""
    before, extra = faults.dump(), {key: OWNED[key]}
    form, item, credential = world.form(), world.form()["items"][0], world.credential()
    for body in (
        form | extra,
        form | {"items": [item | extra]},
        form | {"items": [item | {"credentials": [credential | extra]}]},
    ):
        reply = first.post("/t/1/exemptions", body, idempotency_key=world.a_key())
        assert (reply.status, reply.code) == (400, "malformed")
    assert faults.dump() == before


def test_a_case_says_of_itself_what_the_record_says(first: Browser) -> None:
    """School, plan, person and window come from the record, whatever was typed."""
    [no] = world.submit(first)
    case = cases.load(world.FIRST.cid, No(no)).case
    ticket = world.FIRST.tickets[0]
    assert (case.cid, case.school, case.plan_id) == (world.FIRST.cid, ticket.school, ticket.plan_id)
    assert (case.person, case.window) == (keys.person(world.FIRST.id_number), "exemption:2026H2:city")
    assert (case.state, case.stage, case.ver, case.decisions) == ("submitted", "school", 1, ())
