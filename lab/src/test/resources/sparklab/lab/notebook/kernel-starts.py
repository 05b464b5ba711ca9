"""Starts the Java kernel again and again by Jupyter's own client; each start has to answer.

kernel-starts.py KERNEL STARTS: prints a line for each start, and exits with 1 at the first that fails.
"""

import os
import sys
import time

from jupyter_client.manager import start_new_kernel

kernel, starts = sys.argv[1], int(sys.argv[2])
for start in range(1, starts + 1):
    begun = time.time()
    manager, client = start_new_kernel(kernel_name=kernel, startup_timeout=60)
    shown = []
    client.execute_interactive(
        "%d + 1" % start,
        timeout=60,
        output_hook=lambda message: shown.append(message["content"].get("data", {}).get("text/html")),
    )
    answered = time.time()
    process = manager.provisioner.process
    manager.shutdown_kernel()
    client.stop_channels()
    if str(start + 1) not in shown:
        sys.exit("start %d: shown were %s" % (start, shown))
    # 0 is its own end; Jupyter kills what takes longer than five seconds.
    if process.poll() != 0:
        sys.exit("start %d: it ended with %s" % (start, process.poll()))
    print("start %d: %.1f s, ended after %.1f s" % (start, answered - begun, time.time() - answered), flush=True)
os._exit(0)  # some versions of the client stumble over their own sockets at exit
