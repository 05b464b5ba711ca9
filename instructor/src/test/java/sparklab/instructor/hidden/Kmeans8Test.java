package sparklab.instructor.hidden;

import java.io.IOException;

class Kmeans8Test extends ExerciseTests {

  Kmeans8Test() throws IOException {
    super("kmeans8");
  }
}
