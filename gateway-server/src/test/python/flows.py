"""The calls of an authorization server in Python, written for Authlete 2.3. Only the base URL and the API key change.

Without an argument, whole flows. "log-in FILE" keeps the tokens of a login, as a client would; "look FILE" introspects
its access token; "go-on FILE" refreshes and revokes them.
"""

import base64
import json
import os
import sys
import urllib.parse
import urllib.request

BASE_URL = os.environ["AUTHLETE_BASE_URL"]
API_KEY = os.environ["AUTHLETE_API_KEY"]
API_SECRET = os.environ["AUTHLETE_API_SECRET"]
CLIENT_ID = os.environ["CLIENT_ID"]
CLIENT_SECRET = os.environ["CLIENT_SECRET"]
REDIRECT_URI = os.environ["REDIRECT_URI"]


def call(path, **body):
    credentials = base64.b64encode(f"{API_KEY}:{API_SECRET}".encode()).decode()
    request = urllib.request.Request(
        BASE_URL + "/api/" + path,
        data=json.dumps(body).encode(),
        headers={"Authorization": "Basic " + credentials, "Content-Type": "application/json"},
    )
    with urllib.request.urlopen(request, timeout=10) as response:
        return json.load(response)


def token(**parameters):
    return call(
        "auth/token",
        parameters=urllib.parse.urlencode(parameters),
        clientId=CLIENT_ID,
        clientSecret=CLIENT_SECRET,
    )


def introspect(access_token):
    answer = call("auth/introspection", token=access_token)
    print("introspection", answer["action"], answer.get("usable"), answer.get("subject"))


def log_in():
    request = urllib.parse.urlencode(
        {"response_type": "code", "client_id": CLIENT_ID, "redirect_uri": REDIRECT_URI, "state": "a-state"}
    )
    authorization = call("auth/authorization", parameters=request)
    print("authorization", authorization["action"])
    issued = call("auth/authorization/issue", ticket=authorization["ticket"], subject="john")
    print("issue", issued["action"])
    code = urllib.parse.parse_qs(urllib.parse.urlparse(issued["responseContent"]).query)["code"][0]
    return code, redeem(code)


def redeem(code):
    answer = token(grant_type="authorization_code", code=code, redirect_uri=REDIRECT_URI)
    print("token", answer["action"])
    return answer


def refresh(refresh_token):
    answer = token(grant_type="refresh_token", refresh_token=refresh_token)
    print("refresh", answer["action"])
    return answer


def revoke(access_token):
    answer = call(
        "auth/revocation",
        parameters=urllib.parse.urlencode({"token": access_token}),
        clientId=CLIENT_ID,
        clientSecret=CLIENT_SECRET,
    )
    print("revocation", answer["action"])


def go_on(tokens):
    refreshed = refresh(tokens["refreshToken"])
    refresh(tokens["refreshToken"])
    introspect(tokens["accessToken"])
    introspect(refreshed["accessToken"])
    revoke(refreshed["accessToken"])
    introspect(refreshed["accessToken"])
    refresh(refreshed["refreshToken"])


def flows():
    code, tokens = log_in()
    introspect(tokens["accessToken"])
    redeem(code)
    _, tokens = log_in()
    go_on(tokens)


if len(sys.argv) == 1:
    flows()
elif sys.argv[1] == "log-in":
    _, answer = log_in()
    with open(sys.argv[2], "w", encoding="utf-8") as file:
        json.dump({name: answer[name] for name in ("accessToken", "refreshToken")}, file)
else:
    with open(sys.argv[2], encoding="utf-8") as file:
        tokens = json.load(file)
    if sys.argv[1] == "look":
        introspect(tokens["accessToken"])
    else:
        go_on(tokens)
