// undone: It is undone.
throw sparklab.lesson.Undone.task(1);
