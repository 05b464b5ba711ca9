// undone: Task 1 is undone.
throw sparklab.lesson.Undone.task(1);
