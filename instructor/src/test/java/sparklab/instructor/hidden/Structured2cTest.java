package sparklab.instructor.hidden;

import java.io.IOException;

class Structured2cTest extends ExerciseTests {

  Structured2cTest() throws IOException {
    super("structured2c");
  }
}
