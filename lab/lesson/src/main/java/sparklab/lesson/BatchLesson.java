package sparklab.lesson;

/** A lesson that ends by itself; every other one streams until its source ends or it is stopped. */
public interface BatchLesson extends Lesson {}
