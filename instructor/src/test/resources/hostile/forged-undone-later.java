// undone: Task 1 is undone.
throw sparklab.data.Undone.task(1);
