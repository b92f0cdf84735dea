"""I37, I40: the same acts give the same tables, and what strangers do changes nothing of one's own."""

import json
import random

from tests.model.dumping import dump
from tests.model.stories import STORIES, Play
from tests.model.world import World

ACTS = ("upload", "sign_out", "read_messages", "look", "change_password")


def walked(world: World, seed: int) -> str:
    """Stories and acts as the seed has them."""
    play, chance = Play(world), random.Random(seed)  # noqa: S311
    play.tell("exemption", "candidate-1", chance.choice(STORIES))
    for _ in range(6):
        getattr(play, chance.choice(ACTS))(chance.choice(("candidate-1", "candidate-2", "candidate-3")))
    play.tick()
    play.compare()
    return dump()


def test_the_same_seed_gives_the_same_tables(world: World) -> None:
    first, again, other = walked(world, 7), walked(world, 7), walked(world, 8)
    assert first == again
    assert first != other


def own(world: World, key: str) -> list[dict[str, object]]:
    """The items of one person, without what is drawn by lot: numbers, ids, seals, and hashes of those."""
    cid = world.candidates[key].cid
    play = [item for table, item in json.loads(dump("records")) if item["pk"]["S"] == f"C#{cid}"]
    return [{"sk": item["sk"]["S"][:2], "state": item.get("state"), "unread": item.get("unread")} for item in play]


def together(world: World, *order: tuple[str, str]) -> None:
    play = Play(world)
    for who, story in order:
        play.upload(who)
        play.submit(who, "exemption", ["00015"])
        if story:
            play.withdraw(who, 0)
    play.compare()


def test_the_order_of_strangers_changes_nobodys_record(world: World) -> None:
    one, other, third = ("candidate-1", ""), ("candidate-2", "withdraw"), ("candidate-3", "")
    together(world, one, other)
    found = [own(world, "candidate-1"), own(world, "candidate-2")]
    together(world, other, one)
    assert [own(world, "candidate-1"), own(world, "candidate-2")] == found
    together(world, third, one, other)
    assert [own(world, "candidate-1"), own(world, "candidate-2")] == found
