#include "pipelines/shard/cluster_files.h"

#include "didban/report/text_file.h"

#include <filesystem>

namespace didban {

namespace fs = std::filesystem;

namespace {

/// A word of a shell command.
std::string quoted_word(const std::string& text)
{
    std::string out = "'";
    for (const char c : text)
        out += c == '\'' ? std::string("'\\''") : std::string(1, c);
    return out + "'";
}

/// A YAML scalar in double quotes.
std::string scalar(const std::string& text)
{
    std::string out = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\')
            out += '\\';
        out += c;
    }
    return out + "\"";
}

constexpr const char* slurm_head = R"(#!/bin/bash
# Submits the jobs of this plan to Slurm: one array for each phase, each when all of the one before it has ended well,
# and the merge last. Prints the number of the merge's job.
#   slurm.sh OUT [option of sbatch...]
# DIDBAN: the program (didban). AT_ONCE: jobs of an array that run at once (all). Jobs that were lost with their node are
# queued again; `sacct -j NUMBER --format=JobName,State,Elapsed,TotalCPU,MaxRSS` tells what each has cost.
set -euo pipefail
out=$(realpath -m "$1")
shift
didban=${DIDBAN:-didban}
previous=""
# Words of a command inside a command.
word() { printf '%q' "$1"; }
submit() { # NAME ARRAY COMMAND
  local waits=()
  [ -z "$previous" ] || waits=(--dependency="afterok:$previous" --kill-on-invalid-dep=yes)
  previous=$(sbatch --parsable --requeue --job-name="didban-$1" --output="$plan/jobs/$1-%a.log" "${waits[@]}" \
    --array="$2${AT_ONCE:+%$AT_ONCE}" "${options[@]}" --wrap="$3")
}
options=("$@")
)";

std::string slurm(const ShardPlan& plan, const std::string& folder)
{
    std::string out = slurm_head;
    out += "plan=" + quoted_word(folder) + "\n";
    for (const ShardPhase& p : plan.phases)
        out += "submit " + p.name + " 1-" + std::to_string(p.jobs) +
               " \"$(word \"$didban\") shard run $(word \"$plan\") --phase " + p.name +
               " --job \\$SLURM_ARRAY_TASK_ID --threads \\${SLURM_CPUS_PER_TASK:-1} --quiet\"\n";
    out +=
        "submit merge 1-1 \"$(word \"$didban\") merge $(word \"$plan\") -o $(word \"$out\") --threads \\${SLURM_CPUS_PER_TASK:-1} --quiet\"\n";
    return out + "echo \"$previous\"\n";
}

/// Indexed Jobs count from 0, a plan's jobs from 1.
std::string kubernetes(const ShardPlan& plan, const std::string& folder)
{
    std::string out = "# One Indexed Job for each phase of this plan: apply the first, wait until it is complete\n"
                      "# (kubectl wait --for=condition=complete job/NAME), then the next; at the end run\n"
                      "# `didban merge`. IMAGE and the claim \"didban\", a volume that every node sees and that holds\n"
                      "# plan, city and images under the paths of the plan, are yours to name.\n";
    for (const ShardPhase& p : plan.phases) {
        const std::string command = "exec didban shard run " + quoted_word(folder) + " --phase " + p.name +
                                    " --job $((JOB_COMPLETION_INDEX + 1)) --quiet";
        out += "---\n"
               "apiVersion: batch/v1\n"
               "kind: Job\n"
               "metadata:\n"
               "  name: didban-" +
               p.name +
               "\n"
               "spec:\n"
               "  completionMode: Indexed\n"
               "  completions: " +
               std::to_string(p.jobs) +
               "\n"
               "  parallelism: " +
               std::to_string(p.jobs) +
               "\n"
               "  backoffLimit: " +
               std::to_string(3 * p.jobs) +
               "\n"
               "  template:\n"
               "    spec:\n"
               "      restartPolicy: Never\n"
               "      containers:\n"
               "        - name: didban\n"
               "          image: IMAGE\n"
               "          command: [\"/bin/sh\", \"-c\", " +
               scalar(command) +
               "]\n"
               "          volumeMounts:\n"
               "            - { name: city, mountPath: " +
               scalar(fs::path(folder).parent_path().string()) +
               " }\n"
               "      volumes:\n"
               "        - { name: city, persistentVolumeClaim: { claimName: didban } }\n";
    }
    return out;
}

} // namespace

void write_cluster_files(const ShardPlan& plan)
{
    const std::string folder = fs::absolute(plan.folder).lexically_normal().string();
    const fs::path script = fs::path(plan.folder) / "slurm.sh";
    write_text_file(script.string(), slurm(plan, folder));
    fs::permissions(script, fs::perms::owner_exec | fs::perms::group_exec | fs::perms::others_exec,
                    fs::perm_options::add);
    write_text_file((fs::path(plan.folder) / "kubernetes.yaml").string(), kubernetes(plan, folder));
}

} // namespace didban
