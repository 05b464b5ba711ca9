package sparklab.worker;

import java.io.IOException;
import java.io.InputStream;
import java.security.CodeSource;
import java.security.ProtectionDomain;
import java.security.PublicKey;
import java.security.cert.Certificate;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * The classes of a solution, before those of the same name on the class path, where the stub is.
 *
 * <p>Spark keeps the class loader that is the thread's when its context is made, and takes the
 * lambdas of tasks from it: a worker makes an empty one first, and puts the solution into it later.
 *
 * <p>The other classes of a solution's packages are defined here once more: a lesson's
 * package-private members can be used only by a class of the same loader.
 *
 * <p>The JVM takes them for signed, and so leaves them out of the class archive that it writes: the
 * archive is made with the instructors' solution, and any student's code can read it.
 */
public final class SolutionClasses extends ClassLoader {

  static {
    registerAsParallelCapable();
  }

  private static final ProtectionDomain SIGNED =
      new ProtectionDomain(
          new CodeSource(null, new Certificate[] {new NobodysCertificate()}), null);

  private volatile Map<String, byte[]> compiled = Map.of();
  private volatile Set<String> packages = Set.of();

  /** Over a class path, without a solution yet. */
  public SolutionClasses(ClassLoader classPath) {
    super("solution", classPath);
  }

  /**
   * Over a class path.
   *
   * @param compiled class files by class name
   */
  public SolutionClasses(Map<String, byte[]> compiled, ClassLoader classPath) {
    this(classPath);
    fill(compiled);
  }

  /** Puts a solution in, once: a class that has been loaded cannot be replaced. */
  void fill(Map<String, byte[]> solution) {
    Set<String> named = new HashSet<>();
    solution.keySet().forEach(name -> named.add(packageOf(name)));
    packages = Set.copyOf(named);
    compiled = Map.copyOf(solution);
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    synchronized (getClassLoadingLock(name)) {
      Class<?> known = findLoadedClass(name);
      if (known != null) {
        return known;
      }
      byte[] bytes = compiled.get(name);
      if (bytes == null && packages.contains(packageOf(name))) {
        bytes = onClassPath(name);
      }
      return bytes == null
          ? super.loadClass(name, resolve)
          : defineClass(name, bytes, 0, bytes.length, SIGNED);
    }
  }

  /** It certifies nothing. */
  private static final class NobodysCertificate extends Certificate {

    NobodysCertificate() {
      super("none");
    }

    @Override
    public byte[] getEncoded() {
      return new byte[0];
    }

    @Override
    public void verify(PublicKey key) {}

    @Override
    public void verify(PublicKey key, String provider) {}

    @Override
    public String toString() {
      return "nobody's certificate";
    }

    @Override
    public PublicKey getPublicKey() {
      return null;
    }
  }

  private static String packageOf(String name) {
    return name.substring(0, Math.max(0, name.lastIndexOf('.')));
  }

  private byte[] onClassPath(String name) throws ClassNotFoundException {
    try (InputStream in = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
      return in == null ? null : in.readAllBytes();
    } catch (IOException unreadable) {
      throw new ClassNotFoundException(name, unreadable);
    }
  }
}
