"""What the server answers, as OpenAPI 3.1: the batch API, the OpenRosa door, and the pages for people by name."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

PATH = "/v1/openapi.json"
_SIGNED = "VillageVisit-Signature"
_BATCH, _RECEIPT = "application/vnd.villagevisit.batch", "application/vnd.villagevisit.receipt"
_XML, _TEXT, _JSON, _HTML = "text/xml", "text/plain", "application/json", "text/html"
_BUSY = {423: "arriving elsewhere", 429: "too often", 503: "come back after Retry-After", 507: "a disk is full"}
_PHONE = {403: "unknown or revoked phone; never 401", 429: "too many wrong tokens", 503: "come back after Retry-After"}


@dataclass(frozen=True, slots=True)
class Operation:
    """One method of one path. `answers`: status → what it means; the first one is success and has this `media` type."""

    method: str
    path: str
    summary: str
    answers: Mapping[int, str]
    media: str = ""
    query: tuple[str, ...] = ()
    headers: tuple[str, ...] = ()
    body: str = ""
    """Media type of what is sent; empty: nothing."""


OPERATIONS = (
    Operation("post", "/v1/batches", "Sends a batch, or the rest of one; see docs/batch-format.md §8.",
              {200: "the receipt", 202: "bytes are missing, or it waits to be imported", 400: "headers", 403: "device",
               409: "another offset: Upload-Offset", 413: "too large", 422: "refused: VillageVisit-Code", **_BUSY},
              _RECEIPT, headers=("Upload-Digest", "Upload-Offset", "Upload-Length"), body=_BATCH),
    Operation("head", "/v1/batches/{digest}", "How many bytes of a batch are here: Upload-Offset.",
              {200: "some or all", 400: "no digest", 404: "none", 503: "later"}),
    Operation("get", "/v1/batches/{digest}", "What became of a batch.",
              {200: "the receipt", 202: "it waits", 400: "no digest", 403: "set aside", 404: "unknown",
               422: "refused", 503: "later"}, _RECEIPT),
    Operation("get", "/v1/downlink", "What waits for a device, sealed to it.",
              {200: "a down file", 400: "query", 403: "signature, or revoked", 404: "unknown device", 503: "later"},
              _BATCH, ("device", "cursor"), (_SIGNED,)),
    Operation("post", "/v1/downlink", "The same, and which of the attachments named in the body are held.",
              {200: "a down file", 400: "query", 403: "signature, or revoked", 404: "unknown device",
               413: "too many", 503: "later"}, _BATCH, ("device", "cursor"), (_SIGNED,), "application/octet-stream"),
    Operation("get", "/v1/blobs/{digest}", "An attachment from a byte on, for a laptop of the office.",
              {200: "a file of pieces", 400: "query", 403: "role, signature, or revoked", 404: "unknown", 503: "later"},
              _BATCH, ("device", "offset"), (_SIGNED,)),
    Operation("get", "/v1/county-keys", "The announcements of the county's new keys; docs/batch-format.md §12.",
              {200: "a list, empty before the first"}, "application/octet-stream"),
    Operation("get", "/healthz", "Whether the log answers.", {200: "ok", 503: "it does not"}, _TEXT),
    Operation("get", "/metrics", "Counts for Prometheus.", {200: "counts", 503: "the log does not answer"}, _TEXT),
    Operation("get", PATH, "This document.", {200: "OpenAPI 3.1"}, _JSON),
    Operation("get", "/key/{token}/formList", "OpenRosa: the forms of this phone.",
              {200: "xforms", 304: "unchanged (ETag)", 400: "X-OpenRosa-Version", **_PHONE}, _XML, ("formID",)),
    Operation("get", "/key/{token}/forms/{hash}", "OpenRosa: one form.", {200: "an XForm", 304: "unchanged",
              404: "none, or not for this phone", **_PHONE}, _XML),
    Operation("get", "/key/{token}/forms/{hash}/manifest", "OpenRosa: the files and entity lists of a form.",
              {200: "manifest", 304: "unchanged", 404: "no such form", **_PHONE}, _XML),
    Operation("get", "/key/{token}/forms/{hash}/media/{name}", "OpenRosa: a file of a form.",
              {200: "its bytes", 304: "unchanged", 404: "no such file", **_PHONE}, "application/octet-stream"),
    Operation("get", "/key/{token}/forms/{hash}/entities/{name}", "OpenRosa: an entity list, cut to the phone's areas.",
              {200: "name, label, __version, …", 304: "unchanged", 404: "no such list", **_PHONE}, "text/csv"),
    Operation("get", "/key/{token}/forms/{hash}/integrity/{name}", "OpenRosa: which entities are gone.",
              {200: "entities", 404: "no such list", **_PHONE}, _XML, ("id",)),
    Operation("get", "/key/{token}/submission", "OpenRosa: whether submissions are taken here.",
              {204: "they are", **_PHONE}),
    Operation("post", "/key/{token}/submission", "OpenRosa: sends a filled form, or more of its files.",
              {201: "taken, and committed", 202: "it was here already", 400: "broken", 404: "unknown form or original",
               409: "other content under this number, or closed", 413: "too large", 507: "a disk is full", **_PHONE},
              _XML, body="multipart/form-data"),
)  # fmt: skip


def document(title: str, version: str, pages: Iterable[tuple[str, str]]) -> dict[str, Any]:
    """The whole document. `pages`: method and path of each page for people, which answers HTML behind a sign-in."""
    shown = (Operation(method.lower(), path, "A page for people.", {200: "HTML"}, _HTML) for method, path in pages)
    paths: dict[str, dict[str, Any]] = {}
    for one in (*OPERATIONS, *shown):
        paths.setdefault(re.sub(r":\w+}", "}", one.path), {})[one.method] = _operation(one)
    return {"openapi": "3.1.0", "info": {"title": title, "version": version}, "paths": paths}


def _operation(one: Operation) -> dict[str, Any]:
    answers: dict[str, Any] = {str(status): {"description": said} for status, said in sorted(one.answers.items())}
    if one.media:
        answers[str(min(one.answers))]["content"] = {one.media: {}}
    places = (
        *((name, "path") for name in re.findall(r"{(\w+)", one.path)),
        *((name, "query") for name in one.query),
        *((name, "header") for name in one.headers),
    )
    made: dict[str, Any] = {
        "summary": one.summary,
        "parameters": [
            {"name": name, "in": where, "required": where == "path", "schema": {"type": "string"}}
            for name, where in places
        ],
        "responses": answers,
    }
    if one.body:
        made["requestBody"] = {"content": {one.body: {}}}
    return made
