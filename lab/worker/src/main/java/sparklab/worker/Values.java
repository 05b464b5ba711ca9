package sparklab.worker;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.lang.reflect.Array;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.time.temporal.Temporal;
import java.time.temporal.TemporalAmount;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Row;
import scala.Product;
import scala.jdk.javaapi.CollectionConverters;

/** Makes values that JSON has of what a task gives: see {@link Answer}. */
final class Values {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private Values() {}

  /** The values of a row, of a tuple, or a row of one. */
  static List<Object> row(Object element) {
    return element instanceof Row || element instanceof Product && !(element instanceof Iterable)
        ? asList(plain(element))
        : list(plain(element));
  }

  private static List<Object> list(Object only) {
    List<Object> list = new ArrayList<>();
    list.add(only); // which may be null
    return list;
  }

  @SuppressWarnings("unchecked")
  private static List<Object> asList(Object plain) {
    return plain instanceof List<?> list ? (List<Object>) list : list(plain);
  }

  /** A value of which only JSON's types are left. */
  static Object plain(Object value) {
    if (value == null || value instanceof Boolean || value instanceof Long) {
      return value;
    }
    if (value instanceof CharSequence || value instanceof Character || value instanceof Enum) {
      return value.toString();
    }
    if (value instanceof Number number) {
      return number(number);
    }
    if (value instanceof Timestamp time) {
      return time.toInstant().toString();
    }
    if (value instanceof Temporal
        || value instanceof TemporalAmount
        || value instanceof java.util.Date) {
      return value.toString();
    }
    if (value instanceof Vector vector) {
      return plain(vector.toArray());
    }
    if (value instanceof org.apache.spark.mllib.linalg.Vector vector) {
      return plain(vector.toArray());
    }
    if (value instanceof byte[] bytes) {
      return new String(bytes, StandardCharsets.UTF_8);
    }
    if (value.getClass().isArray()) {
      List<Object> list = new ArrayList<>();
      for (int at = 0; at < Array.getLength(value); at++) {
        list.add(plain(Array.get(value, at)));
      }
      return list;
    }
    if (value instanceof Optional<?> optional) {
      return plain(optional.orElse(null));
    }
    if (value instanceof scala.Option<?> option) {
      return option.isEmpty() ? null : plain(option.get());
    }
    if (value instanceof Map<?, ?> map) {
      Map<String, Object> plain = new LinkedHashMap<>();
      map.forEach((key, entry) -> plain.put(String.valueOf(plain(key)), plain(entry)));
      return plain;
    }
    if (value instanceof Iterable<?> elements) {
      List<Object> list = new ArrayList<>();
      elements.forEach(element -> list.add(plain(element)));
      return list;
    }
    if (value instanceof Row row) {
      List<Object> list = new ArrayList<>();
      for (int at = 0; at < row.length(); at++) {
        list.add(plain(row.get(at)));
      }
      return list;
    }
    if (value instanceof scala.collection.Map<?, ?> map) {
      return plain(CollectionConverters.asJava(map));
    }
    if (value instanceof scala.collection.Iterable<?> elements) {
      return plain(CollectionConverters.asJava(elements));
    }
    if (value instanceof Product tuple) {
      return plain(CollectionConverters.asJava(tuple.productIterator().toSeq()));
    }
    return ofBean(value);
  }

  private static Object ofBean(Object bean) {
    Object values;
    try {
      values = JSON.convertValue(bean, Object.class);
    } catch (IllegalArgumentException isNone) {
      return bean.toString();
    }
    return plain(values);
  }

  private static Object number(Number number) {
    if (number instanceof Double || number instanceof Float || number instanceof BigDecimal) {
      double value = number.doubleValue();
      return Double.isFinite(value) ? value : Double.toString(value); // JSON has no NaN
    }
    return number instanceof BigInteger whole ? whole.toString() : number.longValue();
  }
}
