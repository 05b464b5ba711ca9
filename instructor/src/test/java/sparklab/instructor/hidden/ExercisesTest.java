package sparklab.instructor.hidden;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import sparklab.lab.exercise.ExerciseFiles;
import sparklab.lab.home.Home;
import sparklab.testing.LessonProcess;

/** No exercise is without tests of its tests. */
class ExercisesTest {

  @Test
  void eachHasItsClass() throws Exception {
    for (ExerciseFiles exercise : ExerciseFiles.all(new Home(LessonProcess.home()))) {
      String name = HiddenTests.of(exercise.name()).getName().replaceFirst("Hidden$", "Test");
      assertThat(Class.forName(name)).isAssignableTo(ExerciseTests.class);
    }
  }
}
