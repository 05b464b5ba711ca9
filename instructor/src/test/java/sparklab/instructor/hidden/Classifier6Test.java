package sparklab.instructor.hidden;

import java.io.IOException;

class Classifier6Test extends ExerciseTests {

  Classifier6Test() throws IOException {
    super("classifier6");
  }
}
