"""Names public sets, downloads them, and looks at what a folder holds."""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from dataclasses import asdict
from fnmatch import fnmatchcase
from pathlib import Path

from ragweed_training.box_worth import box_table
from ragweed_training.checkpoint import write_atomically
from ragweed_training.download import Remote, fetch, plain_name, zenodo_files
from ragweed_training.joining import cuts_among, join, split_zips
from ragweed_training.public_sets import PUBLIC_SETS, PublicSet, describe, public_set
from ragweed_training.set_report import report_folder, table_of


def remotes_of(entry: PublicSet, url: str | None, zenodo: str) -> tuple[list[Remote], str]:
    """List the files of a set and its licence.

    Raises:
        ValueError: It has to be fetched by hand.
    """
    if url is not None:
        return [Remote(url, plain_name(url.rstrip("/").rsplit("/", 1)[-1]))], entry.licence
    if entry.zenodo is not None:
        return zenodo_files(entry.zenodo, zenodo)
    if entry.url is not None:
        return [Remote(entry.url, entry.url.rsplit("/", 1)[-1])], entry.licence
    raise ValueError(
        f"{entry.name} is handed out through a page only: open {entry.page}, or give the address "
        "of its archive (--url)"
    )


def get(args: argparse.Namespace) -> None:
    """Download one set."""
    entry = public_set(args.name)
    print(describe(entry), flush=True)
    remotes, licence = remotes_of(entry, args.url, args.zenodo)
    if args.sha256 is not None:
        if len(remotes) != 1:
            raise ValueError(f"--sha256 is for one file; {entry.name} has {len(remotes)}")
        remotes = [Remote(remotes[0].url, remotes[0].name, None, f"sha256:{args.sha256}")]
    folder = args.to / entry.name
    if args.only is not None:
        known = ", ".join(remote.name for remote in remotes)
        remotes = [remote for remote in remotes if fnmatchcase(remote.name, args.only)]
        if not remotes:
            raise ValueError(f"--only {args.only} fits none of the files: {known}")
    for remote in remotes:
        size = f" ({remote.size / 1e6:.0f} MB)" if remote.size is not None else ""
        print(f"{remote.name}{size} ...", flush=True)
        print(f"{remote.name}: {fetch(remote, folder)}", flush=True)
    names = [remote.name for remote in remotes]
    for line in [*(join(cut, folder) for cut in cuts_among(names)), *split_zips(names)]:
        print(line, flush=True)
    note = asdict(entry) | {"licence": licence, "files": names}
    text = json.dumps(note, indent=2, ensure_ascii=False) + "\n"
    write_atomically(text.encode(), folder / "source.json")
    print(f"{entry.name} is in {folder}; licence: {licence}. Next: {entry.next_step}")


def show(args: argparse.Namespace) -> None:
    """Say what public sets there are."""
    if args.format == "json":
        print(json.dumps([asdict(entry) for entry in PUBLIC_SETS], indent=2, ensure_ascii=False))
        return
    print("\n\n".join(describe(entry) for entry in PUBLIC_SETS))


def check(args: argparse.Namespace) -> None:
    """Look at the sets of a folder; ends with 1 where something is wrong."""
    report = report_folder(args.folder)
    if args.format == "json":
        print(json.dumps(report.as_dict(), indent=2, ensure_ascii=False))
    else:
        print(table_of(report))
    if report.problem_count:
        raise SystemExit(1)


def boxes(args: argparse.Namespace) -> None:
    """Say what masks made of boxes are worth on the sets of a folder."""
    for line in box_table(args.folder):
        print(line, flush=True)


def build_parser() -> argparse.ArgumentParser:
    """Describe the command line."""
    parser = argparse.ArgumentParser(prog="datasets", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="list|get|check|boxes")
    formats = argparse.ArgumentParser(add_help=False)
    formats.add_argument("--format", choices=("table", "json"), default="table")
    listing = commands.add_parser("list", parents=[formats], help="the public sets by name")
    listing.set_defaults(run=show)
    getting = commands.add_parser("get", help="download a public set; needs internet")
    getting.add_argument("name", help="as `list` names it")
    getting.add_argument("--to", type=Path, default=Path("build/data"), help="folder to fill")
    getting.add_argument("--url", help="another address of the archive")
    getting.add_argument("--sha256", help="checksum to demand")
    getting.add_argument("--only", metavar="PATTERN", help="files to get, as 'drone*'")
    getting.add_argument("--zenodo", default="https://zenodo.org", help="address of Zenodo")
    getting.set_defaults(run=get)
    checking = commands.add_parser(
        "check", parents=[formats], help="what a folder holds; needs no internet"
    )
    checking.add_argument("folder", type=Path, help="folder with sets (images/, masks/, index.csv)")
    checking.set_defaults(run=check)
    worth = commands.add_parser(
        "boxes", help="IoU of masks that --boxes green would make, on sets with true masks"
    )
    worth.add_argument("folder", type=Path, help="folder with sets (images/, masks/, index.csv)")
    worth.set_defaults(run=boxes)
    return parser


def main(argv: Sequence[str] | None = None) -> None:
    """Command line entry."""
    args = build_parser().parse_args(argv)
    try:
        args.run(args)
    except (ValueError, OSError) as error:
        raise SystemExit(str(error)) from error


if __name__ == "__main__":
    main()
