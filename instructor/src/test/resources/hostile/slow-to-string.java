// too slow: loop without an end
class Slow implements java.io.Serializable {
  @Override
  public String toString() {
    while (true) {}
  }
}
return (JavaDStream) lines.map(line -> new Slow().toString());
