package dev.tidewater.engine.produce;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;

/**
 * Moments as people write them: ISO-8601, also with a blank for the {@code T}, with slashes for the dashes, without
 * seconds, and as a bare date (its midnight). A text without a zone is in UTC.
 */
final class EventTime {
    private static final DateTimeFormatter FORM = new DateTimeFormatterBuilder()
            .parseCaseInsensitive()
            .appendPattern("[uuuu-MM-dd][uuuu/MM/dd]")
            .appendPattern("['T'][' ']")
            .appendPattern("[HH:mm[:ss]]")
            .appendOptional(new DateTimeFormatterBuilder()
                    .appendFraction(ChronoField.NANO_OF_SECOND, 1, 9, true)
                    .toFormatter())
            .appendPattern("[XXXXX][XXXX][XXX][X]")
            .toFormatter()
            .withResolverStyle(ResolverStyle.STRICT);

    private EventTime() {}

    /** @throws DateTimeException if the text is no moment */
    static Instant parse(String text) {
        TemporalAccessor parsed = FORM.parse(text.strip());
        LocalDateTime local = local(parsed);
        return parsed.isSupported(ChronoField.OFFSET_SECONDS)
                ? local.toInstant(ZoneOffset.from(parsed))
                : local.toInstant(ZoneOffset.UTC);
    }

    /** @throws DateTimeException if the text is no moment or names a zone */
    static LocalDateTime parseLocal(String text) {
        TemporalAccessor parsed = FORM.parse(text.strip());
        if (parsed.isSupported(ChronoField.OFFSET_SECONDS)) {
            throw new DateTimeException("it names a zone");
        }
        return local(parsed);
    }

    private static LocalDateTime local(TemporalAccessor parsed) {
        return parsed.isSupported(ChronoField.HOUR_OF_DAY)
                ? LocalDateTime.from(parsed)
                : LocalDate.from(parsed).atStartOfDay();
    }
}
