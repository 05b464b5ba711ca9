// crashed: It threw IllegalStateException. | It threw SparkException.
lines.context().sparkContext().stop();
return lines;
