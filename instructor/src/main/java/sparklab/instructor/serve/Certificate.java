package sparklab.instructor.serve;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import sparklab.cli.Mistake;

/**
 * By which students know that they talk to their instructor's machine: made by the JDK's keytool,
 * once for each name of the machine.
 *
 * @param keyStore with the private key
 * @param pem what students get
 */
record Certificate(Path keyStore, Path pem) {

  /** Of the key store, which Kafka wants to have one; the folder is what keeps others out. */
  static final String PASSWORD = "class-source";

  private static final String ALIAS = "source";
  private static final int DAYS = 730;

  /** The one for a host in a folder; makes it if it is not there. */
  static Certificate of(Path folder, String host, String address)
      throws IOException, InterruptedException {
    Certificate certificate =
        new Certificate(
            folder.resolve(host + ".p12").toAbsolutePath(),
            folder.resolve(host + ".pem").toAbsolutePath());
    if (!certificate.lasts()) {
      Files.deleteIfExists(certificate.keyStore); // an old one, or of a start that was broken off
      String names = "ip:" + address + (host.equals(address) ? "" : ",dns:" + host);
      certificate.keytool(
          List.of(
              "-genkeypair",
              "-keyalg",
              "EC",
              "-dname",
              "CN=" + host,
              "-ext",
              "SAN=" + names,
              "-validity",
              "" + DAYS,
              "-storetype",
              "PKCS12"));
      certificate.keytool(List.of("-exportcert", "-rfc", "-file", certificate.pem.toString()));
    }
    return certificate;
  }

  /** Whether it is there, and good for another month. */
  private boolean lasts() throws IOException {
    if (!Files.exists(pem)) {
      return false;
    }
    try (InputStream in = Files.newInputStream(pem)) {
      ((X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in))
          .checkValidity(Date.from(Instant.now().plus(Duration.ofDays(30))));
      return true;
    } catch (CertificateException expiredOrDamaged) {
      return false;
    }
  }

  private void keytool(List<String> words) throws IOException, InterruptedException {
    ProcessBuilder keytool =
        new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    keytool.command().addAll(words);
    keytool
        .command()
        .addAll(List.of("-alias", ALIAS, "-keystore", keyStore.toString(), "-storepass", PASSWORD));
    Process process = keytool.redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes());
    if (process.waitFor() != 0) {
      throw Mistake.failure("The certificate cannot be made: keytool says %s", said.strip());
    }
  }
}
