"""The offices that decide an application, one after the other, and what their steps are called."""

from typing import Final

import msgspec

SCHOOL: Final = "school"
SIGNATURE: Final = "signature"
CITY: Final = "city"

Stages = tuple[str, ...]


def following(stages: Stages, stage: str) -> str | None:
    """The stage after this one; None after the last, whose pass is the approval."""
    later = stages[stages.index(stage) + 1 :]
    return later[0] if later else None


def desk(stage: str) -> str:
    """Whose it is: the school's desk records signatures too."""
    return CITY if stage == CITY else SCHOOL


class Offices(msgspec.Struct, frozen=True):
    """How a province calls the office of stage `city`."""

    city: str

    def office(self, stage: str) -> str:
        return self.city if stage == CITY else "主考学校"

    def title(self, stages: Stages, stage: str) -> str:
        """For staff: 学校初审, 市考办终审; where one office decides alone, 学校审核."""
        return self.told(stages, stage).removeprefix("主考")

    def told(self, stages: Stages, stage: str) -> str:
        """For candidates: 主考学校初审."""
        if stage == SIGNATURE:
            return f"{self.office(stage)}现场签字"
        if len(stages) == 1:
            return f"{self.office(stage)}审核"
        return self.office(stage) + ("初审" if following(stages, stage) else "复审" if SIGNATURE in stages else "终审")

    def passed(self, stages: Stages, stage: str, effect: str) -> str:
        """What a pass of this stage means: who is next, or what takes effect."""
        done = f"{self.told(stages, stage)}{'完成' if stage == SIGNATURE else '通过'}"
        later = following(stages, stage)
        return f"{done}，{self.awaited(later) if later else effect}"

    def awaited(self, stage: str) -> str:
        return f"等待到{self.office(stage)}现场签字" if stage == SIGNATURE else f"等待{self.office(stage)}审核"
