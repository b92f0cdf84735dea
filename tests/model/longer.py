"""Acts of several stages that show a planted defect: the same pass without it."""

from tests.model.stories import Play

WHO = "candidate-2"


def at_the_counter(play: Play) -> None:
    play.tell("graduation", WHO, "pass counter pass pass")


def at_the_counter_again(play: Play) -> None:
    play.tell("graduation", WHO, "pass counter return again here pass")


def paid(play: Play) -> None:
    play.tell("graduation", WHO, "pass pay")


def graduated(play: Play) -> None:
    play.tell("graduation", WHO, "pass pay pass pass")


def gone(play: Play) -> None:
    play.tell("transfer_out", WHO, "pass pass pass")
    play.look(WHO)


def leaving_and_exempted(play: Play) -> None:
    play.tell("transfer_out", WHO, "")
    play.submit(WHO, "exemption", ["00015"])


def signed_before_a_yes(play: Play) -> None:
    play.tell("transfer_in", WHO, "pass")
    play.decide("school", -1, "pass")
