# The step of the GitHub Action: prints the findings, writes them as SARIF, and ends with the exit status of
# the check. Reads its inputs from PATHS, FAIL_ON, IGNORE and CHANGED.
set -u
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
sarif=${RUNNER_TEMP:-/tmp}/whydenied.sarif
arguments=()
while IFS= read -r line; do [ -z "$line" ] || arguments+=("$line"); done <<<"${PATHS:-.}"
while IFS= read -r line; do [ -z "$line" ] || arguments+=(--ignore="$line"); done <<<"${IGNORE:-}"
[ -z "${FAIL_ON:-}" ] || arguments+=(--fail-on "$FAIL_ON")
[ "${CHANGED:-false}" != true ] || arguments+=(--changed)

python3 "$here/pre_commit.py" "${arguments[@]}"
status=$?
[ "$status" -lt 2 ] || exit "$status"
python3 "$here/pre_commit.py" "${arguments[@]}" --format sarif --fail-on never >"$sarif" || exit
echo "sarif=$sarif" >>"${GITHUB_OUTPUT:-/dev/null}"
exit "$status"
