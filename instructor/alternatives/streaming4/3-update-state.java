// the older operation
return counts.updateStateByKey(
    (java.util.List<Long> news, org.apache.spark.api.java.Optional<Long> soFar) ->
        org.apache.spark.api.java.Optional.of(
            soFar.orElse(0L) + news.stream().mapToLong(Long::longValue).sum()));
