"""The calls of an authorization server in Python, written for Authlete 2.3. Only the base URL and the API key change."""

import base64
import json
import os
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


request = urllib.parse.urlencode(
    {"response_type": "code", "client_id": CLIENT_ID, "redirect_uri": REDIRECT_URI, "state": "a-state"}
)
authorization = call("auth/authorization", parameters=request)
print("authorization", authorization["action"])
issued = call("auth/authorization/issue", ticket=authorization["ticket"], subject="john")
print("issue", issued["action"])
code = urllib.parse.parse_qs(urllib.parse.urlparse(issued["responseContent"]).query)["code"][0]

first = token(grant_type="authorization_code", code=code, redirect_uri=REDIRECT_URI)
print("token", first["action"])
introspect(first["accessToken"])
print("code again", token(grant_type="authorization_code", code=code, redirect_uri=REDIRECT_URI)["action"])

authorization = call("auth/authorization", parameters=request)
issued = call("auth/authorization/issue", ticket=authorization["ticket"], subject="john")
code = urllib.parse.parse_qs(urllib.parse.urlparse(issued["responseContent"]).query)["code"][0]
second = token(grant_type="authorization_code", code=code, redirect_uri=REDIRECT_URI)
third = token(grant_type="refresh_token", refresh_token=second["refreshToken"])
print("refresh", third["action"])
print("refresh again", token(grant_type="refresh_token", refresh_token=second["refreshToken"])["action"])
introspect(third["accessToken"])
revoked = call(
    "auth/revocation",
    parameters=urllib.parse.urlencode({"token": third["accessToken"]}),
    clientId=CLIENT_ID,
    clientSecret=CLIENT_SECRET,
)
print("revocation", revoked["action"])
introspect(third["accessToken"])
