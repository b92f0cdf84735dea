"""Who gets what: every route × everybody who may come, read by test_matrix.py.

A line is a route, or a second way to ask it. The columns are scene.WHO: nobody; who gave an initial password and no
more; an applicant, another one, the applicant's second ticket; the school of the case, another school, the city, the
office.
`=`: answered, and nothing has changed (reads and refusals change nothing anyway).
"""

from typing import Final, NamedTuple

from tests.security.scene import WHO

_LINES = """
POST /session/captcha                                  201  201  201  201  201  201  201  201  201
POST /session/work                                     200= 200= 200= 200= 200= 200= 200= 200= 200=
POST /session                                          200  200  200  200  200  200  200  200  200
GET /session                                           401  401  200  200  200  401  401  401  401
POST /session/end                                      401  401  204  204  204  401  401  401  401
POST /session/activation                               200  200  200  200  200  200  200  200  200
POST /session/reset/code                               202  202  202  202  202  202  202  202  202
POST /session/reset                                    200  200  200  200  200  200  200  200  200
POST /session/password                                 401  401  204  204  204  401  401  401  401
GET /me/data                                           401  401  200  200  200  401  401  401  401
GET /applications/{no}                                 401  401  200  404  200  401  401  401  401
POST /applications/{no}/withdrawal                     401  401  200  404  200  401  401  401  401
GET /applications/{no}/attestation                     401  401  200  404  200  401  401  401  401
POST /applications/{no}/attestation                    401  401  200  404  200  401  401  401  401
POST /applications/{no}/attestation/revocation         401  401  200  404  200  401  401  401  401
POST /verify                                           200  200  200  200  200  200  200  200  200
GET /t/{ref}/degree-audit                              401  401  200  200  200  401  401  401  401
GET /graduation/address                                200  200  200  200  200  200  200  200  200
GET /majors                                            200  200  200  200  200  200  200  200  200
GET /t/{ref}/drafts/{business}                         401  401  200  200  200  401  401  401  401
PUT /t/{ref}/drafts/{business}                         401  401  200  200  200  401  401  401  401
POST /t/{ref}/drafts/{business}/discard                401  401  204  204  204  401  401  401  401
GET /t/{ref}/exemptions                                401  401  200  200  200  401  401  401  401
GET /exemptions/wallet                                 401  401  200  200  200  401  401  401  401
POST /t/{ref}/exemptions                               401  401  201  201  201  401  401  401  401
POST /t/{ref}/exemptions/{no}/rounds                   401  401  200  404  404  401  401  401  401
GET /t/{ref}/graduation                                401  401  200  200  200  401  401  401  401
GET /t/{ref}/graduation/record                         401  401  200  200  200  401  401  401  401
GET /t/{ref}/graduation/{no}/register                  401  401  200  404  404  401  401  401  401
POST /t/{ref}/graduation                               401  401  409  201  409  401  401  401  401
POST /t/{ref}/graduation/{no}/rounds                   401  401  200  404  404  401  401  401  401
POST /t/{ref}/photo                                    401  401  200  200  200  401  401  401  401
POST /t/{ref}/photo/{upload}/complete                  401  401  200  422  422  401  401  401  401
GET /healthz                                           200  200  200  200  200  200  200  200  200
GET /readyz                                            200  200  200  200  200  200  200  200  200
GET /version                                           200  200  200  200  200  200  200  200  200
GET /home                                              401  401  200  200  200  401  401  401  401
GET /t/{ref}/scores                                    401  401  200  200  200  401  401  401  401
GET /messages                                          401  401  200  200  200  401  401  401  401
POST /messages/read                                    401  401  200  200  200  401  401  401  401
POST /reminders                                        401  401  204  204  204  401  401  401  401
GET /channels                                          401  401  200  200  200  401  401  401  401
POST /channels                                         401  401  200  200  200  401  401  401  401
GET /orders                                            401  401  200  200  200  401  401  401  401
POST /orders                                           401  401  200  404  200  401  401  401  401
GET /orders/{order}                                    401  401  200  404  200  401  401  401  401
POST /orders/{order}/check                             401  401  200= 404  200= 401  401  401  401
POST /payments/{provider}/notify                       204  204  204  204  204  204  204  204  204
GET /office/windows                                    401  401  401  401  401  403  403  403  200
POST /office/windows/preview                           401  401  401  401  401  403  403  403  200=
POST /office/windows                                   401  401  401  401  401  403  403  403  200
POST /office/search                                    401  401  401  401  401  200  200  200  200
POST /office/exports                                   401  401  401  401  401  403  403  403  200
GET /office/asks                                       401  401  401  401  401  403  403  403  200
POST /office/asks/{ask}                                401  401  401  401  401  403  403  403  200
GET /office/notices                                    401  401  401  401  401  403  403  403  200
POST /office/notices                                   401  401  401  401  401  403  403  403  200
POST /office/imports                                   401  401  401  401  401  403  403  403  200
GET /office/staff                                      401  401  401  401  401  403  403  403  200
POST /office/staff                                     401  401  401  401  401  403  403  403  200
POST /office/staff/{staff}/post                        401  401  401  401  401  403  403  403  200
POST /office/staff/{staff}/link                        401  401  401  401  401  403  403  403  200
POST /office/staff/{staff}/dismissal                   401  401  401  401  401  403  403  403  200
POST /office/asks/{ask}/file                           401  401  401  401  401  403  403  403  200
GET /review/orders/{order}                             401  401  401  401  401  200  404  200  200
POST /review/orders/{order}/refund                     401  401  401  401  401  403  403  403  200
POST /review/orders/{order}/refund/approval            401  401  401  401  401  403  403  403  200
POST /review/orders/{order}/by-hand                    401  401  401  401  401  403  403  403  200
POST /review/orders/{order}/by-hand/approval           401  401  401  401  401  403  403  403  200
GET /review/queue                                      401  401  401  401  401  200  200  200  403
GET /review/mine                                       401  401  401  401  401  200  200  200  403
POST /review/queue/next                                401  401  401  401  401  200  404  200  403
GET /review/cases/{case}                               401  401  401  401  401  200  404  200  403
GET /review/cases/{case} at the city                   401  401  401  401  401  200  404  200  403
GET /review/cases/{case}/degree-audit                  401  401  401  401  401  200  404  200  403
GET /review/cases/{case}/degree-audit at the city      401  401  401  401  401  200  404  200  403
GET /review/cases/{case}/register                      401  401  401  401  401  200  404  200  403
POST /review/cases/{case}/lease                        401  401  401  401  401  200  404  403  403
POST /review/cases/{case}/lease at the city            401  401  401  401  401  403  404  200  403
POST /review/cases/{case}/reveal                       401  401  401  401  401  200  404  404  403
POST /review/cases/{case}/reveal at the city           401  401  401  401  401  404  404  200  403
POST /review/cases/{case}/reveal unheld                401  401  401  401  401  409  404  404  403
POST /review/cases/{case}/release                      401  401  401  401  401  204  204= 204= 403
POST /review/cases/{case}/release at the city          401  401  401  401  401  204= 204= 204  403
POST /review/cases/{case}/decision                     401  401  401  401  401  200  404  403  403
POST /review/cases/{case}/decision at the city         401  401  401  401  401  403  404  200  403
POST /review/cases/{case}/decision unheld              401  401  401  401  401  409  404  403  403
POST /review/registers                                 401  401  401  401  401  200  200= 403  403
POST /review/session                                   200  200  200  200  200  200  200  200  200
GET /review/session                                    401  401  401  401  401  200  200  200  200
POST /review/session/end                               401  401  401  401  401  204  204  204  204
POST /review/session/step-up                           401  401  401  401  401  204  204  204  204
POST /review/enrolment                                 200  200  200  200  200  200  200  200  200
POST /review/enrolment/confirm                         204  204  204  204  204  204  204  204  204
GET /t/{ref}/supplements                               401  401  200  200  200  401  401  401  401
POST /t/{ref}/supplements                              401  401  201  201  201  401  401  401  401
POST /t/{ref}/supplements/{no}/rounds                  401  401  200  404  404  401  401  401  401
GET /t/{ref}/transfer-out                              401  401  200  200  200  401  401  401  401
POST /t/{ref}/transfer-out                             401  401  409  201  409  401  401  401  401
POST /t/{ref}/transfer-out/{no}/rounds                 401  401  200  404  404  401  401  401  401
GET /t/{ref}/transfer-in                               401  401  200  200  200  401  401  401  401
POST /t/{ref}/transfer-in/{no}/confirmation            401  401  200  404  404  401  401  401  401
GET /t/{ref}/transfer-in/{no}/calendar                 401  401  200  404  404  401  401  401  401
POST /uploads                                          401  401  200  200  200  401  401  401  401
POST /uploads/{upload}/complete                        401  401  200  422  200  401  401  401  401
POST /uploads/links                                    401  401  200= 200= 200= 401  401  401  401
"""


class Expected(NamedTuple):
    status: int
    idle: bool


def _read(cell: str) -> Expected:
    return Expected(int(cell.rstrip("=")), cell.endswith("="))


def _row(line: str) -> tuple[str, dict[str, Expected]]:
    name, *cells = line.rsplit(None, len(WHO))
    return name.strip(), dict(zip(WHO, map(_read, cells), strict=True))


TABLE: Final = dict(_row(line) for line in _LINES.strip().splitlines())
