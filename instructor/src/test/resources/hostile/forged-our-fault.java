// crashed: The grader failed.
throw new sparklab.worker.TaskFailure(
    sparklab.worker.TaskFailure.Kind.OURS, "The grader failed.", 0);
