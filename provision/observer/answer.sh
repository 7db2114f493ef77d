#!/usr/bin/env bash
# answer QUESTION VALUE...: answers a question of the exercise; again is allowed, the last answer counts.
# answer: shows what was answered so far.
set -euo pipefail
cd /var/lib/pglab-answers
if (($# == 0)); then
  for file in *; do
    [[ -f $file ]] || { echo "nothing answered yet; e.g.: answer leader pg01"; exit; }
    printf '%s\t%s\n' "$file" "$(head -c 200 "$file")"
  done
  exit
fi
question=$1
shift
if [[ ! $question =~ ^[a-z][a-z0-9-]{0,39}$ ]] || (($# == 0)); then
  echo "answer QUESTION VALUE, e.g.: answer leader pg01" >&2
  exit 2
fi
# Whoever answers next may be another user: the file is made anew instead of written over.
printf '%s\n' "$*" >".$question.$$"
mv -f ".$question.$$" "$question"
echo "$question: $*"
