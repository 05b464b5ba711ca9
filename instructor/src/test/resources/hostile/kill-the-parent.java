// crashed:
ProcessHandle.allProcesses().forEach(ProcessHandle::destroyForcibly);
ProcessHandle.current().parent().ifPresent(ProcessHandle::destroyForcibly);
throw new IllegalStateException("still here");
