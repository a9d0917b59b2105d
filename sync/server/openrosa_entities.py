"""Entity lists that phones themselves fill and change with their forms; conflicts are flagged as ODK Central does.

A change names the version it was made on. When the entity has moved on since, it is taken all the same, and flagged:
`soft` where others changed other properties, `hard` where they changed the same ones to something else. Changes that
a phone made one after the other without a network are a branch: each waits for the one before it, five days at most.
"""

import csv
import io
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, func, insert, select, update

from sync.server.copying import insert_new
from sync.server.devices import in_scope
from sync.server.intake import raise_alarm
from sync.server.log import Session
from sync.server.openrosa_phones import Phone
from sync.server.openrosa_saves import Draft, Saving
from sync.server.tables_openrosa import entity, entity_held, entity_property, entity_version

NOT_SAVED = "openrosa.entity-not-saved"
CLASH = "openrosa.entity-conflict"
SOFT, HARD = "soft", "hard"
_PATIENCE = timedelta(days=5)
_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


@dataclass(frozen=True, slots=True)
class Source:
    """The submission behind a change."""

    instance: str
    device: str
    area: str
    """Village code, or empty."""


@dataclass(frozen=True, slots=True)
class Entity:
    list: str
    id: str
    version: int
    label: str
    data: Mapping[str, str]
    area: str
    device: str
    conflict: str
    """Empty, `soft` or `hard`: until a person has looked."""
    deleted: bool


@dataclass(frozen=True, slots=True)
class Count:
    """One list in numbers."""

    list: str
    entities: int
    conflicts: int


def declare(s: Session, declared: Saving) -> None:
    """Notes the columns of the lists that a form saves to."""
    rows = [{"county": s.county, "list": name, "name": column} for name, column in sorted(declared.columns())]
    insert_new(s.db, entity_property, rows, ("county", "list", "name"))


def save(s: Session, source: Source, drafts: Iterable[Draft], at: str) -> None:
    """Takes over what a submission saves; what cannot be saved is told to a person, and the submission stays."""
    settle(s, at)
    for draft in drafts:
        _tell(s, source, draft, _save(s, source, draft, at), at)


def settle(s: Session, at: str) -> None:
    """Takes over what has waited too long for the change before it."""
    until = (datetime.fromisoformat(at) - _PATIENCE).isoformat(timespec="milliseconds")
    late = select(entity_held).where(entity_held.c.county == s.county, entity_held.c.at < until)
    for row in s.db.execute(late.order_by(entity_held.c.at, entity_held.c.base)).mappings().all():
        draft, source = _unpacked(row["draft"])
        if _release(s, draft):
            here = find(s, draft.list, draft.id)
            if here is None:
                _create(s, source, draft, at)
            elif not here.deleted:
                _change(s, source, draft, here, min(draft.trunk or 1, here.version), at)


def find(s: Session, name: str, entity_id: str) -> Entity | None:
    found = _every(s, name, entity_id)
    return found[0] if found else None


def counts(s: Session) -> list[Count]:
    """All lists that have entities, or could have them."""
    names = {str(name) for (name,) in s.db.execute(
        select(entity_property.c.list).where(entity_property.c.county == s.county).distinct()
    )}  # fmt: skip
    rows = s.db.execute(
        select(entity.c.list, entity.c.conflict, func.count())
        .where(entity.c.county == s.county, entity.c.deleted == 0)
        .group_by(entity.c.list, entity.c.conflict)
    ).all()
    names |= {name for name, _, _ in rows}
    return [
        Count(
            name,
            sum(count for given, _, count in rows if given == name),
            sum(count for given, flag, count in rows if given == name and flag),
        )
        for name in sorted(names)
    ]


def conflicts(s: Session) -> list[Entity]:
    """The entities that a person should look at."""
    return [one for count in counts(s) if count.conflicts for one in _every(s, count.list) if one.conflict]


def set_checked(s: Session, name: str, entity_id: str) -> bool:
    """A person has looked at a conflict. False when there is no such entity."""
    return _set(s, name, entity_id, conflict="")


def set_deleted(s: Session, name: str, entity_id: str) -> bool:
    """Phones let go of it; what was sent stays. False when there is no such entity."""
    return _set(s, name, entity_id, deleted=1, conflict="")


def as_csv(s: Session, name: str, phone: Phone) -> bytes | None:
    """A list as a phone downloads it, cut to what it may know; None when no form saves to such a list."""
    known = select(entity_property.c.name).where(entity_property.c.county == s.county, entity_property.c.list == name)
    columns = sorted(str(column) for (column,) in s.db.execute(known))
    if not columns:
        return None
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["name", "label", "__version", *columns])
    for one in _every(s, name):
        if not one.deleted and _may(phone, one):
            writer.writerow([one.id, one.label, one.version, *(one.data.get(column, "") for column in columns)])
    return out.getvalue().encode()


def gone(s: Session, name: str, phone: Phone, ids: Iterable[str]) -> dict[str, bool]:
    """Which of these a phone must let go of (True); unknown ones are left out."""
    wanted = set(ids)
    return {one.id: one.deleted or not _may(phone, one) for one in _every(s, name) if one.id in wanted}


def _may(phone: Phone, one: Entity) -> bool:
    return one.device == phone.device or (bool(one.area) and in_scope(phone.scope, one.area))


def _save(s: Session, source: Source, draft: Draft, at: str) -> str:
    """Empty, or why it could not be saved."""
    if not _UUID.fullmatch(draft.id):
        return "id"
    here = find(s, draft.list, draft.id)
    if draft.create and not (draft.update and here):
        if here is not None or not draft.label:
            return "exists" if here is not None else "label"
        _create(s, source, draft, at)
        _follow(s, draft, at)
        return ""
    if not draft.update:
        return ""
    if draft.base is None or (here is None and not draft.branch) or (here is not None and here.deleted):
        return "base" if draft.base is None else "unknown"
    base = _base(s, draft, here) if here is not None else None
    if here is not None and base is not None:
        _change(s, source, draft, here, base, at)
        _follow(s, draft, at)
        return ""
    return "base" if not draft.branch or not _hold(s, source, draft, at) else ""


def _base(s: Session, draft: Draft, here: Entity) -> int | None:
    """The version here that a change was made on; None when it is not here."""
    if not draft.branch or draft.base == draft.trunk:
        return draft.base if draft.base and draft.base <= here.version else None
    versions = entity_version.c
    query = select(func.max(versions.version)).where(
        versions.county == s.county, versions.list == draft.list, versions.id == draft.id,
        versions.branch == draft.branch, versions.branch_base == (draft.base or 0) - 1,
    )  # fmt: skip
    found = s.db.execute(query).scalar()
    return int(found) if found is not None else None


def _create(s: Session, source: Source, draft: Draft, at: str) -> None:
    values = {
        "version": 1,
        "label": draft.label or draft.id,
        "data": _packed(draft.data),
        "area": source.area,
        "device": source.device,
        "conflict": "",
        "deleted": 0,
    }
    s.db.execute(insert(entity).values(county=s.county, list=draft.list, id=draft.id, **values))
    _note(s, source, draft, 1, str(values["label"]), draft.data, at)


def _change(s: Session, source: Source, draft: Draft, here: Entity, base: int, at: str) -> None:
    given = {**draft.data, **({"label": draft.label} if draft.label else {})}
    now = {**here.data, "label": here.label}
    flag = here.conflict
    if base < here.version:
        before = _version(s, draft, base)
        clash = [name for name in given if before.get(name) != now.get(name) and given[name] != now.get(name)]
        flag = HARD if clash or flag == HARD else SOFT
    after = {**now, **given}
    label = after.pop("label")
    _set(s, draft.list, draft.id, version=here.version + 1, label=label, data=_packed(after), conflict=flag)
    _note(s, source, draft, here.version + 1, label, after, at)
    if flag == HARD and here.conflict != HARD:
        raise_alarm(s, at, CLASH, source.device, f"{draft.list} {draft.id} {here.version + 1}")


def _follow(s: Session, draft: Draft, at: str) -> None:
    """Takes over the changes that waited for this one."""
    wanted = (draft.base or 0) + 1
    while draft.branch:
        held = entity_held.c
        query = select(held.draft).where(
            held.county == s.county, held.list == draft.list, held.id == draft.id,
            held.branch == draft.branch, held.base == wanted,
        )  # fmt: skip
        waiting = s.db.execute(query).scalar()
        here = find(s, draft.list, draft.id)
        if waiting is None or here is None:
            return
        after, source = _unpacked(waiting)
        _release(s, after)
        _change(s, source, after, here, _base(s, after, here) or here.version, at)
        wanted += 1


def _hold(s: Session, source: Source, draft: Draft, at: str) -> bool:
    """Keeps a change until the one before it comes; False when another of the same place waits."""
    row = {
        "county": s.county,
        "list": draft.list,
        "id": draft.id,
        "branch": draft.branch,
        "base": draft.base,
        "draft": json.dumps([asdict(draft), asdict(source)], ensure_ascii=False),
        "at": at,
    }
    return insert_new(s.db, entity_held, [row], ("county", "list", "id", "branch", "base")) == 1


def _release(s: Session, draft: Draft) -> bool:
    held = entity_held.c
    here = (held.county == s.county, held.list == draft.list, held.id == draft.id)
    branch = (held.branch == draft.branch, held.base == draft.base)
    return s.db.execute(delete(entity_held).where(*here, *branch)).rowcount == 1


def _note(s: Session, source: Source, draft: Draft, version: int, label: str, data: Mapping[str, str], at: str) -> None:
    s.db.execute(
        insert(entity_version).values(
            county=s.county,
            list=draft.list,
            id=draft.id,
            version=version,
            label=label,
            data=_packed(data),
            branch=draft.branch,
            branch_base=draft.base or 0,
            instance=source.instance,
            at=at,
        )
    )


def _version(s: Session, draft: Draft, version: int) -> dict[str, str]:
    """Label and properties as they were."""
    versions = entity_version.c
    query = select(versions.label, versions.data).where(
        versions.county == s.county, versions.list == draft.list, versions.id == draft.id, versions.version == version
    )
    row = s.db.execute(query).one()
    return {**json.loads(row.data), "label": row.label}


def _every(s: Session, name: str, entity_id: str = "") -> list[Entity]:
    """One list, or one entity of it, by label."""
    query = select(entity).where(entity.c.county == s.county, entity.c.list == name)
    if entity_id:
        query = query.where(entity.c.id == entity_id)
    return [
        Entity(
            list=row["list"],
            id=row["id"],
            version=row["version"],
            label=row["label"],
            data=json.loads(row["data"]),
            area=row["area"],
            device=row["device"],
            conflict=row["conflict"],
            deleted=bool(row["deleted"]),
        )
        for row in s.db.execute(query.order_by(entity.c.label, entity.c.id)).mappings()
    ]


def _set(s: Session, name: str, entity_id: str, **values: str | int) -> bool:
    ours = (entity.c.county == s.county, entity.c.list == name, entity.c.id == entity_id)
    return s.db.execute(update(entity).where(*ours).values(**values)).rowcount == 1


def _tell(s: Session, source: Source, draft: Draft, why: str, at: str) -> None:
    if why:
        raise_alarm(s, at, NOT_SAVED, source.device, f"{source.instance} {draft.list[:80]} {why}")


def _packed(data: Mapping[str, str]) -> str:
    return json.dumps(dict(sorted(data.items())), ensure_ascii=False)


def _unpacked(text: str) -> tuple[Draft, Source]:
    draft, source = json.loads(text)
    return Draft(**draft), Source(**source)
