// columns by their names, and a rounded number
long words = statistics.getAs("words");
double mean = Math.round(10 * (double) statistics.getAs("mean_length")) / 10.0;
int longest = statistics.getAs("longest");
return statistics.getAs("initial") + ": " + words + (words == 1 ? " word" : " words") + ", " + mean
    + " letters on average, " + longest + " at most";
