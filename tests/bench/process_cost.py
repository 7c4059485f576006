"""What a whole process costs. The peak memory of a child is at least that of its parent: who asks should stay small."""
import json
import os
import subprocess
import sys
import time


def cost(command):
    """Processor seconds, wall seconds and peak MB of one run; ends the program, with what the command said, when it fails."""
    words = [str(word) for word in command]
    started = time.monotonic()
    child = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    said = child.stderr.read()
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        sys.exit(f"{' '.join(words)} ended with {child.returncode}:\n{said.decode(errors='replace')}")
    return {"cpu_s": usage.ru_utime + usage.ru_stime, "wall_s": time.monotonic() - started, "peak_mb": usage.ru_maxrss / 1024}


def made_city(didban, home, *options):
    """What `simulate` said of a city of two images; it is made where it is not there yet."""
    record = home / "made.json"
    if not record.exists():
        said = subprocess.run([didban, "simulate", "-o", home, "--epochs", "2", "-q", *map(str, options)], check=True, stdout=subprocess.PIPE).stdout
        record.write_bytes(said)
    return json.loads(record.read_text())
