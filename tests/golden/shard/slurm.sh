# The plan's slurm.sh on a real Slurm of one node: the merge at the end of the arrays gives the files of watch. A job that
# is killed stops what depends on it, a part that is damaged stops the merge, and submitting again does what is missing
# and no more; a node that goes down while a job runs gives it back to the queue.
for tool in slurmctld slurmd munged sbatch; do
  command -v $tool > /dev/null || { echo "skipped: Slurm is not installed (apt-get install slurmctld slurmd slurm-client munge)"; exit 77; }
done
[ "$(id -u)" = 0 ] || { echo "skipped: slurmd wants root"; exit 77; }
work=$(mktemp -d); chmod 755 "$work"
daemons=()
cleanup() { # everything that works in the folder ends: the daemons, their helpers and the job that waits for ever
  cd /
  kill -KILL "${daemons[@]}" 2> /dev/null || true
  for process in /proc/[0-9]*; do
    [[ $(readlink "$process/cwd") != "$work"* ]] || kill -KILL "${process#/proc/}" 2> /dev/null || true
  done
  wait 2> /dev/null || true
  rm -rf "$work"
}
trap cleanup EXIT
cd "$work"
"$DIDBAN" simulate -o city --seed 12 --parcels 80 --epochs 2 --gsd 0.3 --quiet > /dev/null
"$DIDBAN" watch city -o whole --ledger whole.gpkg --quiet > /dev/null

free_ports() { python3 -c 'import socket
held = [socket.socket() for _ in range(2)]
for s in held: s.bind(("127.0.0.1", 0))
print(*[s.getsockname()[1] for s in held])'; }
read -r controller node <<< "$(free_ports)"
head -c 128 /dev/urandom > munge.key; chmod 600 munge.key
mkdir -p state spool munge && chmod 755 munge
munged --foreground --force --key-file="$work/munge.key" --socket="$work/munge/socket" --pid-file="$work/munge/pid" \
  --log-file="$work/munge/log" --seed-file="$work/munge/seed" > munge/said 2>&1 &
daemons+=($!)
cat > slurm.conf <<CONF
ClusterName=didban
SlurmctldHost=$(hostname)(127.0.0.1)
SlurmUser=root
SlurmctldPort=$controller
SlurmdPort=$node
AuthType=auth/munge
AuthInfo=socket=$work/munge/socket,cred_expire=5
StateSaveLocation=$work/state
SlurmdSpoolDir=$work/spool
SlurmctldPidFile=$work/slurmctld.pid
SlurmdPidFile=$work/slurmd.pid
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
MpiDefault=none
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU
ReturnToService=0
SchedulerParameters=batch_sched_delay=0,sched_min_interval=0
JobCompType=jobcomp/filetxt
JobCompLoc=$work/completed
NodeName=$(hostname) NodeAddr=127.0.0.1 CPUs=2 State=UNKNOWN
PartitionName=all Nodes=ALL Default=YES MaxTime=INFINITE State=UP
CONF
touch completed
export SLURM_CONF=$work/slurm.conf
slurmctld -D > slurmctld.log 2>&1 & daemons+=($!)
slurmd -D > slurmd.log 2>&1 & daemons+=($!)
ready() { sinfo -h -o %T 2> /dev/null | grep -q idle; }
tries=0
until ready; do
  tries=$((tries + 1))
  [ $tries -lt 600 ] || { echo "skipped: Slurm does not start on this machine:"; tail -5 slurmctld.log slurmd.log; exit 77; }
  read -rt 0.1 _ <> <(:) || true
done

ended() { # blocks until a job has ended, however it did
  sbatch --wait --quiet --dependency="afterany:$1" --output=/dev/null --wrap=true
}
submit() { DIDBAN=$1 AT_ONCE=2 plan/slurm.sh "$work/out"; }
same() { diff -rq --exclude=run.json whole out || { echo "$1: other files than those of watch"; exit 1; }; }

"$DIDBAN" shard plan city -o plan --jobs 3 --quiet > /dev/null
cat > killed_once <<SH
#!/bin/bash
# Didban, killed half-way the first time that it does job 2 of the phase "weigh".
case "\$*" in
*"--phase weigh --job 2"*) if mkdir "$work/was_killed" 2> /dev/null; then
    "$DIDBAN" "\${@/--quiet/}" 2>&1 | { read -r _; kill -KILL \$\$; } fi;;
esac
exec "$DIDBAN" "\$@"
SH
chmod +x killed_once
ended "$(submit "$work/killed_once")"
[ -d was_killed ] || { echo "the job that was to be killed never ran"; cat plan/jobs/*.log; exit 1; }
[ ! -e out/run.json ] || { echo "the merge ran without a part"; exit 1; }
[ -e plan/parts/weigh-1 ] && [ ! -e plan/parts/weigh-2 ] || { echo "parts after the kill:"; ls plan/parts; exit 1; }

first=$(stat -c '%i %Y' plan/parts/weigh-1)
ended "$(submit "$DIDBAN")"
[ -e out/run.json ] || { echo "the second time nothing came of it either:"; cat plan/jobs/*.log; exit 1; }
same "after a kill"
[ "$first" = "$(stat -c '%i %Y' plan/parts/weigh-1)" ] || { echo "a job that was done was done again"; exit 1; }
grep -q "JobState=COMPLETED.*RunTime\|StartTime=" completed || { echo "no account of the jobs' times"; exit 1; }

rm -rf out plan/parts/weigh-1
printf 'x' | dd of=plan/parts/weigh-3 bs=1 seek=500 conv=notrunc 2> /dev/null
cat > waits <<SH
#!/bin/bash
# Didban, whose job 1 of the phase "weigh" says that it runs and waits, the first time.
case "\$*" in *"--phase weigh --job 1"*) if mkdir "$work/waited" 2> /dev/null; then echo runs > "$work/fifo"; read -r _ < "$work/never"; exit 1; fi;; esac
exec "$DIDBAN" "\$@"
SH
chmod +x waits
mkfifo fifo never
merge=$(submit "$work/waits")
read -r _ < fifo
scontrol update NodeName="$(hostname)" State=DOWN Reason=test
scontrol update NodeName="$(hostname)" State=RESUME
ended "$merge"
[ -e out/run.json ] || { echo "a node that went down stopped the run:"; cat plan/jobs/*.log; tail -5 slurmctld.log; exit 1; }
same "after the node was down"
