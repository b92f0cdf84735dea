"""The variables that `chalicelib.settings` reads. Nothing here imports chalicelib, which reads them when imported."""

import re
from dataclasses import dataclass

LOCAL_ACCOUNT = "123456789012"
LOCAL_REGION = "us-east-1"


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where a stage runs and which origins its two hosts have."""

    stage: str
    candidate_origin: str
    console_origin: str
    account: str = LOCAL_ACCOUNT
    region: str = LOCAL_REGION
    s3_endpoint: str | None = None

    @property
    def parameters(self) -> str:
        """Prefix of the stage's secrets in Parameter Store."""
        return f"/kaoji/{self.stage}"

    @property
    def picture_buckets(self) -> tuple[str, str]:
        """The two buckets that browsers reach by signed links."""
        names = resources(self.stage, self.account)
        return names["BucketUploads"], names["BucketAccepted"]


def resources(stage: str, account: str) -> dict[str, str]:
    """Names of tables and buckets by output key of data-stack.yaml."""
    tables = {f"Table{name.title()}": f"kaoji-{stage}-{name}" for name in ("records", "registry", "sessions", "audit")}
    kinds = ("uploads", "accepted", "site", "state")
    buckets = {f"Bucket{name.title()}": f"kaoji-{stage}-{name}-{account}" for name in kinds}
    return tables | buckets


def outputs(place: Place) -> dict[str, str]:
    """All outputs that the data stack has in this place."""
    origins = {"CandidateOrigin": place.candidate_origin, "ConsoleOrigin": place.console_origin}
    return resources(place.stage, place.account) | origins


def variables(place: Place) -> dict[str, str]:
    """Environment of the application in a place whose names are known beforehand."""
    made = variables_from(outputs(place), stage=place.stage, region=place.region)
    return made | ({"KAOJI_S3_ENDPOINT": place.s3_endpoint} if place.s3_endpoint else {})


def variables_from(stack: dict[str, str], *, stage: str, region: str) -> dict[str, str]:
    """Environment of the application from a data stack's outputs: `TableRecords` is read as KAOJI_TABLE_RECORDS."""
    made = {"KAOJI" + re.sub("([A-Z])", r"_\1", key).upper(): value for key, value in stack.items()}
    return made | {
        "KAOJI_STAGE": stage,
        "KAOJI_PARAMETERS": f"/kaoji/{stage}",
        "AWS_DEFAULT_REGION": region,
    }


# moto answers whatever is signed; real keys in the shell must never reach a local run.
LOCAL_KEYS = {"AWS_ACCESS_KEY_ID": "local", "AWS_SECRET_ACCESS_KEY": "local", "AWS_SESSION_TOKEN": "local"}
