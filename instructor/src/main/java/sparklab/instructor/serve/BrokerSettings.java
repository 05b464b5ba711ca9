package sparklab.instructor.serve;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import sparklab.data.kafka.LocalBroker.Setup;

/**
 * How Kafka tells the instructor from students: by where they come in. On loopback nobody comes in
 * without the password that each start makes anew, and who has it may do everything; students come
 * in by a listener of their own, and Kafka's authorizer lets them do what {@link Access} says.
 *
 * @param password of this start
 * @param certificate null for students without names
 */
record BrokerSettings(
    String host,
    String address,
    int port,
    long keepBytes,
    String password,
    Certificate certificate) {

  /** No student can be called this: names begin with a letter or a digit. */
  static final String SUPER_USER = "_lab";

  /** The name of the listener for students. */
  static final String STUDENTS = "STUDENTS";

  private static final int PARTITIONS = 4;
  private static final long LARGEST_SEGMENT = 64 << 20;
  private static final long SMALLEST_SEGMENT = 1 << 20;

  /** A producer's largest request and what is around it. */
  private static final int LARGEST_REQUEST = 3 << 19;

  /** For the broker. */
  Setup setup() {
    return new Setup(server(), client(password), List.of("-Xmx768m", "-XX:+UseG1GC"));
  }

  /** For programs of this machine that have the password. */
  static Map<String, String> client(String password) {
    return Map.of(
        "security.protocol",
        "SASL_PLAINTEXT",
        "sasl.mechanism",
        "PLAIN",
        "sasl.jaas.config",
        plain(password) + ";");
  }

  private static String plain(String password) {
    return "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"%s\" password=\"%s\""
        .formatted(SUPER_USER, password);
  }

  private Map<String, String> server() {
    Map<String, String> settings = new TreeMap<>();
    settings.put("listeners", "%s://%s:%d".formatted(STUDENTS, address, port));
    settings.put("advertised.listeners", "%s://%s:%d".formatted(STUDENTS, host, port));
    settings.put(
        "listener.security.protocol.map",
        "LOCAL:SASL_PLAINTEXT,CONTROLLER:SASL_PLAINTEXT,%s:%s"
            .formatted(STUDENTS, certificate == null ? "PLAINTEXT" : "SASL_SSL"));
    settings.put("sasl.mechanism.inter.broker.protocol", "PLAIN");
    settings.put("sasl.mechanism.controller.protocol", "PLAIN");
    for (String own : List.of("local", "controller")) {
      settings.put("listener.name.%s.sasl.enabled.mechanisms".formatted(own), "PLAIN");
      settings.put(
          "listener.name.%s.plain.sasl.jaas.config".formatted(own),
          "%s user_%s=\"%s\";".formatted(plain(password), SUPER_USER, password));
    }
    if (certificate != null) {
      String students = "listener.name." + STUDENTS.toLowerCase() + ".";
      settings.put(students + "sasl.enabled.mechanisms", "SCRAM-SHA-512");
      settings.put(
          students + "scram-sha-512.sasl.jaas.config",
          "org.apache.kafka.common.security.scram.ScramLoginModule required;");
      settings.put(students + "ssl.keystore.type", "PKCS12");
      settings.put(students + "ssl.keystore.location", certificate.keyStore().toString());
      settings.put(students + "ssl.keystore.password", Certificate.PASSWORD);
    }
    settings.put(
        "authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer");
    settings.put("super.users", "User:" + SUPER_USER);
    settings.put("allow.everyone.if.no.acl.found", "false");

    // The disk: the newest of each topic, whatever its age; Kafka deletes whole segments.
    long ofPartition = keepBytes / PARTITIONS;
    settings.put("num.partitions", "" + PARTITIONS);
    settings.put("log.retention.bytes", "" + ofPartition);
    settings.put("log.retention.ms", "-1");
    settings.put(
        "log.segment.bytes",
        "" + Math.max(SMALLEST_SEGMENT, Math.min(LARGEST_SEGMENT, ofPartition / 8)));
    settings.put("log.retention.check.interval.ms", "30000");
    settings.put("log.segment.delete.delay.ms", "10000");
    // What students can write at all is how far their groups are: little, and not for long.
    settings.put("offsets.retention.minutes", "1440");
    settings.put("offset.metadata.max.bytes", "256");
    settings.put("offsets.topic.segment.bytes", "4194304");

    // The memory: a length that garbage names is not believed.
    settings.put("socket.request.max.bytes", "" + LARGEST_REQUEST);
    settings.put("max.connections.per.ip", "400"); // a class behind one router is one address
    settings.put("max.connections.per.ip.overrides", "127.0.0.1:2000");
    settings.put("max.connections", "4000");
    settings.put("connections.max.idle.ms", "120000");
    settings.put("group.max.size", "100");
    return settings;
  }
}
