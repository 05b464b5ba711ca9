// crashed: printed more than
String much = "0123456789".repeat(1000);
while (much != null) {
  System.out.println(much);
}
return lines;
