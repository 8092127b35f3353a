package dev.tidewater.engine.produce;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;

/** Avro's dates and times, which are whole numbers, and their ISO-8601 texts. */
final class AvroTimes {
    private AvroTimes() {}

    /** Whether the schema is a date, a time of day or a timestamp. */
    static boolean isTime(Schema schema) {
        return Kind.of(schema).isPresent();
    }

    /** The text of a value; empty if the schema is no date or time. */
    static Optional<String> text(Schema schema, long value) {
        return Kind.of(schema).map(kind -> kind.text(value));
    }

    /**
     * The value that a text stands for.
     *
     * @throws DateTimeException if the text is no such time
     * @throws ArithmeticException if the time is finer than the type or out of its range
     */
    static long value(Schema schema, String text) {
        return Kind.of(schema).orElseThrow().value(text);
    }

    /** What the schema wants, for messages: "an ISO-8601 date". */
    static String wanted(Schema schema) {
        return Kind.of(schema).map(Kind::wanted).orElseThrow();
    }

    private record Kind(Shape shape, ChronoUnit unit) {
        private enum Shape {
            DATE,
            TIME,
            INSTANT,
            LOCAL
        }

        static Optional<Kind> of(Schema schema) {
            LogicalType type = LogicalTypes.fromSchemaIgnoreInvalid(schema);
            if (type == null) {
                return Optional.empty();
            }
            return switch (type.getName()) {
                case "date" -> Optional.of(new Kind(Shape.DATE, ChronoUnit.DAYS));
                case "time-millis" -> Optional.of(new Kind(Shape.TIME, ChronoUnit.MILLIS));
                case "time-micros" -> Optional.of(new Kind(Shape.TIME, ChronoUnit.MICROS));
                case "timestamp-millis" -> Optional.of(new Kind(Shape.INSTANT, ChronoUnit.MILLIS));
                case "timestamp-micros" -> Optional.of(new Kind(Shape.INSTANT, ChronoUnit.MICROS));
                case "timestamp-nanos" -> Optional.of(new Kind(Shape.INSTANT, ChronoUnit.NANOS));
                case "local-timestamp-millis" -> Optional.of(new Kind(Shape.LOCAL, ChronoUnit.MILLIS));
                case "local-timestamp-micros" -> Optional.of(new Kind(Shape.LOCAL, ChronoUnit.MICROS));
                case "local-timestamp-nanos" -> Optional.of(new Kind(Shape.LOCAL, ChronoUnit.NANOS));
                default -> Optional.empty();
            };
        }

        String text(long value) {
            return switch (shape) {
                case DATE -> LocalDate.ofEpochDay(value).toString();
                case TIME ->
                    LocalTime.ofNanoOfDay(value * unit.getDuration().toNanos()).toString();
                case INSTANT -> Instant.EPOCH.plus(value, unit).toString();
                case LOCAL ->
                    LocalDateTime.ofEpochSecond(0, 0, ZoneOffset.UTC)
                            .plus(value, unit)
                            .toString();
            };
        }

        long value(String text) {
            return switch (shape) {
                case DATE -> LocalDate.parse(text).toEpochDay();
                case TIME -> exact(LocalTime.parse(text).toNanoOfDay());
                case INSTANT -> sinceEpoch(EventTime.parse(text));
                case LOCAL -> sinceEpoch(EventTime.parseLocal(text).toInstant(ZoneOffset.UTC));
            };
        }

        String wanted() {
            return switch (shape) {
                case DATE -> "an ISO-8601 date";
                case TIME -> "an ISO-8601 time of day";
                case INSTANT -> "an ISO-8601 timestamp";
                case LOCAL -> "an ISO-8601 timestamp without zone";
            };
        }

        private long sinceEpoch(Instant instant) {
            long perSecond = ChronoUnit.SECONDS.getDuration().toNanos()
                    / unit.getDuration().toNanos();
            return Math.addExact(Math.multiplyExact(instant.getEpochSecond(), perSecond), exact(instant.getNano()));
        }

        private long exact(long nanos) {
            long nanosPerUnit = unit.getDuration().toNanos();
            if (nanos % nanosPerUnit != 0) {
                throw new ArithmeticException(
                        "it is finer than " + unit.toString().toLowerCase(Locale.ROOT));
            }
            return nanos / nanosPerUnit;
        }
    }
}
