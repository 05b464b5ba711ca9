package sparklab.instructor.serve;

import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.Closeable;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import javax.management.JMException;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/** What the broker counts, asked for inside this machine: no port is open for it. */
final class BrokerNumbers implements Closeable {

  private final JMXConnector connector;
  private final MBeanServerConnection beans;

  /** Of the broker that is the process of this number. */
  BrokerNumbers(long pid) throws IOException {
    try {
      VirtualMachine machine = VirtualMachine.attach("" + pid);
      try {
        connector =
            JMXConnectorFactory.connect(new JMXServiceURL(machine.startLocalManagementAgent()));
      } finally {
        machine.detach();
      }
    } catch (AttachNotSupportedException impossible) {
      throw new IOException(impossible);
    }
    beans = connector.getMBeanServerConnection();
  }

  /**
   * A reader's share.
   *
   * @param bytesPerSecond that it gets
   * @param heldBackMillis by which its quota delays each answer
   */
  record Share(double bytesPerSecond, double heldBackMillis) {}

  /** By the name or client id of each that reads now. */
  Map<String, Share> readers() throws IOException {
    Map<String, Share> readers = new TreeMap<>();
    for (ObjectName bean : find("kafka.server:type=Fetch,*")) {
      String user = text(bean.getKeyProperty("user"));
      String id = text(bean.getKeyProperty("client-id"));
      double rate = number(bean, "byte-rate");
      if (rate > 0 && !user.equals(BrokerSettings.SUPER_USER)) {
        readers.put(user.isEmpty() ? id : user, new Share(rate, number(bean, "throttle-time")));
      }
    }
    return readers;
  }

  /** Open connections of students. */
  long connections() throws IOException {
    double sum = 0;
    for (ObjectName bean :
        find(
            "kafka.server:type=socket-server-metrics,listener=" + BrokerSettings.STUDENTS + ",*")) {
      sum += number(bean, "connection-count");
    }
    return Math.round(sum);
  }

  /** Messages a second into a topic, over the last minute. */
  double messagesPerSecond(String topic) throws IOException {
    double sum = 0;
    for (ObjectName bean :
        find("kafka.server:type=BrokerTopicMetrics,name=MessagesInPerSec,topic=" + topic)) {
      sum += number(bean, "OneMinuteRate");
    }
    return sum;
  }

  private Set<ObjectName> find(String pattern) throws IOException {
    try {
      return beans.queryNames(new ObjectName(pattern), null);
    } catch (JMException impossible) {
      throw new IOException(impossible);
    }
  }

  private double number(ObjectName bean, String attribute) throws IOException {
    try {
      double number = ((Number) beans.getAttribute(bean, attribute)).doubleValue();
      return Double.isNaN(number) ? 0 : number;
    } catch (JMException none) {
      return 0; // it is not counted, or not any more
    }
  }

  /** Kafka quotes what is not plain. */
  private static String text(String property) {
    if (property == null) {
      return "";
    }
    return property.startsWith("\"") ? ObjectName.unquote(property) : property;
  }

  @Override
  public void close() throws IOException {
    connector.close();
  }
}
