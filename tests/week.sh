#!/usr/bin/env bash
# A reader's week, with nothing but papers, jq and coreutils. It stops at the first thing that is not as it should be.
# It works in the folder it is started in; PAPERS_HOME says where the library is.
set -euo pipefail

is() { # NAME WANTED FOUND
    [ "$2" = "$3" ] || { printf '%s: wanted\n%s\nfound\n%s\n' "$1" "$2" "$3" >&2; exit 1; }
    printf 'ok %s\n' "$1"
}

paper() { # ID TITLE VOTES POINT
    printf '### [%s](https://arxiv.org/abs/%s)\n\nVote: %s\n\nAuthors: Ada Lovelace, Alan Turing\n\n- **요약**: %s\n\n' \
        "$2" "$1" "$3" "$4"
}

# Monday: two digests are there already.
mkdir digests
{
    printf '## Daily Papers (2024-08-26)\n\n'
    paper 2408.10001 'Small Diffusion Models' 12 '작은 확산 모델(diffusion model)을 제안합니다.'
    paper 2408.10002 'Robots That Learn, and Forget' 31 '로봇이 강화 학습(reinforcement learning)으로 배웁니다.'
} >digests/2024-08-26.md
{
    printf '## Daily Papers (2024-08-27)\n\n'
    paper 2408.10003 'A Survey of Agents' 7 '에이전트(agent)를 두루 살핍니다.'
} >digests/2024-08-27.md
papers import digests 2>words
is 'import says what it did' 'papers: 3 new, 0 changed, 0 unchanged' "$(tail -n 1 words)"

# Every morning: what is new?
{
    printf '## Daily Papers (2024-08-28)\n\n'
    paper 2408.10004 '"Quoted" & =SUM(A1), 100%' 55 '강화학습 없이 배웁니다.'
    paper 2408.10003 'A Survey of Agents' 19 '에이전트(agent)를 두루 살핍니다.'
} >digests/2024-08-28.md
is 'sync brings the new one' 2408.10004 "$(papers sync --json 2>words | jq -r '.new[].id')"
is 'sync tells the new votes' '7 19' "$(papers list --json | jq -r '.[] | select(.id == "2408.10003") | .digests | map(.votes) | @tsv' | tr '\t' ' ')"
is 'new lists it' 2408.10004 "$(papers new -q)"
papers sync 2>words
is 'nothing is new any more' '' "$(papers new -q 2>words)"

# The top of the week.
is 'top of the week' '2408.10004 2408.10002 2408.10003' \
    "$(papers list --week 2024-W35 --sort votes -n 3 --format ids 2>words | paste -sd ' ')"
is 'the same by jq' '2408.10004 2408.10002 2408.10003' \
    "$(papers list --json | jq -r 'sort_by(-.votes) | .[:3] | map(.id) | join(" ")')"
is 'columns of choice' $'2408.10004\t55' "$(papers list --sort votes -n 1 --format tsv --fields id,votes 2>words)"

# Everything on a topic, whichever language says it.
is 'search in English' 2408.10002 "$(papers search 'reinforcement learning' --exact -q)"
is 'search in Korean' '2408.10002 2408.10004' "$(papers search 강화학습 -q | sort | paste -sd ' ')"
is 'nothing found is an empty array' '[]' "$(papers search xylophone --json 2>words)"

# One paper.
is 'show' 'Robots That Learn, and Forget' "$(papers show 2408.10002 --json | jq -r .title)"
is 'show by row' 2408.10004 "$(papers list --sort votes >listing; papers show 1 --json | jq -r .id)"
code=0; papers show 2408.99999 >words 2>&1 || code=$?
is 'what is not there is said by the exit code' 1 "$code"

# Marks, and what is left to read.
papers list -q --sort votes | head -n 1 | papers star - 2>words
is 'starred' 2408.10004 "$(papers list --starred -q)"
papers read 2408.10002 2>words
is 'unread' 3 "$(papers list --unread --json | jq length)"
papers note 2408.10004 -m '다음 주에 다시 읽기' 2>words
is 'a note is found' 2408.10004 "$(papers search 다시 -q)"

# Off to other programs.
papers list --format bibtex -o week.bib
is 'one entry a paper' 4 "$(grep -c '^@misc{' week.bib)"
is 'authors in order' 4 "$(grep -c 'Ada Lovelace and Alan Turing' week.bib)"
papers list --format csv -o week.csv
is 'a formula is only text' 1 "$(grep -c "=SUM" week.csv)"
is 'a file is what a redirect gives' "$(papers list --format csv | cksum)" "$(cksum <week.csv)"
papers list --format markdown -o week.md
is 'a digest of it reads back' "$(papers list --json | jq -c 'map([.id, .title, .votes])')" \
    "$(PAPERS_HOME="$PWD/other" papers import week.md 2>words; PAPERS_HOME="$PWD/other" papers list --json | jq -c 'map([.id, .title, .votes])')"
is 'jsonl is a record a line' 4 "$(papers list --format jsonl | wc -l | tr -d ' ')"
papers list --json | head -c 1 >first
is 'a closed pipe is silent' '[' "$(cat first)"

# The cache can go at any time.
papers cache clear --yes 2>words
papers sync 2>words
is 'marks outlive the cache' '2408.10004' "$(papers list --starred -q)"
printf 'a good week\n'
