"""One answer set with all that serves it: state, speech, view, and who it is."""

import json
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import datetime

from forms.canonical import write_instance
from forms.engine import opening
from forms.engine.plan import Plan
from forms.engine.speech import Speech
from forms.engine.state import State
from forms.engine.tables import Tables
from forms.engine.view import View
from forms.errors import FormError
from forms.items import Item


class Work:
    """What a session works on."""

    def __init__(self, plan: Plan, tables: Tables, now: Callable[[], datetime], language: str) -> None:
        self.plan = plan
        self.state = State(plan, now, tables, language)
        self.state.properties = {"version": plan.definition.version}
        self.speech = Speech(plan, self.state)
        self.view = View(plan, self.state, self.speech)
        self._own_id = ""
        self._deprecated_id = ""

    # Beginning

    def start(self, preset: Mapping[str, str]) -> None:
        opening.open_new(self.plan, self.state, preset)
        self._own_id = opening.new_instance_id()
        self.state.forget()

    def resume(self, draft: bytes) -> None:
        """Goes on with a draft. Raises FormError `form.draft-broken`."""
        head, mark, xml = draft.partition(b"\n")
        try:
            saved = json.loads(head)
            self._own_id, self._deprecated_id = saved["instance_id"], saved["deprecated_id"]
        except (ValueError, KeyError, TypeError) as error:
            raise FormError("form.draft-broken") from error
        if not mark:
            raise FormError("form.draft-broken")
        if saved.get("language") in self.plan.definition.languages:
            self.state.language = saved["language"]
        opening.open_written(self.plan, self.state, xml)
        for ref in saved.get("emptied", ()):
            with suppress(FormError):
                self.state.emptied.add(self.item(ref))
        self.state.forget()

    def correct(self, xml: bytes, preset: Mapping[str, str]) -> None:
        """Opens a frozen record: a new id, and the old one as deprecatedID."""
        opening.open_written(self.plan, self.state, xml)
        opening.put_presets(self.plan, self.state, preset)
        self._own_id = opening.new_instance_id()
        self._deprecated_id = opening.stamp_correction(self.plan, self.state, self._own_id)
        self.state.forget()

    @property
    def instance_id(self) -> str:
        item = opening.meta_item(self.plan, self.state, "instanceID")
        return item.value if item is not None and item.value else self._own_id

    # Finding

    def item(self, ref: str) -> Item:
        """Raises FormError `form.ref-nowhere` when nothing stands there."""
        known = self.state.known.get(ref)
        if known is not None:
            return known
        found = opening.find(self.plan, self.state, ref)
        if found is None:
            raise FormError("form.ref-nowhere", ref=ref)
        self.state.known[ref] = found
        return found

    def parent(self, ref: str) -> Item:
        return self.item(ref.strip().rstrip("/").rpartition("/")[0])

    # Changing

    def settle(self) -> None:
        opening.settle(self.plan, self.state)

    def put(self, item: Item, value: str) -> None:
        """Answering the same again computes anew what depends on it: the language may be another by now."""
        if value == item.value:
            if value == "" and item not in self.state.emptied:
                return
            self.state.emptied.discard(item)
            self.state.recall(item)
            self.state.touch(item)
        else:
            self.state.put(item, value)
            if self.plan.actions:
                self.state.settle()
                opening.value_changed(self.plan, self.state, item)
        self.settle()

    def review_choices(self) -> None:
        """Keeps only answers that are on their lists; one that goes may change the list of another."""
        state = self.state
        while due := [item for item in state.unsure if item.live]:
            for item in due:
                state.keep_offered(item)
            state.tell_hushed()
            self.settle()
        state.tell_hushed()
        self.settle()

    def need_open(self, ref: str, item: Item) -> None:
        """Raises FormError `form.repeat-closed` where people may not add or remove."""
        body = item.defn.repeat
        if body is None or self.view.closed(body, item):
            raise FormError("form.repeat-closed", ref=ref)

    def insert(self, ref: str, at: int | None) -> int:
        """A new instance before 0-based `at` (None: at the end). How many there are then."""
        place, parent = opening.route(self.plan, ref)[-1][0], self.parent(ref)
        siblings = parent.instances(place.slot)
        if at is not None and at > len(siblings):
            raise FormError("form.ref-nowhere", ref=ref)
        self.need_open(ref, Item(place, parent))
        opening.add(self.plan, self.state, parent, place, at)
        self.settle()
        return len(parent.instances(place.slot))

    def remove(self, ref: str) -> int:
        """Removes an instance with all that stands in it. How many there are then."""
        item = self.item(ref)
        self.need_open(ref, item)
        parent = item.parent
        assert parent is not None
        self.state.delete(item)
        self.state.announce(parent, item.defn)
        self.settle()
        return len(parent.instances(item.defn.slot))

    def changed(self) -> frozenset[str]:
        """The refs that changed since the last call; with an instance also its repeat, which may have come or gone."""
        found: set[str] = set()
        for item in self.state.changed:
            place = item.defn
            if place.single:
                found.add(place.path)
                continue
            ref = item.ref()
            found.add(ref)
            if place.many:
                found.add(ref[: ref.rindex("[")])
        found.update(f"{parent.ref()}/{place.name}" for parent, place in self.state.reshaped)
        self.state.forget()
        return frozenset(found)

    # Writing

    def draft(self) -> bytes:
        definition = self.plan.definition
        head = {
            "draft": 1,
            "form": definition.form_id,
            "version": definition.version,
            "language": self.state.language,
            "instance_id": self._own_id,
            "deprecated_id": self._deprecated_id,
        }
        emptied = sorted(item.ref() for item in self.state.emptied if item.stands())
        head |= {"emptied": emptied} if emptied else {}
        return json.dumps(head, ensure_ascii=False).encode() + b"\n" + self.write(whole=True)

    def write(self, *, whole: bool) -> bytes:
        return write_instance(
            self.state.root,
            self.plan.definition.namespaces,
            whole=whole,
            instance_id=self.instance_id,
            deprecated_id=self._deprecated_id,
        )
