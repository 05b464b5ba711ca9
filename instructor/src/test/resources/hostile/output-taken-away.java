// crashed: It threw UnsupportedOperationException.
System.setOut(null);
System.setErr(null);
Thread.currentThread().interrupt();
throw new UnsupportedOperationException("and nobody hears it");
