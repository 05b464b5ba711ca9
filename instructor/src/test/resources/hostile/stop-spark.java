// crashed:
org.apache.spark.sql.SparkSession.active().stop();
return lines;
