// crashed: SparkContext has been shutdown
lines.context().sparkContext().stop();
return lines;
