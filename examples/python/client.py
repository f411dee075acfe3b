"""Searches a service, follows the log, logs a contact and sees it arrive. Python 3.9 or newer, standard library only.

    TOKEN=… python3 client.py
"""

import json
import os
import queue
import threading
import uuid
from urllib.error import HTTPError
from urllib.request import Request, urlopen

URL = os.environ.get("CRM_URL", "http://127.0.0.1:8080").rstrip("/") + "/graphql"
TOKEN = os.environ["TOKEN"]

SEARCH = """query ($words: String!) {
  services(search: $words, first: 5) { nodes { id code name { text(lang: "en") } } }
}"""
LOG = """mutation ($input: LogInteractionInput!) {
  logInteraction(input: $input) { interaction { id } userErrors { code message path } }
}"""
FOLLOW = """subscription ($service: ID!) {
  interactionLogged(filter: { service: { eq: $service } }) { cursor interaction { id channel } }
}"""


def send(query, variables, accept, timeout):
    """The open answer to a request; a refusal of the whole request has its reasons in its body."""
    headers = {
        "Content-Type": "application/json",
        "Accept": accept,
        "Accept-Language": "en",
        "Authorization": f"Bearer {TOKEN}",
    }
    body = json.dumps({"query": query, "variables": variables}).encode()
    try:
        return urlopen(Request(URL, body, headers), timeout=timeout)
    except HTTPError as error:
        raise RuntimeError(error.read().decode()) from error


def ask(query, **variables):
    """Carries a query or a mutation out."""
    with send(query, variables, "application/graphql-response+json", 30) as answer:
        return whole(json.load(answer))


def follow(query, **variables):
    """Follows a subscription as server-sent events, for as long as it is iterated."""
    with send(query, variables, "text/event-stream", 60) as answer:
        for line in answer:
            text = line.decode().strip()
            if text.startswith("data:") and text != "data:":
                yield whole(json.loads(text[len("data:") :]))


def whole(answer):
    if answer.get("errors"):
        first = answer["errors"][0]
        raise RuntimeError(f"{first['extensions']['code']}: {first['message']}")
    return answer["data"]


def log(code, key):
    """Logs a contact; the same key again answers the first one instead of writing another."""
    contact = {
        "channel": "PHONE",
        "beneficiary": {"identifier": {"kind": "NATIONAL_ID", "value": "1000000016"}},
        "service": {"code": code},
        "subject": "ما المستندات؟",
        "outcome": "ANSWERED",
        "idempotencyKey": key,
    }
    payload = ask(LOG, input=contact)["logInteraction"]
    if payload["userErrors"]:
        raise RuntimeError("; ".join(f"{error['code']}: {error['message']}" for error in payload["userErrors"]))
    return payload["interaction"]["id"]


def main():
    services = ask(SEARCH, words="شكوى")["services"]["nodes"]
    for service in services:
        print(service["code"], service["name"]["text"])
    first = services[0]

    arrived = queue.Queue()
    listen = lambda: arrived.put(next(follow(FOLLOW, service=first["id"])))
    threading.Thread(target=listen, daemon=True).start()
    while True:
        key = str(uuid.uuid4())
        logged = log(first["code"], key)
        assert log(first["code"], key) == logged, "the contact was written twice"
        print("logged", logged)
        # Following tells what is written from when it is open.
        try:
            print("arrived", arrived.get(timeout=2)["interactionLogged"]["interaction"]["id"])
            return
        except queue.Empty:
            continue


if __name__ == "__main__":
    main()
