# Workers are killed while they work, the database too: each task has one result, that of a run that nobody disturbs.
# Which moment it is depends on how many results there are, not on the time.
printf 'name = killed\n[echo]\nkind = tests\ncommand = echo "ok $seed"; echo "cover addu all slot interp 1"; sleep 0.02; test $seed != 77\nseeds = 1..%s\n' "$tasks" > killed.campaign
mixter campaign --store undisturbed.db --findings undisturbed killed.campaign > printed 2>&1
mixter campaign report --store undisturbed.db --format results killed.campaign > expected
[ "$(wc -l < expected)" = "$tasks" ] && good || bad "undisturbed: $(cat printed)"

start() { # NUMBER STORE: a worker; its process is in worker.NUMBER
    mixter work --store "$2" --workers 1 --batch 20 --lease 2 > "worker.$1.log" 2>&1 &
    echo $! > "worker.$1"
}
# NAME STORE COUNT-COMMAND: the campaign, with four workers, of which one after the other is killed
disturb() {
    name=$1 store=$2 count=$3 killed=0 tried=0 restarted=
    # The first to come makes the campaign, and leaves before it has done anything.
    mixter campaign --store "$store" --findings "$name.findings" --slurm 1 killed.campaign > /dev/null 2>&1
    for n in 0 1 2 3; do start $n "$store"; done
    while [ $tried -lt "$kills" ]; do
        while [ "$($count)" -lt $((tasks * tried / (kills * 3 / 2))) ]; do sleep 0.02; done
        n=$((tried % 4))
        kill -9 "$(cat worker.$n)" 2> /dev/null && killed=$((killed + 1))
        wait "$(cat worker.$n)" 2> /dev/null
        start $n "$store"
        tried=$((tried + 1))
        [ $tried = $((kills / 2)) ] && [ -n "$server" ] && [ "$name" = postgres ] && restart
    done
    for n in 0 1 2 3; do wait "$(cat worker.$n)" || bad "$name: worker $n: $(cat worker.$n.log)"; done
    mixter campaign report --store "$store" --format results killed.campaign > actual
    [ $killed -gt 0 ] && good || bad "$name: no worker was killed"
    diff expected actual > difference && good || { bad "$name: not the results of an undisturbed run"; shown difference; }
    mixter campaign report --store "$store" --format json killed.campaign > json
    grep -q "\"done\": $tasks," json && grep -q "\"tries\": $tasks}" json && grep -q '"times": 1}' json && good || { bad "$name: counted twice, or not"; shown json; }
    echo "$name: $tasks tasks, workers killed $killed times${restarted:+, the server restarted}: every task has one result"
}
count_in_file() { python3 -c 'import sqlite3; print(sqlite3.connect("file:disturbed.db?mode=ro", uri=True).execute("SELECT COUNT(*) FROM result").fetchone()[0])'; }
disturb sqlite "$PWD/disturbed.db" count_in_file

# ---- PostgreSQL, on a socket in a folder of its own; it does not run as root ----

programs=$(ls -d /usr/lib/postgresql/*/bin 2> /dev/null | tail -n 1)
server=$(mktemp -d /tmp/mixter-postgres.XXXXXX)
as_server() { if [ "$(id -u)" = 0 ]; then setpriv --reuid=65534 --regid=65534 --clear-groups env HOME="$server" "$@"; else "$@"; fi; }
[ "$(id -u)" = 0 ] && chown 65534:65534 "$server"
control() { as_server "$programs/pg_ctl" -D "$server/data" -l "$server/log" -w "$@" > /dev/null 2>&1; }
# At once, as if the power had failed.
restart() { control stop -m immediate && control start -o "-k $server -c listen_addresses=''" && restarted=yes || bad 'the server does not start again'; }
count_in_server() { as_server "$programs/psql" -h "$server" -U mixter -d postgres -Atc 'SELECT COUNT(*) FROM result' 2> /dev/null || echo 0; }
address="postgresql://mixter@/postgres?host=$server"
if mixter campaign --store "$address" killed.campaign 2>&1 | grep -q 'built without PostgreSQL'; then
    good
elif (cd / && as_server "$programs/initdb" -D "$server/data" -U mixter -A trust -N) > initdb.log 2>&1 && control start -o "-k $server -c listen_addresses=''"; then
    disturb postgres "$address" count_in_server
    control stop -m fast
    mixter campaign report --store "$address" killed.campaign > printed 2> said && bad 'a report from a server that is not there'
    [ "$(wc -l < said)" = 1 ] && grep -q "$server" said && good || bad "no server: $(cat said)"
else
    bad "PostgreSQL does not start: $(tail -n 3 initdb.log "$server/log")"
fi
rm -rf "$server"
