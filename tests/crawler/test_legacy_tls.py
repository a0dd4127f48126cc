"""What a person is told of servers with old TLS: what to write into the source file, or that it would not help."""

from __future__ import annotations

import socket
import ssl
import threading

import pytest

from crawler.faults.tls import Keys
from crawler.legacy_tls import advice, curable_reason, strict_context


def handshake(server: ssl.SSLContext, *, checks_certificate: bool = False) -> ssl.SSLError:
    """The error that today's settings end with at such a server."""
    listener = socket.create_server(("127.0.0.1", 0))

    def answer() -> None:
        connection, _ = listener.accept()
        try:
            server.wrap_socket(connection, server_side=True).close()
        except OSError:
            connection.close()

    thread = threading.Thread(target=answer)
    thread.start()
    client = strict_context()
    if not checks_certificate:
        client.check_hostname, client.verify_mode = False, ssl.CERT_NONE
    try:
        with pytest.raises(ssl.SSLError) as raised, socket.create_connection(listener.getsockname()) as plain:
            client.wrap_socket(plain, server_hostname="127.0.0.1")
    finally:
        thread.join()
        listener.close()
    return raised.value


@pytest.fixture(scope="module")
def keys(tmp_path_factory) -> Keys:
    return Keys(tmp_path_factory.mktemp("keys"))


def test_a_server_of_tls_1_1_is_named_and_not_promised_to_be_cured(keys):
    error = handshake(keys.context("tls_1_1"))
    assert curable_reason(error) is None
    assert "nothing newer than TLS 1.1" in advice(error)
    assert "legacy_tls: true does not permit" in advice(error)


def test_a_small_group_can_be_permitted(keys):
    error = handshake(keys.context("small_group"))
    assert curable_reason(error) == "DH_KEY_TOO_SMALL"
    assert "legacy_tls: true in the source file" in advice(error)


def test_a_bad_certificate_gets_no_advice(keys):
    assert advice(handshake(keys.context("self_signed"), checks_certificate=True)) is None
    assert advice(OSError("connection refused")) is None
