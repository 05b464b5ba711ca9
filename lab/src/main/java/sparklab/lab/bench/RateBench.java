package sparklab.lab.bench;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import sparklab.data.publish.LinePublisher;
import sparklab.data.publish.LinePublisher.Manner;

/** How well the publisher keeps the pace that was asked for. */
final class RateBench implements Benchmark {

  private static final double SECONDS = 5;

  @Override
  public String name() {
    return "rate";
  }

  @Override
  public String description() {
    return "lines/s received over 5 s, beside what --rate asked for";
  }

  @Override
  public List<Row> measure(int runs) throws Exception {
    List<Row> rows = new ArrayList<>();
    for (int rate : new int[] {10, 1_000, 100_000}) {
      Samples samples = new Samples("lines/s");
      for (int run = 0; run < runs; run++) {
        samples.add(received(rate));
      }
      rows.add(new Row("--rate " + rate, samples, samples.median() / rate));
    }
    return rows;
  }

  private static double received(int rate) throws IOException {
    int wanted = (int) (rate * SECONDS);
    try (LinePublisher publisher = Programs.text(Manner.PLAIN.at(rate).looping());
        Socket socket = new Socket("127.0.0.1", publisher.port());
        InputStream in = new BufferedInputStream(socket.getInputStream())) {
      readLine(in); // the first comes at once
      long start = System.nanoTime();
      for (int line = 0; line < wanted; line++) {
        readLine(in);
      }
      return wanted / ((System.nanoTime() - start) / 1e9);
    }
  }

  private static void readLine(InputStream in) throws IOException {
    int next;
    do {
      next = in.read();
      if (next < 0) {
        throw new IOException("The publisher has gone");
      }
    } while (next != '\n');
  }
}
