// crashed: It threw IllegalStateException.
ProcessHandle.allProcesses().forEach(ProcessHandle::destroyForcibly);
ProcessHandle.current().parent().ifPresent(ProcessHandle::destroyForcibly);
throw new UnsupportedOperationException("still here");
