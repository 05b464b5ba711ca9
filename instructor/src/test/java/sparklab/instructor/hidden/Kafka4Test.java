package sparklab.instructor.hidden;

import java.io.IOException;

class Kafka4Test extends ExerciseTests {

  Kafka4Test() throws IOException {
    super("kafka4");
  }
}
