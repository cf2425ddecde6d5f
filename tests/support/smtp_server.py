"""A mail server for one test: prints its port, and appends each mail it takes to a file.

smtp_server.py MAILS [CERTIFICATE KEY]   (with a certificate it insists on STARTTLS and a password)

Who is written to decides what happens: later@ is put off the first time, never@ is refused, cut@
is taken without an answer.
"""

import asyncio
import email
import email.policy
import json
import ssl
import sys

from aiosmtpd.smtp import SMTP, AuthResult

seen = set()


class Handler:
    async def handle_RCPT(self, server, session, envelope, address, options):
        name = address.split("@")[0]
        if name == "never":
            return f"550 5.1.1 {address} is not here"
        if name == "later" and address not in seen:
            seen.add(address)
            return f"451 4.3.0 {address} not now"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        mail = email.message_from_bytes(envelope.content, policy=email.policy.default)
        plain, html = mail.iter_parts()
        line = {
            "to": envelope.rcpt_tos,
            "from": envelope.mail_from,
            "headers": {name.lower(): str(value) for name, value in mail.items()},
            "types": [mail.get_content_type(), plain.get_content_type(), html.get_content_type()],
            "text": plain.get_content(),
            "html": html.get_content(),
            "is_tls": session.ssl is not None,
        }
        with open(sys.argv[1], "a") as mails:
            mails.write(json.dumps(line) + "\n")
        if envelope.rcpt_tos[0].startswith("cut@"):
            server.transport.abort()
        return "250 OK"


def knows(server, session, envelope, mechanism, data):
    is_known = data.login == b"hearth" and data.password == b"let/me in"
    return AuthResult(success=is_known, handled=False)


async def serve():
    settings = {"auth_require_tls": False, "authenticator": knows}
    if len(sys.argv) > 2:
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(sys.argv[2], sys.argv[3])
        settings = {
            "authenticator": knows,
            "auth_required": True,
            "require_starttls": True,
            "tls_context": context,
        }
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: SMTP(Handler(), **settings), "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


asyncio.run(serve())
