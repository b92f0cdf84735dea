"""When and where to sign, as a file for the candidate's own calendar."""

from chalicelib.domain.calendars import Appointment, calendar
from chalicelib.domain.errors import UnknownError
from chalicelib.domain.ids import Cid, No
from chalicelib.domain.instants import Instant
from chalicelib.storage import windows
from chalicelib.usecases.applications.visits import visit_view
from chalicelib.usecases.transfers import arrivals


def show_appointment(cid: Cid, epoch: int, ref: int, no: No, now: Instant) -> str:
    """Two reads in one wait. Raises UnknownError while there is no appointment, as for a number nobody has."""
    _, file = arrivals.load(cid, epoch, ref, no)
    case, visit = file.case, visit_view(file.case, windows.load(now))
    if visit is None or visit.opens is None or visit.closes is None:
        raise UnknownError("现场签字的时间和地点还没有公布")
    appointment = Appointment(
        no=no,
        ver=case.ver,
        title=f"到{case.school_name}签字（外省转入）",
        opens=visit.opens,
        closes=visit.closes,
        place=visit.place,
        text=f"{visit.text}。",
    )
    return calendar(appointment, now)
