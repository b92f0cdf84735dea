"""The fields of every answer, route by route: what test_fields.py finds must be exactly this."""

_FORM = "{Content-Type,key,policy,x-amz-algorithm,x-amz-credential,x-amz-date,x-amz-security-token,x-amz-signature}"
_TICKET = "{leaving,level,major_code,major_name,number,number_masked,plan_id,ref,school_name}"
_CREDENTIAL = "level,month,note,number,province,type,uploads"
_DECISION = "decisions{at,outcome,reasons{code,text},stage,text,words}"
_PARTS = "parts{key,rows{code,key,label,text},step,title,uploads,verdict{reasons{code,text},words}}"
_PERSON = """address,born,document,education,email,employer,household,mobile,nation,occupation,phone,politics,postcode,
    sex,study"""
_TARGET = "target{level,major,phone,province,reason,ticket,title,words}"
_COURSE = "becomes{code,credits2,kind,name},code,credits2,kind,name,reason,score,session,source"
_ORIGIN = "origin{day,major,name,no,province,ticket,title}"
_CONTENT = f"""content{{course,credentials{{{_CREDENTIAL},year}},
    diploma{{code,note,number,obtained,place,proof_uploads,until,uploads}},evaluation,explanations{{key,title,words}},
    granted,kind,note,number,obtained,{_ORIGIN},passed,person{{{_PERSON}}},photo,place,score,
    scores{{addon,code,credits2,kind,name,plan,record,ref,remark,score,session,source,title,type_text}},
    source,source_major,source_ticket,{_TARGET},type,uploads}}"""
_WINDOW = "{closes,correction_deadline,demo,notice_version,opens,remind,state,text}"
_VISIT = "visit{closes,opens,place,text}"
_ADDONS = "addons{option,text}"
_ROUNDS = f"rounds{{{_CONTENT},{_DECISION},{_PARTS},round,submitted_at}}"
_ROW = """{business,cid,deadline{text,urgency},flags,holder_name,id,name_masked,no,round,school_name,since,
    stage,stage_text,state,state_text,submitted_at,ticket_masked,title}"""
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
_LINES = "{code,key,label,text}"
_REGISTER = f"""{{addon,courses{{code,credits_text,name,passed,remark,score_text,type_text}},credits_text,
    diploma{_LINES},evaluation,explanations{_LINES},id_number,is_final,name,no,opinions{{at,stage,text,title}},
    person{_LINES},photo_url,plan_text,ref,round,school_name,state,state_text,submitted_at,ticket_number,title}}"""
_GROUNDS = f"""grounds{{at,body{{{_OWN},basis,lines{{{_COURSE}}},missing{{key,text,title}},{_ORIGIN},
    rows{{code,credits2,kind,name,record,ref,remark,score,session,source,type_text}},scores{{addon,plan,title}},{_TARGET}}},digest,
    plan_rev}}"""
_WELCOME = "{name,tickets{level,major_name,number_masked,ref,school_name}}"
_STAFF = "{name,role,scope{kind,schools,text}}"

_DUE = "{amount,business,by,can_pay,deadline,is_going_back,name,no,note,online,open_until,opens,phone,ref,school_name}"
_UNPAID = "amount,app,business,can_pay,case,channel,created_at,expires,name,no,paid_at,provider"
_ORDER = f"{{{_UNPAID},ref,refund,school_name,state,state_text,transaction,way}}"
_REFUNDED = _ORDER.replace("refund", "refund{done_at,is_by_hand,is_stalled,reason,since}")
_ASKED = "asked{approved_at,approved_by,asked_at,asked_by,reason}"
_BY_HAND = _ASKED.replace("asked{", "by_hand{")
_CAN = "can{approve,approve_by_hand,ask,ask_by_hand}"

_SHOWN = "shown{business_text,decided_at,name_masked,outcome,title}"
_ATTESTED = f"{{address,can_make,code,looked_at,looks,made_at,qr,{_SHOWN},until,validity,ver}}"
_TIMES = """{history{at,by,text},owners{code,name},rev,rows{business,can_edit,closes,corrects,id,notice,
    on_site{closes,opens,place},opens,owner,owner_name,state,term,title}}"""
_EXPORTED = "{ask,file{content,name,sha256,type},rows}"
_ASK = """{asked_at,asked_by,can_fetch,can_grant,can_refuse,detail,gives_link,no,purpose,settled_at,settled_by,state,
    text,until}"""
_NOTICES = "{notices{at,business,business_text,paragraphs,title,version,windows}}"
_COLLEAGUE = "{account,id,is_self,name,organisation,role,role_text,schools,scope_text,state}"

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
        leaving,left_text,numbers{*},
        sheets{ref,released,rows{code,credits2,kind,name,score},session,stream}}""",
    "GET /t/{ref}/degree-audit": f"""{{{_OWN},{_CHOSEN},names{{*}},{_OPTIONS},{_VERSIONS},
        what_ifs{_audit(_CITED, "residence")}}}""",
    "GET /majors": "{level,major_code,major_name,plan_id,province,status_text,version}",
    "GET /t/{ref}/exemptions": """{barred,courses_most,eligible,plan{level,major_code,major_name,plan_id,status},
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
    "GET /applications/{no}": f"""{{batch,business,business_text,can{{confirm,edit,resubmit,withdraw}},codes,deadline,
        next_text,no,promise,ref,round,{_ROUNDS},since,stage,stage_text,state,state_text,submitted_at,title,
        track{{at,key,note,state,text}},unit,ver,{_VISIT}}}""",
    "POST /t/{ref}/exemptions/{no}/rounds": "{no,round,state,state_text}",
    "GET /t/{ref}/supplements": """{barred,rows{at,can{confirm,edit,resubmit,withdraw},credits2,month,month_label,no,
        score,state,state_text,title,type_text,ver},
        window{closes,correction_deadline,demo,notice_version,opens,remind,state,text}}""",
    "POST /t/{ref}/supplements": "{applications{no,title,unit},batch}",
    "POST /t/{ref}/supplements/{no}/rounds": "{no,round,state,state_text}",
    "GET /t/{ref}/graduation": f"""{{barred,id_masked,
        limits{{evaluation_least,evaluation_most,explanation_least,explanation_most,photo_height,photo_least,photo_most,
            photo_width}},
        majors{{{_ADDONS},plan_id,status_text,title,version}},name,outlive{{day,text}},photo{{at,id,thumb_url,url}},photo_now,
        photo_window{_WINDOW},sent{{can{{confirm,edit,resubmit,withdraw}},due,fee,no,round,state,state_text,title,
            track{{at,key,note,state,text}},ver,visit}},target,
        tasks{{missing{{field,message}},reopened,state,state_text,step,title}},window{_WINDOW}}}""",
    "GET /t/{ref}/graduation/record": f"""{{{_ADDONS},asks_diploma,credits2,held,missing{{key,text,title}},plan_id,
        rows{{code,credits2,name,record,ref,remark,score,session,source,ticket,type_text}},seen{{plan_rev,records}},text,
        title,version}}""",
    "GET /graduation/address": "{address,qr}",
    "GET /t/{ref}/graduation/{no}/register": _REGISTER,
    "POST /t/{ref}/graduation": "{applications{no,title,unit},batch}",
    "POST /t/{ref}/graduation/{no}/rounds": "{no,round,state,state_text}",
    "GET /t/{ref}/transfer-out": f"""{{barred,id_masked,
        lines{{also,code,credits2,kind,name,reason,record,ref,remark,score,session,source,type_text}},majors{{code,level,name}},name,
        phone,provinces,school_name,sent{{can{{confirm,edit,resubmit,withdraw}},no,round,state,state_text,title,
            track{{at,key,note,state,text}},ver,{_VISIT}}},target,ticket,window{_WINDOW}}}""",
    "POST /t/{ref}/transfer-out": "{applications{no,title,unit},batch}",
    "POST /t/{ref}/transfer-out/{no}/rounds": "{no,round,state,state_text}",
    "GET /t/{ref}/transfer-in": f"""{{arrivals{{basis,can{{confirm,edit,resubmit,withdraw}},
        lines{{{_COURSE},type_text}},next_text,no,origin{{day,major,no,province,ticket}},refusal,since,state,state_text,
        submitted_at,title,track{{at,key,note,state,text}},ver,{_VISIT}}},id_masked,major_name,name,phone,school_name,
        ticket}}""",
    "POST /t/{ref}/transfer-in/{no}/confirmation": "{no,state,state_text}",
    "GET /t/{ref}/transfer-in/{no}/calendar": "",
    "POST /t/{ref}/photo": f"{{expires,fields{_FORM},id,token,url}}",
    "POST /t/{ref}/photo/{upload}/complete": "{bytes,height,hints,id,thumb_url,url,width}",
    "POST /applications/{no}/withdrawal": "{no,state,state_text}",
    "GET /applications/{no}/attestation": _ATTESTED,
    "POST /applications/{no}/attestation": _ATTESTED,
    "POST /applications/{no}/attestation/revocation": _ATTESTED,
    "POST /verify": f"{{{_SHOWN},until,validity}}",
    "GET /orders": f"{{dues{_DUE},orders{_REFUNDED},ways}}",
    "POST /orders": f"{{{_UNPAID},qr,ref,refund,school_name,state,state_text,transaction,url,way}}",
    "GET /orders/{order}": _REFUNDED,
    "POST /orders/{order}/check": _REFUNDED,
    "POST /payments/{provider}/notify": "",
    "GET /review/orders/{order}": f"{{{_ASKED},barred,by_hand,{_CAN},order{_REFUNDED},trouble,ver,went_back}}",
    "POST /review/orders/{order}/refund": f"{{{_ASKED},barred,by_hand,{_CAN},order{_ORDER},trouble,ver,went_back}}",
    "POST /review/orders/{order}/refund/approval": (
        f"{{{_ASKED},barred,by_hand,{_CAN},order{_REFUNDED},trouble,ver,went_back}}"
    ),
    "POST /review/orders/{order}/by-hand": (
        f"{{{_ASKED},barred,{_BY_HAND},{_CAN},order{_REFUNDED},trouble,ver,went_back}}"
    ),
    "POST /review/orders/{order}/by-hand/approval": (
        f"{{{_ASKED},barred,{_BY_HAND},{_CAN},order{_REFUNDED},trouble,ver,went_back}}"
    ),
    "GET /office/windows": _TIMES,
    "POST /office/windows": _TIMES,
    "POST /office/windows/preview": """{at,businesses{business,closes,demo,opens,reason,remind,state,title},changed,
        school_name,visits{on_site{closes,opens,place},term,title}}""",
    "POST /office/search": """{more,people{cases{business_text,id,no,since,state_text,title},id_masked,name_masked,
        person,tickets{level,major_name,number_masked,school_name}}}""",
    "POST /office/exports": _EXPORTED,
    "GET /office/asks": f"{{asks{_ASK}}}",
    "POST /office/asks/{ask}": f"{{ask{_ASK},token}}",
    "GET /office/notices": _NOTICES,
    "POST /office/notices": _NOTICES,
    "POST /office/imports": """{faults,figures{changed,new,people,rev,rows,same},is_written,left,lines,notes,sha256}""",
    "GET /office/staff": f"{{staff{_COLLEAGUE}}}",
    "POST /office/staff": "{ask}",
    "POST /office/staff/{staff}/post": "{ask}",
    "POST /office/staff/{staff}/link": "{ask}",
    "POST /office/staff/{staff}/dismissal": _COLLEAGUE,
    "POST /office/asks/{ask}/file": _EXPORTED,
    "GET /healthz": "{state}",
    "GET /readyz": "{checks{secrets,tables}}",
    "GET /version": "{stage,version}",
    "POST /review/enrolment": "{account,name,otpauth,qr,secret}",
    "POST /review/enrolment/confirm": "",
    "POST /review/session": _STAFF,
    "GET /review/session": _STAFF,
    "POST /review/session/step-up": "",
    "POST /review/session/end": "",
    "GET /review/queue": f"{{counts{{exemption}},more,refreshed,rows{_ROW},scope_text,waiting}}",
    "GET /review/mine": f"{{rows{_ROW}}}",
    "POST /review/queue/next": "{id}",
    "POST /review/cases/{case}/reveal": "{id_number,ticket_number}",
    "GET /review/cases/{case}": f"""{{barred,basis,batch,business,business_text,can{{decide,send_back,take}},
        candidate{{id_masked,level,major_name,name,school_name,theory_passes,ticket_masked}},
        checks{{answers{{text,value}},code,detail,key,state,task,text}},codes,deadline,digest,due{{text,urgency}},duplicates{{kind,text}},
        fee,{_GROUNDS},handled{{answers{{answer,text}},at,by}},id,lease{{holder_name,mine,until}},mending,next_stage_text,no,
        pictures{{*{{height,hints,thumb_url,url,width}}}},reasons{{code,text}},ref,round,{_ROUNDS},since,stage,stage_text,state,state_text,submitted_at,title,unit,
        ver}}""",
    "GET /review/cases/{case}/degree-audit": f"""{{{_OWN},{_CHOSEN},names,{_OPTIONS},
        pending{{code,name,text}},{_VERSIONS},what_ifs}}""",
    "GET /review/cases/{case}/register": _REGISTER,
    "POST /review/registers": f"{{after,registers{_REGISTER}}}",
    "POST /review/cases/{case}/lease": "{until}",
    "POST /review/cases/{case}/release": "",
    "POST /review/cases/{case}/decision": "{state,state_text}",
}
