"""Runs a command and prints what it took, as JSON: wall and processor seconds, peak bytes, exit code, messages.

A process of its own, since a child is accounted the memory that its parent had when it was started.
"""
import json
import os
import subprocess
import sys
import time

begin = time.perf_counter()
child = subprocess.Popen(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
messages = child.stderr.read()
_, status, usage = os.wait4(child.pid, 0)
wall = time.perf_counter() - begin
child.returncode = os.waitstatus_to_exitcode(status)
peak = usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024)
print(json.dumps({"wall": wall, "cpu": usage.ru_utime + usage.ru_stime, "peak": peak, "exit": child.returncode,
                  "messages": messages.decode(errors="replace")}))
