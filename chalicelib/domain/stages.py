"""The offices that decide an application, one after the other, and what their steps are called."""

from typing import Final

import msgspec

SCHOOL: Final = "school"
CITY: Final = "city"

Stages = tuple[str, ...]


def following(stages: Stages, stage: str) -> str | None:
    """The stage after this one; None after the last, whose pass is the approval."""
    later = stages[stages.index(stage) + 1 :]
    return later[0] if later else None


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
        if len(stages) == 1:
            return f"{self.office(stage)}审核"
        return self.office(stage) + ("终审" if following(stages, stage) is None else "初审")

    def passed(self, stages: Stages, stage: str, effect: str) -> str:
        """What a pass of this stage means: who is next, or what takes effect."""
        later = following(stages, stage)
        return f"{self.told(stages, stage)}通过，" + (f"等待{self.office(later)}审核" if later else effect)
