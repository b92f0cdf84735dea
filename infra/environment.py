"""The variables that `chalicelib.settings` reads. Nothing here imports chalicelib, which reads them when imported."""

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
    """The outputs of data-stack.yaml: names of tables and buckets by output key."""
    tables = {f"Table{name.title()}": f"kaoji-{stage}-{name}" for name in ("records", "registry", "sessions", "audit")}
    buckets = {f"Bucket{name.title()}": f"kaoji-{stage}-{name}-{account}" for name in ("uploads", "accepted", "site")}
    return tables | buckets


def variables(place: Place) -> dict[str, str]:
    """Environment of the application in this place."""
    names = resources(place.stage, place.account)
    made = {_variable(output): name for output, name in names.items()}
    made |= {
        "KAOJI_STAGE": place.stage,
        "KAOJI_PARAMETERS": place.parameters,
        "KAOJI_CANDIDATE_ORIGIN": place.candidate_origin,
        "KAOJI_CONSOLE_ORIGIN": place.console_origin,
        "AWS_DEFAULT_REGION": place.region,
    }
    return made | ({"KAOJI_S3_ENDPOINT": place.s3_endpoint} if place.s3_endpoint else {})


def _variable(output: str) -> str:
    """`TableRecords` is read as KAOJI_TABLE_RECORDS."""
    kind = "Table" if output.startswith("Table") else "Bucket"
    return f"KAOJI_{kind}_{output.removeprefix(kind)}".upper()


# moto answers whatever is signed; real keys in the shell must never reach a local run.
LOCAL_KEYS = {"AWS_ACCESS_KEY_ID": "local", "AWS_SECRET_ACCESS_KEY": "local", "AWS_SESSION_TOKEN": "local"}
