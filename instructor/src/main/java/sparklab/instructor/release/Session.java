package sparklab.instructor.release;

import java.util.List;

/** A session of the course: what its archive has beside what every archive has. */
enum Session {
  I(List.of("base-streaming"), List.of(), List.of("streaming1", "--port")),
  II(
      List.of("structured-streaming", "kafka-streaming"),
      List.of(),
      List.of("structured1", "--port")),
  III(
      List.of("ml-kmeans", "ml-classifier"),
      // One lesson of session II shows what the feeds send; the rest of its module comes with II.
      List.of(
          "kafka-streaming/pom.xml",
          "kafka-streaming/src/main/java/sparklab/kafka/KafkaConsole.java",
          "kafka-streaming/src/main/resources/sparklab/es.po",
          ".run/kafka-console.run.xml"),
      List.of("kmeans1", "--port"));

  private final List<String> modules;
  private final List<String> further;
  private final List<String> sample;

  Session(List<String> modules, List<String> further, List<String> sample) {
    this.modules = modules;
    this.further = further;
    this.sample = sample;
  }

  /** The name of its archive. */
  String archive() {
    return "Spark-Streaming-" + name() + ".zip";
  }

  /** The modules that it has whole. */
  List<String> modules() {
    return modules;
  }

  /** Single files of other modules. */
  List<String> further() {
    return further;
  }

  /** A lesson that proves that the archive works, and its option for the port of its source. */
  List<String> sample() {
    return sample;
  }
}
