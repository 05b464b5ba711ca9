package sparklab.instructor.hidden;

import java.io.IOException;

class Streaming4Test extends ExerciseTests {

  Streaming4Test() throws IOException {
    super("streaming4");
  }
}
