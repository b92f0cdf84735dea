"""`--stage demo`: an account in memory in which nothing is there yet, to see what a first deployment would do."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

import botocore.session

from infra.environment import LOCAL_KEYS, LOCAL_REGION

CHOICES = """
candidate = "https://kaoji.example.cn"
console = "https://shenhe.example.cn"
candidate_certificate = "arn:aws:acm:us-east-1:123456789012:certificate/candidate"
console_certificate = "arn:aws:acm:us-east-1:123456789012:certificate/console"
"""


@contextmanager
def account() -> Iterator[botocore.session.Session]:
    from moto import mock_aws

    os.environ.update(LOCAL_KEYS)
    with mock_aws():
        session = botocore.session.Session()
        session.set_config_variable("region", LOCAL_REGION)
        yield session
