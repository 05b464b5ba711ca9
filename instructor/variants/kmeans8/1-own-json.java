// mistake: impossible
com.fasterxml.jackson.databind.ObjectMapper json = new com.fasterxml.jackson.databind.ObjectMapper();
return lines
    .flatMap(
        line -> {
          try {
            com.fasterxml.jackson.databind.JsonNode node = json.readTree(line);
            return node.has("idema") ? java.util.List.of(node).iterator() : java.util.Collections.emptyIterator();
          } catch (com.fasterxml.jackson.core.JsonProcessingException broken) {
            return java.util.Collections.emptyIterator();
          }
        })
    .filter(node -> node.path("ta").isNumber() && node.path("hr").isNumber() && node.path("vv").isNumber())
    .mapToPair(
        node ->
            new Tuple2<>(
                node.get("idema").asText(),
                Vectors.dense(node.get("ta").asDouble(), node.get("hr").asDouble(), node.get("vv").asDouble())));
