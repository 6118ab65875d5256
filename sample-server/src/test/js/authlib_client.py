"""What a client application and a resource server do with Authlib: takes a command a line, and answers with a line."""

import json
import os
import sys

os.environ["AUTHLIB_INSECURE_TRANSPORT"] = "1"  # loopback

import requests
from authlib.common.security import generate_token
from authlib.integrations.requests_client import OAuth2Session
from authlib.jose import JsonWebKey, jwt
from authlib.oauth2.rfc6749 import OAuth2Request, ResourceProtector
from authlib.oauth2.rfc7662 import IntrospectTokenValidator
from authlib.oidc.core import CodeIDToken

ISSUER, RESOURCE_SERVER, SECRET, REDIRECT_URI = sys.argv[1:5]
SERVER = requests.get(ISSUER + "/.well-known/openid-configuration", timeout=60).json()


class Application:
    """One client application with the session of one user."""

    def __init__(self, client):
        self.id = client["id"]
        method = "client_secret_basic" if client.get("secret") else "none"
        self.session = OAuth2Session(
            self.id,
            client.get("secret"),
            scope="openid profile email",
            redirect_uri=REDIRECT_URI,
            code_challenge_method="S256",
            token_endpoint_auth_method=method,
            revocation_endpoint_auth_method=method,
        )

    def authorize(self):
        self.verifier, self.nonce = generate_token(48), generate_token()
        url, _ = self.session.create_authorization_url(
            SERVER["authorization_endpoint"], code_verifier=self.verifier, nonce=self.nonce
        )
        return url

    def redeem(self, callback):
        tokens = self.session.fetch_token(
            SERVER["token_endpoint"], authorization_response=callback, code_verifier=self.verifier
        )
        keys = JsonWebKey.import_key_set(requests.get(SERVER["jwks_uri"], timeout=60).json())
        claims = jwt.decode(
            tokens["id_token"],
            keys,
            claims_cls=CodeIDToken,
            claims_options={"iss": {"essential": True, "value": SERVER["issuer"]}},
            claims_params={"nonce": self.nonce, "client_id": self.id, "access_token": tokens["access_token"]},
        )
        claims.validate(leeway=60)
        return {"sub": claims["sub"], **tokens}

    def userinfo(self):
        answer = self.session.get(SERVER["userinfo_endpoint"])
        answer.raise_for_status()
        return answer.json()

    def refresh(self):
        return self.session.refresh_token(SERVER["token_endpoint"])

    def revoke(self, token):
        return self.session.revoke_token(SERVER["revocation_endpoint"], token=token).status_code


class Introspection(IntrospectTokenValidator):
    """Asks the server about each token."""

    def introspect_token(self, token_string):
        answer = requests.post(
            SERVER["introspection_endpoint"],
            data={"token": token_string, "token_type_hint": "access_token"},
            auth=(RESOURCE_SERVER, SECRET),
            timeout=60,
        )
        answer.raise_for_status()
        return answer.json()


PROTECTOR = ResourceProtector()
PROTECTOR.register_token_validator(Introspection())


def protected(scope, authorization):
    """Whom a request with this header is from, as far as a protected resource can say."""
    request = OAuth2Request("GET", "http://localhost/resource", None, {"Authorization": authorization})
    return PROTECTOR.validate_request([scope], request)["sub"]


APPLICATION = None


def answer(command, *arguments):
    global APPLICATION
    if command == "application":
        APPLICATION = Application(*arguments)
        return None
    if command == "protected":
        return protected(*arguments)
    return getattr(APPLICATION, command)(*arguments)


for line in sys.stdin:
    try:
        print(json.dumps({"result": answer(*json.loads(line))}), flush=True)
    except Exception as refused:  # whatever the library throws is the answer
        print(json.dumps({"error": getattr(refused, "error", None) or repr(refused)}), flush=True)
