// too slow: loop without an end
Runtime.getRuntime()
    .addShutdownHook(
        new Thread(
            () -> {
              while (true) {}
            }));
System.exit(0);
return lines;
