// crashed: It threw an exception. | It threw SparkException.
throw new sparklab.worker.TaskFailure(
    sparklab.worker.TaskFailure.Kind.OURS, "The grader failed.", 0);
