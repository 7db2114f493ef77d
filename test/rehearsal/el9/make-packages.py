#!/usr/bin/env python3
"""make-packages.py HERE INTERNET: builds the packages of HERE/packages.yaml and lays them where a web server has them.

Runs inside the Debian system that plays the box. What goes into a package is taken away from that system, so that
nothing works before dnf has brought it. Files of the packages of the box itself stay where they are.
"""
import os
import platform
import re
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path

import yaml

HERE, INTERNET = Path(sys.argv[1]), Path(sys.argv[2])
WORK = Path("/var/tmp/packages")
ARCH = platform.machine()
KEY = "rehearsal@lab.test"
# Of no use to anybody here, and half of the files.
USELESS = re.compile(r"^/usr/share/(doc|man|lintian|locale|bug)/|/__pycache__/|^/etc/(init\.d|default|logrotate\.d|apparmor\.d|ufw|cron)")


def main():
    recipe = yaml.safe_load((HERE / "packages.yaml").read_text().replace("@ARCH@", ARCH))
    make_key()
    # Two packages may carry the same files, as two versions do; they are taken away when all have been filled.
    taken = set()
    jobs = [
        build(number, repository["packages"], INTERNET / repository["address"], taken)
        for number, repository in enumerate(recipe["repositories"])
    ]
    jobs.append(build("box", recipe["box"], Path("/srv/box"), taken))
    jobs.append(build("old", recipe["old"], Path("/srv/old"), taken))
    for wait in jobs:
        wait()
    for repository in recipe["repositories"]:
        publish(INTERNET / repository["address"], repository)
    # It would stay behind and hold the image.
    run("gpgconf", "--kill", "all")
    taken.update(path for deb in recipe["drop"] for path in files_of(deb))
    for path in taken:
        os.unlink(path)


def make_key():
    parameters = f"%no-protection\nKey-Type: RSA\nKey-Length: 3072\nName-Real: rehearsal\nName-Email: {KEY}\n%commit\n"
    run("gpg", "--batch", "--quiet", "--generate-key", input=parameters)
    (HERE / "sources/key").write_text(run("gpg", "--armor", "--export", KEY))


def build(name, packages, target, taken):
    """Fills the packages, starts rpmbuild and gives a function that waits for the outcome."""
    work = WORK / str(name)
    lists = {package["name"]: fill(package, work / "root", taken) for package in packages}
    for package, lines in lists.items():
        (work / f"{package}.files").write_text("\n".join(lines) + "\n")
    (work / "packages.spec").write_text(spec(packages, work))
    target.mkdir(parents=True, exist_ok=True)
    command = ["rpmbuild", "-bb", "--quiet", "--define", f"_topdir {work}", "--define", f"_rpmdir {work}/rpms", str(work / "packages.spec")]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)

    def wait():
        said = process.communicate()[0]
        if process.returncode != 0:
            sys.exit(f"rpmbuild of {name} failed:\n{said[-3000:]}")
        made = [str(path) for path in (work / "rpms").rglob("*.rpm")]
        run("rpmsign", "--define", f"_gpg_name {KEY}", "--addsign", *made)
        for path in made:
            shutil.move(path, target)

    return wait


def fill(package, root, taken):
    """Copies what belongs into a package; gives the lines of its %files."""
    root.mkdir(parents=True, exist_ok=True)
    lines = []
    for deb in package.get("debs", []):
        taken.update(files_of(deb))
    for source, path in debian_files(package):
        copy(source, root, path)
        lines.append(f'"{path}"')
    for entry in package.get("files", []):
        lines.append(lay(entry, root))
    return lines


def debian_files(package):
    only, but = re.compile(package.get("only", "")), re.compile(package.get("except", "(?!)"))
    moves = [rule.split(" -> ") for rule in package.get("move", [])]
    for deb in package.get("debs", []):
        for source in files_of(deb):
            if USELESS.search(source):
                continue
            path = source
            for pattern, replacement in moves:
                path = re.sub(pattern, replacement, path)
            if only.search(path) and not but.search(path):
                yield source, path


@cache
def files_of(deb):
    listed = run("dpkg", "-L", deb).splitlines()
    return [path for path in listed if os.path.lexists(path) and (os.path.islink(path) or not os.path.isdir(path))]


def copy(source, root, path):
    target = root / path.lstrip("/")
    target.parent.mkdir(parents=True, exist_ok=True)
    if not target.exists():
        shutil.copy2(source, target, follow_symlinks=False)


def lay(entry, root):
    """Writes a file, folder or link that Debian does not have; gives its line of %files."""
    target = root / entry["path"].lstrip("/")
    target.parent.mkdir(parents=True, exist_ok=True)
    user, group = entry.get("owner", "root:root").split(":")
    if entry.get("folder"):
        target.mkdir(exist_ok=True)
        return f'%dir %attr({entry.get("mode", "0755")},{user},{group}) "{entry["path"]}"'
    if "link" in entry:
        target.unlink(missing_ok=True)
        target.symlink_to(entry["link"])
        return f'"{entry["path"]}"'
    target.write_text(text_of(entry))
    config = "%config(noreplace) " if entry.get("config") else ""
    return f'{config}%attr({entry.get("mode", "0644")},{user},{group}) "{entry["path"]}"'


def text_of(entry):
    if entry.get("key"):
        return (HERE / "sources/key").read_text()
    if "source" in entry:
        return (HERE / "sources" / entry["source"]).read_text()
    return entry["text"] + "\n"


def spec(packages, work):
    """One spec file for a whole repository: a package of its own is never built, the others are its subpackages."""
    head = f"""%define debug_package %{{nil}}
%define _build_id_links none
%define __os_install_post %{{nil}}
%define _binary_payload w1.zstdio
%define dist .el9
Name: packages
Version: 1
Release: 1
Summary: Packages of the rehearsal
License: various
AutoReqProv: no
%description
Packages of the rehearsal.
%install
mkdir -p %{{buildroot}}
cp -a {work}/root/. %{{buildroot}}/
"""
    return head + "\n".join(subpackage(package, work) for package in packages)


def subpackage(package, work):
    name = package["name"]
    tags = [f"Requires: {item}" for item in package.get("requires", [])]
    tags += [f"Provides: {item}" for item in package.get("provides", [])]
    if "user" in package:
        tags.append("Provides: user({name}) group({name})".format(**package["user"]))
    tags += [f"Conflicts: {item}" for item in package.get("conflicts", [])]
    lines = [
        f"%package -n {name}",
        f"Version: {package['version']}",
        f"Release: {package.get('release', '1')}%{{dist}}",
        "Summary: Part of the rehearsal",
        "AutoReqProv: no",
        *tags,
        f"%description -n {name}",
        "Part of the rehearsal.",
    ]
    if "user" in package:
        lines += [f"%pre -n {name}", make_user(**package["user"])]
    if "post" in package:
        lines += [f"%post -n {name}", package["post"]]
    return "\n".join([*lines, f"%files -n {name} -f {work}/{name}.files", ""])


def make_user(name, home, id=None, shell="/sbin/nologin"):
    number = f"-u {id}" if id else "-r"
    group = f"-g {id}" if id else "-r"
    return f"""getent group {name} >/dev/null || groupadd {group} {name}
getent passwd {name} >/dev/null || useradd {number} -g {name} -M -d {home} -s {shell} {name}"""


def publish(folder, repository):
    if "latest" in repository:
        found = next(folder.glob("*.rpm"))
        found.rename(folder / f"{repository['latest']}-latest.noarch.rpm")
    run("createrepo_c", "--quiet", str(folder))
    if "modules" in repository:
        run("modifyrepo_c", "--mdtype=modules", str(HERE / "sources" / repository["modules"]), str(folder / "repodata"))
    run("gpg", "--batch", "--yes", "--armor", "--detach-sign", str(folder / "repodata/repomd.xml"))


def run(*command, input=None):
    done = subprocess.run(command, input=input, capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f"{' '.join(command)[:300]} failed:\n{done.stdout[-2000:]}{done.stderr[-2000:]}")
    return done.stdout


main()
