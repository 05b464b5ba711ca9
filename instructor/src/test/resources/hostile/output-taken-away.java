// crashed: and nobody hears it
System.setOut(null);
System.setErr(null);
Thread.currentThread().interrupt();
throw new IllegalStateException("and nobody hears it");
