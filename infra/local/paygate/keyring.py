"""Both sides' keys, new at each start: the merchant's own, the channel's public key and its older certificate."""

import base64
import json
import secrets
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.x509.oid import NameOID

MCHID, APPID = "1900000001", "wx0000000000demo01"
ALGORITHM = "WECHATPAY2-SHA256-RSA2048"


def _new_key() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


def _pem(key: rsa.RSAPrivateKey) -> str:
    encoding, kind = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8
    return key.private_bytes(encoding, kind, serialization.NoEncryption()).decode()


def _public_pem(key: rsa.RSAPrivateKey) -> str:
    encoding, kind = serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    return key.public_key().public_bytes(encoding, kind).decode()


def _certificate(key: rsa.RSAPrivateKey) -> x509.Certificate:
    """Signed by itself, for a year around now."""
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "paygate")])
    now = datetime.now(UTC)
    return (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=365))
        .sign(key, SHA256())
    )


@dataclass
class Keyring:
    """What the channel holds, and (`merchant`) what it hands to the merchant."""

    own: rsa.RSAPrivateKey = field(default_factory=_new_key)
    merchants: rsa.RSAPrivateKey = field(default_factory=_new_key)
    stranger: rsa.RSAPrivateKey = field(default_factory=_new_key)
    apiv3_key: str = field(default_factory=lambda: secrets.token_hex(16))
    key_id: str = field(default_factory=lambda: f"PUB_KEY_ID_{secrets.randbelow(10**16):016}")
    merchant_serial: str = field(default_factory=lambda: secrets.token_hex(20).upper())

    def __post_init__(self) -> None:
        self.certificate = _certificate(self.own)
        self.certificate_pem = self.certificate.public_bytes(serialization.Encoding.PEM).decode()
        self.certificate_serial = f"{self.certificate.serial_number:X}"

    def merchant(self) -> dict[str, object]:
        """The stage's secret `wechat`."""
        return {
            "mchid": MCHID,
            "appid": APPID,
            "serial": self.merchant_serial,
            "private_key": _pem(self.merchants),
            "apiv3_key": self.apiv3_key,
            "public_key_id": self.key_id,
            "public_key": _public_pem(self.own),
            "certificates": {self.certificate_serial: self.certificate_pem},
        }

    def signed(self, body: str, *, at: float | None = None, serial: str = "", forged: bool = False) -> dict[str, str]:
        """The five headers over a body, as of `at` (seconds)."""
        timestamp, nonce = str(int(time.time() if at is None else at)), secrets.token_hex(16)
        key = self.stranger if forged else self.own
        signature = key.sign(f"{timestamp}\n{nonce}\n{body}\n".encode(), PKCS1v15(), SHA256())
        return {
            "Wechatpay-Serial": serial or self.key_id,
            "Wechatpay-Signature": base64.b64encode(signature).decode(),
            "Wechatpay-Signature-Type": ALGORITHM,
            "Wechatpay-Timestamp": timestamp,
            "Wechatpay-Nonce": nonce,
        }

    def sealed(self, plain: object, about: str) -> dict[str, str]:
        """AES-256-GCM as resources and certificates have it."""
        text = plain if isinstance(plain, str) else json.dumps(plain, ensure_ascii=False)
        nonce = secrets.token_hex(6)
        sealed = AESGCM(self.apiv3_key.encode()).encrypt(nonce.encode(), text.encode(), about.encode())
        return {
            "algorithm": "AEAD_AES_256_GCM",
            "associated_data": about,
            "ciphertext": base64.b64encode(sealed).decode(),
            "nonce": nonce,
        }

    def is_merchants(self, signature: str, message: str) -> bool:
        try:
            plain = base64.b64decode(signature, validate=True)
            self.merchants.public_key().verify(plain, message.encode(), PKCS1v15(), SHA256())
        except (InvalidSignature, ValueError):
            return False
        return True
