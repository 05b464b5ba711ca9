package sparklab.instructor.hidden;

import java.io.IOException;

class Kafka8Test extends ExerciseTests {

  Kafka8Test() throws IOException {
    super("kafka8");
  }
}
