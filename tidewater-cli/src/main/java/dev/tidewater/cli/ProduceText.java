package dev.tidewater.cli;

import dev.tidewater.engine.produce.ProduceReport;
import dev.tidewater.engine.produce.ProduceReport.PartitionOffsets;

/** What was sent, as text. */
final class ProduceText {
    private ProduceText() {}

    static String of(ProduceReport report) {
        StringBuilder text = new StringBuilder();
        text.append("sent ").append(Units.count(report.records(), "record"));
        text.append(" (").append(Units.bytes(report.bytes())).append(") to topic \"");
        text.append(report.topic()).append("\" in ").append(Units.duration(report.elapsed()));
        report.schemaId().ifPresent(id -> text.append(", schema ").append(id));
        text.append('\n');
        if (report.partitions() > 1 && !report.offsets().isEmpty()) {
            text.append(offsets(report));
        }
        report.notes().forEach(note -> text.append("note: ").append(note).append('\n'));
        return text.toString();
    }

    private static String offsets(ProduceReport report) {
        TextTable table = new TextTable("PARTITION", "RECORDS", "FIRST OFFSET", "LAST OFFSET")
                .alignRight(0)
                .alignRight(1)
                .alignRight(2)
                .alignRight(3);
        for (PartitionOffsets offsets : report.offsets()) {
            table.row(
                    Integer.toString(offsets.partition()),
                    Units.number(offsets.records()),
                    Long.toString(offsets.first()),
                    Long.toString(offsets.last()));
        }
        return table.render();
    }
}
