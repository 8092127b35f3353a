package dev.tidewater.cli;

import dev.tidewater.engine.dead.DeadLetter;
import dev.tidewater.engine.dead.DeadRecord;
import dev.tidewater.engine.dead.DeadTopic;
import dev.tidewater.engine.dead.RecordId;
import dev.tidewater.engine.dead.ReplayReport;
import dev.tidewater.engine.dead.ReplayReport.Outcome;
import dev.tidewater.engine.dead.Replayed;
import dev.tidewater.engine.dead.Wanted;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Dead letters as text. */
final class DeadText {
    private static final int MOST_REASONS = 3;
    private static final int MOST_IDS = 20;

    private DeadText() {}

    static String topics(List<DeadTopic> topics) {
        if (topics.isEmpty()) {
            return "no dead letters\n";
        }
        TextTable table = new TextTable("TOPIC", "RECORDS", "REPLAYED", "FIRST", "LAST", "REASONS")
                .alignRight(1)
                .alignRight(2);
        for (DeadTopic topic : topics) {
            table.row(
                    topic.topic(),
                    Units.number(topic.records()),
                    Units.number(topic.replayed()),
                    topic.first().toString(),
                    topic.last().toString(),
                    reasons(topic));
        }
        return table.render();
    }

    private static String reasons(DeadTopic topic) {
        String most = topic.reasons().stream()
                .limit(MOST_REASONS)
                .map(reason -> reason.reason() + " " + Units.number(reason.records()))
                .collect(Collectors.joining(", "));
        int others = topic.reasons().size() - MOST_REASONS;
        return others > 0 ? most + ", " + Units.count(others, "other") : most;
    }

    static String none(String topic, Wanted wanted) {
        String which = wanted instanceof Wanted.OfReason one ? " with reason \"" + one.reason() + "\"" : "";
        return "topic \"" + topic + "\" has no dead letters" + which + "\n";
    }

    /** @param width that the messages are cut to */
    static String letters(List<DeadLetter> letters, OptionalInt width) {
        TextTable table = new TextTable("RECORD", "TIMESTAMP", "REPLAYED", "PIPELINES", "REASON", "MESSAGE");
        for (DeadLetter letter : letters) {
            table.row(
                    letter.record().toString(),
                    letter.timestamp().toString(),
                    letter.replayed()
                            .map(replayed -> replayed.edited() ? "edited" : "yes")
                            .orElse("-"),
                    String.join(", ", letter.pipelines()),
                    letter.reason(),
                    letter.message());
        }
        return table.render(width);
    }

    /** @param most bytes shown of key, value and each header */
    static String record(DeadRecord record, int most) {
        DeadLetter letter = record.letter();
        StringBuilder text = new StringBuilder("""
                record     %s of topic "%s"
                timestamp  %s
                reason     %s
                message    %s
                pipelines  %s
                replayed   %s
                """.formatted(
                        letter.record(),
                        record.topic(),
                        letter.timestamp(),
                        letter.reason(),
                        tidy(letter.message()),
                        String.join(", ", letter.pipelines()),
                        letter.replayed().map(DeadText::replayed).orElse("no")));
        record.headers().forEach(header -> append(text, "header " + tidy(header.key()), header.value(), most));
        append(text, "key", record.key(), most);
        append(text, "value", record.value(), most);
        return text.toString();
    }

    private static String replayed(Replayed replayed) {
        return replayed.at() + (replayed.edited() ? ", edited" : "");
    }

    private static void append(StringBuilder text, String name, byte @Nullable [] bytes, int most) {
        text.append('\n').append(name);
        if (bytes == null) {
            text.append(": none\n");
        } else {
            text.append(", ").append(Units.count(bytes.length, "byte")).append(":\n");
            BytesText.of(bytes, most)
                    .lines()
                    .forEach(line -> text.append("  ").append(line).append('\n'));
        }
    }

    /** Control characters of a record must not reach the terminal. */
    private static String tidy(String text) {
        return text.replaceAll("\\p{Cntrl}", " ");
    }

    static String report(ReplayReport report, Wanted wanted) {
        if (report.records() + report.alreadyReplayed() == 0) {
            return none(report.topic(), wanted);
        }
        boolean sent = report.outcome() == Outcome.SENT;
        StringBuilder text = new StringBuilder(sent ? "sent " : "would send ")
                .append(Units.count(report.records(), "record"))
                .append(" (")
                .append(Units.bytes(report.bytes()))
                .append(") to topic \"")
                .append(report.topic())
                .append("\" again");
        if (report.records() > 0) {
            text.append(": ").append(ids(report));
        }
        text.append('\n');
        if (report.alreadyReplayed() > 0) {
            text.append(sent ? "left out " : "would leave out ")
                    .append(Units.count(report.alreadyReplayed(), "record"))
                    .append(" that ")
                    .append(report.alreadyReplayed() == 1 ? "was" : "were")
                    .append(" sent again before; send them all the same with: --again\n");
        }
        return text.toString();
    }

    private static String ids(ReplayReport report) {
        String first =
                report.ids().stream().limit(MOST_IDS).map(RecordId::toString).collect(Collectors.joining(" "));
        long others = report.records() - MOST_IDS;
        return others > 0 ? first + " and " + Units.count(others, "other") : first;
    }
}
