#!/usr/bin/env bash
# Makes the image debian:trixie-slim on a Debian machine that reaches no image registry, from the Debian archive that the
# machine's own apt already uses. Does nothing where the image is there, unless --force is given.
set -euo pipefail

image=debian:trixie-slim
suite=trixie

die() {
  printf 'make.sh: %s\n' "$*" >&2
  exit 1
}

case "${1-}" in
  '' | --force) ;;
  *) die "unknown option $1; usage: make.sh [--force]" ;;
esac

command -v docker >/dev/null || die 'docker is missing: install the Docker engine (apt-get install docker.io).'
docker version >/dev/null 2>&1 || die 'docker is installed but does not answer: start the engine, or run this as a user who may use it.'
if [ "${1-}" != --force ] && docker image inspect "$image" >/dev/null 2>&1; then
  echo "$image is already there."
  exit 0
fi
command -v mmdebstrap >/dev/null || die 'mmdebstrap is missing: apt-get install mmdebstrap.'

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# The release that this machine runs, to be replaced in its sources, as in bookworm-updates -> trixie-updates.
own=$(. /etc/os-release && printf '%s' "${VERSION_CODENAME-}")
[ "$(. /etc/os-release && printf '%s' "$ID")" = debian ] || die 'this machine is no Debian: pull the image from a registry instead.'

# Prints an apt source (one-line or deb822) for the suite, and nothing where it is not Debian's own: a suite of another name
# (`cloud-sdk-bookworm`, `stable`) belongs to somebody else.
of_suite() {
  awk -v own="$own" -v suite="$suite" '
    function renamed(name) {
      if (name == own || index(name, own "-") == 1) return suite substr(name, length(own) + 1)
      return (name == suite || index(name, suite "-") == 1) ? name : ""
    }
    function flush_stanza() { if (kept) printf "%s\n", stanza; stanza = ""; kept = 0; disabled = 0 }
    format == "list" && /^[ \t]*deb[ \t]/ {
      place = 2
      if ($2 ~ /^\[/) while (place < NF && $place !~ /\]$/) place++
      if ($2 ~ /^\[/) place++
      name = renamed($(place + 1))
      if (name != "") { $(place + 1) = name; print }
    }
    format == "sources" {
      if ($0 ~ /^[ \t]*$/) { if (disabled) kept = 0; flush_stanza(); next }
      if ($0 ~ /^#/) next
      if (tolower($1) == "enabled:" && tolower($2) == "no") disabled = 1
      if (tolower($1) == "types:") $0 = "Types: deb"
      if (tolower($1) == "suites:") {
        line = "Suites:"
        for (i = 2; i <= NF; i++) if (renamed($i) != "") { line = line " " renamed($i); kept = 1 }
        $0 = line
      }
      stanza = stanza $0 "\n"
    }
    END { if (format == "sources") { if (disabled) kept = 0; flush_stanza() } }
  ' format="$1" "$2"
}

# mmdebstrap takes each format from a file of its own, and leaves them in the image: `apt-get install` works in it.
sources=()
for file in /etc/apt/sources.list /etc/apt/sources.list.d/*.list; do
  [ -f "$file" ] && of_suite list "$file" >>"$work/$suite.list"
done
for file in /etc/apt/sources.list.d/*.sources; do
  [ -f "$file" ] && of_suite sources "$file" >>"$work/$suite.sources"
done
for file in "$work/$suite.list" "$work/$suite.sources"; do
  [ -s "$file" ] && sources+=("$file")
done
[ "${#sources[@]}" -gt 0 ] || die "no source of Debian $own found in /etc/apt/sources.list or /etc/apt/sources.list.d."

echo "Making $image; this takes less than a minute."
mmdebstrap --variant=minbase "$suite" "$work/base.tar" "${sources[@]}"
docker import --change 'CMD ["bash"]' "$work/base.tar" "$image"
