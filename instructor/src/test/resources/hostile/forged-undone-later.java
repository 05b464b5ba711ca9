// undone:
throw sparklab.data.Undone.task(1);
