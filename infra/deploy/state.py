"""The stage's state bucket: what was deployed, the operator's choices, every release. Another clone goes on from it."""

import json
from dataclasses import asdict, dataclass
from typing import Any

from botocore.exceptions import ClientError

from infra.deploy.target import Target
from infra.environment import resources


@dataclass(frozen=True, kw_only=True)
class Release:
    """`id` is time and commit; `package` and `site` are keys of the bucket; `functions` are Lambda's names."""

    id: str
    package: str
    site: str
    functions: tuple[str, ...]


class State:
    """Every object is versioned: what is replaced here can be had again."""

    def __init__(self, target: Target) -> None:
        self._client: Any = target.client("s3")
        self._bucket = resources(target.stage, target.account)["BucketState"]

    def get(self, key: str) -> bytes | None:
        """None for an absent key and where there is no bucket yet."""
        try:
            found = self._client.get_object(Bucket=self._bucket, Key=key)
        except ClientError as error:
            if error.response["Error"]["Code"] in ("NoSuchKey", "NoSuchBucket"):
                return None
            raise
        body: bytes = found["Body"].read()
        return body

    def put(self, key: str, body: bytes) -> None:
        self._client.put_object(Bucket=self._bucket, Key=key, Body=body)

    def note(self, release: Release) -> None:
        self.put(f"releases/{release.id}.json", json.dumps(asdict(release), indent=2).encode())

    def release(self, id_: str) -> Release | None:
        found = self.get(f"releases/{id_}.json")
        return Release(**json.loads(found)) if found else None

    def releases(self) -> list[str]:
        """Newest first."""
        pages = self._client.get_paginator("list_objects_v2").paginate(Bucket=self._bucket, Prefix="releases/")
        keys = [one["Key"] for page in pages for one in page.get("Contents", ())]
        return sorted((key.removeprefix("releases/").removesuffix(".json") for key in keys), reverse=True)
