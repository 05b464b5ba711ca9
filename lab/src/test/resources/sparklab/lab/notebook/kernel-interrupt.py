"""Interrupts a cell that waits for ever by Jupyter's own client; the next cell has to run.

kernel-interrupt.py KERNEL: exits with 1 if it does not.
"""

import os
import sys

from jupyter_client.manager import start_new_kernel

manager, client = start_new_kernel(kernel_name=sys.argv[1], startup_timeout=180)


def await_printed(text):
    while True:  # the queue is empty, and that an error, after a minute
        message = client.get_iopub_msg(timeout=60)
        if message["msg_type"] == "stream" and text in message["content"]["text"]:
            return


# One block: between two statements nothing runs that could be interrupted.
client.execute('{ System.out.println("begun"); new java.util.concurrent.CountDownLatch(1).await(); }')
await_printed("begun")
manager.interrupt_kernel()
client.execute('System.out.println("the next one")')
await_printed("the next one")
manager.shutdown_kernel()
print("interrupted", flush=True)
os._exit(0)  # some versions of the client stumble over their own sockets at exit
