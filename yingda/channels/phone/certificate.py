# SPDX-License-Identifier: Apache-2.0
"""证书 Certificate: the switch's own, for wss and for the encrypted speech of browsers (DTLS)."""

import ipaddress
import os
from datetime import datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

LASTS = timedelta(days=825)
RENEW = timedelta(days=30)


def make(folder: Path, address: str, now: datetime) -> bool:
    """Make `switch.crt` and `switch.key` in `folder`; whether they had to be made.

    One that a city put there is kept as long as it is valid."""
    crt, key = folder / "switch.crt", folder / "switch.key"
    if crt.exists() and key.exists():
        known = x509.load_pem_x509_certificate(crt.read_bytes())
        if known.not_valid_after_utc - now > RENEW:
            return False
    private = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, address)])
    signed = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(private.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + LASTS)
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address(address))]), False
        )
        .sign(private, hashes.SHA256())
    )
    pem = serialization.Encoding.PEM
    plain = private.private_bytes(
        pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    with os.fdopen(os.open(key, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600), "wb") as out:
        out.write(plain)
    crt.write_bytes(signed.public_bytes(pem))
    return True
