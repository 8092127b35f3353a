package dev.tidewater.engine.dead;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where a record is in its topic; written {@code partition:offset}, in JSON too. In the order of the topic. */
public record RecordId(int partition, long offset) implements Comparable<RecordId> {
    private static final Pattern TEXT = Pattern.compile("(\\d{1,9}):(\\d{1,18})");
    private static final Comparator<RecordId> ORDER =
            Comparator.comparingInt(RecordId::partition).thenComparingLong(RecordId::offset);

    /** Empty if the text is not {@code partition:offset}. */
    public static Optional<RecordId> parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        return matcher.matches()
                ? Optional.of(new RecordId(Integer.parseInt(matcher.group(1)), Long.parseLong(matcher.group(2))))
                : Optional.empty();
    }

    @Override
    public int compareTo(RecordId other) {
        return ORDER.compare(this, other);
    }

    @Override
    @JsonValue
    public String toString() {
        return partition + ":" + offset;
    }
}
