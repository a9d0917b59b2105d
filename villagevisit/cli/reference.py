"""The command reference, written from the commands themselves so that it cannot go stale."""

from collections.abc import Iterator, Mapping

import click

from villagevisit import cli


def render(window: str, doors: Mapping[str, str]) -> str:
    """`docs/reference.md`: every verb with its arguments and options, in Markdown."""
    root = cli.program(window, doors)
    lines = [
        "# Command reference",
        "",
        "Written by `./dev docs` from the commands themselves; a test holds that it is fresh.",
        "",
        "Exit status: 0 done; 1 refused by a rule or bad input; 2 wrong usage; 3 environment (disk, lock, network).",
        "With `--json`, results are one JSON document on stdout and errors `{code, params, message}` on stderr.",
        "",
        *_section(root, "villagevisit", None),
    ]
    return "\n".join(lines).rstrip() + "\n"


def _section(command: click.Command, path: str, parent: click.Context | None) -> Iterator[str]:
    ctx = click.Context(command, info_name=path.rsplit(" ", maxsplit=1)[-1], parent=parent)
    yield f"## `{path}`"
    yield ""
    summary = (command.help or (command.callback.__doc__ if command.callback else "") or "").strip()
    if summary:
        yield from (" ".join(summary.split()), "")
    yield from ("```text", command.get_usage(ctx).removeprefix("Usage: "), "```", "")
    options = [parameter for parameter in command.params if isinstance(parameter, click.Option) and parameter.help]
    if options:
        yield from (f"- `{', '.join([*option.opts, *option.secondary_opts])}`: {option.help}" for option in options)
        yield ""
    if isinstance(command, click.Group):
        for name in command.list_commands(ctx):
            child = command.get_command(ctx, name)
            if child is not None:
                yield from _section(child, f"{path} {name}", ctx)
