// crashed: destroy of current process not allowed
ProcessHandle.allProcesses().forEach(ProcessHandle::destroyForcibly);
ProcessHandle.current().parent().ifPresent(ProcessHandle::destroyForcibly);
throw new IllegalStateException("still here");
