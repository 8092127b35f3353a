package dev.tidewater.engine.plan;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Where a source reads.
 *
 * @param place what its position is about
 * @param connector whose positions they are
 */
record Input(String label, String place, String connector) {
    private static final String OURS = "tidewater-kafka";

    static Input of(Operator scan) {
        String connector = scan.option("connector");
        String topic = scan.option("topic") + scan.option("topic-pattern");
        if (topic.isEmpty()) {
            String options =
                    scan.tableJson().path("resolvedTable").path("options").toString();
            return new Input(scan.table(), options, connector);
        }
        String place = topic + " at " + scan.option("properties.bootstrap.servers") + " until "
                + scan.option("scan.bounded.mode") + scan.option("scan.bounded.timestamp-millis")
                + scan.option("scan.bounded.specific-offsets");
        return new Input("topic " + topic, place, connector);
    }

    /** They come with the topic's rows, by the same reader. */
    static boolean isOfBadRecords(Operator scan) {
        return scan.option("connector").equals(OURS) && scan.table().endsWith("$dead");
    }

    /**
     * Whether the readers of a topic find their places again. Of a topic's own table the first reader is known by the topic,
     * whichever table it is for; others by their operators. Hence several have to come in the same order.
     */
    boolean goesOn(List<Operator> before, List<Operator> after) {
        if (!connector.equals(OURS)) {
            return true;
        }
        Set<String> then = readers(before);
        Set<String> now = readers(after);
        return then.size() == 1 && now.size() == 1 || List.copyOf(then).equals(List.copyOf(now));
    }

    /** What judges lateness keeps something, under the reader's name. */
    static boolean isJudged(Operator scan) {
        return !scan.option("late-window").isEmpty();
    }

    private static Set<String> readers(List<Operator> scans) {
        Set<String> readers = new LinkedHashSet<>();
        scans.forEach(scan -> readers.add(isJudged(scan) ? scan.option("late-window") : "rows " + readers.size()));
        return readers;
    }
}
